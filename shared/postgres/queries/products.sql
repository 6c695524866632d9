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
    insert into identity.audit_log (at, actor_id, action, ip, user_agent, request_id, details)
    select :now, :actor_id::uuid, 'product_created', :ip::text, :user_agent::text, :request_id::text,
        jsonb_build_object('product_id', id, 'slug', :slug)
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
    returning id, product_id
), price as (
    insert into catalog.prices (variant_id, starts_at, price, compare_at_price, compare_at_until, actor_id)
    select id, '-infinity', :price::bigint, :compare_at_price::bigint, :compare_at_until::timestamptz, :actor_id
    from variant
), noted as (
    insert into identity.audit_log (at, actor_id, action, ip, user_agent, request_id, details)
    select :now, :actor_id, 'variant_added', :ip, :user_agent, :request_id,
        jsonb_build_object('product_id', product_id, 'sku', :sku)
    from variant
)
select id from variant;
