--! move_stock (order_id?, actor_id?, transfer_id?)
-- Changes lots and writes the ledger in one statement: there is no way to do one without the other. The caller
-- has locked the lots; a change that the lots' checks refuse fails the statement, and so does a lot that is not there. A
-- lot may move several times at once: what counts is where it ends.
with moves as (
    select * from unnest(
        :ids::uuid[], :lot_ids::uuid[], :kinds::text[], :on_hand_deltas::bigint[], :reserved_deltas::bigint[]
    ) as m (id, lot_id, kind, on_hand_delta, reserved_delta)
), sums as (
    select lot_id, sum(on_hand_delta)::bigint as on_hand_delta, sum(reserved_delta)::bigint as reserved_delta
    from moves group by lot_id
), moved as (
    update catalog.lots t
    set on_hand = t.on_hand + s.on_hand_delta, reserved = t.reserved + s.reserved_delta
    from sums s where t.id = s.lot_id
    returning t.id
), written as (
    insert into catalog.stock_movements
        (id, lot_id, kind, on_hand_delta, reserved_delta, order_id, actor_id, reason, moved_at, transfer_id)
    select m.id, m.lot_id, m.kind, m.on_hand_delta, m.reserved_delta, :order_id, :actor_id, :reason, :now, :transfer_id
    from moves m join moved on moved.id = m.lot_id
    returning 1
)
select platform.require((select count(*) from written) = cardinality(:ids), 'lots_are_there') as "done";

--! list_movements (sku?, lot_id?, location?, kind?, order_code?, since?, until?, after_at?, after_id?) : (order_code?, transfer_id?, actor_id?, actor_name?)
with page as (
    select m.*, v.sku, o.code as location
    from catalog.stock_movements m
    join catalog.lots l on l.id = m.lot_id
    join catalog.variants v on v.id = l.variant_id
    join catalog.locations o on o.id = l.location_id
    where (:sku::text is null or v.sku = :sku)
        and (:lot_id::uuid is null or m.lot_id = :lot_id)
        and (:location::text is null or o.code = :location)
        and (:kind::text is null or m.kind = :kind)
        and (:order_code::text is null or m.order_id = (select id from orders.orders where code = :order_code))
        and (:since::timestamptz is null or m.moved_at >= :since)
        and (:until::timestamptz is null or m.moved_at < :until)
        and (:after_at::timestamptz is null or (m.moved_at, m.id) < (:after_at, :after_id::uuid))
    order by m.moved_at desc, m.id desc
    limit :limit::bigint
)
select page.id, page.moved_at, page.kind, page.on_hand_delta, page.reserved_delta, page.lot_id, page.sku,
    page.location, b.code as order_code, page.transfer_id, page.actor_id, u.name as actor_name, page.reason
from page
left join orders.orders b on b.id = page.order_id
left join identity.users u on u.id = page.actor_id
order by page.moved_at desc, page.id desc;

--! traced_lot : (harvested_on?)
select l.id, v.sku, p.name_id, p.name_en, v.unit, o.code as location, l.received_at, l.harvested_on, l.best_before,
    l.unit_cost, l.on_hand, l.reserved
from catalog.lots l
join catalog.variants v on v.id = l.variant_id
join catalog.products p on p.id = v.product_id
join catalog.locations o on o.id = l.location_id
where l.id = :lot_id;

--! traced_ways
-- Every lot that these goods were before they were carried here, and every one that some of them became after, a
-- step further each: what was carried from one lot to the other.
with recursive origins (lot_id, next_id, steps) as (
    select origin_lot_id, id, -1 from catalog.lots where id = :lot_id and origin_lot_id is not null
    union all
    select l.origin_lot_id, l.id, w.steps - 1 from origins w join catalog.lots l on l.id = w.lot_id
    where l.origin_lot_id is not null
), became (lot_id, next_id, steps) as (
    select id, id, 1 from catalog.lots where origin_lot_id = :lot_id
    union all
    select l.id, l.id, w.steps + 1 from became w join catalog.lots l on l.origin_lot_id = w.lot_id
), ways as (
    select * from origins union all select * from became
)
select w.lot_id, w.steps, o.code as location, m.transfer_id, m.on_hand_delta as quantity, m.moved_at
from ways w
join catalog.lots l on l.id = w.lot_id
join catalog.locations o on o.id = l.location_id
-- A lot that goods were carried to begins with that movement.
join catalog.stock_movements m on m.lot_id = w.next_id and m.kind = 'transfer' and m.on_hand_delta > 0
order by w.steps, m.moved_at, w.lot_id;

