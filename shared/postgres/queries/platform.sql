--! ping
-- Whether the database answers.
select 1 as one;

--! add_to_outbox
-- Written in the transaction of what the events tell.
insert into platform.outbox (id, event, created_at)
select * from unnest(:ids::uuid[], :events::jsonb[], :created_ats::timestamptz[]);

--! mark_sent
-- Already marked rows stay as they are: the inline send and the relay may meet.
update platform.outbox set sent_at = :now
where id = any(:ids::uuid[]) and sent_at is null;

--! unsent
-- Old enough that the inline send has had its turn; rows another relay holds are skipped.
select event from platform.outbox
where sent_at is null and created_at < :older_than::timestamptz
order by created_at, id
limit :limit::bigint
for update skip locked;

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

--! delete_expired_answers
delete from platform.idempotency where expires_at < :now;

--! delete_sent_events
delete from platform.outbox where sent_at < :sent_before::timestamptz;

--! delete_old_inbox_entries
delete from platform.inbox where received_at < :received_before::timestamptz;
