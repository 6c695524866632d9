--! known_products
-- What is kept of the products that a file names.
select p.id, p.slug, p.version, c.slug as category, p.name_id, p.name_en, p.description_id, p.description_en,
    p.storage_advice_id, p.storage_advice_en, p.origin, p.organic, p.shelf_life_days, p.season_months, p.tax_rate_bp,
    p.status,
    (select coalesce(max(v.position), 0) from catalog.variants v where v.product_id = p.id) as last_position
from catalog.products p
join catalog.categories c on c.id = p.category_id
where p.slug = any (:slugs::text[]);

--! known_variants : (compare_at_price?, compare_at_until?, priced_at?)
-- What is kept of the SKUs that a file names, at the price that holds at this moment and not at the transaction's
-- beginning: whoever asks once more under locks sees a price that was set while they waited. A comparison that is
-- over is none.
select v.id, v.product_id, v.sku, v.version, v.unit, v.step, v.minimum, v.maximum, v.weighed, v.active, p.price,
    case when p.compare_at_until is null or p.compare_at_until > clock_timestamp() then p.compare_at_price end
        as compare_at_price,
    case when p.compare_at_until > clock_timestamp() then p.compare_at_until end as compare_at_until,
    nullif(p.starts_at, '-infinity') as priced_at
from catalog.variants v
cross join lateral (
    select * from catalog.prices
    where variant_id = v.id and starts_at <= clock_timestamp()
    order by starts_at desc
    limit 1
) as p
where v.sku = any (:skus::text[]);

--! known_categories
select slug from catalog.categories where slug = any (:slugs::text[]);

--! begin_file
-- Files are written one after the other: two of the same goods would wait for each other in a circle. Listings are
-- settled once, at the end.
select pg_advisory_xact_lock(hashtextextended('catalog_file', 0)) is null as "locked",
    set_config('catalog.settling', 'later', true) as settling;

--! hold_products
-- Not `for update`: carts and lots refer to what is held here, and may go on doing so.
select id from catalog.products where slug = any (:slugs::text[]) order by id for no key update;

--! hold_variants
select id from catalog.variants where sku = any (:skus::text[]) order by id for no key update;

--! is_outdated (product_versions[?], variant_versions[?], priced_ats[?])
-- Whether anything is not as expected: another version, another price that holds, there and not expected, or gone.
select exists (
    select from unnest(:slugs::text[], :product_versions::bigint[]) as e (slug, version)
    left join catalog.products p on p.slug = e.slug
    where p.version is distinct from e.version
) or exists (
    select from unnest(:skus::text[], :variant_versions::bigint[], :priced_ats::timestamptz[])
        as e (sku, version, priced_at)
    left join catalog.variants v on v.sku = e.sku
    left join lateral (
        select max(starts_at) as starts_at from catalog.prices
        where variant_id = v.id and starts_at <= clock_timestamp()
    ) as p on true
    where (v.version, nullif(p.starts_at, '-infinity')) is distinct from (e.version, e.priced_at)
) as outdated;

--! add_products
insert into catalog.products
    (id, category_id, slug, name_id, name_en, description_id, description_en, storage_advice_id, storage_advice_en,
     origin, organic, shelf_life_days, season_months, tax_rate_bp, status, created_at, updated_at)
select n.id, c.id, n.slug, n.name_id, n.name_en, n.description_id, n.description_en, n.storage_advice_id,
    n.storage_advice_en, n.origin, n.organic, n.shelf_life_days, string_to_array(n.season, ' ')::integer[],
    n.tax_rate_bp, n.status, :now::timestamptz, :now
from unnest(
    :ids::uuid[], :categories::text[], :slugs::text[], :name_ids::text[], :name_ens::text[],
    :description_ids::text[], :description_ens::text[], :storage_advice_ids::text[], :storage_advice_ens::text[],
    :origins::text[], :organics::boolean[], :shelf_lives::integer[], :seasons::text[], :tax_rates::integer[],
    :statuses::text[]
) as n (id, category, slug, name_id, name_en, description_id, description_en, storage_advice_id, storage_advice_en,
        origin, organic, shelf_life_days, season, tax_rate_bp, status)
join catalog.categories c on c.slug = n.category;

--! change_products
update catalog.products t
set category_id = c.id, name_id = n.name_id, name_en = n.name_en, description_id = n.description_id,
    description_en = n.description_en, storage_advice_id = n.storage_advice_id,
    storage_advice_en = n.storage_advice_en, origin = n.origin, organic = n.organic,
    shelf_life_days = n.shelf_life_days, season_months = string_to_array(n.season, ' ')::integer[],
    tax_rate_bp = n.tax_rate_bp, status = n.status, updated_at = :now::timestamptz, version = t.version + 1
