--! receive_lots (actor_id?, harvested_ons[?])
-- Lots, their receipts in the ledger and the audit log, all or none: one name that is not known, or one location that
-- is closed, stops the others. A lot is received once, so the movement bears its id. What the shop does by itself is
-- not logged.
with receipt as (
    select r.*, v.id as variant_id, l.id as location_id, l.active
    from unnest(
        :lot_ids::uuid[], :skus::text[], :locations::text[], :quantities::bigint[],
        :best_befores::date[], :harvested_ons::date[], :unit_costs::bigint[], :reasons::text[]
    ) as r (lot_id, sku, location, quantity, best_before, harvested_on, unit_cost, reason)
    left join catalog.variants v on v.sku = r.sku
    left join catalog.locations l on l.code = r.location
), lot as (
    insert into catalog.lots
        (id, variant_id, location_id, received_at, harvested_on, best_before, unit_cost, on_hand)
    select lot_id, variant_id, location_id, :now::timestamptz, harvested_on, best_before, unit_cost, quantity
    from receipt
    where not exists (select from receipt where variant_id is null or location_id is null or not active)
    returning id
), movement as (
    insert into catalog.stock_movements
        (id, lot_id, kind, on_hand_delta, reserved_delta, actor_id, reason, moved_at)
    select lot.id, lot.id, 'receipt', r.quantity, 0, :actor_id, r.reason, :now
    from lot
    join receipt r on r.lot_id = lot.id
), noted as (
    insert into identity.audit_log (at, actor_id, action, target, ip, user_agent, request_id, details)
    select :now, :actor_id, 'stock_received', r.sku, :ip, :user_agent, :request_id,
        jsonb_build_object('before', null, 'after', jsonb_build_object(
            'lot_id', lot.id, 'location', r.location, 'quantity', (r.quantity / 1000.0)::numeric(20, 3)::text,
            'best_before', r.best_before, 'harvested_on', r.harvested_on, 'unit_cost', r.unit_cost,
            'reason', r.reason))
    from lot
    join receipt r on r.lot_id = lot.id
    where :actor_id is not null
)
select coalesce(bool_or(variant_id is null), false) as sku_unknown,
    coalesce(bool_or(location_id is null), false) as location_unknown,
    coalesce(bool_or(not active), false) as location_closed
from receipt;

--! add_location
insert into catalog.locations (id, code, name) values (:id, :code, :name)
on conflict (code) do nothing
returning id;

--! list_locations
select code, name, active, version from catalog.locations order by code;

--! lock_location
-- A statement of its own: whoever waited here sees what the one before has written.
select code, name, active, version from catalog.locations where code = :code for no key update;

--! add_new_location
insert into catalog.locations (id, code, name, active) values (:id, :code, :name, :active)
on conflict (code) do nothing;

--! change_location
update catalog.locations set name = :name, active = :active, version = version + 1 where code = :code;

--! skus_without_good_lots
-- A lot that is sold out but still good counts: what sold well is not restocked by a command.
select v.sku
from catalog.variants v
where not exists (select from catalog.lots l where l.variant_id = v.id and l.best_before > :today::date);

--! find_shelf : (variant_id?, location_id?, active?)
-- Whether there is such a SKU and such a location.
select v.id as variant_id, l.id as location_id, l.active
from (values (1)) one
left join catalog.variants v on v.sku = :sku
left join catalog.locations l on l.code = :location;

--! lock_shelf (lot_id?)
-- What is there of a SKU in a location, or one lot of it even if it is empty, locked in the order in which everybody
-- locks lots.
select t.id, t.best_before, t.on_hand, t.reserved
from catalog.lots t
join catalog.variants v on v.id = t.variant_id
join catalog.locations l on l.id = t.location_id
where v.sku = :sku and l.code = :location and (t.id = :lot_id or (:lot_id::uuid is null and t.on_hand > 0))
order by t.variant_id, t.best_before, t.id
for update of t;

