--: UserRow(phone?, last_seen_at?)

--! list_users (pattern?, status?, role?, after_created_at?, after_id?) : UserRow
-- The join is dropped when no role is asked for. What is gathered for each user is gathered for the page alone.
with page as (
    select u.id, u.email, u.name, u.phone, u.status, u.created_at
    from identity.users u
    left join identity.user_roles g on g.user_id = u.id and g.role = :role::text
    where (:role is null or g.role is not null)
        and (:pattern::text is null or lower(u.name || ' ' || u.email) like lower(:pattern))
        and (:status::text is null or u.status = :status)
        and (:after_created_at::timestamptz is null or (u.created_at, u.id) < (:after_created_at, :after_id::uuid))
    order by u.created_at desc, u.id desc
    limit :limit::bigint
)
select page.*,
    array(select g.role from identity.user_roles g where g.user_id = page.id order by g.role) as roles,
    (select max(s.last_seen_at) from identity.sessions s where s.user_id = page.id) as last_seen_at
from page
order by page.created_at desc, page.id desc;

--! find_user : (phone?, last_seen_at?, last_login_at?)
-- A session that nobody has refreshed since :refreshable_since cannot be refreshed any more.
select a.id, a.email, a.name, a.phone, a.language, a.status, a.created_at, a.version, a.roles, a.permissions,
    a.has_second_factor, a.needs_second_factor, u.email_verified_at is not null as email_verified,
    s.open_sessions, s.last_seen_at, s.last_login_at
from identity.accounts a
join identity.users u on u.id = a.id
cross join lateral (
    select count(*) filter (where revoked_at is null and last_seen_at > :refreshable_since) as open_sessions,
        max(last_seen_at) as last_seen_at, max(created_at) as last_login_at
    from identity.sessions where user_id = a.id
) s
where a.id = :user_id;

--! lock_access
-- Whoever changes what somebody may do locks this row first: one after the other, each decides on what the one
-- before left. This lock does not stand in the way of the row's foreign keys.
select name from identity.roles where name = 'super_admin' for no key update;

--! lock_user
-- A statement of its own: those that come after it see what whoever had the lock has written.
select id from identity.users where id = :user_id for no key update;

--! find_permissions
-- What somebody may do at this moment; nothing unless they are active.
select permissions from identity.accounts where id = :user_id and status = 'active';

--! find_subject
select u.id, u.status, u.email_verified_at is not null as email_verified, u.version,
    array(select g.role from identity.user_roles g where g.user_id = u.id order by g.role) as roles,
    exists (
        select from identity.user_roles g join identity.users o on o.id = g.user_id
        where g.role = 'super_admin' and o.status = 'active' and o.id <> u.id
    ) as other_super_admin
from identity.users u where u.id = :user_id;

--! change_access
-- A login that was first is seen here; one that is later finds nobody active.
with changed as (
    update identity.users
    set status = :status::text, updated_at = :now, version = version + 1, access_version = access_version + 1
    where id = :user_id
    returning id, access_version
), revoked as (
    delete from identity.user_roles g using changed where g.user_id = changed.id and g.role <> all (:roles::text[])
), granted as (
    insert into identity.user_roles (user_id, role, granted_at, granted_by)
    select changed.id, r.role, :now, :actor_id from changed cross join unnest(:roles) as r (role)
    on conflict do nothing
), ended as (
    update identity.sessions s set revoked_at = :now
    from changed where :status = 'suspended' and s.user_id = changed.id and s.revoked_at is null
)
select access_version from changed;
