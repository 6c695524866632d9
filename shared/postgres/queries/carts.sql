--! open_cart
insert into cart.carts (id, token_hash, created_at, updated_at, expires_at)
values (:id, :token_hash, :now, :now, :expires_at)
returning id;

--! cart_contents (user_id?, token_hash?) : (coupon_code?, coupon?)
-- No row without a cart. The prices answered count as seen from now on; the statement itself reads them as they
-- were before.
with mine as (
    select id, user_id, coupon_code from cart.carts
    where (user_id = :user_id or token_hash = :token_hash) and expires_at > :now
), seen as (
    update cart.lines l
    set seen_price = v.price
    from mine, catalog.offers v
    where l.cart_id = mine.id and v.id = l.variant_id and l.seen_price <> v.price
)
select (
    select coalesce(json_agg(json_build_object(
        'variant', v.id, 'sku', v.sku, 'name', json_build_object('id', p.name_id, 'en', p.name_en),
        'quantity', l.quantity, 'unit', v.unit, 'step', v.step, 'minimum', v.minimum, 'maximum', v.maximum,
        'substitution', l.substitution, 'unit_price', v.price, 'seen_price', l.seen_price,
        'sold', v.active and p.status = 'active',
        'discountable', k.code is null or k.category_ids = '{}' or exists (
            select from catalog.shelves s where s.category_id = p.category_id and s.above_id = any (k.category_ids)
        ),
        'available', (
            select coalesce(sum(s.on_hand - s.reserved), 0)::bigint
            from catalog.lots s
            join catalog.locations o on o.id = s.location_id and o.active
            where s.variant_id = v.id and s.on_hand > 0 and s.best_before > :today
        )
    ) order by l.added_at, l.variant_id), '[]')
    from cart.lines l
    join catalog.offers v on v.id = l.variant_id
    join catalog.products p on p.id = v.product_id
    left join orders.coupons k on k.code = mine.coupon_code
    where l.cart_id = mine.id
) as lines, mine.coupon_code, orders.coupon_for(mine.coupon_code, mine.user_id) as coupon
from mine;

--! find_offer
select v.id, v.step, v.minimum, v.maximum, v.price,
    (
        select coalesce(sum(l.on_hand - l.reserved), 0)::bigint
        from catalog.lots l
        join catalog.locations o on o.id = l.location_id and o.active
        where l.variant_id = v.id and l.on_hand > 0 and l.best_before > :today
    ) as available
from catalog.offers v
join catalog.products p on p.id = v.product_id
where v.sku = :sku and v.active and p.status = 'active';

--! forget_expired_cart
-- What a user left in a cart too long ago does not come back with the next line.
delete from cart.carts where user_id = :user_id and expires_at <= :now returning id;

--! put_line_of_user (substitution?)
-- Writing to the cart's row first lets a cart that is being merged away or ended win or lose as a whole. No row when
-- the cart has so many other lines.
with mine as (
    insert into cart.carts (id, user_id, created_at, updated_at, expires_at)
    values (:cart_id, :user_id, :now, :now, :expires_at)
    on conflict (user_id) do update
    set updated_at = excluded.updated_at, expires_at = excluded.expires_at
    returning id
)
insert into cart.lines as l (cart_id, variant_id, quantity, substitution, seen_price, added_at)
select mine.id, :variant_id::uuid, :quantity::bigint, coalesce(:substitution::text, 'none'), :price::bigint,
    :now::timestamptz
from mine
where (select count(*) from cart.lines o where o.cart_id = mine.id and o.variant_id <> :variant_id) < :most_lines::bigint
on conflict (cart_id, variant_id) do update
set quantity = excluded.quantity, seen_price = excluded.seen_price,
    substitution = coalesce(:substitution, l.substitution)
returning l.cart_id;

--! put_line_of_guest (substitution?)
with mine as (
    update cart.carts set updated_at = :now, expires_at = :expires_at
    where token_hash = :token_hash and expires_at > :now
    returning id
)
insert into cart.lines as l (cart_id, variant_id, quantity, substitution, seen_price, added_at)
select mine.id, :variant_id::uuid, :quantity::bigint, coalesce(:substitution::text, 'none'), :price::bigint,
    :now::timestamptz
from mine
where (select count(*) from cart.lines o where o.cart_id = mine.id and o.variant_id <> :variant_id) < :most_lines::bigint
on conflict (cart_id, variant_id) do update
set quantity = excluded.quantity, seen_price = excluded.seen_price,
    substitution = coalesce(:substitution, l.substitution)
returning l.cart_id;

--! remove_line (user_id?, token_hash?)
with mine as (
    update cart.carts set updated_at = :now, expires_at = :expires_at
    where (user_id = :user_id or token_hash = :token_hash) and expires_at > :now
    returning id
)
delete from cart.lines l
using mine, catalog.variants v
where l.cart_id = mine.id and v.id = l.variant_id and v.sku = :sku
returning l.cart_id;

