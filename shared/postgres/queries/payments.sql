-- Every write returns what it has written: a statement without rows is not kept prepared, and would be prepared
-- anew, in a round trip of its own, each time.

--: BillRow(user_id?, expires_at?)
--: PaymentRow(bank?, redirect_url?, va_number?, biller_code?, bill_key?, qr?, client_secret?, publishable_key?, started_at?, paid_with?, paid_at?, busy_until?, expires_at?)

--! find_bill : BillRow
-- What an order owes.
select id, code, user_id, email, customer_name, language, status, payment_method,
    subtotal, discount, delivery_fee, tax, total, amount_due, expires_at
from orders.orders where code = :code;

--! bill_lines
-- Read beside the bill, in the same round trip: hence by the order's code.
select lines.sku, lines.name_id, lines.name_en, lines.unit, lines.quantity, lines.line_total
from orders.lines join orders.orders on orders.id = lines.order_id
where orders.code = :code
order by lines.line;

--! attempts_of_order : PaymentRow
select id, order_id, order_code, number, gateway, method, bank, status, amount, refunding, gateway_reference,
    redirect_url, va_number, biller_code, bill_key, qr, client_secret, publishable_key, started_at, paid_with, paid_at,
    request_scope, request_key, request_fingerprint, busy_until, expires_at, created_at, updated_at, version
from payments.payments where order_code = :code
order by number;

--! refunds_of_order
select refunds.id, refunds.payment_id, refunds.amount, refunds.reason, refunds.refund_key, refunds.status,
    refunds.created_at
from payments.refunds join payments.payments on payments.id = refunds.payment_id
where payments.order_code = :code
order by refunds.created_at, refunds.id;

--! find_payment : PaymentRow
-- By the gateway's own name for it.
select id, order_id, order_code, number, gateway, method, bank, status, amount, refunding, gateway_reference,
    redirect_url, va_number, biller_code, bill_key, qr, client_secret, publishable_key, started_at, paid_with, paid_at,
    request_scope, request_key, request_fingerprint, busy_until, expires_at, created_at, updated_at, version
from payments.payments where gateway = :gateway and gateway_reference = :reference;

--! open_payment (bank?, busy_until?, expires_at?)
-- No row is written when the order has an open attempt, or another request took the number or the key first; nor when
-- the order has moved on or owes another amount by now. Whoever changes it is waited for. The disk is not: a server that
-- loses this row in a crash has not kept what the gateway answers either, which is written to disk behind it; nobody was
-- told how to pay then, and whoever asks again finds at the gateway what was begun there.
insert into payments.payments (id, order_id, order_code, number, gateway, method, bank, status, amount,
    gateway_reference, request_scope, request_key, request_fingerprint, busy_until, expires_at,
    created_at, updated_at)
select :id, :order_id, :order_code, :number, :gateway, :method, :bank, 'created', :amount,
    :reference, :request_scope, :request_key, :request_fingerprint, :busy_until, :expires_at,
    :now, :now
from (
    select id from orders.orders
    where id = :order_id and status = :order_status and amount_due = :amount
    for share
) as bill
cross join set_config('synchronous_commit', 'off', true)
on conflict do nothing
returning id;

--! resume_payment
-- Of several retries one goes on and the others find the attempt busy.
update payments.payments set busy_until = :busy_until::timestamptz, updated_at = :now
where id = :id and status = 'created' and started_at is null and (busy_until is null or busy_until <= :now)
returning id;

--! put_down_payment
update payments.payments set busy_until = null where id = :id and started_at is null
returning id;

--! start_payment (redirect_url?, va_number?, biller_code?, bill_key?, qr?, client_secret?, publishable_key?)
-- Written once, with the name that the gateway goes by from here on. The gateway's notification may have been
-- faster than its answer: then the status stays. What is told of it goes into the outbox in the same statement,
-- which needs no transaction around it.
with started as (
    update payments.payments
    set status = case status when 'created' then 'pending' else status end,
        redirect_url = :redirect_url, va_number = :va_number,
        biller_code = :biller_code, bill_key = :bill_key, qr = :qr,
        client_secret = :client_secret, publishable_key = :publishable_key, gateway_reference = :reference,
        started_at = :now, busy_until = null, updated_at = :now, version = version + 1
    where id = :id and started_at is null
    returning id
), told as (
    insert into platform.outbox (id, event, created_at)
    select told.id, told.event, told.created_at
    from started
    cross join unnest(:event_ids::uuid[], :events::jsonb[], :told_ats::timestamptz[]) as told (id, event, created_at)
)
select id from started;

--! advance_payment (order_code?, standing?, paid_with?, paid_at?)
-- Written only onto the version that it was decided on: of the payment, and of all of its order where the step depends
-- on the others.
with all_of_order as (
    select version from payments.payments
    where order_code = :order_code::text
    order by number for no key update
)
update payments.payments
set status = :status, paid_with = coalesce(:paid_with, paid_with), paid_at = coalesce(:paid_at, paid_at),
    busy_until = null, updated_at = :now, version = version + 1
where id = :id and version = :version
    and (select sum(version) from all_of_order) is not distinct from :standing::bigint
returning id;

--! withdraw_payouts
-- What staff were to transfer of a payment that is taken back. Behind its lock: who closes a payout takes that first.
with withdrawn as (
    update payments.refunds set status = 'failed', failure = :failure, updated_at = :now
    where payment_id = :id and status = 'manual'
    returning amount
)
update payments.payments set refunding = refunding - (select coalesce(sum(amount), 0) from withdrawn)
where id = :id
returning id;

