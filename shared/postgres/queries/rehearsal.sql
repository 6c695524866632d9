-- What a shop is filled with to be measured: orders as two months leave them. Everything follows from numbers, so that
-- the same is made again on every machine, and nothing twice.

--! prepare_rehearsal
-- Slots of sixty days in a zone of their own, where nobody lives and nothing is delivered.
with zone as (
    insert into orders.zones (id, name, fee, active)
    values (md5('rehearsal')::uuid, 'Rehearsal', 10000, false)
    on conflict do nothing
), day as (
    select catalog.shop_date(now()) - back as date from generate_series(1, 60) as back
)
insert into orders.slots (id, zone_id, date, starts_at, ends_at, cutoff_at, capacity)
select md5('rehearsal ' || date)::uuid, md5('rehearsal')::uuid, date,
    (date + time '08:00') at time zone interval '7 hours', (date + time '11:00') at time zone interval '7 hours',
    (date + time '06:00') at time zone interval '7 hours', 1000000
from day
on conflict do nothing;

--! rehearse_orders
-- Completed orders with about so many lines, four an order. Of what is on sale a few sell much and most sell little:
-- the cube of an even chance picks the rank. Chances are hashes, between 0 and 1. The last was delivered two days ago: no
-- schedule has anything to do about them while the shop is measured.
with goods as materialized (
    select v.id, v.sku, v.unit, v.minimum, v.maximum, v.price, v.weighed, p.name_id, p.name_en,
        row_number() over (order by md5(v.sku)) - 1 as rank
    from catalog.offers v
    join catalog.products p on p.id = v.product_id
    where v.active and p.status = 'active' and p.tax_rate_bp = 0
), dice as (
    select n, md5('rehearsal order ' || n)::uuid as id,
        (hashint8extended(n, 1) & 1048575) / 1048576.0::double precision as age,
        (hashint8extended(n, 2) & 1048575) / 1048576.0::double precision as size,
        (hashint8extended(n, 3) & 1048575) / 1048576.0::double precision as hurry
    from generate_series(1, :lines::bigint / 4) as n
), picked as (
    select d.n, line,
        floor((select count(*) from goods)
            * power((hashint8extended(d.n, 10 + line) & 1048575) / 1048576.0::double precision, 3))::bigint as rank,
        1 + (hashint8extended(d.n, 20 + line) & 1048575) % 3 as times
    from dice d
    cross join lateral generate_series(1, 1 + floor(7 * d.size)::integer) as line
), line as materialized (
    select p.n, row_number() over (partition by p.n order by min(p.line)) as line, g.rank,
        least(g.minimum * max(p.times), g.maximum) as quantity
    from picked p
    join goods g on g.rank = p.rank
    group by p.n, g.rank, g.minimum, g.maximum
), priced as materialized (
    select l.n, l.line, l.quantity, g.id, g.sku, g.name_id, g.name_en, g.unit, g.price, g.weighed,
        (l.quantity * g.price + 500) / 1000 as line_total
    from line l
    join goods g on g.rank = l.rank
), total as (
    select n, sum(line_total)::bigint as subtotal from priced group by n
), added as (
    insert into orders.orders
        (id, code, email, customer_name, language, status, payment_method, subtotal, delivery_fee, tax, total, amount_due,
         slot_id, slot_date, slot_starts_at, slot_ends_at, address, placed_at, version)
    -- An odd factor gives each number a code of its own. The later the more, as in a shop that grows.
    select d.id, 'SYR-' || lpad(upper(to_hex(d.n * 2654435761 % 4294967296)), 8, '0'), 'rehearsal@example.com',
        'Pembeli Contoh', 'id', 'completed', case when d.n % 3 = 0 then 'cod' else 'midtrans' end, t.subtotal, 10000, 0,
        t.subtotal + 10000, t.subtotal + 10000, s.id, s.date, s.starts_at, s.ends_at,
        jsonb_build_object('recipient', 'Pembeli Contoh', 'phone', '+628123456789', 'street', 'Jl. Melati 1',
            'village', 'Senayan', 'district', 'Kebayoran Baru', 'city', 'Jakarta Selatan', 'province', 'DKI Jakarta',
            'postcode', '12190'),
        s.cutoff_at - d.hurry * interval '20 hours', 6
    from dice d
    join total t on t.n = d.n
    join orders.slots s on s.zone_id = md5('rehearsal')::uuid
        and s.date = catalog.shop_date(now()) - 2 - floor(59 * power(d.age, 1.5))::integer
    on conflict do nothing
    returning id, placed_at, slot_ends_at
), lines as (
    insert into orders.lines
        (order_id, line, variant_id, sku, name_id, name_en, unit, quantity, unit_price, line_total, tax_rate_bp, weighed,
         substitution)
    select a.id, l.line, l.id, l.sku, l.name_id, l.name_en, l.unit, l.quantity, l.price, l.line_total, 0, l.weighed, 'none'
    from added a
    join dice d on d.id = a.id
    join priced l on l.n = d.n
    returning 1
), timeline as (
    insert into orders.timeline (order_id, version, status, actor_kind, at)
    select a.id, s.version, s.status, 'shop',
        case s.status when 'completed' then a.slot_ends_at + interval '24 hours'
            else a.placed_at + (a.slot_ends_at - a.placed_at) * (s.version - 1) / 4 end
    from added a
    cross join (values (1, 'confirmed'), (2, 'picking'), (3, 'packed'), (4, 'out_for_delivery'), (5, 'delivered'),
        (6, 'completed')) as s (version, status)
)
select (select count(*) from added) as orders, (select count(*) from lines) as lines;

--! count_rehearsed_sales
-- Sales of the days that count, as if each order had been heard of when it was placed.
insert into catalog.daily_sales (product_id, day, orders)
select v.product_id, catalog.shop_date(o.placed_at), count(distinct o.id)
from orders.orders o
join orders.lines l on l.order_id = o.id
join catalog.variants v on v.id = l.variant_id
where o.placed_at > now() - interval '31 days' and o.status not in ('cancelled', 'expired')
group by v.product_id, catalog.shop_date(o.placed_at)
order by v.product_id, catalog.shop_date(o.placed_at)
on conflict (product_id, day) do update set orders = excluded.orders;

--! settle_rehearsed_sales
select true as settled from catalog.settle_sales(array(select distinct product_id from catalog.daily_sales order by 1));

--! analyze_rehearsal
-- What so much at once made of the tables: for the planner, and so that indexes alone answer what they hold, as they do
-- where a shop has grown day by day.
vacuum (analyze) catalog.products, catalog.variants, catalog.prices, catalog.availability, catalog.listings,
    catalog.counts_by_category, catalog.counts_by_origin, catalog.uncounted, catalog.lots, catalog.stock_movements,
    catalog.daily_sales, orders.orders, orders.lines, orders.timeline, orders.slots;

--! rehearsal_is_settled
-- Whether vacuum found everything visible to all. It does not where somebody, such as an automatic analysis, was still
-- looking at what was there before.
select coalesce(bool_and(relallvisible >= relpages), true) as "settled"
from pg_class
where oid in ('catalog.listings'::regclass, 'catalog.products'::regclass, 'orders.lines'::regclass);
