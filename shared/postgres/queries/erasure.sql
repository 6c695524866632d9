--! remember_erasure
-- For what cannot go yet.
insert into platform.erasures (user_id, erased_at) values (:user_id, :now)
on conflict do nothing
returning user_id;

--! delete_cart_of_user
delete from cart.carts where user_id = :user_id
returning id;

--! erase_contacts_of_user
-- Of the orders that are over.
update orders.orders o
set email = platform.erased_address(o.user_id), customer_name = :name, note = null, contact_erased_at = :now,
    address = (o.address - '{latitude,longitude,courier_note}'::text[])
        || jsonb_build_object('recipient', :name::text, 'phone', '', 'street', '', 'village', '', 'district', '')
where o.user_id = :user_id and o.status = any(:over::text[]) and o.contact_erased_at is null
returning o.id;

--! erase_mails_of_user
-- One that is being sent is left to its sender; it follows with `erase_mails`.
update notifications.emails
set recipient = platform.erased_address(user_id), subject = '', error = null
where user_id = :user_id and status <> 'sending'
returning id;

--! erase_contacts
-- Of orders of erased users that are over by now: as erase_contacts_of_user, a bounded number at a time.
update orders.orders o
set email = platform.erased_address(o.user_id), customer_name = :name, note = null, contact_erased_at = :now,
    address = (o.address - '{latitude,longitude,courier_note}'::text[])
        || jsonb_build_object('recipient', :name::text, 'phone', '', 'street', '', 'village', '', 'district', '')
where o.id in (
    select late.id from platform.erasures e join orders.orders late on late.user_id = e.user_id
    where late.status = any(:over::text[]) and late.contact_erased_at is null
    limit :limit::bigint
    for update of late skip locked
);

--! erase_mails
-- What was sent about such an order after its user went. A sender that is at it for a day has died.
update notifications.emails
set recipient = platform.erased_address(user_id), subject = '', error = null,
    status = case when status = 'sending' then 'failed' else status end
where id in (
    select late.id from platform.erasures e join notifications.emails late on late.user_id = e.user_id
    where late.recipient <> platform.erased_address(late.user_id)
        and (late.status <> 'sending' or late.claimed_until < :now::timestamptz - interval '1 day')
    limit :limit::bigint
    for update of late skip locked
);

--! forget_erasures
-- Those of which nothing is left; a cart that was filled while its user went is left to its own end.
delete from platform.erasures where user_id in (
    select e.user_id from platform.erasures e
    where e.erased_at < :before
        and not exists (select from orders.orders o where o.user_id = e.user_id and o.contact_erased_at is null)
        and not exists (
            select from notifications.emails m
            where m.user_id = e.user_id and m.recipient <> platform.erased_address(m.user_id)
        )
    order by e.erased_at limit :limit::bigint for update of e skip locked
);
