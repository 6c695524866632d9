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

--! add_order_lines
insert into orders.lines (
    order_id, line, variant_id, sku, name_id, name_en, unit, quantity, unit_price, line_total, tax_rate_bp,
    weighed, substitution, discount)
select :order_id, l.* from unnest(
    :lines::integer[], :variant_ids::uuid[], :skus::text[], :names_id::text[], :names_en::text[], :units::text[],
    :quantities::bigint[], :unit_prices::bigint[], :line_totals::bigint[], :tax_rates::integer[],
    :weighed::boolean[], :substitutions::text[], :discounts::bigint[]) l;

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

--! find_order (id?, code?, user_id?) : Order
-- By id or by code; with a user, the user's own alone.
select * from orders.whole_orders o
where (o.id = :id or o.code = :code) and (:user_id::uuid is null or o.user_id = :user_id);

--! lock_order (id?, code?, user_id?) : Order
-- As find_order, locked: a change is decided on what nobody else changes meanwhile.
select * from orders.whole_orders o
where (o.id = :id or o.code = :code) and (:user_id::uuid is null or o.user_id = :user_id)
for update;

--! orders_of_user (after_placed_at?, after_id?) : Order
select * from orders.whole_orders o
where o.user_id = :user_id
  and (:after_placed_at::timestamptz is null or (o.placed_at, o.id) < (:after_placed_at, :after_id::uuid))
order by o.placed_at desc, o.id desc
limit :limit::bigint;

--! list_orders (status?, slot_id?, date?, text?, after_placed_at?, after_id?) : Order
select * from orders.whole_orders o
where (:status::text is null or o.status = :status)
  and (:slot_id::uuid is null or o.slot_id = :slot_id)
  and (:date::date is null or o.slot_date = :date)
  and (:text::text is null or starts_with(o.code, upper(:text)) or strpos(lower(o.email), lower(:text)) > 0
       or strpos(lower(o.customer_name), lower(:text)) > 0)
  and (:after_placed_at::timestamptz is null or (o.placed_at, o.id) < (:after_placed_at, :after_id::uuid))
order by o.placed_at desc, o.id desc
limit :limit::bigint;

--! lock_order_of_claim : Order
-- As lock_order: whatever is claimed of an order, or given back for it, is decided one by one.
select * from orders.whole_orders o
where o.id = (select order_id from orders.claims where id = :claim_id)
for update;
