--! remember_erasure
-- For what cannot go yet.
insert into platform.erasures (user_id, erased_at) values (:user_id, :now)
on conflict do nothing
returning user_id;

--! delete_cart_of_user
delete from cart.carts where user_id = :user_id
returning id;

--! erase_contacts (user_id?)
-- Of orders that are over, of one erased user or of all; a bounded number, and none that is changed at this moment.
-- With them go the words and pictures of claims about them.
with late as (
    select o.id from platform.erasures e join orders.orders o on o.user_id = e.user_id
    where (:user_id::uuid is null or e.user_id = :user_id)
        and o.status = any(:over::text[]) and o.contact_erased_at is null
    limit :limit::bigint
    for update of o skip locked
), discarded as (
    insert into platform.discarded_images (key, discarded_at)
    select 'claims/' || c.order_id || '/' || photo, :now
    from late join orders.claims c on c.order_id = late.id cross join unnest(c.photos) photo
    on conflict do nothing
), silenced as (
    update orders.claims c set text = null, note = null, photos = '{}' from late where c.order_id = late.id
)
update orders.orders o
set email = platform.erased_address(o.user_id), customer_name = :name, note = null, contact_erased_at = :now,
    address = (o.address - '{latitude,longitude,courier_note}'::text[])
        || jsonb_build_object('recipient', :name::text, 'phone', '', 'street', '', 'village', '', 'district', '')
from late where o.id = late.id;

--! erase_mails (user_id?)
-- Likewise. A mail that is being sent is left to its sender, but one who is at it for a day has died.
update notifications.emails
set recipient = platform.erased_address(user_id), subject = '', error = null,
    status = case when status = 'sending' then 'failed' else status end
where id in (
    select late.id from platform.erasures e join notifications.emails late on late.user_id = e.user_id
    where (:user_id::uuid is null or e.user_id = :user_id)
        and late.recipient <> platform.erased_address(late.user_id)
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
        and not exists (select from notifications.feed f where f.user_id = e.user_id)
        and not exists (select from notifications.muted m where m.user_id = e.user_id)
    order by e.erased_at limit :limit::bigint for update of e skip locked
);
