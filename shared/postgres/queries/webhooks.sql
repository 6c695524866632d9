-- Partners' addresses as staff keep them, and the messages on their way there.

--: Delivery(last_attempt_at?, last_status?, last_error?, delivered_at?, claimed_until?)

--! list_webhooks (after_id?)
-- The newest first: ids grow with time.
select to_jsonb(w) as webhook from notifications.webhooks w
where :after_id::uuid is null or w.id < :after_id
order by w.id desc
limit :limit::bigint;

--! find_webhook
select to_jsonb(w) as webhook from notifications.webhooks w where w.id = :id;

--! lock_webhook
-- Before its messages, as everywhere. New ones may come meanwhile.
select to_jsonb(w) as webhook from notifications.webhooks w where w.id = :id for no key update;

--! insert_webhook
insert into notifications.webhooks (id, url, description, event_types, status, created_by, created_at)
values (:id, :url, :description, :event_types, 'active', :created_by, :now);

--! update_webhook (disabled_reason?, disabled_at?, previous_secret_until?, failing_since?)
update notifications.webhooks
set url = :url, description = :description, event_types = :event_types, status = :status,
    disabled_reason = :disabled_reason, disabled_at = :disabled_at, secret_version = :secret_version,
    previous_secret_until = :previous_secret_until, failing_since = :failing_since, failures = :failures,
    version = :version
where id = :id;

--! delete_webhook
-- Its messages go with it.
delete from notifications.webhooks where id = :id;

--! resume_deliveries
-- What waits for an address that is on again. What is being sent stays as it is.
update notifications.webhook_deliveries set next_attempt_at = :now
where webhook_id = :id and status = 'pending' and next_attempt_at > :now
    and (claimed_until is null or claimed_until <= :now);

--! queue_message
-- For every address that is told of the type, also one that is switched off: what happens meanwhile waits.
insert into notifications.webhook_deliveries (
    webhook_id, event_id, event_type, body, status, next_attempt_at, created_at)
select w.id, :event_id::uuid, :event_type::text, :body::text, 'pending', :now::timestamptz, :now
from notifications.webhooks w
where :event_type = any(w.event_types)
on conflict do nothing;

--! queue_ping
insert into notifications.webhook_deliveries (
    webhook_id, event_id, event_type, body, status, next_attempt_at, created_at)
values (:webhook_id, :event_id, :event_type, :body, 'pending', :now, :now);

--! list_deliveries (status?, after_id?) : Delivery
select event_id, event_type, status, attempts, next_attempt_at, last_attempt_at, last_status, last_error, created_at,
    delivered_at, claimed_until
from notifications.webhook_deliveries
where webhook_id = :webhook_id and (:status::text is null or status = :status)
    and (:after_id::uuid is null or event_id < :after_id)
order by event_id desc
limit :limit::bigint;

--! lock_delivery : Delivery
select event_id, event_type, status, attempts, next_attempt_at, last_attempt_at, last_status, last_error, created_at,
    delivered_at, claimed_until
from notifications.webhook_deliveries
where webhook_id = :webhook_id and event_id = :event_id
for update;

--! resend_delivery : Delivery
update notifications.webhook_deliveries
set status = 'pending', attempts = 0, next_attempt_at = :now, claimed_until = null, delivered_at = null
where webhook_id = :webhook_id and event_id = :event_id
returning event_id, event_type, status, attempts, next_attempt_at, last_attempt_at, last_status, last_error, created_at,
    delivered_at, claimed_until;

--! claim_deliveries (event_ids?) : (previous_secret_until?)
-- A few of each address, so that one with much to catch up with does not hold up the others. Rows that another sender is
-- claiming at this moment are skipped. Those of named events go only where nothing has failed of late: nobody waits for
-- an address that does not answer.
with due as (
    select d.webhook_id, d.event_id, w.url, w.secret_version, w.previous_secret_until
    from notifications.webhooks w
    cross join lateral (
        select q.webhook_id, q.event_id, q.next_attempt_at from notifications.webhook_deliveries q
        where q.webhook_id = w.id and q.status = 'pending' and q.next_attempt_at <= :now::timestamptz
            and (q.claimed_until is null or q.claimed_until <= :now)
            and (:event_ids::uuid[] is null or q.event_id = any(:event_ids))
        order by q.next_attempt_at
        limit :each::bigint
        for update skip locked
    ) d
    where w.status = 'active' and (:event_ids is null or w.failing_since is null)
    order by d.next_attempt_at
    limit :limit::bigint
), claimed as (
    update notifications.webhook_deliveries d
    set attempts = d.attempts + 1, claimed_until = :claimed_until::timestamptz, last_attempt_at = :now
    from due
    where d.webhook_id = due.webhook_id and d.event_id = due.event_id
    returning d.webhook_id, d.event_id, d.attempts, d.body, due.url, due.secret_version, due.previous_secret_until
)
select webhook_id, event_id, attempts, body, url, secret_version, previous_secret_until from claimed;

--! note_delivered
-- Of the try that is meant, and no other. The address is locked before its message, as everywhere; it is well again.
with mine as (
    select id from notifications.webhooks where id = :webhook_id for no key update
), done as (
    update notifications.webhook_deliveries d
    set status = 'delivered', delivered_at = :now, claimed_until = null, last_status = :status, last_error = null
    from mine
    where d.webhook_id = mine.id and d.event_id = :event_id and d.status = 'pending' and d.attempts = :attempts
        and d.claimed_until is not null
    returning d.webhook_id
)
update notifications.webhooks w set failing_since = null, failures = 0
from done where w.id = done.webhook_id and w.failing_since is not null;

--! note_failed (next_attempt_at?, last_status?)
-- Of the try that is meant, and no other. Without a next one it is given up.
update notifications.webhook_deliveries
set status = case when :next_attempt_at::timestamptz is null then 'failed' else 'pending' end,
    next_attempt_at = coalesce(:next_attempt_at, next_attempt_at), claimed_until = null,
    last_status = :last_status, last_error = :last_error
where webhook_id = :webhook_id and event_id = :event_id and status = 'pending' and attempts = :attempts
    and claimed_until is not null;

--! note_setback (disabled_reason?)
-- How the address fares, and whether it is switched off.
update notifications.webhooks
set failures = :failures, failing_since = :failing_since,
    status = case when :disabled_reason::text is null then status else 'disabled' end,
    disabled_reason = coalesce(:disabled_reason, disabled_reason),
    disabled_at = case when :disabled_reason is null then disabled_at else :now::timestamptz end,
    version = case when :disabled_reason is null then version else version + 1 end
where id = :webhook_id;

--! delete_webhook_deliveries
delete from notifications.webhook_deliveries where (webhook_id, event_id) in (
    select webhook_id, event_id from notifications.webhook_deliveries
    where created_at < :before order by created_at limit :limit::bigint for update skip locked
);
