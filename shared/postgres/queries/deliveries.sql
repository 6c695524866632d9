--! find_courier
-- Who brings goods at this moment: active, with the permission that couriers need.
select id, name from identity.accounts
where id = :user_id and status = 'active' and 'orders.deliver' = any (permissions);

--! list_couriers (after_name?, after_id?)
-- Roles tell who comes into question, the account who may.
select a.id, a.name
from identity.accounts a
where a.id in (
        select g.user_id from identity.roles r join identity.user_roles g on g.role = r.name
        where 'orders.deliver' = any (r.permissions)
    )
    and a.status = 'active' and 'orders.deliver' = any (a.permissions)
    and (:after_name::text is null or (a.name, a.id) > (:after_name, :after_id::uuid))
order by a.name, a.id
limit :limit::bigint;

--! user_name
-- Whoever brought an order, whatever they may do by now.
select id, name from identity.users where id = :user_id;

--! set_courier (courier_id?)
-- The row is locked.
update orders.orders set courier_id = :courier_id where id = :id;

--! orders_to_pick (slot_id?, date?, after_starts_at?, after_id?) : (note?)
-- Orders that are to be picked, with where each line's goods lie, the lots that expire first first. A slot's orders
-- stand under its day.
with page as (
    select o.id, o.code, o.status, o.slot_id, o.slot_date, o.slot_starts_at, o.slot_ends_at, o.note,
        o.address->>'recipient' as recipient
    from orders.orders o
    where o.status in ('confirmed', 'picking')
        and o.slot_date = coalesce(:date::date, (select s.date from orders.slots s where s.id = :slot_id::uuid))
        and (:slot_id is null or o.slot_id = :slot_id)
        and (:after_starts_at::timestamptz is null or (o.slot_starts_at, o.id) > (:after_starts_at, :after_id::uuid))
    order by o.slot_starts_at, o.id
    limit :limit::bigint
)
select page.*, (
    select coalesce(jsonb_agg(jsonb_build_object(
        'sku', l.sku, 'name_id', l.name_id, 'name_en', l.name_en, 'unit', l.unit, 'quantity', l.quantity,
        'weighed', l.weighed, 'substitution', l.substitution, 'substitute_for', l.substitute_for,
        'category_id', c.name_id, 'category_en', c.name_en,
        'lots', (
            select coalesce(jsonb_agg(jsonb_build_object(
                'lot', t.id, 'location', w.code, 'best_before', t.best_before, 'quantity', a.quantity
            ) order by t.best_before, t.id), '[]')
            from orders.allocations a
            join catalog.lots t on t.id = a.lot_id
            join catalog.locations w on w.id = t.location_id
            where a.order_id = l.order_id and a.line = l.line
        )
    ) order by l.line), '[]')
    from orders.lines l
    join catalog.variants v on v.id = l.variant_id
    join catalog.products p on p.id = v.product_id
    join catalog.categories c on c.id = p.category_id
    where l.order_id = page.id
) as lines
from page
order by page.slot_starts_at, page.id;
