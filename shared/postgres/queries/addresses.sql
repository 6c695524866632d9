--: AddressRow(latitude?, longitude?, courier_note?)

--! list_addresses : AddressRow
select id, label, recipient, phone, street, village, district, city, province, postcode, latitude, longitude,
    courier_note, is_default
from identity.addresses where user_id = :user_id
order by is_default desc, created_at, id;

--! lock_address_book
-- Two changes of one book at the same time wait for each other: each sees what the other has left.
select id from identity.users where id = :user_id and status = 'active' for no key update;

--! clear_default_address
-- Before another takes its place: there is one at most, at every moment.
update identity.addresses set is_default = false, updated_at = :now
where user_id = :user_id and is_default and :replaced::boolean
returning id;

--! add_address (latitude?, longitude?, courier_note?) : AddressRow
-- No row is written when the book is full or the user gone. The first address is the default.
insert into identity.addresses
    (id, user_id, label, recipient, phone, street, village, district, city, province, postcode, latitude,
     longitude, courier_note, is_default, created_at, updated_at)
select :id, u.id, :label, :recipient, :phone, :street, :village, :district, :city, :province, :postcode, :latitude,
    :longitude, :courier_note,
    :is_default or not exists (select from identity.addresses d where d.user_id = u.id and d.is_default),
    :now, :now
from identity.users u
where u.id = :user_id and u.status = 'active'
    and (select count(*) from identity.addresses b where b.user_id = u.id) < :max_addresses::bigint
returning id, label, recipient, phone, street, village, district, city, province, postcode, latitude, longitude,
    courier_note, is_default;

--! update_address (latitude?, longitude?, courier_note?) : AddressRow
-- The default stays it until another takes its place.
update identity.addresses
set label = :label, recipient = :recipient, phone = :phone, street = :street, village = :village,
    district = :district, city = :city, province = :province, postcode = :postcode, latitude = :latitude,
    longitude = :longitude, courier_note = :courier_note, is_default = is_default or :is_default, updated_at = :now
where id = :id and user_id = :user_id
returning id, label, recipient, phone, street, village, district, city, province, postcode, latitude, longitude,
    courier_note, is_default;

--! delete_address
delete from identity.addresses where id = :id and user_id = :user_id
returning id;

--! restore_default_address
-- The oldest takes the place of a default that went.
update identity.addresses set is_default = true, updated_at = :now
where id = (select id from identity.addresses where user_id = :user_id order by created_at, id limit 1)
    and not exists (select from identity.addresses where user_id = :user_id and is_default)
returning id;
