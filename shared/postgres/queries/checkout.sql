-- A lot as far as it can be promised.
--: Lot()

--! checkout_lines (user_id?, token_hash?) : (unit_weight_grams?)
-- The owner's cart with what the catalogue says of each line now, in the order the lines were put in.
select v.id as variant_id, v.sku, p.name_id, p.name_en, v.unit, l.quantity, v.price, p.tax_rate_bp, v.weighed,
       l.substitution, v.step, v.minimum, v.maximum, (v.active and p.status = 'active') as "on_sale",
       w.unit_weight_grams,
       (k.code is null or k.category_ids = '{}' or exists (
           select from catalog.shelves s where s.category_id = p.category_id and s.above_id = any (k.category_ids)
       )) as "discountable"
from cart.carts c
left join orders.coupons k on k.code = c.coupon_code
join cart.lines l on l.cart_id = c.id
join catalog.offers v on v.id = l.variant_id
join catalog.variants w on w.id = l.variant_id
join catalog.products p on p.id = v.product_id
where (c.user_id = :user_id or c.token_hash = :token_hash) and c.expires_at > :now
order by l.added_at, v.sku;

--! checkout_coupon (user_id?, token_hash?) : (coupon?)
-- The coupon in the owner's cart, if there is one.
select c.coupon_code as "code", orders.coupon_for(c.coupon_code, c.user_id) as coupon
from cart.carts c
where (c.user_id = :user_id or c.token_hash = :token_hash) and c.expires_at > :now and c.coupon_code is not null;

--! checkout_lots (user_id?, token_hash?) : Lot
-- First expired first, in open locations; spoilt and empty lots are left out, so that their number never grows.
select t.id, t.variant_id, t.best_before, t.on_hand - t.reserved as "available"
from catalog.lots t
join catalog.locations o on o.id = t.location_id and o.active
where t.on_hand > 0 and t.best_before >= :good_on
  and t.variant_id in (
      select l.variant_id from cart.carts c join cart.lines l on l.cart_id = c.id
      where c.user_id = :user_id or c.token_hash = :token_hash)
order by t.variant_id, t.best_before, t.id;

--! lock_checkout_lots (user_id?, token_hash?) : Lot
-- As checkout_lots, locked. Whoever locks lots does so in this order, so that nobody waits in a circle.
select t.id, t.variant_id, t.best_before, t.on_hand - t.reserved as "available"
from catalog.lots t
join catalog.locations o on o.id = t.location_id and o.active
where t.on_hand > 0 and t.best_before >= :good_on
  and t.variant_id in (
      select l.variant_id from cart.carts c join cart.lines l on l.cart_id = c.id
      where c.user_id = :user_id or c.token_hash = :token_hash)
order by t.variant_id, t.best_before, t.id
for update of t;

--! queue_for_goods (user_id?, token_hash?)
-- Whoever buys the same goods goes one after the other, first come, first served. Rows that are locked give no such
-- promise: of many who wait for a lot, some would see others pass again and again.
select count(pg_advisory_xact_lock(turn.number)) as "turns"
from (
    select distinct hashtextextended(l.variant_id::text, 1) as number
    from cart.carts c join cart.lines l on l.cart_id = c.id
    where c.user_id = :user_id or c.token_hash = :token_hash
    order by number
) as turn;

--! checkout_customer
-- With their store credit, and how many cash orders they did not take at the door lately.
select u.email, u.name, u.language,
    coalesce((select a.balance from payments.credit_accounts a where a.user_id = u.id), 0) as "credit",
    (
        select count(*) from orders.orders o
        where o.payment_method = 'cod' and o.status in ('delivery_failed', 'returned')
            and o.placed_at > :since::timestamptz
            and (o.user_id = u.id or lower(o.email) = lower(u.email))
    ) as "refused_cash"
from identity.users u where u.id = :user_id and u.status = 'active';

--! refused_cash_of_guest
-- The same, of whoever says that this address is theirs.
select count(*) from orders.orders o
where o.payment_method = 'cod' and o.status in ('delivery_failed', 'returned') and o.placed_at > :since::timestamptz
    and lower(o.email) = lower(:email::text);

--! checkout_address : (latitude?, longitude?, courier_note?)
-- An address is found by its owner alone.
select recipient, phone, street, village, district, city, province, postcode, latitude, longitude, courier_note
from identity.addresses
where id = :address_id and user_id = :user_id;

--! checkout_zone (postcode?, address_id?, user_id?) : (free_above?, cod_maximum?)
-- The zone of the longest prefix of the given postcode, or of the saved address's.
select z.id, z.name, z.fee, z.free_above, z.minimum_order, z.cod_maximum
from orders.zone_prefixes p
join orders.zones z on z.id = p.zone_id
where z.active and p.prefix in (
    select left(coalesce(:postcode::text, a.postcode), length)
    from generate_series(1, 5) length
    left join identity.addresses a on a.id = :address_id and a.user_id = :user_id)
order by length(p.prefix) desc
limit 1;

--! checkout_slot : (grams_left?)
-- Once the weight is used up nothing is available, however few orders did it.
select zone_id, id, date, starts_at, ends_at, cutoff_at,
       case when taken_grams >= capacity_grams then 0 else capacity - taken end as "available",
       capacity_grams - taken_grams as "grams_left"
from orders.slots where id = :slot_id;


--! zone_slots : (free_above?, cod_maximum?, id?, date?, starts_at?, ends_at?, cutoff_at?, available?, grams_left?)
-- A postcode's zone and its open slots in one statement; a zone without slots gives one row without a slot.
with zone as (
    select z.* from orders.zone_prefixes p join orders.zones z on z.id = p.zone_id
    where z.active and p.prefix in (select left(:postcode::text, length) from generate_series(1, 5) length)
    order by length(p.prefix) desc
    limit 1
)
select z.id as zone_id, z.name, z.fee, z.free_above, z.minimum_order, z.cod_maximum,
       s.id, s.date, s.starts_at, s.ends_at, s.cutoff_at,
       case when s.taken_grams >= s.capacity_grams then 0 else s.capacity - s.taken end as "available",
       s.capacity_grams - s.taken_grams as "grams_left"
from zone z
left join orders.slots s on s.zone_id = z.id and s.cutoff_at > :now
order by s.starts_at;

--! queue_for_slot
-- As queue_for_goods, for a window.
select count(pg_advisory_xact_lock(hashtextextended(:slot_id::uuid::text, 2))) as "turns";

--! take_slot
select orders.take_slot(:slot_id, :weight_grams, :starts_at, :ends_at, :now) as "done";

--! free_slot
-- Gives back exactly what the order took.
update orders.slots s set taken = s.taken - 1, taken_grams = s.taken_grams - o.weight_grams
from orders.orders o
where o.id = :order_id and s.id = o.slot_id;

--! remove_bought (user_id?, token_hash?, coupon?)
-- Only what was bought: a line that was put in meanwhile stays, as does a coupon that was not redeemed.
with redeemed as (
    update cart.carts set coupon_code = null
    where (user_id = :user_id or token_hash = :token_hash) and coupon_code = :coupon::text
)
delete from cart.lines l using cart.carts c
where c.id = l.cart_id and (c.user_id = :user_id or c.token_hash = :token_hash)
  and l.variant_id = any(:variant_ids);
