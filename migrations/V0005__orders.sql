-- What shoppers have bought, and how it reaches them.
create schema orders;

create table orders.zones (
    id uuid primary key,
    name text not null constraint zones_name_key unique,
    fee bigint not null check (fee >= 0),
    -- A subtotal from which delivery is free; none means never.
    free_above bigint check (free_above >= 0),
    minimum_order bigint not null default 0 check (minimum_order >= 0),
    -- The most that a courier collects; none means that cash is not taken here.
    cod_maximum bigint check (cod_maximum > 0),
    active boolean not null default true
);

-- A postcode belongs to the zone of its longest prefix.
create table orders.zone_prefixes (
    prefix text primary key check (prefix ~ '^[0-9]{1,5}$'),
    zone_id uuid not null references orders.zones on delete cascade
);

-- What the daily generation makes slots from. Times are the shop's local time.
create table orders.slot_templates (
    id uuid primary key,
    zone_id uuid not null references orders.zones on delete cascade,
    -- ISO: 1 is Monday.
    weekday smallint not null check (weekday between 1 and 7),
    starts time not null,
    ends time not null,
    capacity integer not null check (capacity > 0),
    cutoff_minutes integer not null check (cutoff_minutes >= 0),
    constraint slot_templates_window check (ends > starts),
    constraint slot_templates_key unique (zone_id, weekday, starts)
);

-- A delivery window. `taken` is changed in the transaction that places or ends an order; the check is the
-- last line of defence against a window that is sold twice.
create table orders.slots (
    id uuid primary key,
    zone_id uuid not null references orders.zones,
    date date not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    cutoff_at timestamptz not null,
    capacity integer not null check (capacity > 0),
    taken integer not null default 0,
    constraint slots_capacity check (taken between 0 and capacity),
    constraint slots_window check (ends_at > starts_at and cutoff_at <= starts_at),
    constraint slots_key unique (zone_id, starts_at)
);

-- Names, prices and addresses are copied: an order stays what was agreed, whatever changes around it.
create table orders.orders (
    id uuid primary key,
    code text not null constraint orders_code_key unique check (code ~ '^SYR-[0-9A-HJKMNP-TV-Z]{8}$'),
    -- None: a guest's order.
    user_id uuid,
    email text not null,
    customer_name text not null,
    language text not null check (language in ('id', 'en')),
    status text not null check (status in
        ('awaiting_payment', 'confirmed', 'picking', 'packed', 'out_for_delivery', 'delivered', 'completed',
         'cancelled', 'expired', 'delivery_failed', 'returned')),
    payment_method text not null check (payment_method in ('midtrans', 'stripe', 'cod')),
    subtotal bigint not null check (subtotal >= 0),
    discount bigint not null default 0 check (discount between 0 and subtotal),
    delivery_fee bigint not null check (delivery_fee >= 0),
    tax bigint not null check (tax >= 0),
    total bigint not null,
    -- What the gateway or the courier is to take: the total less what store credit paid.
    amount_due bigint not null check (amount_due between 0 and total),
    slot_id uuid not null references orders.slots,
    slot_date date not null,
    slot_starts_at timestamptz not null,
    slot_ends_at timestamptz not null,
    address jsonb not null,
    note text,
    courier_id uuid,
    placed_at timestamptz not null,
    -- Until when it waits to be paid; none once it waits no more.
    expires_at timestamptz,
    -- Counts the changes of status: a change is written only onto the version it was decided on.
    version bigint not null default 1,
    constraint orders_total check (total = subtotal - discount + delivery_fee + tax),
    constraint orders_wait_ends check ((status = 'awaiting_payment') = (expires_at is not null))
);
create index orders_of_user on orders.orders (user_id, placed_at desc, id desc) where user_id is not null;
create index orders_by_status on orders.orders (status, placed_at desc, id desc);
create index orders_newest on orders.orders (placed_at desc, id desc);
create index orders_of_slot on orders.orders (slot_id);
create index orders_expiring on orders.orders (expires_at) where expires_at is not null;

create table orders.lines (
    order_id uuid not null references orders.orders,
    -- From 1, in the order the shopper put them into the cart.
    line integer not null check (line > 0),
    variant_id uuid not null,
    sku text not null,
    name_id text not null,
    name_en text not null,
    unit text not null,
    -- Thousandths of the unit.
    quantity bigint not null check (quantity > 0),
    unit_price bigint not null check (unit_price > 0),
    line_total bigint not null check (line_total >= 0),
    tax_rate_bp integer not null,
    weighed boolean not null,
    -- What the scales said at packing; none until then.
    packed_quantity bigint check (packed_quantity >= 0),
    substitution text not null check (substitution in ('none', 'similar', 'ask')),
    primary key (order_id, line)
);

-- Which lots a line was promised from. A row is gone when its goods were released or have left.
create table orders.allocations (
    order_id uuid not null,
    line integer not null,
    lot_id uuid not null,
    quantity bigint not null check (quantity > 0),
    primary key (order_id, line, lot_id),
    foreign key (order_id, line) references orders.lines
);
create index allocations_of_lot on orders.allocations (lot_id);

-- Every status an order has had, with who and why; never changed.
create table orders.timeline (
    order_id uuid not null references orders.orders,
    -- The order's version that this change made.
    version bigint not null,
    status text not null,
    actor_kind text not null check (actor_kind in ('shopper', 'staff', 'shop')),
    actor_id uuid,
    reason text,
    at timestamptz not null,
    primary key (order_id, version)
);
create trigger timeline_append_only before update or delete on orders.timeline
    for each statement execute function catalog.refuse_change();

-- An order with its lines as one row: what every reader wants, in one round trip.
create view orders.whole_orders as
select o.*, (select jsonb_agg(to_jsonb(l) order by l.line) from orders.lines l where l.order_id = o.id) as lines
from orders.orders o;
