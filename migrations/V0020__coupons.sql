-- Coupons: what takes something off an order, for whom, when and how often.
create table orders.coupons (
    -- Upper case, however shoppers write it.
    code text collate "C" constraint coupons_pkey primary key check (code ~ '^[A-Z0-9-]{3,32}$'),
    kind text not null check (kind in ('percentage', 'fixed', 'free_delivery')),
    -- Of a percentage: one part in ten thousand, and the most that it takes off.
    rate_bp integer check (rate_bp between 1 and 10000),
    maximum bigint check (maximum > 0),
    -- Of a fixed one.
    amount bigint check (amount > 0),
    -- Of all goods, before the discount.
    minimum_subtotal bigint not null check (minimum_subtotal >= 0),
    -- From the first moment to before the second; none means without that end.
    starts_at timestamptz,
    ends_at timestamptz,
    -- How many orders may use it, altogether and of each user; none means any number.
    total_limit integer check (total_limit > 0),
    user_limit integer check (user_limit > 0),
    -- Goods below these; none of them means all goods. One that is deleted has no goods.
    category_ids uuid[] not null,
    first_order_only boolean not null,
    active boolean not null,
    -- One that was redeemed is not deleted: orders tell of it.
    archived_at timestamptz,
    -- How many orders use it: changed in the transaction that places or ends one.
    used integer not null default 0 check (used >= 0),
    -- Counts the changes of its terms, from 1.
    version bigint not null default 1,
    constraint coupons_kind_has_its_terms check (
        (kind = 'percentage') = (rate_bp is not null) and (kind = 'fixed') = (amount is not null)
        and (kind = 'percentage' or maximum is null)),
    constraint coupons_window check (ends_at > starts_at)
);

-- Which order used a coupon. A use that was given back, because its order came to nothing, counts no more.
create table orders.redemptions (
    order_id uuid primary key references orders.orders,
    coupon_code text collate "C" not null references orders.coupons,
    -- None: a guest's.
    user_id uuid,
    at timestamptz not null,
    given_back_at timestamptz
);
create index redemptions_of_coupon on orders.redemptions (coupon_code, user_id);

-- A coupon as somebody who would use it must know it; none when nobody may. `holder` none: a guest.
create function orders.coupon_for(wanted text, holder uuid) returns jsonb language sql stable as $$
    select to_jsonb(k) || jsonb_build_object(
        'used_by_holder', (
            select count(*) from orders.redemptions r
            where r.coupon_code = k.code and r.user_id = holder and r.given_back_at is null
        ),
        'has_ordered', exists (
            select from orders.orders o where o.user_id = holder and o.status not in ('cancelled', 'expired')
        ))
    from orders.coupons k
    where k.code = wanted and k.active and k.archived_at is null
$$;

-- The coupon in a cart stays there whatever becomes of it: every look says whether it applies.
alter table cart.carts add coupon_code text collate "C";

-- Lines know their own part of the order's discount now; tax is on what is left.
create or replace function orders.sold_lines(first_day date, last_day date)
returns table (order_id uuid, day date, variant_id uuid, sku text, name_id text, name_en text, unit text,
    quantity bigint, gross bigint, discount bigint, tax bigint)
language sql stable parallel safe as $$
    select l.order_id, l.day, l.variant_id, l.sku, l.name_id, l.name_en, l.unit, l.quantity, l.line_total, l.discount,
        orders.part_of(l.order_tax, l.line_tax, sum(l.line_tax) over upto, sum(l.line_tax) over whole)
    from (
        select s.order_id, s.day, s.tax as order_tax, l.line, l.variant_id, l.sku,
            l.name_id, l.name_en, l.unit, coalesce(l.packed_quantity, l.quantity) as quantity, l.line_total, l.discount,
            ((l.line_total - l.discount) * l.tax_rate_bp + 5000) / 10000 as line_tax
        from orders.sold(first_day, last_day) s
        join orders.lines l on l.order_id = s.order_id
    ) l
    window whole as (partition by l.order_id), upto as (partition by l.order_id order by l.line)
$$;
