--: Addressee()

--! find_addressee : Addressee
-- An erased user has no address.
select id, status, email, name, language from identity.users where email = :email and status <> 'erased';

--! find_holder : (password_hash?)
select id, status, email, name, language, password_hash from identity.users
where id = :user_id and status = 'active';

--! request_link (actor_id?, user_id?, email?)
-- The same work when the link is for nobody: then no token is kept. The user's row is locked before their tokens,
-- as wherever tokens are used up. A link to an address that the user no longer wants, mistyped perhaps, dies.
with holder as (
    select id from identity.users where id = :user_id for no key update
), added as (
    insert into identity.one_time_tokens (id, token_hash, user_id, purpose, email, created_at, expires_at)
    select :id, :token_hash, id, :purpose, :email, :now, :expires_at from holder
    returning user_id, email
), replaced as (
    update identity.one_time_tokens t set used_at = :now
    from added where t.user_id = added.user_id and t.email <> added.email and t.used_at is null
), noted as (
    insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id)
    values (:now, :actor_id, :action, coalesce(:user_id, :actor_id), :ip, :user_agent, :request_id)
)
insert into platform.outbox (id, event, created_at) values (:event_id, :event, :now);

--! find_link_owner : Addressee
-- A pending user may set a password: the mail proves the address too.
select u.id, u.status, u.email, u.name, u.language
from identity.one_time_tokens t join identity.users u on u.id = t.user_id
where t.token_hash = :token_hash and t.purpose = :purpose and t.used_at is null and t.expires_at > :now
    and (u.status = 'active' or u.status = 'pending' and t.purpose = 'reset_password');

--! lock_user
-- Before a password changes: a login that is under way ends first, and its session is seen and ended too.
select id from identity.users where id = :user_id for no key update;

--! reset_password
-- Of two at the same time the second waits for the first one's row and then finds the token used. Links that
-- verify an address stay as they are: there is nothing left to verify.
with used as (
    update identity.one_time_tokens set used_at = :now
    where token_hash = :token_hash and purpose = 'reset_password' and used_at is null and expires_at > :now
    returning user_id
), changed as (
    update identity.users u
    set password_hash = :password_hash, status = 'active', email_verified_at = coalesce(u.email_verified_at, :now),
        access_version = u.access_version + 1, updated_at = :now, version = u.version + 1
    from used where u.id = used.user_id and u.status in ('pending', 'active')
    returning u.id, u.access_version
), others as (
    update identity.one_time_tokens t set used_at = :now
    from changed
    where t.user_id = changed.id and t.purpose in ('reset_password', 'change_email') and t.used_at is null
        and t.token_hash <> :token_hash
), ended as (
    update identity.sessions s set revoked_at = :now
    from changed where s.user_id = changed.id and s.revoked_at is null
), noted as (
    insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id)
    select :now, id, 'password_reset', id, :ip, :user_agent, :request_id from changed
), told as (
    insert into platform.outbox (id, event, created_at) select :event_id, :event, :now from changed
)
select access_version from changed;

--! change_password
-- Only if the password is still the one that was checked: a slow hash lies between. The raised count refuses the
-- access tokens of the caller's own session too, which goes on by its refresh token.
with changed as (
    update identity.users
    set password_hash = :password_hash, access_version = access_version + 1, updated_at = :now, version = version + 1
    where id = :user_id and status = 'active' and password_hash = :checked_hash
    returning id, access_version
), links as (
    update identity.one_time_tokens t set used_at = :now
    from changed
    where t.user_id = changed.id and t.purpose in ('reset_password', 'change_email') and t.used_at is null
), ended as (
    update identity.sessions s set revoked_at = :now
    from changed where s.user_id = changed.id and s.id <> :session_id and s.revoked_at is null
), noted as (
    insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id)
    select :now, id, 'password_changed', id, :ip, :user_agent, :request_id from changed
), told as (
    insert into platform.outbox (id, event, created_at) select :event_id, :event, :now from changed
)
select access_version from changed;

--! remove_pending_owner
-- Whoever has registered the address without proving it makes way for the one who does.
delete from identity.users u using identity.one_time_tokens t
where t.token_hash = :token_hash and t.purpose = 'change_email' and t.used_at is null and t.expires_at > :now
    and u.email = t.email and u.status = 'pending'
returning u.id;

--! change_email
-- An address that became another's meanwhile breaks users_email_key, and everything stays as it was. A link in a
-- mail is one factor: it opens no session where there is a second.
with used as (
    update identity.one_time_tokens set used_at = :now
    where token_hash = :token_hash and purpose = 'change_email' and used_at is null and expires_at > :now
    returning user_id, email
), changed as (
    update identity.users u
    set email = used.email, email_verified_at = :now, updated_at = :now, version = u.version + 1
    from used where u.id = used.user_id and u.status = 'active'
    returning u.id, u.email
), others as (
    update identity.one_time_tokens t set used_at = :now
    from changed where t.user_id = changed.id and t.used_at is null and t.token_hash <> :token_hash
), opened as (
    insert into identity.sessions (id, user_id, user_agent, ip, created_at, last_seen_at)
    select :session_id, changed.id, :user_agent, :ip, :now, :now
    from changed join identity.accounts a on a.id = changed.id
    where not a.has_second_factor
    returning id
), token as (
    insert into identity.refresh_tokens (token_hash, session_id, issued_at, expires_at)
    select :refresh_hash, id, :now, :refresh_expires_at from opened
), noted as (
    insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id)
    select :now, id, 'email_changed', id, :ip, :user_agent, :request_id from changed
), told as (
    insert into platform.outbox (id, event, created_at) select :event_id, :event, :now from changed
)
-- The view still shows the old address.
select changed.id, changed.email, a.name, a.roles, a.permissions, a.access_version, a.has_second_factor, a.needs_second_factor,
    exists (select from opened) as has_session
from changed join identity.accounts a on a.id = changed.id;
