-- The shop's cash that couriers carry, and what their orders' payments come to.

--: CashRow(order_code?, due?, received_by?, note?)

--! follow_due
-- A payment at the door that is still open is of what is due now; where nothing is due there is none.
update payments.payments
set amount = case when :amount_due::bigint > 0 then :amount_due else amount end,
    status = case when :amount_due > 0 then status else 'cancelled' end,
    updated_at = :now, version = version + 1
where order_id = :order_id and gateway = 'cod' and status in ('created', 'pending')
returning id;

--! take_cash (courier_id?)
-- What was taken at the door is the order's payment, begun before or not, and is carried by the courier from then on.
-- Of nothing there is neither.
with begun as (
    update payments.payments
    set status = case when :amount::bigint > 0 then 'succeeded' else 'failed' end,
        amount = case when :amount > 0 then :amount else amount end,
        paid_at = case when :amount > 0 then :now::timestamptz end, started_at = coalesce(started_at, :now),
        busy_until = null, updated_at = :now, version = version + 1
    where order_id = :order_id and gateway = 'cod' and status in ('created', 'pending')
    returning id
), made as (
    insert into payments.payments (id, order_id, order_code, number, gateway, method, status, amount,
        gateway_reference, started_at, paid_at, request_scope, request_key, request_fingerprint, created_at, updated_at)
    select :id, :order_id, :order_code, n.number, 'cod', 'cod', 'succeeded', :amount,
        :order_code || '-' || n.number, :now, :now, 'door', :order_code,
        sha256(convert_to(:order_code, 'UTF8')), :now, :now
    from (
        select coalesce(max(p.number), 0) + 1 as number from payments.payments p where p.order_code = :order_code
    ) n
    where :amount > 0 and not exists (select from begun)
), carried as (
    insert into payments.courier_entries (courier_id, amount, kind, order_id, order_code, due, at)
    select :courier_id, :amount, 'collected', :order_id, :order_code, :due, :now
    where :amount > 0 and :courier_id::uuid is not null
)
select count(*) as begun from begun;

--! cash_balance
-- No row for somebody who never carried any.
select balance from payments.courier_accounts where courier_id = :courier_id;

--! is_courier
-- Who brings goods at this moment, or has brought cash before.
select exists (
    select from identity.accounts a
    where a.id = :courier_id and a.status = 'active' and 'orders.deliver' = any (a.permissions)
) or exists (select from payments.courier_accounts c where c.courier_id = :courier_id) as "is_courier";

--! cash_entries (after_number?) : CashRow
-- The newest first.
select number, kind, amount, balance, order_code, due, received_by, note, at from payments.courier_entries
where courier_id = :courier_id and (:after_number::bigint is null or number < :after_number)
order by number desc
limit :limit::bigint;

--! add_remittance (note?) : CashRow
insert into payments.courier_entries (courier_id, amount, kind, received_by, note, at)
values (:courier_id, :amount, 'remitted', :received_by, :note, :now)
returning number, kind, amount, balance, order_code, due, received_by, note, at;
