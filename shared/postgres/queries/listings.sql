--! list_listings (words?, category?, in_stock?, stock?, origin?) : (corrected?, units[?], organic[?], in_stock[?], in_season?, lowest_price?, highest_price?)
-- A page of the catalogue and the facets of everything found, in one round trip. Absent filters are null;
-- `after_rank` and `after_id` lie below everything when there is no page before.
--
-- Bounds and bits are made by PgListings. Where the kept counts tell everything that is asked (`whole`), they are the
-- facets; otherwise what is found is counted: most rows are told by their summary, others by their packed prices, and
-- the few of which neither tells (`odd`) by their offers. Where a page is soon full (`ordered`), it is read by the index
-- of its order.
with search as materialized (
    select u.query, u.exact, u.beginning, u.corrected
    from catalog.understand(:words::text[]) u
    where :words is not null
), asked as materialized (
    select array(
        select s.category_id
        from catalog.categories c
        join catalog.shelves s on s.above_id = c.id
        where c.slug = :category::text
        union all
        select id from catalog.categories where :category is null
    ) as shelves
), strange as materialized (
    -- What neither the summary nor packed prices tell: it is out of date, or has too many offers.
    select array(
        select product_id from catalog.listings where shown and settled_until <= now()
        union all
        select product_id
        from catalog.listings
        where not :ordered and shown and prices is null and settled_until > now()
    ) as ids
), odd as materialized (
    select l.product_id, l.category_id, l.origin, l.newest, l.best_selling, l.names, l.search,
        (l.traits & ~((127::bigint << 20) | (127::bigint << 12))) | (o.units::bigint << 20)
            | (coalesce(o.stocked, 0)::bigint << 12)
            as traits,
        case when :in_stock::boolean then o.lowest_stocked else o.lowest end as lowest,
        case when :in_stock then o.highest_stocked else o.highest end as highest
    from catalog.listings l
    cross join lateral (
        select bit_or(f.unit) as units, bit_or(f.unit) filter (where f.stocked) as stocked,
            min(f.price) as lowest, max(f.price) as highest,
            min(f.price) filter (where f.stocked) as lowest_stocked,
            max(f.price) filter (where f.stocked) as highest_stocked
        from (
            select unit, price, stocked_until >= catalog.shop_date(now()) as stocked
            from unnest(l.offers)
            where starts_at <= now() and ends_at > now()
                and price between :least and :most and unit & :units <> 0
        ) as f
    ) as o
    where l.product_id = any ((select ids from strange)::uuid[])
        and l.shown and l.category_id = any ((select shelves from asked)::uuid[])
        and l.traits & :mask = :wanted
        and (:origin::text is null or l.origin = :origin)
        and (:words is null or l.search @@ (select query from search))
        and o.units is not null
        and (:in_stock is not true or o.stocked is not null)
), seen as not materialized (
    -- What has offers within the bounds. Where all of them fit, the summary tells.
    select product_id, category_id, traits, origin, newest, best_selling, null::text as names, null::tsvector as search,
        lowest_price, highest_price, lowest_stocked, highest_stocked, prices,
        lowest_price >= :least and highest_price <= :most
            and ((traits >> 20)::integer & 127) & ~:units = 0 as all_fit
    from catalog.listings
    where shown and category_id = any ((select shelves from asked where :words is null and not :ordered)::uuid[])
        -- `case` hides from the planner how little it knows of the conditions.
        and case when traits & :mask = :wanted
            and (:stock::bigint is null or traits & :stock <> 0)
            and (traits >> 20)::integer & :units <> 0
            and lowest_price <= :most and highest_price >= :least
            and (:origin is null or origin = :origin)
            and settled_until > now() and prices is not null then true end
    union all
    select product_id, category_id, traits, origin, newest, best_selling, names, search,
        lowest_price, highest_price, lowest_stocked, highest_stocked, prices,
        lowest_price >= :least and highest_price <= :most
            and ((traits >> 20)::integer & 127) & ~:units = 0
    from catalog.listings
    where shown and search @@ (select query from search)
        and category_id = any ((select shelves from asked)::uuid[])
        and traits & :mask = :wanted
        and (:stock is null or traits & :stock <> 0)
        and (traits >> 20)::integer & :units <> 0
        and lowest_price <= :most and highest_price >= :least
        and (:origin is null or origin = :origin)
        and settled_until > now() and prices is not null
    offset 0
), weighed as not materialized (
    -- Where some of a product's offers fit and some do not: those that fit.
    select seen.*,
        case when not all_fit and prices[1] between :packed_least and :packed_most
            and prices[1] & :units <> 0 and prices[1] & :stocked <> 0
            then prices[1] end as first,
        case when not all_fit and prices[2] between :packed_least and :packed_most
            and prices[2] & :units <> 0 and prices[2] & :stocked <> 0
            then prices[2] end as second,
        case when not all_fit and prices[3] between :packed_least and :packed_most
            and prices[3] & :units <> 0 and prices[3] & :stocked <> 0
            then prices[3] end as third,
        case when not all_fit and prices[4] between :packed_least and :packed_most
            and prices[4] & :units <> 0 and prices[4] & :stocked <> 0
            then prices[4] end as fourth
    from seen
    offset 0
), found as materialized (
    select product_id, category_id, origin, newest, best_selling, names, search,
        case when all_fit then traits else
            (traits & ~((127::bigint << 20) | (127::bigint << 12)))
            | (((coalesce(first, 0) | coalesce(second, 0) | coalesce(third, 0) | coalesce(fourth, 0)) & 127) << 20)
            | ((catalog.stocked(first) | catalog.stocked(second) | catalog.stocked(third) | catalog.stocked(fourth)) << 12)
        end as traits,
        case
            when not all_fit then coalesce(first, second, third, fourth) >> 8
            when :in_stock then lowest_stocked
            else lowest_price
        end as lowest,
        case
            when not all_fit then coalesce(fourth, third, second, first) >> 8
            when :in_stock then highest_stocked
            else highest_price
        end as highest
    from weighed
    where all_fit or coalesce(first, second, third, fourth) is not null
    union all
    select product_id, category_id, origin, newest, best_selling, names, search, traits, lowest, highest from odd
), groups as materialized (
    select category_id, traits, n, null::bigint as lowest, null::bigint as highest
    from catalog.counts_by_category
    where :whole and traits & :mask = :wanted and (:stock is null or traits & :stock <> 0)
    union all
    select category_id, traits, n, null, null
    from catalog.uncounted
    where :whole and traits & :mask = :wanted and (:stock is null or traits & :stock <> 0)
    union all
    -- Those whose summary is out of date are taken out again, and put in as they are.
    select category_id, traits, -1, null, null
    from catalog.listings
    where :whole and product_id = any ((select ids from strange)::uuid[]) and shown
        and traits & :mask = :wanted
        and (:stock is null or traits & :stock <> 0)
    union all
    select category_id, traits, 1, lowest, highest
    from odd
    where :whole
    union all
    select category_id, traits, count(*), min(lowest), max(highest)
    from found
    where not :whole
    group by category_id, traits
), counted as materialized (
    -- With the units that a filter by unit would find, which one variant must be for all; and whether it is among
    -- what is found, or would be by its unit alone.
    select category_id, n, lowest, highest, traits,
        case
            when :in_stock is null then (traits >> 20)::integer
            when :in_stock then (traits >> 12)::integer
            else (traits >> 20)::integer & ~(traits >> 12)::integer
        end as units,
        traits & :sold_out = 0 as fits
    from groups
), totals as (
    select
        array[
            sum(n) filter (where units & 1 <> 0), sum(n) filter (where units & 2 <> 0),
            sum(n) filter (where units & 4 <> 0), sum(n) filter (where units & 8 <> 0),
            sum(n) filter (where units & 16 <> 0), sum(n) filter (where units & 32 <> 0),
            sum(n) filter (where units & 64 <> 0)
        ]::bigint[] as units,
        array[
            sum(n) filter (where fits and traits & (1 << 30) <> 0), sum(n) filter (where fits and traits & (1 << 30) = 0)
        ]::bigint[] as organic,
        array[
            sum(n) filter (where fits and traits & (127 << 12) <> 0),
            sum(n) filter (where fits and traits & (127 << 12) = 0)
        ]::bigint[] as in_stock,
        (sum(n) filter (where fits and traits & (1 << (:this_month::integer - 1)) <> 0))::bigint as in_season,
        min(lowest) filter (where fits) as lowest,
        max(highest) filter (where fits) as highest
    from counted
), page as (
    (
        select product_id, newest as rank
        from catalog.listings
        where :sort::text = 'newest' and :ordered and shown
            and traits & :mask = :wanted
            and (:stock is null or traits & :stock <> 0)
            and traits & :sold_out = 0
            and settled_until > now()
            and (newest, product_id) > (:after_rank::bigint, :after_id::uuid)
        order by newest, product_id
        limit :limit::bigint
    )
    union all
    (
        select product_id, best_selling
        from catalog.listings
        where :sort = 'best_selling' and :ordered and shown
            and traits & :mask = :wanted
            and (:stock is null or traits & :stock <> 0)
            and traits & :sold_out = 0
            and settled_until > now()
            and (best_selling, product_id) > (:after_rank, :after_id)
        order by best_selling, product_id
        limit :limit
    )
    union all
    (
        select product_id, lowest_price
        from catalog.listings
        where :sort = 'price' and :ordered and :in_stock is null and shown
            and traits & :mask = :wanted
            and settled_until > now()
            and (lowest_price, product_id) > (:after_rank, :after_id)
        order by lowest_price, product_id
        limit :limit
    )
    union all
    (
        select product_id, lowest_stocked
        from catalog.listings
        where :sort = 'price' and :ordered and :in_stock and shown
            and traits & :mask = :wanted
            and settled_until > now()
            and (lowest_stocked, product_id) > (:after_rank, :after_id)
        order by lowest_stocked, product_id
        limit :limit
    )
    union all
    (
        select product_id, -lowest_price
        from catalog.listings
        where :sort = '-price' and :ordered and :in_stock is null and shown
            and traits & :mask = :wanted
            and settled_until > now()
            and (-lowest_price, product_id) > (:after_rank, :after_id)
        order by -lowest_price, product_id
        limit :limit
    )
    union all
    (
        select product_id, -lowest_stocked
        from catalog.listings
        where :sort = '-price' and :ordered and :in_stock and shown
            and traits & :mask = :wanted
            and settled_until > now()
            and (-lowest_stocked, product_id) > (:after_rank, :after_id)
        order by -lowest_stocked, product_id
        limit :limit
    )
    union all
    (
        select product_id, rank
        from (
            select product_id,
                case :sort
                    when 'newest' then newest
                    when 'best_selling' then best_selling
                    when 'price' then lowest
                    when '-price' then -lowest
                    -- What is called so, what begins so, then how well the words fit; a little for what is in
                    -- stock and what sells.
                    else -(case
                        when names like any ((select exact from search)::text[]) then 2000000000
                        when names like any ((select beginning from search)::text[]) then 1000000000
                        else 0
                    end + ts_rank('{0.05, 0.1, 0.3, 1}', search, (select query from search), 1) * 10000000
                        * (1 + case when traits & (127 << 12) <> 0 then 0.2 else 0 end
                            + least(-best_selling, 1000) / 10000.0))::bigint
                end as rank
            from found
            where not :ordered and traits & :sold_out = 0
        ) as ranked
        where (rank, product_id) > (:after_rank, :after_id)
        order by rank, product_id
        limit :limit
    )
    union all
    select product_id, rank
    from (
        select product_id,
            case :sort when 'newest' then newest when 'best_selling' then best_selling when 'price' then lowest
                else -lowest end as rank
        from odd
        where :ordered and traits & :sold_out = 0
    ) as ranked
    where (rank, product_id) > (:after_rank, :after_id)
), first as materialized (
    select product_id, rank from page order by rank, product_id limit :limit
)
select
    (
        select coalesce(json_agg(json_build_object(
            'id', p.id,
            'rank', f.rank,
            'slug', p.slug,
            'name', json_build_object('id', p.name_id, 'en', p.name_en),
            'organic', p.organic,
            'origin', p.origin,
            'image', (select i.key from catalog.product_images i where i.product_id = p.id order by i.position limit 1),
            'variants', (
                select json_agg(json_build_object(
                    'sku', o.sku, 'unit', o.unit, 'price', o.price, 'compare_at_price', o.compare_at_price,
                    'in_stock', coalesce(a.stocked_until >= catalog.shop_date(now()), false)
                ) order by o.position, o.sku)
                from catalog.offers o
                left join catalog.availability a on a.variant_id = o.id
                where o.product_id = p.id and o.active
            ),
            -- Control characters, which no text has, stand around what was found.
            'highlight', case when :words is not null then json_build_object(
                'name', ts_headline(
                    :language::text::regconfig, case :language when 'english' then p.name_en else p.name_id end,
                    (select query from search), E'StartSel=\x01,StopSel=\x02,HighlightAll=true'),
                'description', ts_headline(
                    :language::regconfig, case :language when 'english' then p.description_en else p.description_id end,
                    (select query from search), E'StartSel=\x01,StopSel=\x02,MaxWords=30,MinWords=12')
            ) end
        ) order by f.rank, f.product_id), '[]')
        from first f
        join catalog.products p on p.id = f.product_id
    ) as items,
    (select corrected from search) as corrected,
    (
        select coalesce(json_agg(json_build_object(
            'slug', c.slug, 'name', json_build_object('id', c.name_id, 'en', c.name_en), 'count', counted.n
        ) order by c.position, c.slug), '[]')
        from (
            select s.above_id, sum(g.n) as n
            from (
                select category_id, sum(n) as n from counted where fits group by category_id
            ) as g
            join catalog.shelves s on s.category_id = g.category_id
            group by s.above_id
        ) as counted
        join catalog.categories c on c.id = counted.above_id
        where c.active and counted.n > 0 and c.id = any ((select shelves from asked)::uuid[])
    ) as categories,
    t.units,
    t.organic,
    t.in_stock,
    t.in_season,
    (
        select coalesce(json_agg(json_build_object('value', origin, 'count', n) order by n desc, origin), '[]')
        from (
            select origin, sum(n) as n
            from (
                select origin, n
                from catalog.counts_by_origin
                where :whole and traits & (:mask | :sold_out) = :wanted and (:stock is null or traits & :stock <> 0)
                union all
                select origin, n
                from catalog.uncounted
                where :whole and traits & (:mask | :sold_out) = :wanted and (:stock is null or traits & :stock <> 0)
                union all
                select origin, -1
                from catalog.listings
                where :whole and product_id = any ((select ids from strange)::uuid[]) and shown
                    and traits & (:mask | :sold_out) = :wanted
                    and (:stock is null or traits & :stock <> 0)
                union all
                select origin, 1 from odd where :whole and traits & :sold_out = 0
                union all
                select origin, count(*)
                from found
                where not :whole
                    and case when traits & :sold_out = 0 then true end
                group by origin
            ) as parts
            where origin <> ''
            group by origin
            having sum(n) > 0
            order by n desc, origin
            limit 30
        ) as top
    ) as origins,
    -- The ends of the whole list are found by its indexes; `case` hides from the planner how little it knows of the
    -- conditions, for which it would rather read everything.
    least(t.lowest, (
        select lowest_price
        from catalog.listings
        where :whole and :in_stock is not true and shown
            and case when traits & :mask = :wanted
                and traits & :sold_out = 0
                and settled_until > now() then true end
        order by lowest_price, product_id
        limit 1
    ), (
        select lowest_stocked
        from catalog.listings
        where :whole and :in_stock and lowest_stocked is not null and shown
            and case when traits & :mask = :wanted
                and traits & :sold_out = 0
                and settled_until > now() then true end
        order by lowest_stocked, product_id
        limit 1
    )) as lowest_price,
    greatest(t.highest, (
        select highest_price
        from catalog.listings
        where :whole and :in_stock is not true and shown
            and case when traits & :mask = :wanted
                and traits & :sold_out = 0
                and settled_until > now() then true end
        order by highest_price desc
        limit 1
    ), (
        select highest_stocked
        from catalog.listings
        where :whole and :in_stock and highest_stocked is not null and shown
            and case when traits & :mask = :wanted
                and traits & :sold_out = 0
                and settled_until > now() then true end
        order by highest_stocked desc
        limit 1
    )) as highest_price
