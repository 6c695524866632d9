-- Refunds that a gateway refuses for good become payouts; payouts whose money the customer has already are withdrawn.

-- Why the gateway has not given it back: its own code, where it refuses; or the shop's, where nothing goes back any more.
alter table payments.refunds add column failure text;
create index refunds_failed on payments.refunds (updated_at desc, id desc) where status = 'failed';

-- Refunds as those who transfer them see them: for whom, how it was paid, and what has become of the transfer.
create view payments.payout_tasks as
select r.id, r.payment_id, r.amount, r.reason, r.refund_key, r.status, r.failure, r.created_at, r.updated_at,
    p.order_id, p.order_code, p.method, p.bank, p.paid_with, o.user_id, o.email, o.customer_name, o.language,
    d.reference, d.note, d.completed_by, d.completed_at,
    case when r.status = 'failed' then r.updated_at end as withdrawn_at
from payments.refunds r
join payments.payments p on p.id = r.payment_id
join orders.orders o on o.id = p.order_id
left join payments.payouts d on d.refund_id = r.id;

-- What of an order's goods is claimed or given back, by SKU.
create function orders.given_back(wanted uuid) returns jsonb language sql stable as $$
    select coalesce(jsonb_object_agg(goods.sku, goods.quantity), '{}') from (
        select l.sku, sum(l.quantity) as quantity
        from (
            select l.sku, l.quantity
            from orders.claims c join orders.claim_lines l on l.claim_id = c.id
            where c.order_id = wanted
            union all
            select l.sku, l.quantity
            from payments.payments p
            join payments.refunds r on r.payment_id = p.id
            join payments.refund_lines l on l.refund_id = r.id
            where p.order_id = wanted and r.status <> 'failed'
        ) l
        group by l.sku
    ) goods
$$;

-- What was taken back before is withdrawn now.
with withdrawn as (
    update payments.refunds r set status = 'failed', failure = 'payment_' || p.status, updated_at = now()
    from payments.payments p
    where p.id = r.payment_id and r.status = 'manual' and p.status in ('refunded', 'charged_back', 'reversed')
    returning r.payment_id, r.amount
)
update payments.payments p set refunding = p.refunding - gone.amount, version = p.version + 1
from (select payment_id, sum(amount)::bigint as amount from withdrawn group by payment_id) gone
where p.id = gone.payment_id;

-- What completes a card's payment is good for nothing once that is over, whoever writes that it is.
create function payments.forget_card_form() returns trigger language plpgsql as $$
begin
    new.client_secret := null;
    new.publishable_key := null;
    return new;
end $$;
create trigger payments_forget_card_form before insert or update on payments.payments
    for each row when (new.client_secret is not null and new.status not in ('created', 'pending'))
    execute function payments.forget_card_form();
update payments.payments set client_secret = null, publishable_key = null
where client_secret is not null and status not in ('created', 'pending');
