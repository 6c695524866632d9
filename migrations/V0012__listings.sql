-- Prices with a history and a future, and what browsing reads: one row a product, kept right by the database
-- itself whoever writes.

-- A price holds from its moment until the variant's next one begins. Rows whose time has come are history and
-- stay; those to come are the schedule.
create table catalog.prices (
    variant_id uuid not null references catalog.variants,
    starts_at timestamptz not null,
    price bigint not null constraint prices_in_bounds check (price between 1 and 100000000000),
    compare_at_price bigint,
    compare_at_until timestamptz,
    -- Why it is what it is: the regular price, or less for goods that soon expire.
    kind text not null default 'regular' check (kind in ('regular', 'markdown')),
    -- The user who set it; none means the shop itself.
    actor_id uuid,
    set_at timestamptz not null default now(),
    primary key (variant_id, starts_at),
    constraint prices_compare_above_price check (compare_at_price is null or compare_at_price > price)
);
-- What begins soon, for those who bring listings up to date.
create index prices_starts_at on catalog.prices (starts_at);

create function catalog.keep_price_history() returns trigger language plpgsql as $$
begin
    if old.starts_at < now() then
        raise exception 'a price that held once is history';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger prices_history before update or delete on catalog.prices
    for each row execute function catalog.keep_price_history();

-- A variant's first price has always held: no clock is so late that it would find none.
insert into catalog.prices (variant_id, starts_at, price, compare_at_price, compare_at_until)
select id, '-infinity', price, compare_at_price, compare_at_until from catalog.variants;
alter table catalog.variants drop column price, drop column compare_at_price, drop column compare_at_until;

-- Variants at today's price. The database's clock decides, for those who set prices as for those who read them.
create view catalog.offers as
select v.*, p.price, p.compare_at_until,
    case when p.compare_at_until is null or p.compare_at_until > now() then p.compare_at_price end
        as compare_at_price
from catalog.variants v
cross join lateral (
    select * from catalog.prices
    where variant_id = v.id and starts_at <= now()
    order by starts_at desc
    limit 1
) as p;

-- Which categories lie below which, each below itself; rewritten when the tree changes.
create table catalog.shelves (
    above_id uuid not null references catalog.categories on delete cascade,
    category_id uuid not null references catalog.categories on delete cascade,
    primary key (above_id, category_id)
);
create index shelves_category on catalog.shelves (category_id);

create function catalog.build_shelves() returns trigger language plpgsql as $$
begin
    -- Whoever changes the tree waits for whoever is changing it: two moves could close a circle together.
    lock table catalog.shelves in share row exclusive mode;
    if exists (
        with recursive above (category_id, id) as (
            select id, parent_id from catalog.categories
            union
            select a.category_id, c.parent_id from above a join catalog.categories c on c.id = a.id
        )
        select from above where category_id = id
    ) then
        raise exception using errcode = 'check_violation', constraint = 'categories_are_a_tree',
            schema = 'catalog', table = 'categories', message = 'a category would lie below itself';
    end if;
    with recursive shelf (above_id, category_id) as (
        select id, id from catalog.categories
        union all
        select c.parent_id, s.category_id from shelf s join catalog.categories c on c.id = s.above_id
        where c.parent_id is not null
    ), gone as (
        delete from catalog.shelves t
        where not exists (select from shelf s where (s.above_id, s.category_id) = (t.above_id, t.category_id))
    )
    insert into catalog.shelves (above_id, category_id)
    select above_id, category_id from shelf
    on conflict do nothing;
    return null;
end $$;
create trigger categories_build_shelves after insert or update of parent_id or delete on catalog.categories
    for each statement execute function catalog.build_shelves();
insert into catalog.shelves
with recursive shelf (above_id, category_id) as (
    select id, id from catalog.categories
    union all
    select c.parent_id, s.category_id from shelf s join catalog.categories c on c.id = s.above_id
    where c.parent_id is not null
)
select above_id, category_id from shelf;

-- A closed location takes in nothing, and nothing is sold from it.
alter table catalog.locations add column active boolean not null default true;

