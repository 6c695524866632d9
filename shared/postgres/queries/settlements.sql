--: SettlementRow(refund_key?)
--: LedgerPayment(paid_with?)

--! lock_settlement
-- Of two files for a day that are handed in at once, the second waits and then finds the first.
select pg_advisory_xact_lock(hashtextextended('settlement ' || :date::date, 0)) is null as "locked";

--! stored_settlement
-- Read beside the lock, hence a statement of its own: it sees what the lock was waited for.
select file = :file as "is_same" from payments.settlements where date = :date;

--! insert_settlement
insert into payments.settlements (date, file, stored_by, stored_at)
values (:date, :file, :stored_by, :now)
returning date;

--! insert_settlement_rows (refund_keys[?])
insert into payments.settlement_rows (date, row, reference, kind, refund_key, paid_with, amount, fee, settled_at)
select :date, rows.row, rows.reference, rows.kind, rows.refund_key, rows.paid_with, rows.amount, rows.fee,
    rows.settled_at
from unnest(:rows::integer[], :references::text[], :kinds::text[], :refund_keys::text[], :paid_with::text[],
    :amounts::bigint[], :fees::bigint[], :settled_at::timestamptz[])
    as rows (row, reference, kind, refund_key, paid_with, amount, fee, settled_at);

--! is_settled
select exists (select from payments.settlements where date = :date) as "is_settled";

--! settlement_rows : SettlementRow
select row, reference, kind, refund_key, paid_with, amount, fee, settled_at
from payments.settlement_rows where date = :date order by row;

--! ledger_payments : LedgerPayment
-- Those that the day's settlement is to tell of, those that it does tell of, and those of the day's refunds. A card's
-- payment is settled on the day after.
with due as (
    select id from payments.payments
    where gateway = 'midtrans' and status in ('succeeded', 'partially_refunded', 'refunded', 'charged_back')
        and paid_at >= :from::timestamptz - interval '24 hours' and paid_at < :until::timestamptz
        and case when paid_with = 'credit_card' then paid_at + interval '24 hours' else paid_at end >= :from
        and case when paid_with = 'credit_card' then paid_at + interval '24 hours' else paid_at end < :until
), told as (
    select p.id from payments.settlement_rows r join payments.payments p on p.gateway_reference = r.reference
    where r.date = :date and p.gateway = 'midtrans'
), refunded as (
    select payment_id as id from payments.refunds
    where status = 'succeeded' and updated_at >= :from and updated_at < :until
)
select p.gateway_reference as reference, p.amount, p.paid_with,
    p.status in ('succeeded', 'partially_refunded', 'refunded', 'charged_back') as "is_paid",
    p.status = 'charged_back' as "is_charged_back",
    exists (select from due where due.id = p.id) as "is_due",
    exists (
        select from payments.settlement_rows r
        where r.reference = p.gateway_reference and r.kind = 'payment' and r.date <> :date
    ) as "is_told_elsewhere"
from payments.payments p
where p.gateway = 'midtrans'
    and p.id in (select id from due union select id from told union select id from refunded)
order by p.gateway_reference;

--! ledger_refunds
-- Those of the day, those of payments that the day's settlement tells of or is to tell of. What staff have transferred
-- by hand the gateway knows nothing of.
with due as (
    select id from payments.payments
    where gateway = 'midtrans' and status in ('refunded', 'charged_back')
        and paid_at >= :from::timestamptz - interval '24 hours' and paid_at < :until::timestamptz
), told as (
    select p.id from payments.settlement_rows r join payments.payments p on p.gateway_reference = r.reference
    where r.date = :date and p.gateway = 'midtrans'
), refunded as (
    select payment_id as id from payments.refunds
    where status = 'succeeded' and updated_at >= :from and updated_at < :until
)
select p.gateway_reference as reference, f.refund_key, f.amount,
    f.updated_at >= :from and f.updated_at < :until as "is_due",
    exists (
        select from payments.settlement_rows r
        where r.reference = p.gateway_reference and r.refund_key = f.refund_key and r.date <> :date
    ) as "is_told_elsewhere"
from payments.refunds f join payments.payments p on p.id = f.payment_id
where f.status = 'succeeded' and p.gateway = 'midtrans'
    and not exists (select from payments.payouts where payouts.refund_id = f.id)
    and p.id in (select id from due union select id from told union select id from refunded)
order by f.refund_key;

--! write_reconciliation
insert into payments.reconciliations (date, compared_at, report) values (:date, :compared_at, :report)
on conflict (date) do update set compared_at = excluded.compared_at, report = excluded.report
where reconciliations.compared_at <= excluded.compared_at
returning date;

--! find_reconciliation
select report from payments.reconciliations where date = :date;

--! uncompared_days
select day::date as "date"
from generate_series(:first::date, :last::date, interval '1 day') as day
where not exists (
    select from payments.reconciliations r where r.date = day::date and r.compared_at >= :since
)
order by day;
