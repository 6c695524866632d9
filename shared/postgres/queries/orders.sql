-- An order with its lines, as orders.whole_orders has it.
--: Order(user_id?, note?, expires_at?, courier_id?, coupon_code?, collected?, contact_erased_at?)

--! add_order (user_id?, note?, coupon_code?, expires_at?)
insert into orders.orders (
    id, code, user_id, email, customer_name, language, status, payment_method,
    subtotal, discount, delivery_fee, tax, total, amount_due,
    slot_id, slot_date, slot_starts_at, slot_ends_at, weight_grams, address, note, coupon_code,
    placed_at, expires_at, version)
values (
    :id, :code, :user_id, :email, :customer_name, :language, :status, :payment_method,
    :subtotal, :discount, :delivery_fee, :tax, :total, :amount_due,
    :slot_id, :slot_date, :slot_starts_at, :slot_ends_at, :weight_grams, :address, :note, :coupon_code,
    :placed_at, :expires_at, :version);

--! write_order_lines (packed_quantities[?], substitute_fors[?])
-- By their places: the lines of a new order, or what has become of them.
insert into orders.lines (
    order_id, line, variant_id, sku, name_id, name_en, unit, quantity, unit_price, line_total, tax_rate_bp,
    weighed, substitution, discount, packed_quantity, substitute_for)
select :order_id, l.* from unnest(
    :lines::integer[], :variant_ids::uuid[], :skus::text[], :names_id::text[], :names_en::text[], :units::text[],
    :quantities::bigint[], :unit_prices::bigint[], :line_totals::bigint[], :tax_rates::integer[],
    :weighed::boolean[], :substitutions::text[], :discounts::bigint[], :packed_quantities::bigint[],
    :substitute_fors::text[]) l
on conflict (order_id, line) do update set
    variant_id = excluded.variant_id, sku = excluded.sku, name_id = excluded.name_id, name_en = excluded.name_en,
    unit = excluded.unit, quantity = excluded.quantity, unit_price = excluded.unit_price,
    line_total = excluded.line_total, tax_rate_bp = excluded.tax_rate_bp, weighed = excluded.weighed,
    substitution = excluded.substitution, discount = excluded.discount, packed_quantity = excluded.packed_quantity,
    substitute_for = excluded.substitute_for;

--! add_allocations
insert into orders.allocations (order_id, line, lot_id, quantity)
select :order_id, a.* from unnest(:lines::integer[], :lot_ids::uuid[], :quantities::bigint[]) a;

--! lock_allocations
-- What the order holds, its lots locked in the order in which everybody locks lots.
select a.lot_id, a.quantity
from orders.allocations a join catalog.lots t on t.id = a.lot_id
where a.order_id = :order_id
order by t.variant_id, t.best_before, t.id
for update of t;

--! delete_allocations
delete from orders.allocations where order_id = :order_id;

--! lock_picks
-- What was picked for an order, by the ledger: its promises are gone. The lots are locked as in lock_allocations.
select m.lot_id, t.variant_id, t.best_before, m.quantity
from (
    select lot_id, -sum(on_hand_delta)::bigint as quantity
    from catalog.stock_movements
    where order_id = (select id from orders.orders where code = :code) and kind = 'pick'
    group by lot_id
) m
join catalog.lots t on t.id = m.lot_id
order by t.variant_id, t.best_before, t.id
for update of t;

--! add_to_timeline (actor_id?, reason?)
insert into orders.timeline (order_id, version, status, actor_kind, actor_id, reason, at)
values (:order_id, :version, :status, :actor_kind, :actor_id, :reason, :at);

--! timeline : (actor_id?, reason?)
select status, actor_kind, actor_id, reason, at from orders.timeline where order_id = :order_id order by version;

--! change_order (expires_at?, courier_id?, collected?)
-- Compare and set: no row when the order is not the version that was decided on.
update orders.orders
set status = :status, expires_at = :expires_at, courier_id = :courier_id, collected = :collected, attempts = :attempts,
    subtotal = :subtotal, discount = :discount, delivery_fee = :delivery_fee, tax = :tax, total = :total,
    amount_due = :amount_due, version = :version::bigint
