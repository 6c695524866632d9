--: SignedIn()

--! find_credentials : (password_hash?)
-- An erased user has no login.
select id, status, password_hash from identity.users where email = :email and status <> 'erased';

--! open_session (rehashed?) : SignedIn
-- Only if the user is still who the password was checked for: a slow hash lies between.
with checked as (
    update identity.users
    set password_hash = coalesce(:rehashed::text, password_hash)
    where id = :user_id and status = 'active' and password_hash = :checked_hash
    returning id
), opened as (
    insert into identity.sessions (id, user_id, user_agent, ip, created_at, last_seen_at)
    select :session_id, id, :user_agent, :ip, :now, :now from checked
    returning id, user_id
), token as (
    insert into identity.refresh_tokens (token_hash, session_id, issued_at, expires_at)
    select :refresh_hash, id, :now, :refresh_expires_at from opened
), noted as (
    insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id)
    select :now, id, 'logged_in', id, :ip, :user_agent, :request_id from checked
)
select opened.id as session_id, a.id as user_id, a.email, a.name, a.roles, a.permissions, a.access_version
from opened join identity.accounts a on a.id = opened.user_id;

--! verify_email : SignedIn
-- One statement: the token is used up, the user made active and the session opened, or none of it. Of two at
-- the same time the second waits for the first one's row and then finds it used.
with used as (
    update identity.one_time_tokens set used_at = :now
    where token_hash = :token_hash and purpose = 'verify_email' and used_at is null and expires_at > :now
    returning user_id
), verified as (
    update identity.users u
    set status = 'active', email_verified_at = :now, updated_at = :now, version = version + 1
    from used where u.id = used.user_id and u.status = 'pending'
    returning u.id
), opened as (
    insert into identity.sessions (id, user_id, user_agent, ip, created_at, last_seen_at)
    select :session_id, id, :user_agent, :ip, :now, :now from verified
    returning id, user_id
), token as (
    insert into identity.refresh_tokens (token_hash, session_id, issued_at, expires_at)
    select :refresh_hash, id, :now, :refresh_expires_at from opened
), noted as (
    insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id)
    select :now, id, 'email_verified', id, :ip, :user_agent, :request_id from verified
)
select opened.id as session_id, a.id as user_id, a.email, a.name, a.roles, a.permissions, a.access_version
from opened join identity.accounts a on a.id = opened.user_id;

--! rotate_token : SignedIn
-- Of two at the same time the second waits for the first one's row and then finds it used.
with used as (
    update identity.refresh_tokens t set used_at = :now
    from identity.sessions s join identity.users u on u.id = s.user_id
    where t.token_hash = :used_hash and t.used_at is null and t.expires_at > :now
        and s.id = t.session_id and s.revoked_at is null and u.status = 'active'
    returning s.id as session_id, u.id as user_id
), seen as (
    update identity.sessions s set last_seen_at = :now from used where s.id = used.session_id
), token as (
    insert into identity.refresh_tokens (token_hash, session_id, issued_at, expires_at)
    select :next_hash, session_id, :now, :next_expires_at from used
)
select used.session_id, used.user_id, a.email, a.name, a.roles, a.permissions, a.access_version
from used join identity.accounts a on a.id = used.user_id;

--! end_reused_session
-- A token that comes a second time was copied: its family ends, and stays ended however often it comes.
with ended as (
    update identity.sessions s set revoked_at = coalesce(s.revoked_at, :now)
    from identity.refresh_tokens t
    where t.token_hash = :used_hash and t.used_at is not null and s.id = t.session_id
    returning s.id, s.user_id
), noted as (
    insert into identity.audit_log (at, action, user_id, ip, user_agent, request_id)
    select :now, 'refresh_token_reused', user_id, :ip, :user_agent, :request_id from ended
)
select id from ended;

--! end_session
with ended as (
    update identity.sessions set revoked_at = :now
    where user_id = :user_id and id = :session_id and revoked_at is null
    returning id
), noted as (
    insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id)
    select :now, :user_id, 'logged_out', :user_id, :ip, :user_agent, :request_id from ended
)
select id from ended;

--! end_all_sessions
-- The raised count refuses the access tokens of all of them.
with raised as (
    update identity.users set access_version = access_version + 1 where id = :user_id returning id, access_version
), ended as (
    update identity.sessions s set revoked_at = :now
    from raised where s.user_id = raised.id and s.revoked_at is null
), noted as (
    insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id)
    select :now, id, 'logged_out_everywhere', id, :ip, :user_agent, :request_id from raised
)
select access_version from raised;