from totals t;

--! find_listing
-- The whole page of a product in one row. Its path goes from the top of the tree down to its own category.
select p.id, p.slug, p.name_id, p.name_en, p.description_id, p.description_en, p.storage_advice_id,
    p.storage_advice_en, p.origin, p.organic, p.shelf_life_days, p.season_months, p.tax_rate_bp,
    (
        -- The higher a category, the more lie below it.
        select json_agg(json_build_object(
            'slug', c.slug, 'name', json_build_object('id', c.name_id, 'en', c.name_en)
        ) order by (select count(*) from catalog.shelves b where b.above_id = c.id) desc)
        from catalog.shelves s
        join catalog.categories c on c.id = s.above_id
        where s.category_id = p.category_id
    ) as category_path,
    array(select i.key from catalog.product_images i where i.product_id = p.id order by i.position) as images,
    (
        select coalesce(json_agg(json_build_object(
            'id', v.id, 'sku', v.sku, 'unit', v.unit, 'step', v.step, 'minimum', v.minimum,
            'maximum', v.maximum, 'weighed', v.weighed, 'price', v.price,
            'compare_at_price', v.compare_at_price,
            'in_stock', coalesce(a.stocked_until >= catalog.shop_date(now()), false),
            'best_before', l.best_before
        ) order by v.position, v.sku), '[]')
        from catalog.offers v
        left join catalog.availability a on a.variant_id = v.id
        cross join lateral (
            select min(l.best_before) as best_before
            from catalog.lots l
            join catalog.locations o on o.id = l.location_id and o.active
            where l.variant_id = v.id and l.on_hand > l.reserved and l.on_hand > 0
                and l.best_before > catalog.shop_date(now())
        ) as l
        where v.product_id = p.id and v.active
    ) as variants
