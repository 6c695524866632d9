-- Coupons as staff keep them, and their uses.

--! list_coupons (after_code?)
-- Those in use, or those that are archived.
select to_jsonb(k) as coupon from orders.coupons k
where (k.archived_at is not null) = :archived and (:after_code::text is null or k.code > :after_code)
order by k.code
limit :limit::bigint;

--! lock_coupon
-- Whoever redeems it meanwhile waits, or was waited for.
select to_jsonb(k) as coupon from orders.coupons k where k.code = :code for update;

--! coupon_facts
-- Whether any order ever used it, and which of the wanted categories there are not.
select exists (select from orders.redemptions r where r.coupon_code = :code) as "redeemed",
    array(
        select wanted.id from unnest(:category_ids::uuid[]) wanted (id)
        where not exists (select from catalog.categories c where c.id = wanted.id)
    ) as "unknown_categories";

--! insert_coupon (rate_bp?, maximum?, amount?, starts_at?, ends_at?, total_limit?, user_limit?)
insert into orders.coupons (
    code, kind, rate_bp, maximum, amount, minimum_subtotal, starts_at, ends_at, total_limit, user_limit, category_ids,
    first_order_only, active)
values (
    :code, :kind, :rate_bp, :maximum, :amount, :minimum_subtotal, :starts_at, :ends_at, :total_limit, :user_limit,
    :category_ids, :first_order_only, :active);

--! update_coupon (rate_bp?, maximum?, amount?, starts_at?, ends_at?, total_limit?, user_limit?)
update orders.coupons
set kind = :kind, rate_bp = :rate_bp, maximum = :maximum, amount = :amount, minimum_subtotal = :minimum_subtotal,
    starts_at = :starts_at, ends_at = :ends_at, total_limit = :total_limit, user_limit = :user_limit,
    category_ids = :category_ids, first_order_only = :first_order_only, active = :active, version = version + 1
where code = :code;

--! archive_coupon
update orders.coupons set archived_at = :now, version = version + 1 where code = :code;

--! delete_coupon
delete from orders.coupons where code = :code;

--! redeem_coupon
-- The last use is one order's: whoever comes second waits here for the first, and then finds it used up. It fails also
-- when staff took the coupon away since the checkout was read.
with redeemed as (
    update orders.coupons set used = used + 1
    where code = :code and active and archived_at is null and (total_limit is null or used < total_limit)
    returning code
)
select platform.require(exists (select from redeemed), 'coupon_has_uses') as "done";

--! queue_for_first_order (user_id?)
-- A user has one first order, whatever coupons there are for it: who redeems another of these waits here, and then sees
-- the order. Behind redeem_coupon, as everywhere: nobody holds this who waits for a coupon.
select count(pg_advisory_xact_lock(hashtextextended(:user_id::uuid::text, 3))) as "turns"
from orders.coupons k
where k.code = :code and k.first_order_only;

--! add_redemption (user_id?)
-- Behind redeem_coupon, whose lock only one order of a coupon has, and queue_for_first_order: every earlier use is seen
-- here. It fails when the user has had all of theirs.
with added as (
    insert into orders.redemptions (order_id, coupon_code, user_id, at)
    select :order_id::uuid, k.code, :user_id::uuid, :now::timestamptz
    from orders.coupons k
    where k.code = :code and (k.user_limit is null or k.user_limit > (
        select count(*) from orders.redemptions r
        where r.coupon_code = k.code and r.user_id = :user_id and r.given_back_at is null
    )) and (not k.first_order_only or not exists (
        select from orders.orders o
        where o.user_id = :user_id and o.id <> :order_id and o.status not in ('cancelled', 'expired')
    ))
    returning order_id
)
select platform.require(exists (select from added),
    case when k.first_order_only then 'coupon_is_for_first_order' else 'coupon_has_uses_of_user' end) as "done"
from orders.coupons k
where k.code = :code;

--! give_back_coupon
-- Of an order that comes to nothing.
with back as (
    update orders.redemptions set given_back_at = :now where order_id = :order_id and given_back_at is null
    returning coupon_code
)
update orders.coupons k set used = k.used - 1 from back where k.code = back.coupon_code;
