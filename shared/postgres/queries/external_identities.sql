--! lock_address
-- Logins with one address go one by one: the next one's look comes after the one before has been committed.
select pg_advisory_xact_lock(hashtextextended('external_login ' || :email::text, 0)) is null as "locked";

--! find_owner (email?) : (second_factor?)
-- The identity's user, otherwise the one who has the address. Locked: nobody suspends, erases or verifies them
-- meanwhile.
with known as materialized (
    select user_id from identity.external_identities where issuer = :issuer and subject = :subject
)
select u.id, u.status, u.email, u.name, u.language, exists (select from known) as is_known,
    exists (
        select from identity.external_identities o
        where o.user_id = u.id and o.issuer = :issuer and o.subject <> :subject
    ) as has_another,
    (select f.id from identity.second_factors f where f.user_id = u.id and f.confirmed_at is not null) as second_factor
from identity.users u
where u.id = coalesce((select user_id from known), (select id from identity.users where email = :email))
    and (exists (select from known) or u.email = :email)
for update of u;

--! link_identity
with linked as (
    insert into identity.external_identities (issuer, subject, user_id, linked_at)
    values (:issuer, :subject, :user_id, :now)
    on conflict do nothing
    returning user_id
), noted as (
    insert into identity.audit_log (at, actor_id, action, user_id, details, ip, user_agent, request_id)
    select :now, user_id, 'external_login_linked', user_id, jsonb_build_object('issuer', :issuer::text),
        :ip, :user_agent, :request_id
    from linked
)
select user_id from linked;

--! take_in
-- A new user. One who is pending, or registers at this very moment, makes way and keeps the row alone: whoever
-- chose their password, name and number had not proved the address. They never had an access token. No row is
-- written when the address belongs to an account.
with taken_in as (
    insert into identity.users as u
        (id, email, name, language, status, email_verified_at, created_at, updated_at)
    values (:id, :email, :name, :language, 'active', :now, :now, :now)
    on conflict (email) do update
    set name = excluded.name, phone = null, language = excluded.language, photo_key = null, status = 'active',
        email_verified_at = :now, password_hash = null, updated_at = :now, version = u.version + 1
    where u.status = 'pending'
    returning u.id
), granted as (
    insert into identity.user_roles (user_id, role, granted_at)
    select id, 'customer', :now from taken_in
    on conflict do nothing
), linked as (
    insert into identity.external_identities (issuer, subject, user_id, linked_at)
    select :issuer, :subject, id, :now from taken_in
), noted as (
    insert into identity.audit_log (at, actor_id, action, user_id, details, ip, user_agent, request_id)
    select :now, id, 'registered_externally', id, jsonb_build_object('issuer', :issuer::text),
        :ip, :user_agent, :request_id
    from taken_in
)
select id from taken_in;

--! drop_tokens
-- What was mailed to a user before they were taken in. A statement of its own: it also sees the tokens of one
-- who registered while the other waited.
delete from identity.one_time_tokens t
using identity.users u
where u.email = :email and t.user_id = u.id
returning t.id;
