-- What partners are told of by their own addresses, and how often that was tried.

-- An address of a partner's. Its secret is in no table: it derives from the shop's key, the id and `secret_version`.
create table notifications.webhooks (
    id uuid primary key,
    url text not null,
    description text not null,
    -- The types of events it is told of, such as `sayur.orders.order_placed.v1`.
    event_types text[] not null check (cardinality(event_types) > 0),
    status text not null check (status in ('active', 'disabled')),
    -- `staff`: somebody switched it off. `gone`: it said that it is there no more. `failing`: it took nothing for too long.
    disabled_reason text check (disabled_reason in ('staff', 'gone', 'failing')),
    disabled_at timestamptz,
    -- Counts the secrets, from 1.
    secret_version integer not null default 1 check (secret_version > 0),
    -- So long the secret before signs too.
    previous_secret_until timestamptz,
    -- The first of the failures in a row, and how many there were; none since it last took something.
    failing_since timestamptz,
    failures integer not null default 0 check (failures >= 0),
    -- Staff; who left is not looked up any more.
    created_by uuid not null,
    created_at timestamptz not null,
    -- Counts the changes that staff see, from 1.
    version bigint not null default 1,
    constraint webhooks_disabled_has_a_reason check (
        (status = 'disabled') = (disabled_reason is not null) and (status = 'disabled') = (disabled_at is not null)),
    constraint webhooks_failures_have_a_start check ((failures > 0) = (failing_since is not null))
);

-- An event on its way to one of them: one row, however often the event comes.
create table notifications.webhook_deliveries (
    webhook_id uuid not null references notifications.webhooks on delete cascade,
    event_id uuid not null,
    event_type text not null,
    -- What is sent, to the byte: the signature is over it. It tells of no person.
    body text not null,
    status text not null check (status in ('pending', 'delivered', 'failed')),
    -- Counts those who tried, from 0: what one has to say of a try is not taken for another's.
    attempts integer not null default 0 check (attempts >= 0),
    next_attempt_at timestamptz not null,
    -- So long the last try belongs to who made it.
    claimed_until timestamptz,
    last_attempt_at timestamptz,
    -- What came back, or why nothing did.
    last_status integer,
    last_error text,
    created_at timestamptz not null,
    delivered_at timestamptz,
    -- Ids of events grow with time: the newest are the last.
    primary key (webhook_id, event_id),
    constraint webhook_deliveries_delivered_have_a_time check ((status = 'delivered') = (delivered_at is not null))
);
create index webhook_deliveries_due on notifications.webhook_deliveries (webhook_id, next_attempt_at)
    where status = 'pending';
create index webhook_deliveries_age on notifications.webhook_deliveries (created_at);

-- Whoever may do everything may do this too.
update identity.roles set permissions = permissions || '{webhooks.manage}'
where name = 'super_admin' and not 'webhooks.manage' = any(permissions);