where id = :id and version = :version::bigint - 1;

--! overdue_orders
select id from orders.orders where expires_at <= :now order by expires_at limit :limit::bigint;

--! delivered_orders
-- Those that were handed over that long ago.
select o.id
from orders.orders o
join orders.timeline t on t.order_id = o.id and t.status = 'delivered'
where o.status = 'delivered' and t.at <= :before
order by o.slot_ends_at, o.id
limit :limit::bigint;

--! find_order (id?, code?, user_id?) : Order
-- By id or by code; with a user, the user's own alone.
select * from orders.whole_orders o
where (o.id = :id or o.code = :code) and (:user_id::uuid is null or o.user_id = :user_id);

--! lock_order (id?, code?, user_id?)
-- As find_order, which is asked after it: whoever waited here then sees what the one before has written of the lines
-- too.
select o.id from orders.orders o
where (o.id = :id or o.code = :code) and (:user_id::uuid is null or o.user_id = :user_id)
for update;

--! orders_of_user (after_placed_at?, after_id?) : Order
select * from orders.whole_orders o
where o.user_id = :user_id
  and (:after_placed_at::timestamptz is null or (o.placed_at, o.id) < (:after_placed_at, :after_id::uuid))
order by o.placed_at desc, o.id desc
limit :limit::bigint;

--! orders_to_deliver (after_starts_at?, after_id?) : Order
select * from orders.whole_orders o
where o.courier_id = :courier_id and o.slot_date = :date
  and o.status in ('packed', 'out_for_delivery', 'delivery_failed')
  and (:after_starts_at::timestamptz is null or (o.slot_starts_at, o.id) > (:after_starts_at, :after_id::uuid))
order by o.slot_starts_at, o.id
limit :limit::bigint;

--! list_orders (statuses?, slot_id?, day?, courier_id?, payment_method?, code?, words?, after_placed_at?, after_id?) : Order
-- By the way that looks at the fewest orders (PgOrders chooses it): of these branches one alone is gone into, and it
-- reads its index in the list's order until the page is full. What fits a code or words is ordered when it is found
-- (`offset 0` keeps the planner from looking for it among the newest).
with page as (
    (
        select o.id, o.placed_at from orders.orders o
        where :by::text = 'code' and o.code collate "C" >= :code::text and o.code collate "C" < :code || '~'
            and orders.is_wanted(o, :statuses, :slot_id, :day, :courier_id, :payment_method, :code, :words, :after_placed_at,
                :after_id)
        offset 0
    )
    union all
    (
        select o.id, o.placed_at from orders.orders o
        where :by = 'words' and lower(o.customer_name || ' ' || o.email) like :words::text
            and orders.is_wanted(o, :statuses, :slot_id, :day, :courier_id, :payment_method, :code, :words, :after_placed_at,
                :after_id)
        offset 0
    )
    union all
    (
        select o.id, o.placed_at from orders.orders o
        where :by = 'slot' and o.slot_id = :slot_id::uuid
            and orders.is_wanted(o, :statuses, :slot_id, :day, :courier_id, :payment_method, :code, :words, :after_placed_at,
                :after_id)
        order by o.placed_at desc, o.id desc limit :limit::bigint
    )
    union all
    (
        select o.id, o.placed_at from orders.orders o
        where :by = 'day' and o.slot_date = :day::date
            and orders.is_wanted(o, :statuses, :slot_id, :day, :courier_id, :payment_method, :code, :words, :after_placed_at,
                :after_id)
        order by o.placed_at desc, o.id desc limit :limit::bigint
    )
    union all
    (
        select o.id, o.placed_at from orders.orders o
        where :by = 'courier' and o.courier_id = :courier_id::uuid
            and orders.is_wanted(o, :statuses, :slot_id, :day, :courier_id, :payment_method, :code, :words, :after_placed_at,
                :after_id)
        order by o.placed_at desc, o.id desc limit :limit::bigint
    )
    union all
    (
        select o.id, o.placed_at from orders.orders o
        where :by = 'open' and o.status in (
            'awaiting_payment', 'confirmed', 'picking', 'packed', 'out_for_delivery', 'delivered', 'delivery_failed'
        )
            and orders.is_wanted(o, :statuses, :slot_id, :day, :courier_id, :payment_method, :code, :words, :after_placed_at,
                :after_id)
        order by o.placed_at desc, o.id desc limit :limit::bigint
    )
    union all
    (
        select o.id, o.placed_at from orders.orders o
        where :by = 'failed' and o.status in ('cancelled', 'expired', 'returned')
            and orders.is_wanted(o, :statuses, :slot_id, :day, :courier_id, :payment_method, :code, :words, :after_placed_at,
                :after_id)
        order by o.placed_at desc, o.id desc limit :limit::bigint
    )
    union all
    (
        select o.id, o.placed_at from orders.orders o
        where :by = 'newest'
            and orders.is_wanted(o, :statuses, :slot_id, :day, :courier_id, :payment_method, :code, :words, :after_placed_at,
                :after_id)
        order by o.placed_at desc, o.id desc limit :limit::bigint
    )
    order by placed_at desc, id desc
    limit :limit
)
select o.* from page join orders.whole_orders o on o.id = page.id
order by page.placed_at desc, page.id desc;
--! drop_order_lines
-- The lines after the last that the order has now.
delete from orders.lines where order_id = :order_id and line > :last;

