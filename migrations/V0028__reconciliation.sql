-- Payments that nothing is heard of are asked about; the gateway's settlements are compared with the books.

-- When the shop last asked about it by itself. Whoever writes it has the asking to themselves for a while: two runs
-- never ask about the same payment at once.
alter table payments.payments add column asked_at timestamptz;
-- Replaces payments_stale: the payment that has been quiet for longest comes first, and asking is noise too.
drop index payments.payments_stale;
create index payments_quiet on payments.payments (greatest(updated_at, asked_at))
    where status in ('created', 'pending') and gateway <> 'cod';
-- An attempt that came to nothing can be paid as long as its page is open somewhere. It is asked about once more after
-- its deadline, and then leaves this index.
create index payments_last_look on payments.payments (expires_at)
    where status in ('failed', 'expired', 'cancelled') and (asked_at is null or asked_at < updated_at)
        and gateway <> 'cod';
-- What a day's settlement is compared with.
create index payments_paid on payments.payments (paid_at) where paid_at is not null;

-- When the shop last repeated it by itself.
alter table payments.refunds add column tried_at timestamptz;
create index refunds_unanswered on payments.refunds (greatest(created_at, tried_at)) where status = 'requested';
create index refunds_settled on payments.refunds (updated_at) where status = 'succeeded';

-- A day's settlement as the gateway reports it: a file that staff hand in, as it came, once.
create table payments.settlements (
    -- The shop's date.
    date date primary key,
    file text not null,
    stored_by uuid not null,
    stored_at timestamptz not null
);
create trigger settlements_append_only before update or delete on payments.settlements
    for each statement execute function catalog.refuse_change();

-- Its rows, read. What was given back or taken back is positive here too; the kind says which way it went.
create table payments.settlement_rows (
    date date not null references payments.settlements,
    row integer not null check (row > 0),
    -- The payment, as the gateway names it.
    reference text not null,
    kind text not null check (kind in ('payment', 'refund', 'chargeback')),
    refund_key text,
    paid_with text not null,
    amount bigint not null check (amount > 0),
    fee bigint not null,
    settled_at timestamptz not null,
    primary key (date, row)
);
create index settlement_rows_of_payment on payments.settlement_rows (reference);
create trigger settlement_rows_append_only before update or delete on payments.settlement_rows
    for each statement execute function catalog.refuse_change();

-- What comparing a day with its settlement led to, the last time. Made anew when a later file explains it.
create table payments.reconciliations (
    date date primary key,
    compared_at timestamptz not null,
    report jsonb not null
);