--! note_notification
-- A webhook's whole work in one round trip: the payment is found, the message kept unless it came before, and
-- the event put into the outbox if it was kept.
with payment as (
    select id from payments.payments where gateway = :gateway and gateway_reference = :reference
), noted as (
    insert into payments.gateway_events (id, payment_id, gateway, dedupe_key, body, received_at)
    select :event_id, payment.id, :gateway, :dedupe_key, :body, :now from payment
    on conflict (gateway, dedupe_key) do nothing
    returning 1
), told as (
    insert into platform.outbox (id, event, created_at)
    select :event_id, :event, :now from noted
)
select exists (select from payment) as "known", exists (select from noted) as "noted";

--! open_refund (order_code?, standing?)
-- The money is set aside and the refund written down in one statement; a second one waits for the row and then
-- finds nothing left. Where it depends on the order's other payments, all are still what they were.
with all_of_order as (
    select version from payments.payments
    where order_code = :order_code::text
    order by number for no key update
), held as (
    update payments.payments
    set refunding = refunding + :amount, updated_at = :now, version = version + 1
    where id = :payment_id and status in ('succeeded', 'partially_refunded') and refunding + :amount <= amount
        and (select sum(version) from all_of_order) is not distinct from :standing::bigint
    returning id
)
insert into payments.refunds (id, payment_id, amount, reason, refund_key, status, created_at, updated_at)
select :id, held.id, :amount, :reason, :refund_key, 'requested', :now, :now from held
returning id;

--! settle_refund (failure?)
-- Once: it is still what it was. Staff transfer nothing of a payment that holds no money any more, except what came back
-- of it; and nothing that they have transferred.
update payments.refunds r set status = :status, failure = :failure, updated_at = :now
where r.id = :id and r.status = :was
    and not exists (select from payments.payouts t where t.refund_id = r.id)
    and (:status <> 'manual' or exists (
        select from payments.payments p
        where p.id = r.payment_id
            and (p.status in ('succeeded', 'partially_refunded') or (p.status = 'refunded' and r.status = 'succeeded'))
    ))
returning r.id;

--! lock_refunded_payment
-- A statement of its own: of several refunds that are settled at once, the last sees all of them.
select id from payments.payments where id = :id for no key update;

--! move_refunded_payment
-- What staff are to transfer is held until they have. The gateway's own notification of the refund may have been
-- faster: then there is nothing to do.
update payments.payments p
set status = case when p.amount = given.back then 'refunded' else 'partially_refunded' end,
    updated_at = :now, version = version + 1
from (
    select coalesce(sum(amount), 0) as back from payments.refunds where payment_id = :id and status = 'succeeded'
) as given
where p.id = :id and p.status in ('succeeded', 'partially_refunded')
returning p.id;

--! take_refund_back
-- Something that had gone back is the shop's again.
update payments.payments p
set status = case when given.back > 0 then 'partially_refunded' else 'succeeded' end,
    updated_at = :now, version = version + 1
from (
    select coalesce(sum(amount), 0) as back from payments.refunds where payment_id = :id and status = 'succeeded'
) as given
where p.id = :id and p.status in ('partially_refunded', 'refunded')
returning p.id;

--! free_refund
-- What does not go back after all is not set aside any more.
update payments.payments set refunding = refunding - :amount, updated_at = :now, version = version + 1
where id = :id
returning id;

--! find_payment_by_id : PaymentRow
select id, order_id, order_code, number, gateway, method, bank, status, amount, refunding, gateway_reference,
    redirect_url, va_number, biller_code, bill_key, qr, client_secret, publishable_key, started_at, paid_with, paid_at,
    request_scope, request_key, request_fingerprint, busy_until, expires_at, created_at, updated_at, version
from payments.payments where id = :id;

--! list_payments (status?, gateway?, since?, after_created_at?, after_id?) : PaymentRow
-- Of these branches one alone is gone into (PgPaymentDesk chooses it), and it reads its index in the list's order until
-- the page is full.
with page as (
    (
        select p.id from payments.payments p
        where :by::text = 'status' and p.status = :status::text and (:gateway::text is null or p.gateway = :gateway)
            and p.created_at >= coalesce(:since::timestamptz, '-infinity')
            and (:after_created_at::timestamptz is null or (p.created_at, p.id) < (:after_created_at, :after_id::uuid))
        order by p.created_at desc, p.id desc limit :limit::bigint
    )
    union all
    (
        select p.id from payments.payments p
        where :by = 'gateway' and p.gateway = :gateway and p.created_at >= coalesce(:since, '-infinity')
            and (:after_created_at is null or (p.created_at, p.id) < (:after_created_at, :after_id))
        order by p.created_at desc, p.id desc limit :limit
    )
    union all
    (
        select p.id from payments.payments p
        where :by = 'newest' and p.created_at >= coalesce(:since, '-infinity')
            and (:after_created_at is null or (p.created_at, p.id) < (:after_created_at, :after_id))
        order by p.created_at desc, p.id desc limit :limit
    )
)
select p.id, order_id, order_code, number, gateway, method, bank, status, amount, refunding, gateway_reference,
    redirect_url, va_number, biller_code, bill_key, qr, client_secret, publishable_key, started_at, paid_with, paid_at,
    request_scope, request_key, request_fingerprint, busy_until, expires_at, created_at, updated_at, version
from page join payments.payments p on p.id = page.id
order by p.created_at desc, p.id desc;
