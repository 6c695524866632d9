-- What was paid, and what goes back. An order is the intent to pay; its attempts are here.
create schema payments;

create table payments.payments (
    id uuid primary key,
    order_id uuid not null,
    order_code text not null,
    -- Counts the order's attempts, from 1.
    number integer not null check (number > 0),
    gateway text not null check (gateway in ('midtrans', 'stripe', 'cod')),
    method text not null check (method in ('snap', 'bank_transfer', 'qris', 'gopay', 'card', 'cod')),
    -- Of a transfer alone.
    bank text check (bank in ('bca', 'bni', 'bri', 'permata')),
    status text not null check (status in
        ('created', 'pending', 'succeeded', 'failed', 'expired', 'cancelled',
         'partially_refunded', 'refunded', 'charged_back', 'reversed')),
    -- Whole rupiah.
    amount bigint not null check (amount > 0),
    -- What was given back or is being given back. The check is the last line of defence against giving back
    -- more than was taken, whoever asks at the same time.
    refunding bigint not null default 0,
    -- The gateway's name for the attempt. 50 characters of this kind are what Midtrans takes as an order id.
    gateway_reference text not null check (gateway_reference ~ '^[A-Za-z0-9_.~-]{1,50}$'),
    -- How to pay, once the gateway has said so; written once.
    redirect_url text,
    va_number text,
    qr text,
    started_at timestamptz,
    -- What the customer paid with, in the gateway's word.
    paid_with text,
    paid_at timestamptz,
    -- The request that made the attempt, by its idempotency key. The attempt is that request's effect and its
    -- first answer can be read off it, so the key lives here and not with the answers of other requests.
    request_scope text not null,
    request_key text not null,
    request_fingerprint bytea not null check (octet_length(request_fingerprint) = 32),
    -- Until then a function may be waiting for the gateway's answer.
    busy_until timestamptz,
    expires_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- Counts the changes: one is written only onto the version that it was decided on.
    version bigint not null default 1,
    constraint payments_bank_of_transfer check ((method = 'bank_transfer') = (bank is not null)),
    constraint payments_refunds_within_amount check (refunding between 0 and amount),
    constraint payments_number_key unique (order_code, number),
    constraint payments_reference_key unique (gateway_reference),
    constraint payments_request_key unique (order_id, request_scope, request_key)
);
-- A customer who pays twice at once pays twice: an order has one open attempt at most.
create unique index payments_one_open on payments.payments (order_id) where status in ('created', 'pending');
-- What is asked after when nothing is heard of it.
create index payments_stale on payments.payments (updated_at) where status in ('created', 'pending');
create index payments_newest on payments.payments (created_at desc, id desc);

-- What gateways have sent, as it came, once; never changed. The proof of what was said when.
create table payments.gateway_events (
    id uuid primary key,
    payment_id uuid not null references payments.payments,
    gateway text not null,
    -- The same for a repeat of a message, and for no other.
    dedupe_key text not null,
    body text not null,
    received_at timestamptz not null,
    constraint gateway_events_once unique (gateway, dedupe_key)
);
create index gateway_events_of_payment on payments.gateway_events (payment_id, received_at);
create trigger gateway_events_append_only before update or delete on payments.gateway_events
    for each statement execute function catalog.refuse_change();

-- Money given back.
create table payments.refunds (
    id uuid primary key,
    payment_id uuid not null references payments.payments,
    amount bigint not null check (amount > 0),
    -- Stable code of why, or staff's own words.
    reason text not null,
    -- Says which intended refund this is. Unique here and at the gateway, so it happens once.
    refund_key text not null check (refund_key ~ '^[A-Za-z0-9_-]{1,60}$'),
    status text not null check (status in ('requested', 'succeeded', 'failed', 'manual')),
    -- None: the shop itself.
    requested_by uuid,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint refunds_once unique (refund_key)
);
create index refunds_of_payment on payments.refunds (payment_id, created_at);
-- What staff are to transfer, and what was cut short.
create index refunds_open on payments.refunds (created_at) where status in ('requested', 'manual');
