-- What customers were told, and whether it reached them.
create schema notifications;

-- A mail to one recipient about one event. The row is written before the mail is sent: whoever writes it, or
-- takes it over when its sender's time is up, sends; everybody else leaves it alone.
create table notifications.emails (
    id uuid primary key,
    event_id uuid not null,
    -- The name of the template, such as `order_placed`.
    kind text not null,
    recipient text not null,
    language text not null check (language in ('id', 'en')),
    subject text not null,
    status text not null check (status in ('sending', 'sent', 'failed')),
    -- Counts those who tried, from 1: what one has to say of a try is not taken for another's.
    attempts integer not null check (attempts > 0),
    -- So long the last try belongs to who made it.
    claimed_until timestamptz not null,
    -- What SES calls the mail.
    provider_message_id text,
    -- Why the last try failed. It may repeat the address.
    error text,
    created_at timestamptz not null,
    sent_at timestamptz,
    constraint emails_one_per_event unique (event_id, kind, recipient),
    constraint emails_sent_have_a_time check ((status = 'sent') = (sent_at is not null))
);
