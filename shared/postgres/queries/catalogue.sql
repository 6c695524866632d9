--: CategoryRow(parent_id?)
--: VariantRow()
--: PriceRow(starts_at?, compare_at_price?, compare_at_until?, set_by?)

--! all_categories : CategoryRow
select id, parent_id, slug, name_id, name_en, icon, position, active, version
from catalog.categories order by position, slug;

--! find_category : CategoryRow
select id, parent_id, slug, name_id, name_en, icon, position, active, version
from catalog.categories where id = :id;

--! find_category_by (id?, slug?)
-- By whichever of its names is given.
select id, slug, name_id, name_en from catalog.categories where id = :id::uuid or slug = :slug::text;

--! lock_category
-- A statement of its own: those that come after it see what whoever had the lock has written.
select id from catalog.categories where id = :id for no key update;

--! add_category (parent_id?, parent_slug?, actor_id?) : CategoryRow
-- No row is written when a parent is named that does not exist. What the shop does by itself is not logged.
with place as (
    select p.id as parent_id
    from (values (:parent_id::uuid, :parent_slug::text)) as wanted (id, slug)
    left join catalog.categories p on p.id = wanted.id or p.slug = wanted.slug
    where p.id is not null or (wanted.id is null and wanted.slug is null)
), added as (
    insert into catalog.categories (id, parent_id, slug, name_id, name_en, icon, position, active)
    select :id::uuid, place.parent_id, :slug::text, :name_id::text, :name_en::text, :icon::text,
        :position::integer, :active::boolean
    from place
    returning id, parent_id, slug, name_id, name_en, icon, position, active, version
), noted as (
    insert into identity.audit_log (at, actor_id, action, target, details, ip, user_agent, request_id)
    select :now::timestamptz, :actor_id::uuid, 'category_created', added.id::text, :details::jsonb, :ip::text,
        :user_agent::text, :request_id::text
    from added
    where :actor_id is not null
)
select * from added;

--! redefine_category (parent_id?)
update catalog.categories
set parent_id = :parent_id, slug = :slug, name_id = :name_id, name_en = :name_en, icon = :icon,
    position = :position, active = :active, version = version + 1
where id = :id;

--! remove_category
delete from catalog.categories where id = :id;

--! list_entries (pattern?, status?, category_id?, category_slug?, after_created_at?, after_id?) : (image?)
-- What is gathered for each product is gathered for the page alone. A category stands for all below it.
with page as (
    select p.id, p.slug, p.name_id, p.name_en, p.category_id, p.status, p.created_at, p.updated_at, p.version
    from catalog.products p
    where (:pattern::text is null or p.id in (
            select f.id from catalog.products f
            where lower(f.name_id || ' ' || f.name_en || ' ' || f.slug) like lower(:pattern)
            union all
            select v.product_id from catalog.variants v where lower(v.sku) like lower(:pattern)
        ))
        and (:status::text is null or p.status = :status)
        and ((:category_id::uuid is null and :category_slug::text is null) or p.category_id in (
            select s.category_id from catalog.shelves s join catalog.categories c on c.id = s.above_id
            where c.id = :category_id or c.slug = :category_slug
        ))
        and (:after_created_at::timestamptz is null
            or (p.created_at, p.id) < (:after_created_at, :after_id::uuid))
    order by p.created_at desc, p.id desc
    limit :limit::bigint
)
select page.id, page.slug, page.name_id, page.name_en, c.slug as category, page.status, page.created_at,
    page.updated_at, page.version,
    (select i.key from catalog.product_images i where i.product_id = page.id order by i.position, i.id limit 1)
        as image,
    array(select v.sku from catalog.variants v where v.product_id = page.id order by v.position, v.sku) as skus
from page
join catalog.categories c on c.id = page.category_id
order by page.created_at desc, page.id desc;

--! lock_product
-- A statement of its own: those that come after it see what whoever had the lock has written.
select id from catalog.products where id = :id for no key update;

