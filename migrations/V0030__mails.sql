-- What users are told in the shop itself, which mails they do without, and which addresses take no more mail.

alter table notifications.emails
    drop constraint emails_status_check,
    -- `suppressed`: its address takes no more mail. `muted`: its reader does without mails of its kind.
    add constraint emails_status_check check (status in ('sending', 'sent', 'failed', 'suppressed', 'muted')),
    drop constraint emails_attempts_check,
    -- None was made of what was never to be sent, and none yet of what staff want sent again.
    add constraint emails_attempts_check check (attempts >= 0),
    -- The mail that staff wanted sent again with this one; the first of them, if that was such a one too.
    add column resend_of uuid references notifications.emails (id),
    -- What became of it after SES took it. What is told late never takes back what is worse.
    add column feedback text check (feedback in ('delivered', 'soft_bounced', 'bounced', 'complained')),
    add column feedback_at timestamptz,
    add constraint emails_feedback_has_a_time check ((feedback is null) = (feedback_at is null));
-- Staff read the newest first, of all or of one address.
create index emails_newest on notifications.emails (created_at desc, id desc);
create index emails_of_address on notifications.emails (recipient, created_at desc, id desc);
create index emails_sent_again on notifications.emails (resend_of) where resend_of is not null;

-- What a user is told in the shop, written with the mail about the same event. No link stands here: the shop's
-- pages know their own.
create table notifications.feed (
    id uuid primary key,
    user_id uuid not null,
    event_id uuid not null,
    -- That of the mail.
    kind text not null,
    title text not null,
    text text not null,
    -- The order it is about.
    order_code text,
    created_at timestamptz not null,
    read_at timestamptz,
    constraint feed_one_per_event unique (user_id, event_id)
);
create index feed_of_user on notifications.feed (user_id, created_at desc, id desc);
create index feed_unread on notifications.feed (user_id) where read_at is null;
create index feed_age on notifications.feed (created_at);

-- Kinds of mail that users do without; all others are sent.
create table notifications.muted (
    user_id uuid not null,
    kind text not null,
    muted_at timestamptz not null,
    primary key (user_id, kind)
);

-- Addresses from which a mail came back for good, or whose reader called one spam.
create table notifications.suppressions (
    address text primary key check (address = lower(address)),
    reason text not null check (reason in ('bounced', 'complained')),
    -- The mail server's words. They may repeat the address.
    detail text not null,
    suppressed_at timestamptz not null,
    -- When staff let mails through again. What is told of mails from before that changes nothing.
    lifted_at timestamptz
);
