-- What every context shares: events on their way out and in, and answers to be given again.
create schema platform;

-- Events, written in the transaction of what they tell. A row is sent right after the commit; what is then
-- still unsent leaves with the relay.
create table platform.outbox (
    id uuid primary key,
    -- The whole CloudEvents envelope, as it goes to the queue.
    event jsonb not null,
    created_at timestamptz not null,
    sent_at timestamptz
);
-- The relay reads nothing but the unsent, oldest first.
create index outbox_unsent on platform.outbox (created_at, id) where sent_at is null;
create index outbox_sent on platform.outbox (sent_at) where sent_at is not null;

-- Events a consumer has had, written in the transaction of their effect: a second delivery finds the row.
create table platform.inbox (
    consumer text not null,
    event_id uuid not null,
    received_at timestamptz not null,
    primary key (consumer, event_id)
);
create index inbox_age on platform.inbox (received_at);

-- First answers of requests with an Idempotency-Key, written in the transaction of their effect.
create table platform.idempotency (
    scope text not null,
    key text not null,
    fingerprint bytea not null check (octet_length(fingerprint) = 32),
    answer jsonb not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (scope, key)
);
create index idempotency_expiry on platform.idempotency (expires_at);