--! set_coupon_of_user
insert into cart.carts (id, user_id, coupon_code, created_at, updated_at, expires_at)
values (:cart_id, :user_id, :coupon_code::text, :now, :now, :expires_at)
on conflict (user_id) do update
set coupon_code = excluded.coupon_code, updated_at = excluded.updated_at, expires_at = excluded.expires_at;

--! set_coupon_of_guest
update cart.carts set coupon_code = :coupon_code::text, updated_at = :now, expires_at = :expires_at
where token_hash = :token_hash and expires_at > :now;

--! remove_coupon (user_id?, token_hash?)
update cart.carts set coupon_code = null, updated_at = :now, expires_at = :expires_at
where (user_id = :user_id or token_hash = :token_hash) and expires_at > :now;

--! lock_guest_cart
-- Edits under way end first, and later ones wait: the next statement sees every line there will be.
select id from cart.carts where token_hash = :token_hash and expires_at > :now for update;

--! merge_guest_cart
-- The guest's lines go where the user's are; where both have one, quantities add up to what may be bought at once.
-- The guest's coupon comes along if the user has none.
with guest as (
    delete from cart.carts where token_hash = :token_hash and expires_at > :now returning id, coupon_code
), mine as (
    insert into cart.carts as c (id, user_id, coupon_code, created_at, updated_at, expires_at)
    select :cart_id::uuid, :user_id::uuid, guest.coupon_code, :now, :now, :expires_at::timestamptz
    from guest
    on conflict (user_id) do update
    set coupon_code = coalesce(c.coupon_code, excluded.coupon_code), updated_at = excluded.updated_at,
        expires_at = excluded.expires_at
    returning id
)
insert into cart.lines as l (cart_id, variant_id, quantity, substitution, seen_price, added_at)
select mine.id, g.variant_id, g.quantity, g.substitution, g.seen_price, g.added_at
from guest
cross join mine
join cart.lines g on g.cart_id = guest.id
on conflict (cart_id, variant_id) do update
set quantity = least(
        l.quantity + excluded.quantity,
        (select v.maximum from catalog.variants v where v.id = excluded.variant_id)
    ),
    substitution = case l.substitution when 'none' then excluded.substitution else l.substitution end
returning l.cart_id;

--! lines_to_reorder : (variant_id?, step?, minimum?, maximum?, price?)
-- What the user ordered, beside what of it is sold now and stands in their cart. What came in its place counts as
-- what was ordered. No row without such an order of theirs.
with wanted as (
    select coalesce(l.substitute_for, l.sku) as sku, min(l.line) as line, sum(l.quantity)::bigint as quantity,
        (array_agg(l.substitution order by l.line))[1] as substitution
    from orders.orders o join orders.lines l on l.order_id = o.id
    where o.code = :code and o.user_id = :user_id
        and (l.substitute_for is null or not exists (
            select from orders.lines own
            where own.order_id = l.order_id and own.sku = l.substitute_for and own.substitute_for is null
        ))
    group by 1
)
select w.sku, w.quantity, w.substitution, v.id as variant_id, v.step, v.minimum, v.maximum, v.price,
    coalesce(v.active and p.status = 'active', false) as sold,
    (
        select coalesce(sum(s.on_hand - s.reserved), 0)::bigint
        from catalog.lots s
        join catalog.locations o on o.id = s.location_id and o.active
        where s.variant_id = v.id and s.on_hand > 0 and s.best_before > :today
    ) as available,
    (
        select coalesce(sum(l.quantity), 0)::bigint
        from cart.carts c join cart.lines l on l.cart_id = c.id
        where c.user_id = :user_id and c.expires_at > :now and l.variant_id = v.id
    ) as in_cart
from wanted w
left join catalog.offers v on v.sku = w.sku
left join catalog.products p on p.id = v.product_id
order by w.line;

--! refill_cart
-- Adds to what stands in the user's cart, each line up to its bound. What somebody else adds at the same moment counts.
with mine as (
    insert into cart.carts (id, user_id, created_at, updated_at, expires_at)
    values (:cart_id, :user_id, :now, :now, :expires_at)
    on conflict (user_id) do update
    set updated_at = excluded.updated_at, expires_at = excluded.expires_at
    returning id
), wanted as (
    select * from unnest(
        :variant_ids::uuid[], :quantities::bigint[], :bounds::bigint[], :substitutions::text[], :prices::bigint[]
    ) with ordinality w (variant_id, quantity, bound, substitution, price, line)
)
insert into cart.lines as l (cart_id, variant_id, quantity, substitution, seen_price, added_at)
select mine.id, w.variant_id, least(w.quantity, w.bound), w.substitution, w.price,
    :now::timestamptz + w.line * interval '1 microsecond'
from mine cross join wanted w
on conflict (cart_id, variant_id) do update
set quantity = greatest(l.quantity, least(
        l.quantity + excluded.quantity,
        (select w.bound from wanted w where w.variant_id = excluded.variant_id)
    )),
    seen_price = excluded.seen_price;
