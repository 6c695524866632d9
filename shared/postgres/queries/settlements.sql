--: SettlementRow(refund_key?)
--: LedgerPayment(paid_with?)

--! lock_settlement
-- Of two files for a day that are handed in at once, the second waits and then finds the first.
select pg_advisory_xact_lock(hashtextextended('settlement ' || :date::date, 0)) is null as "locked";

--! stored_settlement
-- The last of the day. Read beside the lock, hence a statement of its own: it sees what the lock was waited for.
select number, file = :file as "is_same" from payments.settlements where date = :date
order by number desc limit 1;

--! insert_settlement
insert into payments.settlements (date, number, file, stored_by, stored_at)
values (:date, :number, :file, :stored_by, :now)
returning date;

--! insert_settlement_rows (refund_keys[?])
insert into payments.settlement_rows
    (date, number, row, reference, kind, refund_key, paid_with, amount, fee, settled_at)
select :date, :number, rows.row, rows.reference, rows.kind, rows.refund_key, rows.paid_with, rows.amount, rows.fee,
    rows.settled_at
from unnest(:rows::integer[], :references::text[], :kinds::text[], :refund_keys::text[], :paid_with::text[],
    :amounts::bigint[], :fees::bigint[], :settled_at::timestamptz[])
    as rows (row, reference, kind, refund_key, paid_with, amount, fee, settled_at);

--! settlement_number
-- Which of the day's files counts; 0 while there is none.
select coalesce(max(number), 0) as "number" from payments.settlements where date = :date;

--! settlement_rows : SettlementRow
select row, reference, kind, refund_key, paid_with, amount, fee, settled_at
from payments.current_settlement_rows where date = :date order by row;

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
    select p.id from payments.current_settlement_rows r join payments.payments p on p.gateway_reference = r.reference
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
        select from payments.current_settlement_rows r
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
    select p.id from payments.current_settlement_rows r join payments.payments p on p.gateway_reference = r.reference
    where r.date = :date and p.gateway = 'midtrans'
), refunded as (
    select payment_id as id from payments.refunds
    where status = 'succeeded' and updated_at >= :from and updated_at < :until
)
select p.gateway_reference as reference, f.refund_key, f.amount,
    f.updated_at >= :from and f.updated_at < :until as "is_due",
    exists (
        select from payments.current_settlement_rows r
        where r.reference = p.gateway_reference and r.refund_key = f.refund_key and r.date <> :date
    ) as "is_told_elsewhere"
from payments.refunds f join payments.payments p on p.id = f.payment_id
where f.status = 'succeeded' and p.gateway = 'midtrans'
    and not exists (select from payments.payouts where payouts.refund_id = f.id)
    and p.id in (select id from due union select id from told union select id from refunded)
order by f.refund_key;

--! write_reconciliation (event_id?, event?)
-- Behind lock_settlement. A report that was not made of the day's last file is not kept: whoever handed that in makes
-- another. The event goes out with differences that are not those of the report before.
with before as (
    select report->'differences' as differences from payments.reconciliations where date = :date
), written as (
    insert into payments.reconciliations (date, compared_at, report)
    select :date, :compared_at, :report
    where :file = (select coalesce(max(s.number), 0) from payments.settlements s where s.date = :date)
    on conflict (date) do update set compared_at = excluded.compared_at, report = excluded.report
    where reconciliations.compared_at <= excluded.compared_at
    returning report->'differences' as differences
), told as (
    insert into platform.outbox (id, event, created_at)
    select :event_id::uuid, :event::jsonb, :compared_at from written
    where :event_id is not null and not exists (select from before where before.differences = written.differences)
    returning 1
)
select exists (select from told) as "told";

--! find_reconciliation
select report from payments.reconciliations where date = :date;

--! uncompared_days
select day::date as "date"
from generate_series(:first::date, :last::date, interval '1 day') as day
where not exists (
    select from payments.reconciliations r where r.date = day::date and r.compared_at >= :since
)
order by day;
