--: LoggedMail(user_id?, error?, sent_at?, feedback?, feedback_at?, resend_of?, suppressed?)

--! list_mails (status?, kind?, recipient?, user_id?, since?, until?, after_at?, after_id?) : LoggedMail
select m.id, m.kind, m.user_id, m.recipient, m.language, m.subject, m.status, m.attempts, m.error, m.created_at,
    m.sent_at, m.feedback, m.feedback_at, m.resend_of, s.reason as suppressed
from notifications.emails m
left join notifications.suppressions s on s.address = lower(m.recipient) and s.lifted_at is null
where (:status::text is null or m.status = :status)
    and (:kind::text is null or m.kind = :kind)
    and (:recipient::text is null or m.recipient = :recipient)
    and (:user_id::uuid is null or m.user_id = :user_id)
    and (:since::timestamptz is null or m.created_at >= :since)
    and (:until::timestamptz is null or m.created_at < :until)
    and (:after_at::timestamptz is null or (m.created_at, m.id) < (:after_at, :after_id::uuid))
order by m.created_at desc, m.id desc
limit :limit::bigint;

--! lock_first_mail
-- Of a mail that staff want sent again: whoever wants the same at the same moment waits, and then sees that it is being
-- sent.
select id from notifications.emails
where id = (select coalesce(resend_of, id) from notifications.emails where id = :id)
for update;

--! mail_to_resend : LoggedMail
select m.id, m.kind, m.user_id, m.recipient, m.language, m.subject, m.status, m.attempts, m.error, m.created_at,
    m.sent_at, m.feedback, m.feedback_at, m.resend_of, s.reason as suppressed
from notifications.emails m
left join notifications.suppressions s on s.address = lower(m.recipient) and s.lifted_at is null
where m.id = :id;

--! resend_standing
-- Whether the event that the first mail was about is still kept, and whether the mail is being sent again.
select exists (
        select from notifications.emails root join platform.outbox kept on kept.id = root.event_id where root.id = :root
    ) as is_kept,
    exists (select from notifications.emails again where again.resend_of = :root and again.status = 'sending')
        as is_in_flight;

--! add_resend (user_id?)
-- Nobody is sending it yet: the first who comes may.
insert into notifications.emails
    (id, event_id, kind, user_id, recipient, language, subject, status, attempts, claimed_until, created_at, resend_of)
values (:id, :event_id, :kind, :user_id, :recipient, :language, :subject, 'sending', 0, :now, :now, :resend_of);

--! lift_suppression : (user_id?)
-- Of the address that a mail went to.
with lifted as (
    update notifications.suppressions s set lifted_at = :now
    from notifications.emails m
    where m.id = :email and s.address = lower(m.recipient) and s.lifted_at is null
    returning m.user_id, s.reason
)
select user_id, reason from lifted;

--! note_feedback
-- What is worse stays, in whatever order it is told: `:outranked` names what this is worse than.
update notifications.emails set feedback = :feedback, feedback_at = :at
where id = :id and (feedback is null or feedback = any(:outranked::text[]));

--! suppress
-- What is told of a mail from before staff let mails through again is no news.
insert into notifications.suppressions as known (address, reason, detail, suppressed_at)
select lower(address), :reason, :detail, :now from unnest(:addresses::text[]) address
on conflict (address) do update
set reason = excluded.reason, detail = excluded.detail, suppressed_at = excluded.suppressed_at, lifted_at = null
where known.lifted_at is not null and known.lifted_at < :mailed_at::timestamptz;

--! erase_suppressions (user_id?)
-- That an address takes no mail is forgotten with whose it was.
delete from notifications.suppressions s using notifications.emails m
where m.user_id = :user_id and s.address = lower(m.recipient);
