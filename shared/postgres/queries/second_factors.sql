--! find_holder : (password_hash?, factor?)
-- Who may have a second factor, and the one they have.
select u.email, u.name, u.language, u.password_hash, f.id as factor, f.confirmed_at is not null as is_confirmed
from identity.users u
left join identity.second_factors f on f.user_id = u.id
where u.id = :user_id and u.status = 'active';

--! enrol
-- One that still waits for its first code makes way: whoever starts again has lost the secret. A confirmed one stays.
insert into identity.second_factors as f (user_id, id, created_at)
select u.id, :id, :now from identity.users u where u.id = :user_id and u.status = 'active'
on conflict (user_id) do update set id = excluded.id, created_at = excluded.created_at, last_step = 0
where f.confirmed_at is null
returning user_id;

--! confirm
-- From now on it is asked for, and what the user's roles allow only with it is theirs.
with confirmed as (
    update identity.second_factors set confirmed_at = :now, last_step = :step
    where user_id = :user_id and id = :id and confirmed_at is null
    returning user_id
), codes as (
    insert into identity.recovery_codes (user_id, code_hash)
    select confirmed.user_id, new.hash from confirmed cross join unnest(:code_hashes::bytea[]) as new (hash)
), raised as (
    update identity.users u set access_version = u.access_version + 1
    from confirmed where u.id = confirmed.user_id
    returning u.id, u.access_version
), noted as (
    insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id)
    select :now, id, 'second_factor_confirmed', id, :ip, :user_agent, :request_id from raised
), told as (
    insert into platform.outbox (id, event, created_at) select :event_id, :event, :now from raised
)
select access_version from raised;

--! spend_code (step?, recovery_hash?)
-- As a login does it: the user's row first, then the code's.
with held as (
    select id from identity.users where id = :user_id and status = 'active' for no key update
), stepped as (
    update identity.second_factors f set last_step = :step
    from held where f.user_id = held.id and f.confirmed_at is not null and f.last_step < :step
    returning f.user_id
), spent as (
    update identity.recovery_codes r set used_at = :now
    from held where r.user_id = held.id and r.code_hash = :recovery_hash and r.used_at is null
    returning r.user_id
)
select user_id from stepped union all select user_id from spent;

--! remove
-- Its recovery codes go with it.
with removed as (
    delete from identity.second_factors where user_id = :user_id returning user_id
), raised as (
    update identity.users u set access_version = u.access_version + 1
    from removed where u.id = removed.user_id
    returning u.id, u.access_version
), noted as (
    insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id)
    select :now, id, 'second_factor_removed', id, :ip, :user_agent, :request_id from raised
), told as (
    insert into platform.outbox (id, event, created_at) select :event_id, :event, :now from raised
)
select access_version from raised;

--! replace_recovery_codes
with gone as (
    delete from identity.recovery_codes where user_id = :user_id
), noted as (
    insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id)
    values (:now, :user_id, 'recovery_codes_renewed', :user_id, :ip, :user_agent, :request_id)
)
insert into identity.recovery_codes (user_id, code_hash)
select :user_id::uuid, new.hash from unnest(:code_hashes::bytea[]) as new (hash);