-- The last day on which at least the variant's minimum can be promised, as things stand: goods go out on a day
-- before their best-before. A date and not a flag, so that midnight needs nobody's attention.
create table catalog.availability (
    variant_id uuid primary key references catalog.variants on delete cascade,
    stocked_until date
);

-- A variant for as long as one price of it holds.
create type catalog.offered as (
    unit integer,
    price bigint,
    stocked_until date,
    starts_at timestamptz,
    ends_at timestamptz
);

-- What browsing reads of a product. The summary is right for everybody whose filters take all of the product's
-- variants or none, until `settled_until`; for others and after that `offers` tells.
create table catalog.listings (
    product_id uuid primary key references catalog.products on delete cascade,
    -- Active, with at least one variant on sale.
    shown boolean not null,
    category_id uuid not null,
    -- What products are counted by, in one number that is quick to compare (catalog.traits): whether it is
    -- organic, the units it is sold by, those that are in stock, and its season.
    traits bigint not null,
    origin text collate "C" not null,
    -- What the list may be sorted by; the first is what is smallest.
    newest bigint not null,
    best_selling bigint not null default 0,
    lowest_price bigint not null,
    highest_price bigint not null,
    -- The same of the variants in stock; none when nothing is.
    lowest_stocked bigint,
    highest_stocked bigint,
    settled_until timestamptz not null,
    offers catalog.offered[] not null,
    -- Both names as somebody types them (catalog.plain), each between bars: `| bayam hijau | green amaranth |`.
    names text not null,
    -- Names in both languages weigh most, then the category's with all above it, then descriptions.
    search tsvector not null
);
create index listings_newest on catalog.listings (newest, product_id) where shown;
create index listings_best_selling on catalog.listings (best_selling, product_id) where shown;
create index listings_cheapest on catalog.listings (lowest_price, product_id) where shown;
create index listings_dearest on catalog.listings ((-lowest_price), product_id) where shown;
create index listings_cheapest_stocked on catalog.listings (lowest_stocked, product_id) where shown;
create index listings_dearest_stocked on catalog.listings ((-lowest_stocked), product_id) where shown;
-- The upper end of the prices.
create index listings_highest_stocked on catalog.listings (highest_stocked) where shown;
create index listings_highest_price on catalog.listings (highest_price) where shown;
create index listings_settled_until on catalog.listings (settled_until) include (product_id) where shown;
create index listings_search on catalog.listings using gin (search) where shown;
create index listings_names on catalog.listings using gin (names gin_trgm_ops) where shown;
-- Facets are counted over everything there is. The first two hold little but what is counted, in its order; the
-- third has what any filter asks for.
create index listings_traits on catalog.listings (category_id, traits) where shown;
create index listings_origins on catalog.listings (origin, traits) where shown;
create index listings_facts on catalog.listings (category_id, traits, origin)
    include (product_id, lowest_price, highest_price, lowest_stocked, highest_stocked, settled_until, newest,
        best_selling)
    where shown;

-- The words of names and categories, for mending what is typed. A word stays when its last product is gone, and
-- may be there twice: without a unique key nobody who adds a word ever waits for another.
create table catalog.words (
    word text collate "C" not null
);
create index words_word on catalog.words (word);
create index words_beginning on catalog.words (left(word, 1), length(word), word);
create index words_trigrams on catalog.words using gin (word gin_trgm_ops);

create function catalog.unit_bit(unit text) returns integer language sql immutable parallel safe as $$
    select case unit when 'kg' then 1 when 'g' then 2 when 'ikat' then 4 when 'pack' then 8 when 'buah' then 16
        when 'sisir' then 32 when 'butir' then 64 end
$$;

-- Bits 0–11 are the season (January the lowest; all of them for what grows all year), 12–18 the units in stock,
-- 20–26 the units it is sold by, 30 whether it is organic. Bit 40 is always set: a filter that asks for nothing
-- else asks for that.
create function catalog.traits(organic boolean, units integer, stocked integer, season integer)
returns bigint language sql immutable parallel safe as $$
    select (1::bigint << 40) | (organic::integer::bigint << 30) | (units::bigint << 20) | (stocked::bigint << 12) | season
