-- What staff see and do about payments.

--! lock_order_of_payment
-- Before the payment, as whoever changes an order does.
select o.id from orders.orders o
where o.id = (select p.order_id from payments.payments p where p.id = :payment_id)
for update;

--! given_of_payment
-- What of the order's goods is given back already, or claimed, by SKU; and how many refunds the payment has.
select
    (select count(*) from payments.refunds r where r.payment_id = p.id) as refunds,
    (
        select coalesce(jsonb_object_agg(l.sku, l.quantity), '{}') from (
            select l.sku, sum(l.quantity) as quantity
            from (
                select l.sku, l.quantity
                from orders.claims c join orders.claim_lines l on l.claim_id = c.id
                where c.order_id = p.order_id
                union all
                select l.sku, l.quantity
                from payments.payments other
                join payments.refunds r on r.payment_id = other.id
                join payments.refund_lines l on l.refund_id = r.id
                where other.order_code = p.order_code
            ) l
            group by l.sku
        ) l
    ) as given
from payments.payments p where p.id = :payment_id;

--! ask_refund
-- The payment is locked, and has so much left: the money is set aside and the refund written down.
with held as (
    update payments.payments
    set refunding = refunding + :amount, updated_at = :now, version = version + 1
    where id = :payment_id and status in ('succeeded', 'partially_refunded') and refunding + :amount <= amount
    returning id
), refund as (
    insert into payments.refunds
        (id, payment_id, amount, reason, refund_key, status, requested_by, created_at, updated_at)
    select :id, held.id, :amount, :reason, :refund_key, 'requested', :requested_by::uuid, :now, :now from held
    returning id
), goods as (
    insert into payments.refund_lines (refund_id, sku, quantity, cost)
    select refund.id, l.* from refund cross join unnest(:skus::text[], :quantities::bigint[], :costs::bigint[]) l
)
select id from refund;

--: PayoutRow(user_id?, bank?, paid_with?, reference?, note?, completed_by?, completed_at?)

--! open_payouts (after_at?, after_id?) : PayoutRow
select r.id, r.payment_id, r.amount, r.reason, r.refund_key, r.status, r.created_at,
    p.order_id, p.order_code, p.method, p.bank, p.paid_with, o.user_id, o.email, o.customer_name, o.language,
    d.reference, d.note, d.completed_by, d.completed_at
from payments.refunds r
join payments.payments p on p.id = r.payment_id
join orders.orders o on o.id = p.order_id
left join payments.payouts d on d.refund_id = r.id
where r.status = 'manual'
    and (:after_at::timestamptz is null or (r.created_at, r.id) > (:after_at, :after_id::uuid))
order by r.created_at, r.id
limit :limit::bigint;

--! closed_payouts (after_at?, after_id?) : PayoutRow
select r.id, r.payment_id, r.amount, r.reason, r.refund_key, r.status, r.created_at,
    p.order_id, p.order_code, p.method, p.bank, p.paid_with, o.user_id, o.email, o.customer_name, o.language,
    d.reference, d.note, d.completed_by, d.completed_at
from payments.payouts d
join payments.refunds r on r.id = d.refund_id
join payments.payments p on p.id = r.payment_id
join orders.orders o on o.id = p.order_id
where (:after_at::timestamptz is null or (d.completed_at, d.refund_id) < (:after_at, :after_id::uuid))
order by d.completed_at desc, d.refund_id desc
limit :limit::bigint;

--! lock_payment_of_refund
-- As lock_refunded_payment: of several refunds that are settled at once, the last sees all of them.
select id from payments.payments
where id = (select r.payment_id from payments.refunds r where r.id = :refund_id)
for no key update;

--! find_payout : PayoutRow
select r.id, r.payment_id, r.amount, r.reason, r.refund_key, r.status, r.created_at,
    p.order_id, p.order_code, p.method, p.bank, p.paid_with, o.user_id, o.email, o.customer_name, o.language,
    d.reference, d.note, d.completed_by, d.completed_at
from payments.refunds r
join payments.payments p on p.id = r.payment_id
join orders.orders o on o.id = p.order_id
left join payments.payouts d on d.refund_id = r.id
where r.id = :refund_id;

--! close_payout (note?)
-- The refund is what staff transferred: it has succeeded.
with settled as (
    update payments.refunds set status = 'succeeded', updated_at = :now
    where id = :refund_id and status = 'manual'
    returning id
)
insert into payments.payouts (refund_id, reference, note, completed_by, completed_at)
select settled.id, :reference, :note, :completed_by, :now from settled
returning refund_id;