--! find_record
select p.id, p.category_id, c.slug as category_slug, c.name_id as category_name_id, c.name_en as category_name_en,
    p.slug, p.name_id, p.name_en, p.description_id, p.description_en, p.storage_advice_id, p.storage_advice_en,
    p.origin, p.organic, p.shelf_life_days, p.season_months, p.tax_rate_bp, p.status, p.created_at, p.updated_at,
    p.version
from catalog.products p
join catalog.categories c on c.id = p.category_id
where p.id = :id;

--! pictures_of_product
select id, key, alt_id, alt_en from catalog.product_images where product_id = :product_id order by position, id;

--! count_pictures
-- No row when there is no such product.
select (select count(*) from catalog.product_images i where i.product_id = p.id) as pictures
from catalog.products p where p.id = :product_id;

--! variants_of_product : VariantRow
select id, product_id, sku, unit, step, minimum, maximum, weighed, position, active, version
from catalog.variants where product_id = :product_id order by position, sku;

--! find_variant : VariantRow
select id, product_id, sku, unit, step, minimum, maximum, weighed, position, active, version
from catalog.variants where sku = :sku;

--! lock_variant
select id from catalog.variants where sku = :sku for no key update;

--! moment
-- The clock's present, and not the transaction's beginning: a price set by whoever had the lock before began after
-- that.
select clock_timestamp() as now;

--! prices_of_variants (product_id?, sku?) : PriceRow
-- Of each variant of a product, or of one, every price to come and the latest hundred of those that hold or held.
with moment as materialized (
    select clock_timestamp() as now
), wanted as (
    select id from catalog.variants where product_id = :product_id::uuid or sku = :sku::text
)
select r.variant_id, r.is_to_come, nullif(r.starts_at, '-infinity') as starts_at, r.price, r.compare_at_price,
    r.compare_at_until, r.kind, r.actor_id as set_by, r.set_at
from wanted
cross join moment
cross join lateral (
    select p.*, true as is_to_come from catalog.prices p
    where p.variant_id = wanted.id and p.starts_at > moment.now
    union all
    (
        select p.*, false from catalog.prices p
        where p.variant_id = wanted.id and p.starts_at <= moment.now
        order by p.starts_at desc limit 100
    )
) as r
order by r.variant_id, r.starts_at desc;

--! taken_skus
select sku from catalog.variants where sku = any (:skus::text[]);

--! edit_product
update catalog.products
set category_id = :category_id, slug = :slug, name_id = :name_id, name_en = :name_en,
    description_id = :description_id, description_en = :description_en, storage_advice_id = :storage_advice_id,
    storage_advice_en = :storage_advice_en, origin = :origin, organic = :organic,
    shelf_life_days = :shelf_life_days, season_months = :season_months, tax_rate_bp = :tax_rate_bp,
    status = :status, updated_at = :now, version = version + 1
where id = :id;

--! arrange_pictures
-- The product's pictures, in this order; those left out are noted as discarded.
with gone as (
    delete from catalog.product_images where product_id = :product_id::uuid and id <> all (:ids::uuid[])
    returning key
), discarded as (
    insert into platform.discarded_images (key, discarded_at)
    select key, :now::timestamptz from gone
    on conflict do nothing
), taken_back as (
    delete from platform.discarded_images where key = any (:keys::text[])
)
insert into catalog.product_images (id, product_id, key, alt_id, alt_en, position)
select p.id, :product_id, p.key, p.alt_id, p.alt_en, p.position
from unnest(:ids, :keys, :alt_ids::text[], :alt_ens::text[]) with ordinality as p (id, key, alt_id, alt_en, position)
on conflict (id) do update set position = excluded.position;

--! edit_variant
update catalog.variants
set step = :step, minimum = :minimum, maximum = :maximum, weighed = :weighed, position = :position,
    active = :active, version = version + 1
where id = :id;

--! withdraw_prices
-- Those still to come.
delete from catalog.prices where variant_id = :variant_id and starts_at > clock_timestamp();

--! schedule_prices (compare_at_prices[?], compare_at_untils[?])
insert into catalog.prices (variant_id, starts_at, price, compare_at_price, compare_at_until, actor_id)
select :variant_id::uuid, p.starts_at, p.price, p.compare_at_price, p.compare_at_until, :actor_id::uuid
from unnest(
    :starts_ats::timestamptz[], :prices::bigint[], :compare_at_prices::bigint[], :compare_at_untils::timestamptz[]
) as p (starts_at, price, compare_at_price, compare_at_until);