--! add_carried_lots
-- Lots for what is carried elsewhere, empty until it is moved. Of what staff were told, they are not told again.
with lot as (
    insert into catalog.lots
        (id, variant_id, location_id, received_at, harvested_on, best_before, unit_cost, on_hand, origin_lot_id)
    select n.id, l.variant_id, (select id from catalog.locations where code = :location), l.received_at,
        l.harvested_on, l.best_before, l.unit_cost, 0, l.id
    from unnest(:ids::uuid[], :origin_ids::uuid[]) as n (id, origin_id)
    join catalog.lots l on l.id = n.origin_id
    order by l.variant_id, l.best_before, n.id
)
insert into catalog.expiry_notices (lot_id, noted_at)
select n.id, e.noted_at
from unnest(:ids, :origin_ids) as n (id, origin_id)
join catalog.expiry_notices e on e.lot_id = n.origin_id;

--! lock_variant
-- A statement of its own: what is read after it is what the one before has written.
select id from catalog.variants where sku = :sku for no key update;

--! find_threshold : (low_stock_at?)
select t.low_stock_at, t.version
from catalog.stock_thresholds t
join catalog.variants v on v.id = t.variant_id
where v.sku = :sku;

--! set_threshold (low_stock_at?)
insert into catalog.stock_thresholds as t (variant_id, low_stock_at) values (:variant_id, :low_stock_at)
on conflict (variant_id) do update set low_stock_at = excluded.low_stock_at, version = t.version + 1
returning version;

--! list_inventory (sku?, location?, pattern?, after_sku?) : (low_stock_at?)
-- What a page needs of lots is gathered for the page alone.
with page as (
    select v.id, v.sku, v.unit, p.name_id, p.name_en, t.low_stock_at, coalesce(t.version, 0) as version
    from catalog.variants v
    join catalog.products p on p.id = v.product_id
    left join catalog.stock_thresholds t on t.variant_id = v.id
    where (:sku::text is null or v.sku = :sku)
        and (:after_sku::text is null or v.sku > :after_sku)
        and (:pattern::text is null or lower(v.sku || ' ' || p.name_id || ' ' || p.name_en) like lower(:pattern))
        and (:location::text is null or exists (
            select from catalog.lots l join catalog.locations o on o.id = l.location_id
            where l.variant_id = v.id and l.on_hand > 0 and o.code = :location
        ))
        and (not :low::boolean or t.low_stock_at >= (
            select coalesce(sum(l.available), 0) from catalog.promisable_lots l where l.variant_id = v.id
        ))
        and (not :near_expiry::boolean or exists (
            select from catalog.lots l
            where l.variant_id = v.id and l.on_hand > l.reserved
                and l.best_before <= catalog.shop_date(now()) + :near_expiry_days::integer
        ))
    order by v.sku
    limit :limit::bigint
)
select page.sku, page.unit, page.name_id, page.name_en, page.low_stock_at, page.version, shelf.on_hand,
    shelf.reserved, shelf.available, shelf.lots
from page
cross join lateral (
    select coalesce(sum(l.on_hand), 0)::bigint as on_hand, coalesce(sum(l.reserved), 0)::bigint as reserved,
        coalesce(sum(l.on_hand - l.reserved)
            filter (where o.active and l.best_before > catalog.shop_date(now())), 0)::bigint as available,
        coalesce(jsonb_agg(jsonb_build_object(
            'id', l.id, 'location', o.code, 'received_at', l.received_at, 'harvested_on', l.harvested_on,
            'best_before', l.best_before, 'unit_cost', l.unit_cost, 'on_hand', l.on_hand, 'reserved', l.reserved
        ) order by l.best_before, l.id), '[]') as lots
    from catalog.lots l
    join catalog.locations o on o.id = l.location_id
    where l.variant_id = page.id and l.on_hand > 0 and (:location is null or o.code = :location)
) as shelf
order by page.sku;

--! settle_due_listings
-- A batch of what was right until now: a price began, or what was in stock yesterday is not any more.
with due as (
    select array(
        select product_id from catalog.listings where settled_until <= now() order by product_id limit :limit::bigint
    ) as ids
)
select cardinality(due.ids)::bigint as settled
from due
cross join lateral catalog.settle_products(due.ids);

