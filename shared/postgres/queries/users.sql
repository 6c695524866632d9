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

--! settle_registration (noted_id?)
-- What makes a new user whole. When the address was another's there is no such user, and the work is the same all the
-- same: the time taken does not tell.
with taken_in as (
    select id from identity.users where id = :user_id
), granted as (
    insert into identity.user_roles (user_id, role, granted_at) select id, :role, :now from taken_in
), token as (
    insert into identity.one_time_tokens (id, token_hash, user_id, purpose, created_at, expires_at)
    select :token_id, :token_hash, id, 'verify_email', :now, :expires_at from taken_in
), noted as (
    insert into identity.audit_log (at, action, user_id, ip, user_agent, request_id)
    values (:now, :action, :noted_id, :ip, :user_agent, :request_id)
)
insert into platform.outbox (id, event, created_at) values (:event_id, :event, :now);

--! appoint (phone?)
-- By command alone. Whoever registered the address before, its owner now is who the command says.
with appointed as (
    insert into identity.users as u
        (id, email, name, phone, language, status, email_verified_at, password_hash, created_at, updated_at)
    values (:id, :email, :name, :phone, :language, 'active', :now, :password_hash, :now, :now)
    on conflict (email) do update
    set status = 'active', email_verified_at = coalesce(u.email_verified_at, excluded.email_verified_at),
        password_hash = case when :keep_password::boolean then u.password_hash else excluded.password_hash end,
        access_version = u.access_version + 1, updated_at = :now, version = u.version + 1
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