--! traced_orders
-- Who holds of the lot or got of it, or of what was carried elsewhere from it. An order's promises are gone once they
-- are picked: the ledger alone knows. Who has let go of everything is left out.
with recursive family (lot_id) as (
    select id from catalog.lots where id = :lot_id
    union all
    select l.id from family f join catalog.lots l on l.origin_lot_id = f.lot_id
), taken as (
    select m.lot_id, m.order_id, sum(m.reserved_delta)::bigint as reserved,
        (-sum(m.on_hand_delta) filter (where m.kind = 'pick'))::bigint as picked
    from family f
    join catalog.stock_movements m on m.lot_id = f.lot_id and m.order_id is not null
    group by m.lot_id, m.order_id
)
select o.code, o.status, o.placed_at, t.lot_id, t.reserved, coalesce(t.picked, 0) as picked
from taken t
join orders.orders o on o.id = t.order_id
where t.reserved > 0 or t.picked > 0
order by o.placed_at, o.code, t.lot_id;

--! lots_out_of_balance
-- Lots whose levels are not what their movements add up to, or whose promises are not what orders hold of them. The
-- ledger is read as a whole: for the operator.
select l.id, v.sku, o.code as location, l.on_hand, l.reserved,
    coalesce(m.on_hand, 0) as ledger_on_hand, coalesce(m.reserved, 0) as ledger_reserved,
    coalesce(a.quantity, 0) as allocated
from catalog.lots l
join catalog.variants v on v.id = l.variant_id
join catalog.locations o on o.id = l.location_id
left join (
    select lot_id, sum(on_hand_delta)::bigint as on_hand, sum(reserved_delta)::bigint as reserved
    from catalog.stock_movements group by lot_id
) as m on m.lot_id = l.id
left join (
    select lot_id, sum(quantity)::bigint as quantity from orders.allocations group by lot_id
) as a on a.lot_id = l.id
where (l.on_hand, l.reserved) is distinct from (coalesce(m.on_hand, 0), coalesce(m.reserved, 0))
    or l.reserved <> coalesce(a.quantity, 0)
order by v.sku, l.best_before, l.id;

--! unsettled_products (after_id?)
-- One batch of products, by id; the last row is the batch's last product, and of no fault.
with batch as (
    select array(
        select id from catalog.products
        where :after_id::uuid is null or id > :after_id
        order by id
        limit :limit::bigint
    ) as ids
)
select u.product_id, p.slug, u.what
from batch cross join lateral catalog.unsettled_products(batch.ids) u
join catalog.products p on p.id = u.product_id
union all
select p.id, p.slug, '' from batch join catalog.products p on p.id = batch.ids[cardinality(batch.ids)];

--! miscounted_listings
-- How many of the counts that facets are made of are not what there is to count.
select count(*) as miscounted
from (
    select category_id::text as shelf, traits
    from (
        select category_id, traits, n from catalog.counts_by_category
        union all
        select category_id, traits, n from catalog.uncounted
        union all
        select category_id, traits, -1 from catalog.listings where shown
    ) as counted
    group by category_id, traits
    having sum(n) <> 0
    union all
    select origin, traits
    from (
        select origin, traits, n from catalog.counts_by_origin
        union all
        select origin, traits, n from catalog.uncounted
        union all
        select origin, traits, -1 from catalog.listings where shown
    ) as counted
    group by origin, traits
    having sum(n) <> 0
) as different;
