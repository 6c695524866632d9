--! claim_quiet_payments
-- Those that nothing was heard of for longest, and those whose last moment has passed since they came to nothing. Who
-- claims them has them until they have been quiet for as long again.
with quiet as (
    select id from payments.payments
    where status in ('created', 'pending') and gateway <> 'cod' and greatest(updated_at, asked_at) < :quiet_since
        and (busy_until is null or busy_until < :now)
    order by greatest(updated_at, asked_at) limit :limit::bigint for update skip locked
), closed as (
    select id from payments.payments
    where status in ('failed', 'expired', 'cancelled') and gateway <> 'cod'
        and (asked_at is null or asked_at < updated_at) and expires_at < :closed_since
    order by expires_at limit :limit::bigint for update skip locked
)
update payments.payments set asked_at = :now
where id in (select id from quiet union all select id from closed)
returning gateway, gateway_reference;

--! claim_unanswered_refunds
-- Likewise.
with unanswered as (
    select id from payments.refunds
    where status = 'requested' and greatest(created_at, tried_at) < :quiet_since
    order by greatest(created_at, tried_at) limit :limit::bigint for update skip locked
)
update payments.refunds set tried_at = :now
from payments.payments
where refunds.id in (select id from unanswered) and payments.id = refunds.payment_id
returning refunds.id, payments.order_code;