--! count_listings
-- For facets: what changed since the minute before.
select catalog.count_listings() as counted;

--! variants_turned_low
-- Variants that have come down to their threshold, or are above it again, and nobody has noted it.
select t.variant_id
from catalog.stock_thresholds t
left join lateral (
    select coalesce(sum(l.available), 0) as available
    from catalog.promisable_lots l where l.variant_id = t.variant_id
) as level on true
where t.is_low is distinct from coalesce(level.available <= t.low_stock_at, false)
order by t.variant_id
limit :limit::bigint;

--! note_low_stock
select n.variant_id, v.sku, p.name_id, p.name_en, v.unit, n.available, n.low_stock_at
from catalog.note_low_stock(:variant_ids) n
join catalog.variants v on v.id = n.variant_id
join catalog.products p on p.id = v.product_id
order by n.variant_id;

--! note_near_expiry
-- Each lot once, whoever comes first.
with near as (
    insert into catalog.expiry_notices (lot_id)
    select l.id
    from catalog.lots l
    where l.on_hand > 0 and l.on_hand > l.reserved
        and l.best_before between catalog.shop_date(now()) and catalog.shop_date(now()) + :days::integer
        and not exists (select from catalog.expiry_notices e where e.lot_id = l.id)
    order by l.best_before, l.id
    limit :limit::bigint
    on conflict do nothing
    returning lot_id
)
select l.id as lot_id, v.sku, p.name_id, p.name_en, v.unit, o.name as location, l.best_before,
    l.on_hand - l.reserved as "available"
from near
join catalog.lots l on l.id = near.lot_id
join catalog.locations o on o.id = l.location_id
join catalog.variants v on v.id = l.variant_id
join catalog.products p on p.id = v.product_id
order by l.best_before, l.id;

--! try_markdown_turn
-- One at a time: two would each begin the same price.
select pg_try_advisory_xact_lock(hashtextextended('catalog.markdown', 0)) as mine;

--! set_markdowns
-- What the price of each variant is to be that has goods that soon expire or is marked down, where it is not that
-- yet: so much off the regular price, rounded down, or the regular price again. A regular price that staff compare
-- with another one is a sale of theirs and stays, as does every price that is still to begin.
with wanted as (
    select v.variant_id, current.kind as is_kind, current.price as is_price,
        near.variant_id is not null and regular.lower >= 1 and regular.lower < regular.price
            and not regular.on_sale as lowered,
        regular.price, regular.lower, regular.compare_at_price, regular.compare_at_until
    from (
        select l.variant_id from catalog.promisable_lots l
        where :percent::integer > 0 and l.best_before <= catalog.shop_date(now()) + :days::integer
        union
        select m.variant_id from catalog.prices m where m.kind = 'markdown'
    ) as v
    left join lateral (
        select l.variant_id from catalog.promisable_lots l
        where :percent > 0 and l.variant_id = v.variant_id
            and l.best_before <= catalog.shop_date(now()) + :days
        limit 1
    ) as near on true
    cross join lateral (
        select p.kind, p.price from catalog.prices p
        where p.variant_id = v.variant_id and p.starts_at <= now()
        order by p.starts_at desc
        limit 1
    ) as current
    cross join lateral (
        select p.price, p.compare_at_price, p.compare_at_until, p.price * (100 - :percent) / 100 as lower,
            p.compare_at_price is not null and coalesce(p.compare_at_until > now(), true) as on_sale
        from catalog.prices p
        where p.variant_id = v.variant_id and p.starts_at <= now() and p.kind = 'regular'
        order by p.starts_at desc
        limit 1
    ) as regular
)
insert into catalog.prices (variant_id, starts_at, price, compare_at_price, compare_at_until, kind)
select variant_id, now(),
    case when lowered then lower else price end,
    case when lowered then price else compare_at_price end,
    case when lowered then null else compare_at_until end,
    case when lowered then 'markdown' else 'regular' end
from wanted
where case when lowered then is_kind <> 'markdown' or is_price <> lower else is_kind = 'markdown' end
order by variant_id
on conflict do nothing;
