--: ProfileRow(phone?, photo_key?)
--: SessionRow(ended_at?)

--! find_profile : ProfileRow
select a.id, a.email, a.name, a.phone, a.language, a.photo_key, u.email_verified_at is not null as email_verified,
    a.roles, a.permissions, a.access_version, a.has_second_factor, a.needs_second_factor
from identity.accounts a join identity.users u on u.id = a.id
where a.id = :user_id and a.status <> 'erased';

--! update_profile (name?, phone?, language?) : ProfileRow
-- What is not given stays. The log says which fields were changed, not to what: it cannot be blanked later.
with changed as (
    update identity.users u
    set name = coalesce(:name::text, u.name), language = coalesce(:language::text, u.language),
        phone = case when :sets_phone::boolean then :phone::text else u.phone end,
        updated_at = :now, version = u.version + 1
    where u.id = :user_id and u.status = 'active'
    returning u.id, u.name, u.phone, u.language, u.email_verified_at
), noted as (
    insert into identity.audit_log (at, actor_id, action, user_id, details, ip, user_agent, request_id)
    select :now, id, 'profile_changed', id, :details::jsonb, :ip, :user_agent, :request_id from changed
)
select a.id, a.email, c.name, c.phone, c.language, a.photo_key, c.email_verified_at is not null as email_verified,
    a.roles, a.permissions, a.access_version, a.has_second_factor, a.needs_second_factor
from changed c join identity.accounts a on a.id = c.id;

--! set_photo (photo_key?) : (previous?)
-- The photo that was there is noted as discarded. No row when the user is gone.
with before as (
    select id, photo_key from identity.users where id = :user_id and status = 'active' for update
), changed as (
    update identity.users u set photo_key = :photo_key::text, updated_at = :now, version = u.version + 1
    from before where u.id = before.id and before.photo_key is distinct from :photo_key::text
    returning u.id
), discarded as (
    insert into platform.discarded_images (key, discarded_at)
    select before.photo_key, :now from before join changed on changed.id = before.id
    where before.photo_key is not null
    on conflict do nothing
), taken_back as (
    delete from platform.discarded_images d using changed where d.key = :photo_key::text
), noted as (
    insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id)
    select :now, id, case when :photo_key::text is null then 'photo_removed' else 'photo_changed' end, id,
        :ip, :user_agent, :request_id
    from changed
)
select before.photo_key as previous from before;

--! open_sessions : SessionRow
-- Those that can go on: not ended, with a refresh token that is good still.
select s.id, s.user_agent, s.ip, s.created_at, s.last_seen_at, s.revoked_at as ended_at
from identity.sessions s
where s.user_id = :user_id and s.revoked_at is null
    and exists (
        select from identity.refresh_tokens t
        where t.session_id = s.id and t.used_at is null and t.expires_at > :now
    )
order by s.last_seen_at desc, s.id desc
limit :limit::bigint;

--! sessions_of_user : SessionRow
select id, user_agent, ip, created_at, last_seen_at, revoked_at as ended_at
from identity.sessions where user_id = :user_id
order by created_at desc, id desc
limit :limit::bigint;

--! second_factor_of_user : (confirmed_at?)
select f.created_at, f.confirmed_at,
    (select count(*) from identity.recovery_codes c where c.user_id = f.user_id and c.used_at is null)
        as recovery_codes_left
from identity.second_factors f where f.user_id = :user_id;

--! external_identities_of_user
select issuer, subject, linked_at from identity.external_identities
where user_id = :user_id order by linked_at, issuer
limit :limit::bigint;

--! security_events_of_user
-- What the user did and what was done to them, each by its own index. Where somebody else did it, or it was
-- done to somebody else, the other's traces are theirs and left out.
with by_them as (
    select * from identity.audit_log where actor_id = :user_id order by at desc, id desc limit :limit::bigint
), about_them as (
    select * from identity.audit_log where user_id = :user_id order by at desc, id desc limit :limit::bigint
), events as (
    select * from by_them union all
    select * from about_them where actor_id is distinct from :user_id
)
select at, action, coalesce(actor_id = :user_id, false) as by_user, coalesce(user_id = :user_id, false) as about_user,
    case when actor_id is null or actor_id = :user_id then ip else '' end as ip,
    case when actor_id is null or actor_id = :user_id then user_agent else '' end as user_agent,
    case when user_id = :user_id then details else '{}'::jsonb end as details
from events order by at desc, id desc limit :limit::bigint;

--! lock_super_admins
-- Whoever could take the last super admin away waits here for whoever else could.
select name from identity.roles where name = 'super_admin' for update;

--! lock_for_erasure
-- After the role's lock, in a statement of its own: it sees what those did who held the lock before.
select
    exists (select from identity.user_roles g where g.user_id = u.id and g.role = 'super_admin')
    and not exists (
        select from identity.user_roles g join identity.users o on o.id = g.user_id
        where g.role = 'super_admin' and o.id <> u.id and o.status = 'active'
    ) as is_last_super_admin
from identity.users u
where u.id = :user_id and u.status = 'active'
for update of u;

--! erase_user : (photo_key?)
-- Of the locked user the row stays, for what accounting needs, and says nothing of a person.
with before as (
    select id, photo_key from identity.users where id = :user_id
), erased as (
    update identity.users u
    set email = platform.erased_address(u.id), name = :name, phone = null, photo_key = null, password_hash = null, status = 'erased',
        access_version = u.access_version + 1, updated_at = :now, version = u.version + 1
    from before where u.id = before.id
    returning u.id, u.access_version
), discarded as (
    insert into platform.discarded_images (key, discarded_at)
    select before.photo_key, :now from before where before.photo_key is not null
    on conflict do nothing
), addresses as (
    delete from identity.addresses a using erased where a.user_id = erased.id
), mailed_tokens as (
    delete from identity.one_time_tokens t using erased where t.user_id = erased.id
), second_factor as (
    delete from identity.second_factors f using erased where f.user_id = erased.id
), external_identities as (
    delete from identity.external_identities x using erased where x.user_id = erased.id
), roles as (
    delete from identity.user_roles g using erased where g.user_id = erased.id
), refresh_tokens as (
    delete from identity.refresh_tokens t using identity.sessions s, erased
    where s.user_id = erased.id and t.session_id = s.id
), sessions as (
    update identity.sessions s set ip = '', user_agent = '', revoked_at = coalesce(s.revoked_at, :now)
    from erased where s.user_id = erased.id
), noted as (
    insert into identity.audit_log (at, actor_id, action, user_id, request_id)
    select :now, id, 'account_erased', id, :request_id from erased
)
select erased.access_version, before.photo_key from erased join before on before.id = erased.id;
