-- What is sold, and what of it is there.
create schema catalog;
create extension if not exists pg_trgm;

create table catalog.categories (
    id uuid primary key,
    parent_id uuid references catalog.categories,
    slug text not null constraint categories_slug_key unique,
    name_id text not null,
    name_en text not null,
    icon text not null default '',
    position integer not null default 0,
    active boolean not null default true,
    constraint categories_not_own_parent check (parent_id <> id)
);
create index categories_parent on catalog.categories (parent_id, position);

create table catalog.products (
    id uuid primary key,
    category_id uuid not null references catalog.categories,
    slug text not null constraint products_slug_key unique,
    name_id text not null,
    name_en text not null,
    description_id text not null default '',
    description_en text not null default '',
    storage_advice_id text not null default '',
    storage_advice_en text not null default '',
    origin text not null default '',
    organic boolean not null default false,
    shelf_life_days integer not null check (shelf_life_days > 0),
    -- Months 1–12; none means all year.
    season_months integer[] not null default '{}',
    -- One part in ten thousand of the price, on top of it.
    tax_rate_bp integer not null default 0 check (tax_rate_bp between 0 and 10000),
    status text not null check (status in ('draft', 'active', 'archived')),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version bigint not null default 1,
    -- Names weigh more than descriptions. Both languages are stemmed as Indonesian: the English names are few
    -- and short, and one vector means one index.
    search tsvector generated always as (
        setweight(to_tsvector('indonesian', name_id || ' ' || name_en), 'A')
        || setweight(to_tsvector('indonesian', description_id || ' ' || description_en), 'C')
    ) stored
);
create index products_category on catalog.products (category_id) where status = 'active';
create index products_newest on catalog.products (created_at desc, id) where status = 'active';
create index products_search on catalog.products using gin (search);
create index products_name_trigrams on catalog.products using gin ((name_id || ' ' || name_en) gin_trgm_ops);

create table catalog.product_images (
    id uuid primary key,
    product_id uuid not null references catalog.products,
    url text not null,
    position integer not null default 0
);
create index product_images_product on catalog.product_images (product_id, position);

-- What is put into a cart. Quantities are thousandths of the unit, prices whole rupiah for one unit.
create table catalog.variants (
    id uuid primary key,
    product_id uuid not null references catalog.products,
    sku text not null constraint variants_sku_key unique,
    unit text not null check (unit in ('kg', 'g', 'ikat', 'pack', 'buah', 'sisir', 'butir')),
    step bigint not null check (step > 0),
    minimum bigint not null check (minimum > 0),
    maximum bigint not null,
    -- Goods whose pieces vary are weighed at packing, and the difference is settled.
    weighed boolean not null default false,
    price bigint not null check (price > 0),
    compare_at_price bigint,
    compare_at_until timestamptz,
    position integer not null default 0,
    active boolean not null default true,
    version bigint not null default 1,
    constraint variants_bounds_in_steps check (minimum % step = 0 and maximum % step = 0 and maximum >= minimum),
    constraint variants_compare_above_price check (compare_at_price is null or compare_at_price > price)
);
create index variants_product on catalog.variants (product_id, position);

create table catalog.locations (
    id uuid primary key,
    code text not null constraint locations_code_key unique,
    name text not null
);

-- A lot is goods of one variant with one best-before date in one place. The checks are the last line of
-- defence against overselling: no path of code can take what is not there.
create table catalog.lots (
    id uuid primary key,
    variant_id uuid not null references catalog.variants,
    location_id uuid not null references catalog.locations,
    received_at timestamptz not null,
    harvested_on date,
    best_before date not null,
    unit_cost bigint not null check (unit_cost >= 0),
    on_hand bigint not null constraint lots_on_hand_not_negative check (on_hand >= 0),
    reserved bigint not null default 0 constraint lots_reserved_not_negative check (reserved >= 0),
    constraint lots_reserved_is_there check (reserved <= on_hand)
);
-- First expired, first out; empty lots are history.
create index lots_first_expired on catalog.lots (variant_id, best_before, id) where on_hand > 0;

-- The ledger: every change of a lot, with its cause. Its sums are the lots' levels.
create table catalog.stock_movements (
    id uuid primary key,
    lot_id uuid not null references catalog.lots,
    kind text not null check (kind in
        ('receipt', 'reservation', 'release', 'pick', 'sale', 'waste', 'adjustment', 'return', 'transfer')),
    on_hand_delta bigint not null,
    reserved_delta bigint not null,
    -- The order that caused it, if one did.
    order_id uuid,
    -- The user who caused it; none means the shop itself.
    actor_id uuid,
    reason text not null default '',
    moved_at timestamptz not null,
    constraint stock_movements_move check (on_hand_delta <> 0 or reserved_delta <> 0)
);
create index stock_movements_lot on catalog.stock_movements (lot_id, moved_at);
create index stock_movements_order on catalog.stock_movements (order_id) where order_id is not null;

create function catalog.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only';
end $$;
create trigger stock_movements_append_only before update or delete on catalog.stock_movements
    for each statement execute function catalog.refuse_change();
