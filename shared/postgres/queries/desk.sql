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
    orders.given_back(p.order_id) as given
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

-- As payments.payout_tasks has it.
--: PayoutRow(user_id?, bank?, paid_with?, failure?, reference?, note?, completed_by?, completed_at?, withdrawn_at?)

--! open_payouts (after_at?, after_id?) : PayoutRow
select * from payments.payout_tasks t
where t.status = 'manual'
    and (:after_at::timestamptz is null or (t.created_at, t.id) > (:after_at, :after_id::uuid))
order by t.created_at, t.id
limit :limit::bigint;

--! closed_payouts (after_at?, after_id?) : PayoutRow
select * from payments.payout_tasks t
where t.completed_at is not null
    and (:after_at::timestamptz is null or (t.completed_at, t.id) < (:after_at, :after_id::uuid))
order by t.completed_at desc, t.id desc
limit :limit::bigint;

--! withdrawn_payouts (after_at?, after_id?) : PayoutRow
select * from payments.payout_tasks t
where t.status = 'failed'
    and (:after_at::timestamptz is null or (t.updated_at, t.id) < (:after_at, :after_id::uuid))
order by t.updated_at desc, t.id desc
limit :limit::bigint;

--! lock_payment_of_refund
-- As lock_refunded_payment: of several refunds that are settled at once, the last sees all of them.
select id from payments.payments
where id = (select r.payment_id from payments.refunds r where r.id = :refund_id)
for no key update;

--! find_payout : PayoutRow
select * from payments.payout_tasks t where t.id = :refund_id;

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
