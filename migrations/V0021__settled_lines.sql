-- What is packed is settled line by line: lines say themselves what of their order's discount is theirs, and are taxed
-- after it. Until now no order had a discount.
create or replace function orders.sold_lines(first_day date, last_day date)
returns table (order_id uuid, day date, variant_id uuid, sku text, name_id text, name_en text, unit text,
    quantity bigint, gross bigint, discount bigint, tax bigint)
language sql stable parallel safe as $$
    select l.order_id, l.day, l.variant_id, l.sku, l.name_id, l.name_en, l.unit, l.quantity, l.line_total, l.discount,
        orders.part_of(l.order_tax, l.line_tax, sum(l.line_tax) over upto, sum(l.line_tax) over whole)
    from (
        select s.order_id, s.day, s.tax as order_tax, l.line, l.variant_id, l.sku, l.name_id, l.name_en, l.unit,
            coalesce(l.packed_quantity, l.quantity) as quantity, l.line_total, l.discount,
            ((l.line_total - l.discount) * l.tax_rate_bp + 5000) / 10000 as line_tax
        from orders.sold(first_day, last_day) s
        join orders.lines l on l.order_id = s.order_id
    ) l
    window whole as (partition by l.order_id), upto as (partition by l.order_id order by l.line)
$$;
