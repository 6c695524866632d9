--: SignedIn()

--! find_credentials : (password_hash?, second_factor?)
-- An erased user has no login. A second factor is asked for once it is confirmed.
select u.id, u.status, u.password_hash, f.id as second_factor
from identity.users u
left join identity.second_factors f on f.user_id = u.id and f.confirmed_at is not null
where u.email = :email and u.status <> 'erased';

--! open_session (checked_hash?, rehashed?, step?, recovery_hash?) : SignedIn
-- Only if the user is still who the first factor was checked for (a slow hash lies between), and shows what their
-- second one asks for. A code is used up by the same statement: of two with one code at the same time the second
-- waits for the first one's row and then finds it used.
with checked as (
    update identity.users
    set password_hash = coalesce(:rehashed::text, password_hash)
    where id = :user_id and status = 'active' and (:checked_hash::text is null or password_hash = :checked_hash)
    returning id
), stepped as (
    update identity.second_factors f set last_step = :step
    from checked where f.user_id = checked.id and f.confirmed_at is not null and f.last_step < :step
    returning f.user_id
), spent as (
    update identity.recovery_codes r set used_at = :now
    from checked where r.user_id = checked.id and r.code_hash = :recovery_hash and r.used_at is null
    returning r.user_id
), let_in as (
    select id,
        case when exists (select from stepped) then 'code' when exists (select from spent) then 'recovery_code' end as by
    from checked
    where exists (select from stepped) or exists (select from spent)
        or :step::bigint is null and :recovery_hash::bytea is null and not exists (
            select from identity.second_factors f where f.user_id = checked.id and f.confirmed_at is not null
        )
), opened as (
    insert into identity.sessions (id, user_id, user_agent, ip, created_at, last_seen_at)
    select :session_id, id, :user_agent, :ip, :now, :now from let_in
    returning id, user_id
), token as (
    insert into identity.refresh_tokens (token_hash, session_id, issued_at, expires_at)
    select :refresh_hash, id, :now, :refresh_expires_at from opened
), noted as (
    insert into identity.audit_log (at, actor_id, action, user_id, details, ip, user_agent, request_id)
    select :now, id, 'logged_in', id, jsonb_strip_nulls(jsonb_build_object('second_factor', by)),
        :ip, :user_agent, :request_id
    from let_in
)
select opened.id as session_id, a.id as user_id, a.email, a.name, a.roles, a.permissions, a.access_version,
    a.has_second_factor, a.needs_second_factor
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
select opened.id as session_id, a.id as user_id, a.email, a.name, a.roles, a.permissions, a.access_version,
    a.has_second_factor, a.needs_second_factor
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
select used.session_id, used.user_id, a.email, a.name, a.roles, a.permissions, a.access_version,
    a.has_second_factor, a.needs_second_factor
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
