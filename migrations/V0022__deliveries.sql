-- What staff and couriers look orders up by. Each list has an index that gives its order too, as far as orders are many.

-- By the beginning of a code, whatever the database's collation.
create index orders_code_beginnings on orders.orders (code collate "C");
-- By a part of the customer's name or address.
create index orders_search on orders.orders using gin (lower(customer_name || ' ' || email) gin_trgm_ops);
drop index orders.orders_of_slot;
create index orders_of_slot on orders.orders (slot_id, placed_at desc, id desc);
create index orders_of_day on orders.orders (slot_date, placed_at desc, id desc);
create index orders_of_courier on orders.orders (courier_id, placed_at desc, id desc) where courier_id is not null;
-- By status: those that somebody still works on are few, whatever was ever sold; so are those that ended badly. The
-- others are nearly all there are (domain::orders::status).
drop index orders.orders_by_status;
create index orders_open on orders.orders (placed_at desc, id desc) where status in
    ('awaiting_payment', 'confirmed', 'picking', 'packed', 'out_for_delivery', 'delivered', 'delivery_failed');
create index orders_failed on orders.orders (placed_at desc, id desc) where status in
    ('cancelled', 'expired', 'returned');

-- What is to be fetched from the shelves, what a courier has to bring, and what is over when nobody claims.
create index orders_to_pick on orders.orders (slot_date, slot_starts_at, id) where status in ('confirmed', 'picking');
create index orders_to_deliver on orders.orders (courier_id, slot_date, slot_starts_at, id)
    where status in ('packed', 'out_for_delivery', 'delivery_failed');
create index orders_delivered on orders.orders (slot_ends_at, id) where status = 'delivered';

-- Whether an order is what staff look for, and comes after the last one they have; null takes any. Inlined, so that
-- indexes are seen through it.
create function orders.is_wanted(
    o orders.orders, statuses text[], slot uuid, day date, courier uuid, method text, code text, words text,
    after_placed_at timestamptz, after_id uuid
) returns boolean language sql immutable parallel safe return
    (statuses is null or o.status = any (statuses))
    and (slot is null or o.slot_id = slot)
    and (day is null or o.slot_date = day)
    and (courier is null or o.courier_id = courier)
    and (method is null or o.payment_method = method)
    and (code is null or o.code collate "C" >= code and o.code collate "C" < code || '~')
    and (words is null or lower(o.customer_name || ' ' || o.email) like words)
    and (o.placed_at, o.id) < (
        coalesce(after_placed_at, 'infinity'), coalesce(after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'));
