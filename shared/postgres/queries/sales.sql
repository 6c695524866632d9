--! add_sales
-- One order more for the products that it is of now, and one less for those it was of, on the day it was placed; a
-- product counts once an order, and one that stays counts as before. Rows are locked by product.
with sold as (
    select product_id, bool_or(id = any (:after::uuid[]))::integer - bool_or(id = any (:before::uuid[]))::integer as orders
    from catalog.variants
    where id = any (:before || :after)
    group by product_id
)
insert into catalog.daily_sales as d (product_id, day, orders)
select product_id, :day, orders from sold where orders <> 0 order by product_id
on conflict (product_id, day) do update set orders = d.orders + excluded.orders;

--! settle_sales
select true as settled from catalog.settle_sales(array(
    select distinct v.product_id from catalog.variants v where v.id = any (:variant_ids::uuid[]) order by 1
));

--! forget_sales
-- Days that count no more, a batch, and their products' best-selling without them. Nobody is waited for: what somebody
-- is writing to is forgotten the next time.
with old as (
    select product_id, day from catalog.daily_sales
    where day <= catalog.shop_date(now()) - 30
    order by product_id, day
    limit :limit::bigint
    for update skip locked
), gone as (
    delete from catalog.daily_sales d using old
    where (d.product_id, d.day) = (old.product_id, old.day)
    returning d.product_id
)
select product_id from gone group by product_id order by product_id;

--! settle_sales_of
select true as settled from catalog.settle_sales(:product_ids);
