--! remove_pending
-- A pending user has proved nothing: a new registration of the address takes their place, and their links die.
delete from identity.users where email = :email and status = 'pending' returning id;

--! add_user (phone?)
-- No row is written when the address belongs to an account.
insert into identity.users
    (id, email, name, phone, language, status, password_hash, created_at, updated_at)
values (:id, :email, :name, :phone, :language, 'pending', :password_hash, :now, :now)
on conflict (email) do nothing
returning id;

--! grant_role
insert into identity.user_roles (user_id, role, granted_at) values (:user_id, :role, :now)
returning role;

--! add_verification
-- Only while there is something to verify.
insert into identity.one_time_tokens (id, token_hash, user_id, purpose, created_at, expires_at)
select :id, :token_hash, u.id, 'verify_email', :now, :expires_at
from identity.users u where u.id = :user_id and u.status = 'pending'
returning id;

--! find_pending
select id, name, language from identity.users where email = :email and status = 'pending';

--! appoint (phone?)
-- By command alone. Whoever registered the address before, its owner now is who the command says.
with appointed as (
    insert into identity.users as u
        (id, email, name, phone, language, status, email_verified_at, password_hash, created_at, updated_at)
    values (:id, :email, :name, :phone, :language, 'active', :now, :password_hash, :now, :now)
    on conflict (email) do update
    set status = 'active', email_verified_at = coalesce(u.email_verified_at, excluded.email_verified_at),
        password_hash = case when :keep_password::boolean then u.password_hash else excluded.password_hash end,
        updated_at = :now, version = u.version + 1
    returning u.id, u.xmax = 0 as created
), ended as (
    update identity.sessions s set revoked_at = :now
    from appointed where s.user_id = appointed.id and s.revoked_at is null and not :keep_password
), noted as (
    insert into identity.audit_log (at, action, user_id)
    select :now, 'super_admin_appointed', id from appointed
), granted as (
    insert into identity.user_roles (user_id, role, granted_at)
    select appointed.id, r.role, :now from appointed cross join unnest('{customer,super_admin}'::text[]) as r (role)
    on conflict do nothing
)
select created from appointed;
