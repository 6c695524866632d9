-- What becomes of an order between its placing and its end: sums and lines follow what was packed and delivered.
alter table orders.orders
    -- As it was redeemed.
    add coupon_code text,
    -- What the courier took at the door; none until the goods were handed over, or when nothing was to be taken.
    add collected bigint check (collected >= 0),
    -- How often a courier has set out with it.
    add attempts integer not null default 0 check (attempts >= 0);

alter table orders.lines
    -- The line's part of the order's discount: the lines' parts make up the whole.
    add discount bigint not null default 0,
    -- The SKU that was ordered, where this line stands in for it.
    add substitute_for text,
    add constraint lines_discount_within_total check (discount between 0 and line_total);

drop view orders.whole_orders;
create view orders.whole_orders as
select o.*, (select jsonb_agg(to_jsonb(l) order by l.line) from orders.lines l where l.order_id = o.id) as lines
from orders.orders o;