$$;

-- Small letters and digits, one space between words: as somebody types it, whatever stands between the words.
create function catalog.plain(prose text) returns text language sql immutable parallel safe as $$
    select trim(regexp_replace(lower(prose), '[^[:alnum:]]+', ' ', 'g'))
$$;

-- The date in the shop: its warehouse keeps Western Indonesian Time.
create function catalog.shop_date(at timestamptz) returns date language sql immutable parallel safe as $$
    select (at at time zone interval '7 hours')::date
$$;

-- Locks are taken in one order everywhere, so that nobody waits in a circle: lots, then availability by variant,
-- then listings by product. Each statement of these functions sees what was committed while it waited for its
-- lock: whoever comes last has seen everything. They join once instead of looking up for each product, because
-- thousands may be settled together.

-- Brings the variants' availability up to date; the products of which it changed, in their order.
create function catalog.settle_stock(variants uuid[]) returns uuid[] language plpgsql as $$
declare
    changed uuid[];
begin
    perform from catalog.availability where variant_id = any (variants) order by variant_id for update;
    with stocked as materialized (
        -- Counted from what keeps longest: the day before the best-before at which it becomes enough.
        select l.variant_id, max(l.best_before) - 1 as until
        from (
            select t.variant_id, t.best_before,
                sum(t.on_hand - t.reserved) over (partition by t.variant_id order by t.best_before desc, t.id)
                    as together
            from catalog.lots t
            join catalog.locations o on o.id = t.location_id and o.active
            where t.variant_id = any (variants) and t.on_hand > 0
        ) as l
        join catalog.variants v on v.id = l.variant_id
        where l.together >= v.minimum
        group by l.variant_id
    ), settled as (
        update catalog.availability t
        set stocked_until = s.until
        from (
            select v.id, stocked.until
            from catalog.variants v
            left join stocked on stocked.variant_id = v.id
            where v.id = any (variants)
        ) as s
        where t.variant_id = s.id and t.stocked_until is distinct from s.until
        returning t.variant_id
    )
    select array_agg(distinct v.product_id order by v.product_id) into changed
    from settled s
    join catalog.variants v on v.id = s.variant_id;
    return changed;
end $$;

create function catalog.settle_listings(products uuid[]) returns void language plpgsql as $$
declare
    today constant date := catalog.shop_date(now());
