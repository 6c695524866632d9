-- Stock that is counted, moved, traced and watched, and what sells best.

-- Counts the changes, for those who change what they have read.
alter table catalog.locations add column version bigint not null default 1;

-- What was carried elsewhere is a lot of its own, of the same goods.
alter table catalog.lots add column origin_lot_id uuid references catalog.lots;
create index lots_origin on catalog.lots (origin_lot_id) where origin_lot_id is not null;
create index lots_variant on catalog.lots (variant_id, location_id);
create index lots_expiring on catalog.lots (best_before) where on_hand > 0;

-- What can be promised to somebody: good after today, in an open location, nobody's yet.
create view catalog.promisable_lots as
select l.id, l.variant_id, l.location_id, l.best_before, l.on_hand - l.reserved as available
from catalog.lots l
join catalog.locations o on o.id = l.location_id
where o.active and l.on_hand > l.reserved and l.best_before > catalog.shop_date(now());

-- What each kind of movement does to a lot, as domain::catalog::ledger has it.
alter table catalog.stock_movements
    -- The two ends of a way from one location to another have it in common.
    add column transfer_id uuid,
    add constraint stock_movements_effect check (case kind
        when 'receipt' then on_hand_delta > 0 and reserved_delta = 0
        when 'reservation' then on_hand_delta = 0 and reserved_delta > 0
        when 'release' then on_hand_delta = 0 and reserved_delta < 0
        when 'pick' then on_hand_delta < 0 and reserved_delta = on_hand_delta
        when 'sale' then on_hand_delta < 0 and reserved_delta = 0
        when 'waste' then on_hand_delta < 0 and reserved_delta = 0
        when 'adjustment' then on_hand_delta <> 0 and reserved_delta = 0
        when 'return' then on_hand_delta > 0 and reserved_delta = 0
        when 'transfer' then on_hand_delta <> 0 and reserved_delta = 0
        else false
    end),
    -- Without its order a promise could never be traced.
    add constraint stock_movements_of_an_order
        check (kind not in ('reservation', 'release', 'pick') or order_id is not null),
    add constraint stock_movements_of_a_transfer check ((kind = 'transfer') = (transfer_id is not null));
create trigger stock_movements_not_emptied before truncate on catalog.stock_movements
    for each statement execute function catalog.refuse_change();
drop index catalog.stock_movements_lot;
create index stock_movements_lot on catalog.stock_movements (lot_id, moved_at desc, id desc);
create index stock_movements_newest on catalog.stock_movements (moved_at desc, id desc);

-- For the operator: which of these products browsing reads otherwise than it would if it were settled now, and what
-- of them. What is settled here to compare is undone again. Listings whose time is over are not judged: whoever
-- watches the stock is about to settle them.
create function catalog.unsettled_products(products uuid[]) returns table (product_id uuid, what text)
language plpgsql as $$
declare
    due uuid[];
    variants_before jsonb;
    listings_before jsonb;
    wrong jsonb;
begin
    begin
        perform from catalog.availability a
        where a.variant_id in (select v.id from catalog.variants v where v.product_id = any (products))
        order by a.variant_id
        for update;
        perform from catalog.listings t where t.product_id = any (products) order by t.product_id for update;
        select coalesce(jsonb_object_agg(a.variant_id, to_jsonb(a)), '{}') into variants_before
        from catalog.availability a
        join catalog.variants v on v.id = a.variant_id
        where v.product_id = any (products);
        select coalesce(jsonb_object_agg(t.product_id, to_jsonb(t)), '{}'),
            coalesce(array_agg(t.product_id) filter (where t.settled_until <= now()), '{}')
        into listings_before, due
        from catalog.listings t
        where t.product_id = any (products);
        perform catalog.settle_products(products);
        select coalesce(jsonb_agg(jsonb_build_object('product_id', w.product_id, 'what', w.what)), '[]') into wrong
        from (
            select t.product_id, 'listing' as what
            from catalog.listings t
            where t.product_id = any (products) and t.product_id <> all (due)
                and to_jsonb(t) is distinct from listings_before -> t.product_id::text
            union all
            select v.product_id, 'availability of ' || v.sku
            from catalog.availability a
            join catalog.variants v on v.id = a.variant_id
            where v.product_id = any (products)
                and to_jsonb(a) is distinct from variants_before -> a.variant_id::text
        ) as w;
        raise exception using errcode = 'SYR01', message = 'looked at';
    exception when sqlstate 'SYR01' then
        null;
    end;
    return query
    select (w.value ->> 'product_id')::uuid, w.value ->> 'what' from jsonb_array_elements(wrong) w order by 1, 2;
end $$;

-- From how little on staff are told of a variant, in thousandths of its unit; none means never. Whether they have
-- been told stands here too: they are told again only when it has been more meanwhile. Rows are locked by variant,
-- after everything else.
create table catalog.stock_thresholds (
    variant_id uuid primary key references catalog.variants on delete cascade,
    low_stock_at bigint constraint stock_thresholds_not_negative check (low_stock_at >= 0),
    is_low boolean not null default false,
    version bigint not null default 1
);

-- Which of these variants have come down to their threshold since they were last looked at. What each has is read
-- after its row is locked, so that of those who look at once one sees the last state.
create function catalog.note_low_stock(variants uuid[])
returns table (variant_id uuid, available bigint, low_stock_at bigint) language plpgsql as $$
begin
    perform from catalog.stock_thresholds t where t.variant_id = any (variants) order by t.variant_id for update;
    return query
    with level as (
        select t.variant_id, coalesce(sum(l.available), 0)::bigint as available
        from catalog.stock_thresholds t
        left join catalog.promisable_lots l on l.variant_id = t.variant_id
        where t.variant_id = any (variants)
        group by t.variant_id
    ), turned as (
        update catalog.stock_thresholds t
        set is_low = not t.is_low
        from level
        where t.variant_id = level.variant_id
            and t.is_low is distinct from coalesce(level.available <= t.low_stock_at, false)
        returning t.variant_id, t.is_low, level.available, t.low_stock_at
    )
    select turned.variant_id, turned.available, turned.low_stock_at from turned
    where turned.is_low
    order by turned.variant_id;
end $$;

-- Of which lots staff were told that they soon expire. No foreign key: it would lock lots, in an order that is not the
-- one in which everybody locks them. Lots are never deleted.
create table catalog.expiry_notices (
    lot_id uuid primary key,
    noted_at timestamptz not null default now()
);

create index prices_markdowns on catalog.prices (variant_id) where kind = 'markdown';

-- Orders by product and the day, in the shop, on which they were placed. Less than none while an end is known and its
-- beginning is not yet: events come in any order. No foreign key either: whoever counts waits for nobody who edits
-- products, and products are never deleted.
create table catalog.daily_sales (
    product_id uuid not null,
    day date not null,
    orders bigint not null,
    primary key (product_id, day)
);
create index daily_sales_day on catalog.daily_sales (day);

-- Best-sellers count what was ordered today and on the 29 days before.
create function catalog.settle_sales(products uuid[]) returns void language plpgsql as $$
begin
    perform from catalog.listings where product_id = any (products) order by product_id for update;
    update catalog.listings t
    set best_selling = -s.orders
    from (
        select id as product_id, (
            select coalesce(sum(d.orders), 0) from catalog.daily_sales d
            where d.product_id = id and d.day > catalog.shop_date(now()) - 30
        ) as orders
        from unnest(products) id
    ) as s
    where t.product_id = s.product_id and t.best_selling <> -s.orders;
end $$;