--! set_price (compare_at_price?, compare_at_until?)
-- From now on; but after a price that somebody set who began later than this transaction and was done before it.
insert into catalog.prices (variant_id, starts_at, price, compare_at_price, compare_at_until, actor_id)
select :variant_id::uuid,
    greatest(now(), (
        select max(p.starts_at) + interval '1 microsecond' from catalog.prices p
        where p.variant_id = :variant_id and p.starts_at <= clock_timestamp()
    )),
    :price::bigint, :compare_at_price::bigint, :compare_at_until::timestamptz, :actor_id::uuid;

--! add_product (category_id?, category_slug?, compare_at_prices[?], compare_at_untils[?], actor_id?)
-- The product, its variants and the line in the audit log stand or fall together; no row is written without the
-- category. What the shop does by itself is not logged.
with product as (
    insert into catalog.products
        (id, category_id, slug, name_id, name_en, description_id, description_en, storage_advice_id,
         storage_advice_en, origin, organic, shelf_life_days, season_months, tax_rate_bp, status, created_at,
         updated_at)
    select :id::uuid, c.id, :slug::text, :name_id::text, :name_en::text, :description_id::text,
        :description_en::text, :storage_advice_id::text, :storage_advice_en::text, :origin::text,
        :organic::boolean, :shelf_life_days::integer, :season_months::integer[], :tax_rate_bp::integer,
        :status::text, :now::timestamptz, :now
    from catalog.categories c
    where c.id = :category_id::uuid or c.slug = :category_slug::text
    returning id
), variant as (
    insert into catalog.variants (id, product_id, sku, unit, step, minimum, maximum, weighed, position)
    select v.id, product.id, v.sku, v.unit, v.step, v.minimum, v.maximum, v.weighed, v.position
    from product
    cross join unnest(
        :variant_ids::uuid[], :skus::text[], :units::text[], :steps::bigint[], :minimums::bigint[],
        :maximums::bigint[], :weigheds::boolean[]
    ) with ordinality as v (id, sku, unit, step, minimum, maximum, weighed, position)
    returning id
), price as (
    -- Of variants alone that were added, and so after them.
    insert into catalog.prices (variant_id, starts_at, price, compare_at_price, compare_at_until, actor_id)
    select variant.id, '-infinity', p.price, p.compare_at_price, p.compare_at_until, :actor_id
    from variant
    join unnest(
        :variant_ids, :prices::bigint[], :compare_at_prices::bigint[], :compare_at_untils::timestamptz[]
    ) as p (id, price, compare_at_price, compare_at_until) on p.id = variant.id
), noted as (
    insert into identity.audit_log (at, actor_id, action, target, details, ip, user_agent, request_id)
    select :now, :actor_id::uuid, 'product_created', product.id::text, :details::jsonb, :ip::text,
        :user_agent::text, :request_id::text
    from product
    where :actor_id is not null
)
select id from product;

--! add_variant (compare_at_price?, compare_at_until?)
-- The product's last variant; no row is written without the product.
with variant as (
    insert into catalog.variants (id, product_id, sku, unit, step, minimum, maximum, weighed, position)
    select :id::uuid, p.id, :sku::text, :unit::text, :step::bigint, :minimum::bigint, :maximum::bigint,
        :weighed::boolean,
        (select coalesce(max(v.position), 0) + 1 from catalog.variants v where v.product_id = p.id)
    from catalog.products p
    where p.id = :product_id
    returning id
), price as (
    insert into catalog.prices (variant_id, starts_at, price, compare_at_price, compare_at_until, actor_id)
    select id, '-infinity', :price::bigint, :compare_at_price::bigint, :compare_at_until::timestamptz, :actor_id
    from variant
), noted as (
    insert into identity.audit_log (at, actor_id, action, target, details, ip, user_agent, request_id)
    select :now, :actor_id, 'variant_added', :sku, :details::jsonb, :ip, :user_agent, :request_id
    from variant
)
select id from variant;