begin
    perform from catalog.listings where product_id = any (products) order by product_id for update;
    update catalog.listings t
    set shown = s.shown, category_id = s.category_id, traits = s.traits, origin = s.origin, newest = s.newest,
        lowest_price = s.lowest_price, highest_price = s.highest_price, lowest_stocked = s.lowest_stocked,
        highest_stocked = s.highest_stocked, settled_until = s.settled_until, offers = s.offers, names = s.names,
        search = s.search
    from (
        with shelf as materialized (
            select s.category_id,
                setweight(to_tsvector('indonesian', catalog.plain(string_agg(c.name_id, ' '))), 'B')
                    || setweight(to_tsvector('english', catalog.plain(string_agg(c.name_en, ' '))), 'B') as search
            from catalog.shelves s
            join catalog.categories c on c.id = s.above_id
            where s.category_id in (select p.category_id from catalog.products p where p.id = any (products))
            group by s.category_id
        ), offered as materialized (
            select o.product_id,
                min(o.price) filter (where o.holds) as lowest_price,
                max(o.price) filter (where o.holds) as highest_price,
                bit_or(o.unit) filter (where o.holds) as units,
                bit_or(o.unit) filter (where o.holds and o.stocked_until >= today) as stocked,
                min(o.price) filter (where o.holds and o.stocked_until >= today) as lowest_stocked,
                max(o.price) filter (where o.holds and o.stocked_until >= today) as highest_stocked,
                least(
                    min(o.starts_at) filter (where o.starts_at > now()),
                    -- Of what is in stock today, the first to leave it does so at a midnight.
                    min((o.stocked_until + 1)::timestamp at time zone interval '7 hours')
                        filter (where o.holds and o.stocked_until >= today),
                    'infinity'
                ) as settled_until,
                array_agg((o.unit, o.price, o.stocked_until, o.starts_at, o.ends_at)::catalog.offered
                    order by o.position, o.sku, o.starts_at) as offers
            from (
                select v.product_id, catalog.unit_bit(v.unit) as unit, h.price, a.stocked_until, h.starts_at,
                    coalesce(lead(h.starts_at) over (partition by h.variant_id order by h.starts_at), 'infinity')
                        as ends_at,
                    v.position, v.sku, h.starts_at <= now() as holds
                from catalog.variants v
                join catalog.prices h on h.variant_id = v.id
                left join catalog.availability a on a.variant_id = v.id
                where v.product_id = any (products) and v.active
            ) as o
            where o.ends_at > now()
            group by o.product_id
        )
        select p.id, p.category_id, p.origin,
            p.status = 'active' and offered.units is not null as shown,
            catalog.traits(p.organic, coalesce(offered.units, 0), coalesce(offered.stocked, 0),
                case when p.season_months = '{}' then 4095
                    else (select bit_or(1 << (month - 1)) from unnest(p.season_months) month) end) as traits,
            -(extract(epoch from p.created_at) * 1000000)::bigint as newest,
            coalesce(offered.lowest_price, 0) as lowest_price,
            coalesce(offered.highest_price, 0) as highest_price,
            offered.lowest_stocked,
            offered.highest_stocked,
            coalesce(offered.settled_until, 'infinity') as settled_until,
            coalesce(offered.offers, '{}') as offers,
            '| ' || catalog.plain(p.name_id) || ' | ' || catalog.plain(p.name_en) || ' |' as names,
            setweight(to_tsvector('indonesian', catalog.plain(p.name_id)), 'A')
                || setweight(to_tsvector('english', catalog.plain(p.name_en)), 'A')
                || shelf.search
                || setweight(to_tsvector('indonesian', catalog.plain(p.description_id)), 'C')
                || setweight(to_tsvector('english', catalog.plain(p.description_en)), 'C') as search
        from catalog.products p
        join shelf on shelf.category_id = p.category_id
        left join offered on offered.product_id = p.id
        where p.id = any (products)
    ) as s
    where t.product_id = s.id
        and (t.shown, t.category_id, t.traits, t.origin, t.newest, t.lowest_price, t.highest_price, t.lowest_stocked,
             t.highest_stocked, t.settled_until, t.offers, t.names, t.search)
            is distinct from
            (s.shown, s.category_id, s.traits, s.origin, s.newest, s.lowest_price, s.highest_price, s.lowest_stocked,
             s.highest_stocked, s.settled_until, s.offers, s.names, s.search);
end $$;

create function catalog.settle_availability(variants uuid[]) returns void language plpgsql as $$
declare
    changed constant uuid[] := catalog.settle_stock(variants);
begin
    if changed is not null then
        perform catalog.settle_listings(changed);
    end if;
end $$;

create function catalog.learn_words(products uuid[]) returns void language sql as $$
    insert into catalog.words (word)
    select distinct w.word
    from (
        select catalog.plain(p.name_id || ' ' || p.name_en) as names
        from catalog.products p
        where p.id = any (products)
        union all
        select catalog.plain(c.name_id || ' ' || c.name_en)
        from catalog.categories c
        where c.id in (
            select s.above_id
            from catalog.products p
            join catalog.shelves s on s.category_id = p.category_id
            where p.id = any (products)
        )
    ) as named
    cross join lateral regexp_split_to_table(named.names, ' ') as w (word)
    where length(w.word) between 3 and 40
        and not exists (select from catalog.words k where k.word = w.word)
$$;

-- Everything browsing reads of these products, from what is there. Whoever writes much at once sets
-- `catalog.settling` to `later` in the transaction and calls this once at its end, with all it has written.
create function catalog.settle_products(products uuid[]) returns void language plpgsql as $$
declare
    variants constant uuid[] := array(select id from catalog.variants where product_id = any (products) order by id);