from catalog.products p
where p.slug = :slug and p.status = 'active';

--! suggest_listings : (image?)
-- What somebody may be about to type: names that have all the words typed before and one that begins as the last
-- does; else names that a synonym leads to; else, for what is misspelt, names with the nearest word. The best
-- selling first, then categories. Words are small letters and digits, so patterns of them are safe.
with typed as materialized (
    select '% ' || :last::text || '%' as pattern,
        array(select '% ' || word || ' %' from unnest(:former::text[]) word) as others,
        trim(array_to_string(:former, ' ') || ' ' || :last) as phrase
), broad as (
    -- So short a beginning is common: going by what sells soon finds enough.
    select product_id, best_selling
    from catalog.listings
    where length(:last) < 3 and shown and names like (select pattern from typed)
        and names like all ((select others from typed)::text[])
    order by best_selling, product_id
    limit :limit::bigint
), narrow as (
    select product_id, best_selling
    from catalog.listings
    where length(:last) >= 3 and shown and names like (select pattern from typed)
        and names like all ((select others from typed)::text[])
    order by best_selling, product_id
    limit :limit
), direct as materialized (
    select * from broad union all select * from narrow
), other_names as materialized (
    -- Asked for only when the catalogue itself has too little.
    select array(
        select '% ' || o.term || ' %'
        from catalog.synonyms s
        join catalog.synonyms o on o.set_number = s.set_number and o.term <> s.term
        cross join typed
        where length(typed.phrase) >= 3 and starts_with(s.term, typed.phrase)
            and (select count(*) from direct) < :limit
        limit 20
    ) as patterns
), known as materialized (
    select * from direct
    union
    select l.product_id, l.best_selling
    from unnest((select patterns from other_names)::text[]) pattern
    join catalog.listings l on l.names like pattern
    where l.shown
), nearest as materialized (
    select '% ' || catalog.mend(:last) || ' %' as pattern
    where not exists (select from known)
), hits as (
    select product_id, best_selling from known
    union all
    select product_id, best_selling
    from catalog.listings
    where shown and names like (select pattern from nearest)
        and names like all ((select others from typed)::text[])
), categories as materialized (
    select c.slug, c.name_id, c.name_en, c.position
    from catalog.categories c
    where c.active
        and not exists (
            select from catalog.shelves s
            join catalog.categories a on a.id = s.above_id
            where s.category_id = c.id and not a.active)
        and exists (
            select from unnest(array[c.name_id, c.name_en]) name
            where ' ' || catalog.plain(name) || ' ' like any (
                    array[(select pattern from typed), (select pattern from nearest)])
                and ' ' || catalog.plain(name) || ' ' like all ((select others from typed)::text[]))
    order by c.position, c.slug
    -- A quarter of the answer at most.
    limit :limit / 4
), chosen as materialized (
    select product_id, best_selling
    from hits
    order by best_selling, product_id
    limit :limit - (select count(*) from categories)
)
select 'product' as kind, p.slug, p.name_id, p.name_en,
    (select i.key from catalog.product_images i where i.product_id = p.id order by i.position limit 1) as image,
    row_number() over (order by c.best_selling, c.product_id) as place
from chosen c
join catalog.products p on p.id = c.product_id
union all
select 'category', slug, name_id, name_en, null, 1000 + row_number() over (order by position, slug)
from categories
order by place;
