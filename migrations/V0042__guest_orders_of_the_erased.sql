-- Whoever goes takes along what a guest placed with their proved address after it was proved: it stayed a guest's
-- (docs/decisions/0022), and would keep name, phone and door for good. From the erasure on it is blanked like their
-- own, as soon as it is over.
create function orders.erase_guest_orders() returns trigger language plpgsql
    security definer set search_path = pg_catalog, pg_temp as $$
begin
    update orders.orders set user_id = old.id where user_id is null and lower(email) = lower(old.email);
    update notifications.emails set user_id = old.id where user_id is null and recipient = lower(old.email);
    return null;
end $$;
revoke execute on function orders.erase_guest_orders() from public;
create trigger users_leave_guest_orders after update of status on identity.users
    for each row when (new.status = 'erased' and old.status <> 'erased' and old.email_verified_at is not null)
    execute function orders.erase_guest_orders();
