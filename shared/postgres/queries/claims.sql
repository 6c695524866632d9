-- A claim with its lines and whose it is, as orders.whole_claims has it.
--: Claim(user_id?, text?, amount?, note?, resolved_by?, resolved_at?)

--! standing : (delivered_at?)
-- When the order was handed over, and what of it is claimed or given back already, by SKU. Behind the order's lock it
-- sees every claim and every refund there is.
select
    (
        select t.at from orders.timeline t where t.order_id = o.id and t.status = 'delivered'
        order by t.version desc limit 1
    ) as delivered_at,
    (select count(*) from orders.claims c where c.order_id = o.id) as claims,
    orders.given_back(o.id) as claimed
from orders.orders o where o.id = :order_id;

--! add_claim (text?)
with claim as (
    insert into orders.claims (id, order_id, reason, text, photos, filed_at)
    values (:id, :order_id, :reason, :text, :photos, :filed_at)
    returning id
)
insert into orders.claim_lines (claim_id, line, sku, name_id, name_en, unit, quantity, cost)
select claim.id, l.line, l.sku, l.name_id, l.name_en, l.unit, l.quantity, l.cost
from claim cross join unnest(
    :skus::text[], :names_id::text[], :names_en::text[], :units::text[], :quantities::bigint[], :costs::bigint[]
) with ordinality l (sku, name_id, name_en, unit, quantity, cost, line);

--! find_claim : Claim
select * from orders.whole_claims c where c.id = :id;

--! given_back
-- What claims about the same order, and staff beside them, gave back by refunds, and whether its customer is gone.
select
    ((
        select coalesce(sum(other.amount), 0)::bigint from orders.claims other
        where other.order_id = c.order_id and other.status = 'refunded'
    ) + (
        select coalesce(sum(r.amount), 0)::bigint
        from payments.payments p join payments.refunds r on r.payment_id = p.id
        where p.order_code = o.code and r.requested_by is not null and r.status <> 'failed'
    )) as "refunded",
    exists (select from platform.erasures e where e.user_id = o.user_id) as customer_is_gone
from orders.claims c join orders.orders o on o.id = c.order_id
where c.id = :id;

--! resolve_claim (amount?, note?)
-- Once.
update orders.claims
set status = :status, amount = :amount, note = :note, resolved_by = :resolved_by, resolved_at = :resolved_at
where id = :id and status = 'open';

--! claims_of_order : Claim
select * from orders.whole_claims c where c.order_id = :order_id order by c.filed_at, c.id limit :limit::bigint;

--! claims_of_user : Claim
select * from orders.whole_claims c where c.user_id = :user_id order by c.filed_at desc, c.id desc limit :limit::bigint;

--! list_claims (status?, since?, after_filed_at?, after_id?) : Claim
select * from orders.whole_claims c
where (:status::text is null or c.status = :status)
  and (:since::timestamptz is null or c.filed_at >= :since)
  and (:after_filed_at::timestamptz is null or (c.filed_at, c.id) < (:after_filed_at, :after_id::uuid))
order by c.filed_at desc, c.id desc
limit :limit::bigint;
