-- Invoices with their numbers, and what was sold, for reports.

-- An order is a claim on money from the moment in which it is confirmed: then its invoice comes, in the same
-- transaction. Its number comes later (orders.number_invoices), so that no order waits for another.
create table orders.invoices (
    order_id uuid primary key references orders.orders,
    confirmed_at timestamptz not null,
    -- The day of the confirmation in the shop: the invoice's date, and the day on which reports count the order.
    issued_on date not null generated always as (catalog.shop_date(confirmed_at)) stored,
    year integer not null generated always as (extract(year from catalog.shop_date(confirmed_at))::integer) stored,
    number integer check (number > 0),
    constraint invoices_number_key unique (year, number)
);
create index invoices_of_day on orders.invoices (issued_on, order_id);
create index invoices_without_number on orders.invoices (year, confirmed_at, order_id) where number is null;

-- A number once given stays, and stays the order's.
create function orders.keep_invoice() returns trigger language plpgsql as $$
begin
    raise exception 'an invoice is not changed';
end $$;
create trigger invoices_kept before update on orders.invoices
    for each row when (old.number is not null or new.confirmed_at <> old.confirmed_at)
    execute function orders.keep_invoice();
create trigger invoices_not_deleted before delete on orders.invoices
    for each statement execute function orders.keep_invoice();

-- The last number given in each year.
create table orders.invoice_series (
    year integer primary key,
    last integer not null
);

-- On the timeline, which every change of status writes, whoever makes it.
create function orders.add_invoice() returns trigger language plpgsql as $$
begin
    insert into orders.invoices (order_id, confirmed_at) values (new.order_id, new.at) on conflict do nothing;
    return null;
end $$;
create trigger timeline_adds_invoice after insert on orders.timeline
    for each row when (new.status = 'confirmed') execute function orders.add_invoice();

insert into orders.invoices (order_id, confirmed_at)
select order_id, min(at) from orders.timeline where status = 'confirmed' group by order_id;

-- Gives a number to every invoice that has none, in the order of their confirmation, and answers how many that
-- were. One at a time: the lock is asked for by nobody else, and is had for this statement alone. What follows it
-- sees what was committed before it was had, so no number is given twice and none is left out.
create function orders.number_invoices() returns integer language plpgsql as $$
declare
    numbered integer;
begin
    lock table orders.invoice_series in share row exclusive mode;
    with waiting as (
        select order_id, year, row_number() over (partition by year order by confirmed_at, order_id) as place,
            count(*) over (partition by year) as many
        from orders.invoices where number is null
    ), moved as (
        insert into orders.invoice_series as series (year, last)
        select year, max(many) from waiting group by year
        on conflict (year) do update set last = series.last + excluded.last
        returning series.year, series.last
    )
    update orders.invoices i set number = moved.last - waiting.many + waiting.place
    from waiting join moved using (year)
    where i.order_id = waiting.order_id;
    get diagnostics numbered = row_count;
    return numbered;
end $$;

-- What the gateways took for an order, and what of it went back or is going back.
create function orders.money_of(code text, out captured bigint, out returned bigint)
language sql stable parallel safe as $$
    select coalesce(sum(p.amount), 0)::bigint, coalesce(sum(p.refunding), 0)::bigint
    from payments.payments p
    where p.order_code = code and p.status in ('succeeded', 'partially_refunded', 'refunded')
$$;

-- The orders that count as sold: confirmed in these days, and neither cancelled nor brought back since. Refunds are
-- theirs, whenever they were made; what came twice and went back is none. A function, so that the days reach the
-- index wherever it is used.
create function orders.sold(first_day date, last_day date)
returns table (order_id uuid, day date, subtotal bigint, discount bigint, delivery_fee bigint, tax bigint, refunds bigint)
language sql stable parallel safe as $$
    select o.id, i.issued_on, o.subtotal, o.discount, o.delivery_fee, o.tax,
        greatest(0, money.returned - greatest(0, money.captured - o.amount_due))
    from orders.invoices i
    join orders.orders o on o.id = i.order_id
    cross join lateral orders.money_of(o.code) money
    where i.issued_on between first_day and last_day and o.status not in ('cancelled', 'returned')
$$;

-- The part of an amount that falls to a share of the whole, when shares before it come to `upto` with its own: the
-- parts of all shares make the amount, to the rupiah.
create function orders.part_of(amount bigint, own bigint, upto numeric, whole numeric) returns bigint
language sql immutable parallel safe as $$
    select case when whole = 0 then 0 else div(amount * upto, whole) - div(amount * (upto - own), whole) end::bigint
$$;

-- The lines of the orders that were sold, with their parts of the order's discount and tax.
create function orders.sold_lines(first_day date, last_day date)
returns table (order_id uuid, day date, variant_id uuid, sku text, name_id text, name_en text, unit text,
    quantity bigint, gross bigint, discount bigint, tax bigint)
language sql stable parallel safe as $$
    select l.order_id, l.day, l.variant_id, l.sku, l.name_id, l.name_en, l.unit, l.quantity, l.line_total,
        orders.part_of(l.order_discount, l.line_total, sum(l.line_total) over upto, sum(l.line_total) over whole),
        orders.part_of(l.order_tax, l.line_tax, sum(l.line_tax) over upto, sum(l.line_tax) over whole)
    from (
        select s.order_id, s.day, s.discount as order_discount, s.tax as order_tax, l.line, l.variant_id, l.sku,
            l.name_id, l.name_en, l.unit, coalesce(l.packed_quantity, l.quantity) as quantity, l.line_total,
            (l.line_total * l.tax_rate_bp + 5000) / 10000 as line_tax
        from orders.sold(first_day, last_day) s
        join orders.lines l on l.order_id = s.order_id
    ) l
    window whole as (partition by l.order_id), upto as (partition by l.order_id order by l.line)
$$;