--! weigh_order
-- What the order takes of its slot from now on. No row when the slot has no room for more; less always fits.
with slot as (
    update orders.slots s set taken_grams = s.taken_grams - o.weight_grams + :weight_grams
    from orders.orders o
    where o.id = :order_id and s.id = o.slot_id
      and (:weight_grams <= o.weight_grams
           or coalesce(s.taken_grams - o.weight_grams + :weight_grams <= s.capacity_grams, true))
    returning s.id
)
update orders.orders set weight_grams = :weight_grams from slot where orders.id = :order_id
returning orders.id;

--! lock_shelves
-- The lots of an order's goods and of the SKUs beside them: what it holds, and what is good and anybody's. Locked in
-- the order in which everybody locks lots.
with wanted as materialized (
    select l.variant_id from orders.lines l join orders.orders o on o.id = l.order_id where o.code = :code
    union
    select id from catalog.variants where sku = any (:skus::text[])
)
select t.id, t.variant_id, t.best_before,
       case when p.active and t.best_before >= :today then t.on_hand - t.reserved else 0 end as "available"
from catalog.lots t
join catalog.locations p on p.id = t.location_id
where t.on_hand > 0 and t.variant_id in (select variant_id from wanted)
  and (p.active and t.best_before >= :today or t.id in (
      select a.lot_id from orders.allocations a join orders.orders o on o.id = a.order_id where o.code = :code))
order by t.variant_id, t.best_before, t.id
for update of t;

--! held_by_lines
-- First expired first.
select a.line, a.lot_id, a.quantity
from orders.orders o
join orders.allocations a on a.order_id = o.id
join catalog.lots t on t.id = a.lot_id
where o.code = :code
order by a.line, t.best_before, t.id;

--! offers : (unit_weight_grams?)
-- What the catalogue says today of an order's goods and of the SKUs beside them.
with wanted as materialized (
    select l.variant_id from orders.lines l join orders.orders o on o.id = l.order_id where o.code = :code
    union
    select id from catalog.variants where sku = any (:skus::text[])
)
select v.id as variant_id, v.sku, p.name_id, p.name_en, v.unit, v.price, p.tax_rate_bp, v.weighed,
       v.step, v.minimum, v.maximum, (v.active and p.status = 'active') as "on_sale", w.unit_weight_grams
from wanted
join catalog.offers v on v.id = wanted.variant_id
join catalog.variants w on w.id = v.id
join catalog.products p on p.id = v.product_id;
--! lock_order_of_claim : Order
-- As lock_order: whatever is claimed of an order, or given back for it, is decided one by one.
select * from orders.whole_orders o
where o.id = (select order_id from orders.claims where id = :claim_id)
for update;

--! order_of_payment : Order
select * from orders.whole_orders o where o.id = (select p.order_id from payments.payments p where p.id = :payment_id);
