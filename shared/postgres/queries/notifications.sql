--! claim_emails (user_ids[?], entry_ids[?], summaries[?], order_codes[?])
-- The first to come makes the row; a later one takes it over only when the try before it has neither ended nor
-- any time left. Otherwise the row is shown as it is. There is none to show when another is making it at this
-- moment. A mail whose addressee was erased since is known by what stands in the address's place. What must not or
-- need not be sent is on record at once; in the shop its reader is told all the same.
-- Rows are made in one order, so that those who claim the same mails do not wait for each other in a circle.
with wanted as materialized (
    select * from unnest(
        :ids::uuid[], :event_ids::uuid[], :kinds::text[], :user_ids::uuid[], :recipients::text[], :languages::text[],
        :subjects::text[], :are_optional::boolean[], :entry_ids::uuid[], :summaries::text[], :order_codes::text[]
    ) with ordinality as mail (
        id, event_id, kind, user_id, recipient, language, subject, is_optional, entry_id, summary, order_code, place
    )
), standing as materialized (
    select wanted.*, case
        when exists (
            select from notifications.suppressions s where s.address = lower(wanted.recipient) and s.lifted_at is null
        ) then 'suppressed'
        when wanted.is_optional and exists (
            select from notifications.muted m where m.user_id = wanted.user_id and m.kind = wanted.kind
        ) then 'muted'
        else 'sending'
    end as status
    from wanted
    where not exists (
        select from notifications.emails erased
        where erased.event_id = wanted.event_id and erased.kind = wanted.kind
            and erased.recipient = platform.erased_address(wanted.user_id)
    )
), claimed as (
    insert into notifications.emails as mail
        (id, event_id, kind, user_id, recipient, language, subject, status, attempts, claimed_until, created_at)
    select id, event_id, kind, user_id, recipient, language, subject, status,
        case status when 'sending' then 1 else 0 end, :claimed_until::timestamptz, :now::timestamptz
    from standing
    order by event_id, kind, recipient
    on conflict on constraint emails_one_per_event do update
    set status = excluded.status, attempts = mail.attempts + excluded.attempts, claimed_until = excluded.claimed_until
    where mail.status = 'sending' and mail.claimed_until <= excluded.created_at
    returning mail.id, mail.event_id, mail.kind, mail.recipient, mail.attempts, mail.status
), told as (
    insert into notifications.feed (id, user_id, event_id, kind, title, text, order_code, created_at)
    select wanted.entry_id, wanted.user_id, wanted.event_id, wanted.kind, wanted.subject, wanted.summary, wanted.order_code,
        :now
    from claimed join wanted using (event_id, kind, recipient)
    where wanted.entry_id is not null and wanted.user_id is not null
    order by wanted.event_id, wanted.user_id
    on conflict do nothing
)
select wanted.place, claimed.id, claimed.attempts, claimed.status, true as mine
from claimed join wanted using (event_id, kind, recipient)
union all
select wanted.place, mail.id, mail.attempts, mail.status, false as mine
from wanted join notifications.emails mail on mail.event_id = wanted.event_id and mail.kind = wanted.kind
    and mail.recipient in (wanted.recipient, platform.erased_address(wanted.user_id))
where not exists (
    select from claimed
    where claimed.event_id = wanted.event_id and claimed.kind = wanted.kind and claimed.recipient = wanted.recipient
);

--! email_sent
-- Only the try that is the last one has a say, here and below.
update notifications.emails
set status = 'sent', provider_message_id = :provider_message_id, sent_at = :now, error = null
where id = :id and attempts = :attempt and status = 'sending';

--! email_refused
update notifications.emails set status = 'failed', error = :error
where id = :id and attempts = :attempt and status = 'sending';

--! email_put_back
-- The next try need not wait for this one's time to be up.
update notifications.emails set claimed_until = :now, error = :error
where id = :id and attempts = :attempt and status = 'sending';

--! email_withdrawn
-- One that staff wanted sent again and that can no longer be written.
update notifications.emails set status = 'failed', error = :error
where id = :id and status = 'sending';

--! original_email : (user_id?)
-- What staff want sent again, and the event it was about, as long as that is kept.
select mail.recipient, mail.user_id, mail.language, kept.event
from notifications.emails mail join platform.outbox kept on kept.id = mail.event_id
where mail.id = :id;

--! mails_of_user
select kind, subject, created_at from notifications.emails
where user_id = :user_id
order by created_at desc
limit :limit::bigint;

--! who_may
-- Roles first: most users have none of those that allow it.
select a.id, a.email, a.name, a.language
from identity.accounts a
where a.id in (
        select g.user_id from identity.roles r join identity.user_roles g on g.role = r.name
        where :permission::text = any (r.permissions)
    )
    and a.status = 'active' and :permission = any (a.permissions)
order by a.id;
