-- A row of a report: units are thousandths by unit of sale.
--: Sales()
--: NamedSales()

--! sales_totals : Sales
with sold as materialized (select * from orders.sold(:first_day, :last_day)),
units as (
    select l.unit, sum(coalesce(l.packed_quantity, l.quantity))::bigint as quantity
    from sold s join orders.lines l on l.order_id = s.order_id
    group by l.unit
)
select '' as key, count(*) as orders,
    (select coalesce(jsonb_object_agg(unit, quantity), '{}') from units) as units,
    coalesce(sum(subtotal), 0)::bigint as gross, coalesce(sum(discount), 0)::bigint as discount,
    coalesce(sum(tax), 0)::bigint as tax, coalesce(sum(delivery_fee), 0)::bigint as delivery_fees,
    coalesce(sum(refunds), 0)::bigint as refunds
from sold;

--! sales_by_day (after?, limit?) : Sales
-- Days on which nothing was sold have no row.
with sold as materialized (
    select * from orders.sold(greatest(:first_day::date, :after::date + 1), :last_day::date)
),
days as (
    select day, count(*) as orders, sum(subtotal)::bigint as gross, sum(discount)::bigint as discount,
        sum(tax)::bigint as tax, sum(delivery_fee)::bigint as delivery_fees, sum(refunds)::bigint as refunds
    from sold
    group by day order by day limit :limit::bigint
),
units as (
    select s.day, l.unit, sum(coalesce(l.packed_quantity, l.quantity))::bigint as quantity
    from sold s join orders.lines l on l.order_id = s.order_id
    where s.day <= (select max(day) from days)
    group by s.day, l.unit
)
select d.day::text as key, d.orders,
    (select coalesce(jsonb_object_agg(u.unit, u.quantity), '{}') from units u where u.day = d.day) as units,
    d.gross, d.discount, d.tax, d.delivery_fees, d.refunds
from days d
order by d.day;

--! sales_by_category (after?, limit?) : NamedSales
-- By the category in which the product stands today.
with lines as (
    select c.slug collate "C" as key, c.name_id, c.name_en, l.order_id, l.unit, l.quantity, l.gross, l.discount, l.tax
    from orders.sold_lines(:first_day, :last_day) l
    join catalog.variants v on v.id = l.variant_id
    join catalog.products p on p.id = v.product_id
    join catalog.categories c on c.id = p.category_id
    where :after::text is null or c.slug collate "C" > :after
),
units as (select key, unit, sum(quantity)::bigint as quantity from lines group by key, unit),
sums as (
    select key, min(name_id) as name_id, min(name_en) as name_en, count(distinct order_id) as orders,
        sum(gross)::bigint as gross, sum(discount)::bigint as discount, sum(tax)::bigint as tax
    from lines
    group by key order by key limit :limit::bigint
)
select s.key, s.name_id, s.name_en, s.orders,
    (select jsonb_object_agg(u.unit, u.quantity) from units u where u.key = s.key) as units, s.gross, s.discount, s.tax
from sums s
order by s.key;

--! sales_by_sku (after?, limit?) : NamedSales
-- Under the name of the last order: ids of orders grow with time.
with lines as (
    select l.sku collate "C" as key, l.name_id, l.name_en, l.order_id, l.unit, l.quantity, l.gross, l.discount, l.tax
    from orders.sold_lines(:first_day, :last_day) l
    where :after::text is null or l.sku collate "C" > :after
),
units as (select key, unit, sum(quantity)::bigint as quantity from lines group by key, unit),
sums as (
    select key, (array_agg(name_id order by order_id desc))[1] as name_id,
        (array_agg(name_en order by order_id desc))[1] as name_en, count(distinct order_id) as orders,
        sum(gross)::bigint as gross, sum(discount)::bigint as discount, sum(tax)::bigint as tax
    from lines
    group by key order by key limit :limit::bigint
)
select s.key, s.name_id, s.name_en, s.orders,
    (select jsonb_object_agg(u.unit, u.quantity) from units u where u.key = s.key) as units, s.gross, s.discount, s.tax
from sums s
order by s.key;