from unnest(
    :ids::uuid[], :categories::text[], :name_ids::text[], :name_ens::text[], :description_ids::text[],
    :description_ens::text[], :storage_advice_ids::text[], :storage_advice_ens::text[], :origins::text[],
    :organics::boolean[], :shelf_lives::integer[], :seasons::text[], :tax_rates::integer[], :statuses::text[]
) as n (id, category, name_id, name_en, description_id, description_en, storage_advice_id, storage_advice_en,
        origin, organic, shelf_life_days, season, tax_rate_bp, status)
join catalog.categories c on c.slug = n.category
where t.id = n.id;

--! add_variants
insert into catalog.variants
    (id, product_id, sku, unit, step, minimum, maximum, weighed, position, active)
select * from unnest(
    :ids::uuid[], :products::uuid[], :skus::text[], :units::text[], :steps::bigint[], :minimums::bigint[],
    :maximums::bigint[], :weigheds::boolean[], :positions::integer[], :actives::boolean[]
);

--! change_variants
update catalog.variants t
set unit = n.unit, step = n.step, minimum = n.minimum, maximum = n.maximum, weighed = n.weighed,
    active = n.active, version = t.version + 1
from unnest(
    :ids::uuid[], :units::text[], :steps::bigint[], :minimums::bigint[], :maximums::bigint[],
    :weigheds::boolean[], :actives::boolean[]
) as n (id, unit, step, minimum, maximum, weighed, active)
where t.id = n.id;

--! add_prices (actor_id?, compare_at_prices[?], compare_at_untils[?])
-- A variant's first price has always held; another holds from now on, and what held before stays as history.
insert into catalog.prices (variant_id, starts_at, price, compare_at_price, compare_at_until, actor_id)
select n.variant_id, case when n.is_first then '-infinity' else now() end, n.price, n.compare_at_price,
    n.compare_at_until, :actor_id::uuid
from unnest(
    :variants::uuid[], :firsts::boolean[], :prices::bigint[], :compare_at_prices::bigint[],
    :compare_at_untils::timestamptz[]
) as n (variant_id, is_first, price, compare_at_price, compare_at_until);

--! settle_products
select catalog.settle_products(:products::uuid[]) is null as settled;

--! export_catalog (status?, category?, after_slug?, after_sku?) : (variant_id?, sku?, unit?, step?, minimum?, maximum?, weighed?, active?, price?, compare_at_price?, compare_at_until?)
-- The catalogue as rows of a file, from a key on. A product without variants is a row of its own.
select p.slug, c.slug as category, p.name_id, p.name_en, p.description_id, p.description_en, p.storage_advice_id,
    p.storage_advice_en, p.origin, p.organic, p.shelf_life_days, p.season_months, p.tax_rate_bp, p.status,
    v.id as variant_id, v.sku, v.unit, v.step, v.minimum, v.maximum, v.weighed, v.active, v.price,
    v.compare_at_price,
    case when v.compare_at_price is not null then v.compare_at_until end as compare_at_until
from catalog.products p
join catalog.categories c on c.id = p.category_id
left join catalog.offers v on v.product_id = p.id
where (:status::text is null or p.status = :status)
    and (:category::text is null or p.category_id in (
        select s.category_id
        from catalog.shelves s
        join catalog.categories above on above.id = s.above_id
        where above.slug = :category))
    and (:after_slug::text is null or p.slug >= :after_slug)
    and (:after_slug is null or (p.slug, coalesce(v.position, 0), coalesce(v.sku, '')) > (
        :after_slug,
        coalesce((select a.position from catalog.variants a where a.sku = :after_sku::text), 0),
        coalesce(:after_sku, '')))
order by p.slug, coalesce(v.position, 0), coalesce(v.sku, '')
limit :limit::bigint;

--! known_skus
select sku from catalog.variants where sku = any (:skus::text[]);

--! location_codes
select code from catalog.locations;

--! export_stock (after?) : (harvested_on?)
-- The lots that hold something, by SKU and then by what expires first, from a lot on.
select v.sku, p.code as location, l.id, l.received_at, l.harvested_on, l.best_before, l.unit_cost, l.on_hand, l.reserved
from catalog.lots l
join catalog.variants v on v.id = l.variant_id
join catalog.locations p on p.id = l.location_id
where l.on_hand > 0
    and (:after::uuid is null or (v.sku, l.best_before, l.id) > (
        select av.sku, a.best_before, a.id
        from catalog.lots a
        join catalog.variants av on av.id = a.variant_id
        where a.id = :after))
order by v.sku, l.best_before, l.id
limit :limit::bigint;
