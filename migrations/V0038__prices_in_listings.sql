-- Filters by price and unit choose among a product's variants. Few have more than four: what these cost stands in the
-- index that is counted anyway, so that no product has to be looked up for it.

-- An offer in one number that sorts by price: the price above eight bits, of which the highest says that it is in stock
-- and the others are its unit's (catalog.unit_bit).
create function catalog.packed(price bigint, unit integer, stocked boolean) returns bigint
language sql immutable parallel safe as $$
    select (price << 8) | case when stocked then 128 else 0 end | unit
$$;

-- The unit of a packed price, when that is in stock.
create function catalog.stocked(packed bigint) returns bigint language sql immutable parallel safe as $$
    select case when packed & 128 <> 0 then packed & 127 else 0 end
$$;

-- Offers that hold until `settled_until`, packed, the cheapest first; none when there are more than four.
alter table catalog.listings add column prices bigint[];

create or replace function catalog.settle_listings(products uuid[]) returns void language plpgsql as $$
declare
    today constant date := catalog.shop_date(now());
    -- How far the shop's clock is ahead of UTC, in Indonesia's three zones.
    ahead constant interval := (
        select make_interval(hours => max(hours))
        from generate_series(7, 9) hours
        where catalog.shop_date(timestamptz '2000-01-02 00:00 UTC' - make_interval(hours => hours)) = '2000-01-02');
begin
    perform from catalog.listings where product_id = any (products) order by product_id for update;
    update catalog.listings t
    set shown = s.shown, category_id = s.category_id, traits = s.traits, origin = s.origin, newest = s.newest,
        lowest_price = s.lowest_price, highest_price = s.highest_price, lowest_stocked = s.lowest_stocked,
        highest_stocked = s.highest_stocked, settled_until = s.settled_until, offers = s.offers,
        prices = s.prices, names = s.names, search = s.search
    from (
        with shelf as materialized (
            select s.category_id,
                setweight(to_tsvector('indonesian', catalog.plain(string_agg(c.name_id, ' ' order by c.slug))), 'B')
                    || setweight(to_tsvector('english', catalog.plain(string_agg(c.name_en, ' ' order by c.slug))), 'B') as search
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
                    min((o.stocked_until + 1)::timestamp at time zone ahead)
                        filter (where o.holds and o.stocked_until >= today),
                    'infinity'
                ) as settled_until,
                array_agg((o.unit, o.price, o.stocked_until, o.starts_at, o.ends_at)::catalog.offered
                    order by o.position, o.sku, o.starts_at) as offers,
                case when count(*) filter (where o.holds) <= 4 then
                    array_agg(catalog.packed(o.price, o.unit, o.stocked_until >= today)
                        order by catalog.packed(o.price, o.unit, o.stocked_until >= today))
                        filter (where o.holds)
                end as prices
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
            offered.prices,
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
             t.highest_stocked, t.settled_until, t.offers, t.prices, t.names, t.search)
            is distinct from
            (s.shown, s.category_id, s.traits, s.origin, s.newest, s.lowest_price, s.highest_price, s.lowest_stocked,
             s.highest_stocked, s.settled_until, s.offers, s.prices, s.names, s.search);
end $$;

select catalog.settle_listings(array(select product_id from catalog.listings order by product_id));

drop index catalog.listings_facts;
create index listings_facts on catalog.listings (category_id, traits, origin)
    include (product_id, lowest_price, highest_price, lowest_stocked, highest_stocked, settled_until, newest,
        best_selling, prices)
    where shown;
create index listings_many_prices on catalog.listings (product_id) include (settled_until) where shown and prices is null;
