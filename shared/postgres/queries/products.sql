--! list_products (words?, query?, category?, min_price?, max_price?, organic?, in_stock?, unit?, month?, after_rank?, after_id?)
-- A page of the catalogue and the facets of everything found, in one round trip: the page and the facets read
-- the same set, which is therefore found once. Absent filters are null.
with recursive shelf (category_id, above_id) as (
    -- Each category with itself and everything above it: what is asked for by a category lies on it or below.
    select id, id from catalog.categories
    union all
    select s.category_id, c.parent_id
    from shelf s
    join catalog.categories c on c.id = s.above_id
    where c.parent_id is not null
), wanted as (
    select s.category_id
    from shelf s
    join catalog.categories c on c.id = s.above_id
    where c.slug = :category::text
), typo as (
    -- Likeness of letters is asked only when no product has the words: it would find ayam for bayam.
    select :query::text is not null and not exists (
        select from catalog.listings
        where shown and search @@ to_tsquery('indonesian', :query)
    ) as likely
), candidates as (
    select p.id, p.category_id, p.slug, p.name_id, p.name_en, p.organic, p.origin, p.created_at,
        case
            when :query is null then 0
            when typo.likely then word_similarity(:words::text, p.name_id || ' ' || p.name_en)
            else ts_rank(l.search, to_tsquery('indonesian', :query))
        end as likeness
    from catalog.products p
    join catalog.listings l on l.product_id = p.id
    cross join typo
    where p.status = 'active'
        and (:query is null
            or l.search @@ to_tsquery('indonesian', :query)
            or (typo.likely and word_similarity(:words, p.name_id || ' ' || p.name_en) >= 0.45))
        and (:organic::boolean is null or p.organic = :organic)
        and (:month::integer is null or p.season_months = '{}' or :month = any (p.season_months))
        and (:category is null or p.category_id in (select category_id from wanted))
), offers as materialized (
    select v.product_id, v.sku, v.unit, v.price, v.position, v.compare_at_price,
        (
            select coalesce(sum(l.on_hand - l.reserved), 0)
            from catalog.lots l
            join catalog.locations o on o.id = l.location_id and o.active
            where l.variant_id = v.id and l.on_hand > 0 and l.best_before > :today::date
        ) >= v.minimum as in_stock
    from candidates c
    join catalog.offers v on v.product_id = c.id
    where v.active
), matching as (
    select product_id, min(price) as price, bool_or(in_stock) as in_stock, array_agg(distinct unit) as units
    from offers
    where (:min_price::bigint is null or price >= :min_price)
        and (:max_price::bigint is null or price <= :max_price)
        and (:unit::text is null or unit = :unit)
    group by product_id
), found as materialized (
    select c.*, m.in_stock, m.units,
        case :sort::text
            when 'price' then m.price
            when '-price' then -m.price
            when 'relevance' then -(c.likeness * 1000000)::bigint
            else -(extract(epoch from c.created_at) * 1000000)::bigint
        end as rank
    from candidates c
    join matching m on m.product_id = c.id
    where :in_stock::boolean is null or m.in_stock = :in_stock
), page as (
    select * from found
    where :after_rank::bigint is null or (rank, id) > (:after_rank, :after_id::uuid)
    order by rank, id
    limit :limit::bigint
)
select
    (
        select coalesce(json_agg(json_build_object(
            'id', p.id,
            'rank', p.rank,
            'slug', p.slug,
            'name', json_build_object('id', p.name_id, 'en', p.name_en),
            'organic', p.organic,
            'origin', p.origin,
            'image', (select i.url from catalog.product_images i where i.product_id = p.id order by i.position limit 1),
            'variants', (
                select json_agg(json_build_object(
                    'sku', o.sku, 'unit', o.unit, 'price', o.price, 'compare_at_price', o.compare_at_price,
                    'in_stock', o.in_stock
                ) order by o.position, o.sku)
                from offers o where o.product_id = p.id
            )
        ) order by p.rank, p.id), '[]')
        from page p
    ) as items,
    (
        select coalesce(json_agg(json_build_object(
            'slug', c.slug, 'name', json_build_object('id', c.name_id, 'en', c.name_en), 'count', counted.n
        ) order by c.position, c.slug), '[]')
        from (
            select s.above_id, count(*) as n
            from found f
            join shelf s on s.category_id = f.category_id
            group by s.above_id
        ) as counted
        join catalog.categories c on c.id = counted.above_id
        where c.active and (:category is null or c.id in (select category_id from wanted))
    ) as categories,
    (
        select coalesce(json_agg(json_build_object('value', unit, 'count', n) order by n desc, unit), '[]')
        from (select unit, count(*) as n from found cross join unnest(units) as unit group by unit) as counted
    ) as units,
    (
        select coalesce(json_agg(json_build_object('value', organic, 'count', n) order by organic desc), '[]')
        from (select organic, count(*) as n from found group by organic) as counted
    ) as organic,
    (
        select coalesce(json_agg(json_build_object('value', in_stock, 'count', n) order by in_stock desc), '[]')
        from (select in_stock, count(*) as n from found group by in_stock) as counted
    ) as in_stock;

--! find_product
-- The whole page of a product in one row. Its path goes from the top of the tree down to its own category.
with recursive path as (
    select c.parent_id, c.slug, c.name_id, c.name_en, 0 as height
    from catalog.products p
    join catalog.categories c on c.id = p.category_id
    where p.slug = :slug
    union all
    select c.parent_id, c.slug, c.name_id, c.name_en, path.height + 1
    from path
    join catalog.categories c on c.id = path.parent_id
)
select p.id, p.slug, p.name_id, p.name_en, p.description_id, p.description_en, p.storage_advice_id,
    p.storage_advice_en, p.origin, p.organic, p.shelf_life_days, p.season_months, p.tax_rate_bp,
    (
        select json_agg(json_build_object(
            'slug', slug, 'name', json_build_object('id', name_id, 'en', name_en)
        ) order by height desc)
        from path
    ) as category_path,
    array(select i.url from catalog.product_images i where i.product_id = p.id order by i.position) as images,
    (
        select coalesce(json_agg(json_build_object(
            'id', v.id, 'sku', v.sku, 'unit', v.unit, 'step', v.step, 'minimum', v.minimum,
            'maximum', v.maximum, 'weighed', v.weighed, 'price', v.price,
            'compare_at_price', v.compare_at_price,
            'in_stock', coalesce(l.available, 0) >= v.minimum,
            'best_before', l.best_before
        ) order by v.position, v.sku), '[]')
        from catalog.offers v
        cross join lateral (
            select sum(l.on_hand - l.reserved) as available, min(l.best_before) as best_before
            from catalog.lots l
            join catalog.locations o on o.id = l.location_id and o.active
            where l.variant_id = v.id and l.on_hand > l.reserved and l.on_hand > 0
                and l.best_before > :today::date
        ) as l
        where v.product_id = p.id and v.active
    ) as variants
from catalog.products p
where p.slug = :slug and p.status = 'active';

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
