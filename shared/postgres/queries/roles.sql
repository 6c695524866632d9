--: HeldRole()

--! list_roles : HeldRole
select r.name, r.permissions, r.requires_second_factor, r.built_in, coalesce(g.users, 0) as users
from identity.roles r
left join (select role, count(*) as users from identity.user_roles group by role) g on g.role = r.name
order by r.name;

--! find_role : HeldRole
select r.name, r.permissions, r.requires_second_factor, r.built_in,
    (select count(*) from identity.user_roles g where g.role = r.name) as users
from identity.roles r where r.name = :name;

--! all_roles
select name, permissions, requires_second_factor, built_in from identity.roles order by name;

--! add_role
insert into identity.roles (name, permissions, requires_second_factor)
values (:name, :permissions, :requires_second_factor);

--! redefine_role
-- Whoever has the role may do something else from now on. Answers whose access changed.
with changed as (
    update identity.roles set permissions = :permissions, requires_second_factor = :requires_second_factor
    where name = :name
    returning name
)
update identity.users u set access_version = u.access_version + 1
from changed join identity.user_roles g on g.role = changed.name
where u.id = g.user_id
returning u.id, u.access_version;

--! remove_role
delete from identity.roles where name = :name and not built_in;
