--! ping
-- Whether the database answers.
select 1 as one;

--! add_to_outbox
-- Written in the transaction of what the events tell.
insert into platform.outbox (id, event, created_at)
select * from unnest(:ids::uuid[], :events::jsonb[], :created_ats::timestamptz[]);

--! mark_sent
-- Rows that are marked already stay as they are: the inline send and the relay may meet. Nobody waits for the disk: an
-- event whose mark is lost in a crash is sent once more, and consumers know it.
update platform.outbox set sent_at = :now
from set_config('synchronous_commit', 'off', true)
where id = any(:ids::uuid[]) and sent_at is null;

--! claim_unsent
-- Old enough that the inline send has had its turn, and in no relay's lease. Rows that another relay is
-- claiming at this moment are skipped, so that two relays share the work instead of waiting for each other.
with due as (
    select id from platform.outbox
    where sent_at is null
        and created_at < :written_before::timestamptz
        and (claimed_until is null or claimed_until <= :now::timestamptz)
    order by created_at, id
    limit :limit::bigint
    for update skip locked
), claimed as (
    update platform.outbox set claimed_until = :claimed_until::timestamptz
    from due where outbox.id = due.id
    returning outbox.id, outbox.created_at, outbox.event
)
select event from claimed order by created_at, id;

--! add_to_inbox
-- No row is written when the consumer has had the event.
insert into platform.inbox (consumer, event_id, received_at)
values (:consumer, :event_id, :now)
on conflict do nothing;

--! try_idempotency_lock
-- Held until the transaction ends, so that a second call in flight is told so instead of waiting.
select pg_try_advisory_xact_lock(hashtextextended(:scope::text || ' ' || :key::text, 0)) as "locked";

--! find_answer
select fingerprint, answer from platform.idempotency
where scope = :scope and key = :key and expires_at > :now;

--! keep_answer
-- An expired answer under the same key is replaced.
insert into platform.idempotency (scope, key, fingerprint, answer, created_at, expires_at)
values (:scope, :key, :fingerprint, :answer, :now, :expires_at)
on conflict (scope, key) do update
set fingerprint = excluded.fingerprint, answer = excluded.answer,
    created_at = excluded.created_at, expires_at = excluded.expires_at;

--! delete_answers
-- A bounded number of rows at a time, here and below, and none that somebody is using at this moment.
delete from platform.idempotency where (scope, key) in (
    select scope, key from platform.idempotency
    where expires_at < :before order by expires_at limit :limit::bigint for update skip locked
);

--! delete_sent_events
delete from platform.outbox where id in (
    select id from platform.outbox
    where sent_at < :before order by sent_at limit :limit::bigint for update skip locked
);

--! roll_inbox
-- Months that are over go whole.
select platform.roll_inbox(:before::timestamptz) as dropped;

--! delete_inbox_entries
-- What lies in no month.
delete from platform.inbox_others where (consumer, event_id) in (
    select consumer, event_id from platform.inbox_others
    where received_at < :before order by received_at limit :limit::bigint for update skip locked
);

--! delete_carts
-- Their lines go with them.
delete from cart.carts where id in (
    select id from cart.carts
    where expires_at < :before order by expires_at limit :limit::bigint for update skip locked
);

--! delete_one_time_tokens
delete from identity.one_time_tokens where id in (
    select id from identity.one_time_tokens
    where expires_at < :before order by expires_at limit :limit::bigint for update skip locked
);

--! delete_rate_windows
delete from identity.rate_windows where (key, window_start) in (
    select key, window_start from identity.rate_windows
    where window_start < :before order by window_start limit :limit::bigint for update skip locked
);

--! delete_refresh_tokens
-- Used ones too: that one comes again matters only while it could be good.
delete from identity.refresh_tokens where token_hash in (
    select token_hash from identity.refresh_tokens
    where expires_at < :before order by expires_at limit :limit::bigint for update skip locked
);

--! discarded_images
select key from platform.discarded_images order by discarded_at limit :limit::bigint;

--! forget_discarded_image
delete from platform.discarded_images where key = :key;