begin
    insert into catalog.availability (variant_id) select unnest(variants) on conflict do nothing;
    insert into catalog.listings
        (product_id, shown, category_id, traits, origin, newest, lowest_price, highest_price, settled_until, offers,
         names, search)
    select p.id, false, p.category_id, 0, p.origin, 0, 0, 0, 'infinity', '{}', '', ''
    from catalog.products p
    where p.id = any (products)
    order by p.id
    on conflict do nothing;
    -- Listings are locked once, all together, and so in their order.
    perform catalog.settle_stock(variants);
    perform catalog.settle_listings(products);
    perform catalog.learn_words(products);
end $$;

create function catalog.settles_later() returns boolean language sql stable as $$
    select coalesce(current_setting('catalog.settling', true), '') = 'later'
$$;

create function catalog.lots_changed() returns trigger language plpgsql as $$
begin
    if not catalog.settles_later() then
        perform catalog.settle_availability(array(select distinct variant_id from changed order by 1));
    end if;
    return null;
end $$;
create trigger lots_added after insert on catalog.lots
    referencing new table as changed for each statement execute function catalog.lots_changed();
create trigger lots_moved after update on catalog.lots
    referencing new table as changed for each statement execute function catalog.lots_changed();

create function catalog.locations_changed() returns trigger language plpgsql as $$
begin
    perform catalog.settle_availability(array(
        select distinct l.variant_id
        from changed c
        join was w on w.id = c.id and w.active <> c.active
        join catalog.lots l on l.location_id = c.id and l.on_hand > 0
        order by 1));
    return null;
end $$;
create trigger locations_opened_or_closed after update on catalog.locations
    referencing old table as was new table as changed
    for each statement execute function catalog.locations_changed();

create function catalog.products_changed() returns trigger language plpgsql as $$
begin
    if not catalog.settles_later() then
        perform catalog.settle_products(array(select id from changed order by 1));
    end if;
    return null;
end $$;
create trigger products_added after insert on catalog.products
    referencing new table as changed for each statement execute function catalog.products_changed();
create trigger products_edited after update on catalog.products
    referencing new table as changed for each statement execute function catalog.products_changed();

create function catalog.variants_changed() returns trigger language plpgsql as $$
begin
    if not catalog.settles_later() then
        perform catalog.settle_products(array(select distinct product_id from changed order by 1));
    end if;
    return null;
end $$;
create trigger variants_added after insert on catalog.variants
    referencing new table as changed for each statement execute function catalog.variants_changed();
create trigger variants_edited after update on catalog.variants
    referencing new table as changed for each statement execute function catalog.variants_changed();

create function catalog.prices_changed() returns trigger language plpgsql as $$
begin
    if not catalog.settles_later() then
        perform catalog.settle_products(array(
            select distinct v.product_id from changed c join catalog.variants v on v.id = c.variant_id order by 1));
    end if;
    return null;
end $$;
create trigger prices_added after insert on catalog.prices
    referencing new table as changed for each statement execute function catalog.prices_changed();
create trigger prices_edited after update on catalog.prices
    referencing new table as changed for each statement execute function catalog.prices_changed();
create trigger prices_withdrawn after delete on catalog.prices
    referencing old table as changed for each statement execute function catalog.prices_changed();

-- A category's name is found with the products below it, wherever it is moved.
create function catalog.categories_changed() returns trigger language plpgsql as $$
begin
    perform catalog.settle_products(array(
        select distinct p.id
        from changed c
        join catalog.shelves s on s.above_id = c.id
        join catalog.products p on p.category_id = s.category_id
        order by 1));
    return null;
end $$;
-- Named to come after categories_build_shelves, which is fired first by the alphabet.
create trigger categories_changed after update on catalog.categories
    referencing new table as changed for each statement execute function catalog.categories_changed();

select catalog.settle_products(array(select id from catalog.products order by id));

alter table catalog.products drop column search;
drop index catalog.products_category, catalog.products_newest, catalog.products_name_trigrams;
create index products_category on catalog.products (category_id);
