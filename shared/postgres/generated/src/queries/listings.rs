// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct ListListingsParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
> {
    pub words: Option<T2>,
    pub category: Option<T3>,
    pub ordered: bool,
    pub in_stock: Option<bool>,
    pub least: i64,
    pub most: i64,
    pub units: i32,
    pub mask: i64,
    pub wanted: i64,
    pub origin: Option<T4>,
    pub stock: Option<i64>,
    pub packed_least: i64,
    pub packed_most: i64,
    pub stocked: i64,
    pub whole: bool,
    pub sold_out: i64,
    pub this_month: i32,
    pub sort: T5,
    pub after_rank: i64,
    pub after_id: uuid::Uuid,
    pub limit: i64,
    pub language: T6,
}
#[derive(Debug)]
pub struct SuggestListingsParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
> {
    pub last: T1,
    pub former: T3,
    pub limit: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ListListings {
    pub items: serde_json::Value,
    pub corrected: Option<String>,
    pub categories: serde_json::Value,
    pub units: Vec<Option<i64>>,
    pub organic: Vec<Option<i64>>,
    pub in_stock: Vec<Option<i64>>,
    pub in_season: Option<i64>,
    pub origins: serde_json::Value,
    pub lowest_price: Option<i64>,
    pub highest_price: Option<i64>,
}
pub struct ListListingsBorrowed<'a> {
    pub items: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub corrected: Option<&'a str>,
    pub categories: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub units: crate::ArrayIterator<'a, Option<i64>>,
    pub organic: crate::ArrayIterator<'a, Option<i64>>,
    pub in_stock: crate::ArrayIterator<'a, Option<i64>>,
    pub in_season: Option<i64>,
    pub origins: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub lowest_price: Option<i64>,
    pub highest_price: Option<i64>,
}
impl<'a> From<ListListingsBorrowed<'a>> for ListListings {
    fn from(
        ListListingsBorrowed {
            items,
            corrected,
            categories,
            units,
            organic,
            in_stock,
            in_season,
            origins,
            lowest_price,
            highest_price,
        }: ListListingsBorrowed<'a>,
    ) -> Self {
        Self {
            items: serde_json::from_str(items.0.get()).unwrap(),
            corrected: corrected.map(|v| v.into()),
            categories: serde_json::from_str(categories.0.get()).unwrap(),
            units: units.map(|v| v).collect(),
            organic: organic.map(|v| v).collect(),
            in_stock: in_stock.map(|v| v).collect(),
            in_season,
            origins: serde_json::from_str(origins.0.get()).unwrap(),
            lowest_price,
            highest_price,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct FindListing {
    pub id: uuid::Uuid,
    pub slug: String,
    pub name_id: String,
    pub name_en: String,
    pub description_id: String,
    pub description_en: String,
    pub storage_advice_id: String,
    pub storage_advice_en: String,
    pub origin: String,
    pub organic: bool,
    pub shelf_life_days: i32,
    pub season_months: Vec<i32>,
    pub tax_rate_bp: i32,
    pub category_path: serde_json::Value,
    pub images: Vec<String>,
    pub variants: serde_json::Value,
}
pub struct FindListingBorrowed<'a> {
    pub id: uuid::Uuid,
    pub slug: &'a str,
    pub name_id: &'a str,
    pub name_en: &'a str,
    pub description_id: &'a str,
    pub description_en: &'a str,
    pub storage_advice_id: &'a str,
    pub storage_advice_en: &'a str,
    pub origin: &'a str,
    pub organic: bool,
    pub shelf_life_days: i32,
    pub season_months: crate::ArrayIterator<'a, i32>,
    pub tax_rate_bp: i32,
    pub category_path: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub images: crate::ArrayIterator<'a, &'a str>,
    pub variants: postgres_types::Json<&'a serde_json::value::RawValue>,
}
impl<'a> From<FindListingBorrowed<'a>> for FindListing {
    fn from(
        FindListingBorrowed {
            id,
            slug,
            name_id,
            name_en,
            description_id,
            description_en,
            storage_advice_id,
            storage_advice_en,
            origin,
            organic,
            shelf_life_days,
            season_months,
            tax_rate_bp,
            category_path,
            images,
            variants,
        }: FindListingBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            slug: slug.into(),
            name_id: name_id.into(),
            name_en: name_en.into(),
            description_id: description_id.into(),
            description_en: description_en.into(),
            storage_advice_id: storage_advice_id.into(),
            storage_advice_en: storage_advice_en.into(),
            origin: origin.into(),
            organic,
            shelf_life_days,
            season_months: season_months.map(|v| v).collect(),
            tax_rate_bp,
            category_path: serde_json::from_str(category_path.0.get()).unwrap(),
            images: images.map(|v| v.into()).collect(),
            variants: serde_json::from_str(variants.0.get()).unwrap(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct SuggestListings {
    pub kind: String,
    pub slug: String,
    pub name_id: String,
    pub name_en: String,
    pub image: Option<String>,
    pub place: i64,
}
pub struct SuggestListingsBorrowed<'a> {
    pub kind: &'a str,
    pub slug: &'a str,
    pub name_id: &'a str,
    pub name_en: &'a str,
    pub image: Option<&'a str>,
    pub place: i64,
}
impl<'a> From<SuggestListingsBorrowed<'a>> for SuggestListings {
    fn from(
        SuggestListingsBorrowed {
            kind,
            slug,
            name_id,
            name_en,
            image,
            place,
        }: SuggestListingsBorrowed<'a>,
    ) -> Self {
        Self {
            kind: kind.into(),
            slug: slug.into(),
            name_id: name_id.into(),
            name_en: name_en.into(),
            image: image.map(|v| v.into()),
            place,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct ListListingsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ListListingsBorrowed, tokio_postgres::Error>,
    mapper: fn(ListListingsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ListListingsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ListListingsBorrowed) -> R,
    ) -> ListListingsQuery<'c, 'a, 's, C, R, N> {
        ListListingsQuery {
            client: self.client,
            params: self.params,
            query: self.query,
            cached: self.cached,
            extractor: self.extractor,
            mapper,
        }
    }
    pub async fn one(self) -> Result<T, tokio_postgres::Error> {
        let row =
            crate::client::async_::one(self.client, self.query, &self.params, self.cached).await?;
        Ok((self.mapper)((self.extractor)(&row)?))
    }
    pub async fn all(self) -> Result<Vec<T>, tokio_postgres::Error> {
        self.iter().await?.try_collect().await
    }
    pub async fn opt(self) -> Result<Option<T>, tokio_postgres::Error> {
        let opt_row =
            crate::client::async_::opt(self.client, self.query, &self.params, self.cached).await?;
        Ok(opt_row
            .map(|row| {
                let extracted = (self.extractor)(&row)?;
                Ok((self.mapper)(extracted))
            })
            .transpose()?)
    }
    pub async fn iter(
        self,
    ) -> Result<
        impl futures::Stream<Item = Result<T, tokio_postgres::Error>> + 'c,
        tokio_postgres::Error,
    > {
        let stream = crate::client::async_::raw(
            self.client,
            self.query,
            crate::slice_iter(&self.params),
            self.cached,
        )
        .await?;
        let mapped = stream
            .map(move |res| {
                res.and_then(|row| {
                    let extracted = (self.extractor)(&row)?;
                    Ok((self.mapper)(extracted))
                })
            })
            .into_stream();
        Ok(mapped)
    }
}
pub struct FindListingQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<FindListingBorrowed, tokio_postgres::Error>,
    mapper: fn(FindListingBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> FindListingQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(FindListingBorrowed) -> R,
    ) -> FindListingQuery<'c, 'a, 's, C, R, N> {
        FindListingQuery {
            client: self.client,
            params: self.params,
            query: self.query,
            cached: self.cached,
            extractor: self.extractor,
            mapper,
        }
    }
    pub async fn one(self) -> Result<T, tokio_postgres::Error> {
        let row =
            crate::client::async_::one(self.client, self.query, &self.params, self.cached).await?;
        Ok((self.mapper)((self.extractor)(&row)?))
    }
    pub async fn all(self) -> Result<Vec<T>, tokio_postgres::Error> {
        self.iter().await?.try_collect().await
    }
    pub async fn opt(self) -> Result<Option<T>, tokio_postgres::Error> {
        let opt_row =
            crate::client::async_::opt(self.client, self.query, &self.params, self.cached).await?;
        Ok(opt_row
            .map(|row| {
                let extracted = (self.extractor)(&row)?;
                Ok((self.mapper)(extracted))
            })
            .transpose()?)
    }
    pub async fn iter(
        self,
    ) -> Result<
        impl futures::Stream<Item = Result<T, tokio_postgres::Error>> + 'c,
        tokio_postgres::Error,
    > {
        let stream = crate::client::async_::raw(
            self.client,
            self.query,
            crate::slice_iter(&self.params),
            self.cached,
        )
        .await?;
        let mapped = stream
            .map(move |res| {
                res.and_then(|row| {
                    let extracted = (self.extractor)(&row)?;
                    Ok((self.mapper)(extracted))
                })
            })
            .into_stream();
        Ok(mapped)
    }
}
pub struct SuggestListingsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<SuggestListingsBorrowed, tokio_postgres::Error>,
    mapper: fn(SuggestListingsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SuggestListingsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(SuggestListingsBorrowed) -> R,
    ) -> SuggestListingsQuery<'c, 'a, 's, C, R, N> {
        SuggestListingsQuery {
            client: self.client,
            params: self.params,
            query: self.query,
            cached: self.cached,
            extractor: self.extractor,
            mapper,
        }
    }
    pub async fn one(self) -> Result<T, tokio_postgres::Error> {
        let row =
            crate::client::async_::one(self.client, self.query, &self.params, self.cached).await?;
        Ok((self.mapper)((self.extractor)(&row)?))
    }
    pub async fn all(self) -> Result<Vec<T>, tokio_postgres::Error> {
        self.iter().await?.try_collect().await
    }
    pub async fn opt(self) -> Result<Option<T>, tokio_postgres::Error> {
        let opt_row =
            crate::client::async_::opt(self.client, self.query, &self.params, self.cached).await?;
        Ok(opt_row
            .map(|row| {
                let extracted = (self.extractor)(&row)?;
                Ok((self.mapper)(extracted))
            })
            .transpose()?)
    }
    pub async fn iter(
        self,
    ) -> Result<
        impl futures::Stream<Item = Result<T, tokio_postgres::Error>> + 'c,
        tokio_postgres::Error,
    > {
        let stream = crate::client::async_::raw(
            self.client,
            self.query,
            crate::slice_iter(&self.params),
            self.cached,
        )
        .await?;
        let mapped = stream
            .map(move |res| {
                res.and_then(|row| {
                    let extracted = (self.extractor)(&row)?;
                    Ok((self.mapper)(extracted))
                })
            })
            .into_stream();
        Ok(mapped)
    }
}
pub struct ListListingsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_listings() -> ListListingsStmt {
    ListListingsStmt(
        "with search as materialized ( select u.query, u.exact, u.beginning, u.corrected from catalog.understand($1::text[]) u where $1 is not null ), asked as materialized ( select array( select s.category_id from catalog.categories c join catalog.shelves s on s.above_id = c.id where c.slug = $2::text union all select id from catalog.categories where $2 is null ) as shelves ), strange as materialized ( select array( select product_id from catalog.listings where shown and settled_until <= now() union all select product_id from catalog.listings where not $3 and shown and prices is null and settled_until > now() ) as ids ), odd as materialized ( select l.product_id, l.category_id, l.origin, l.newest, l.best_selling, l.names, l.search, (l.traits & ~((127::bigint << 20) | (127::bigint << 12))) | (o.units::bigint << 20) | (coalesce(o.stocked, 0)::bigint << 12) as traits, case when $4::boolean then o.lowest_stocked else o.lowest end as lowest, case when $4 then o.highest_stocked else o.highest end as highest from catalog.listings l cross join lateral ( select bit_or(f.unit) as units, bit_or(f.unit) filter (where f.stocked) as stocked, min(f.price) as lowest, max(f.price) as highest, min(f.price) filter (where f.stocked) as lowest_stocked, max(f.price) filter (where f.stocked) as highest_stocked from ( select unit, price, stocked_until >= catalog.shop_date(now()) as stocked from unnest(l.offers) where starts_at <= now() and ends_at > now() and price between $5 and $6 and unit & $7 <> 0 ) as f ) as o where l.product_id = any ((select ids from strange)::uuid[]) and l.shown and l.category_id = any ((select shelves from asked)::uuid[]) and l.traits & $8 = $9 and ($10::text is null or l.origin = $10) and ($1 is null or l.search @@ (select query from search)) and o.units is not null and ($4 is not true or o.stocked is not null) ), seen as not materialized ( select product_id, category_id, traits, origin, newest, best_selling, null::text as names, null::tsvector as search, lowest_price, highest_price, lowest_stocked, highest_stocked, prices, lowest_price >= $5 and highest_price <= $6 and ((traits >> 20)::integer & 127) & ~$7 = 0 as all_fit from catalog.listings where shown and category_id = any ((select shelves from asked where $1 is null and not $3)::uuid[]) and case when traits & $8 = $9 and ($11::bigint is null or traits & $11 <> 0) and (traits >> 20)::integer & $7 <> 0 and lowest_price <= $6 and highest_price >= $5 and ($10 is null or origin = $10) and settled_until > now() and prices is not null then true end union all select product_id, category_id, traits, origin, newest, best_selling, names, search, lowest_price, highest_price, lowest_stocked, highest_stocked, prices, lowest_price >= $5 and highest_price <= $6 and ((traits >> 20)::integer & 127) & ~$7 = 0 from catalog.listings where shown and search @@ (select query from search) and category_id = any ((select shelves from asked)::uuid[]) and traits & $8 = $9 and ($11 is null or traits & $11 <> 0) and (traits >> 20)::integer & $7 <> 0 and lowest_price <= $6 and highest_price >= $5 and ($10 is null or origin = $10) and settled_until > now() and prices is not null offset 0 ), weighed as not materialized ( select seen.*, case when not all_fit and prices[1] between $12 and $13 and prices[1] & $7 <> 0 and prices[1] & $14 <> 0 then prices[1] end as first, case when not all_fit and prices[2] between $12 and $13 and prices[2] & $7 <> 0 and prices[2] & $14 <> 0 then prices[2] end as second, case when not all_fit and prices[3] between $12 and $13 and prices[3] & $7 <> 0 and prices[3] & $14 <> 0 then prices[3] end as third, case when not all_fit and prices[4] between $12 and $13 and prices[4] & $7 <> 0 and prices[4] & $14 <> 0 then prices[4] end as fourth from seen offset 0 ), found as materialized ( select product_id, category_id, origin, newest, best_selling, names, search, case when all_fit then traits else (traits & ~((127::bigint << 20) | (127::bigint << 12))) | (((coalesce(first, 0) | coalesce(second, 0) | coalesce(third, 0) | coalesce(fourth, 0)) & 127) << 20) | ((catalog.stocked(first) | catalog.stocked(second) | catalog.stocked(third) | catalog.stocked(fourth)) << 12) end as traits, case when not all_fit then coalesce(first, second, third, fourth) >> 8 when $4 then lowest_stocked else lowest_price end as lowest, case when not all_fit then coalesce(fourth, third, second, first) >> 8 when $4 then highest_stocked else highest_price end as highest from weighed where all_fit or coalesce(first, second, third, fourth) is not null union all select product_id, category_id, origin, newest, best_selling, names, search, traits, lowest, highest from odd ), groups as materialized ( select category_id, traits, n, null::bigint as lowest, null::bigint as highest from catalog.counts_by_category where $15 and traits & $8 = $9 and ($11 is null or traits & $11 <> 0) union all select category_id, traits, n, null, null from catalog.uncounted where $15 and traits & $8 = $9 and ($11 is null or traits & $11 <> 0) union all select category_id, traits, -1, null, null from catalog.listings where $15 and product_id = any ((select ids from strange)::uuid[]) and shown and traits & $8 = $9 and ($11 is null or traits & $11 <> 0) union all select category_id, traits, 1, lowest, highest from odd where $15 union all select category_id, traits, count(*), min(lowest), max(highest) from found where not $15 group by category_id, traits ), counted as materialized ( select category_id, n, lowest, highest, traits, case when $4 is null then (traits >> 20)::integer when $4 then (traits >> 12)::integer else (traits >> 20)::integer & ~(traits >> 12)::integer end as units, traits & $16 = 0 as fits from groups ), totals as ( select array[ sum(n) filter (where units & 1 <> 0), sum(n) filter (where units & 2 <> 0), sum(n) filter (where units & 4 <> 0), sum(n) filter (where units & 8 <> 0), sum(n) filter (where units & 16 <> 0), sum(n) filter (where units & 32 <> 0), sum(n) filter (where units & 64 <> 0) ]::bigint[] as units, array[ sum(n) filter (where fits and traits & (1 << 30) <> 0), sum(n) filter (where fits and traits & (1 << 30) = 0) ]::bigint[] as organic, array[ sum(n) filter (where fits and traits & (127 << 12) <> 0), sum(n) filter (where fits and traits & (127 << 12) = 0) ]::bigint[] as in_stock, (sum(n) filter (where fits and traits & (1 << ($17::integer - 1)) <> 0))::bigint as in_season, min(lowest) filter (where fits) as lowest, max(highest) filter (where fits) as highest from counted ), page as ( ( select product_id, newest as rank from catalog.listings where $18::text = 'newest' and $3 and shown and traits & $8 = $9 and ($11 is null or traits & $11 <> 0) and traits & $16 = 0 and settled_until > now() and (newest, product_id) > ($19::bigint, $20::uuid) order by newest, product_id limit $21::bigint ) union all ( select product_id, best_selling from catalog.listings where $18 = 'best_selling' and $3 and shown and traits & $8 = $9 and ($11 is null or traits & $11 <> 0) and traits & $16 = 0 and settled_until > now() and (best_selling, product_id) > ($19, $20) order by best_selling, product_id limit $21 ) union all ( select product_id, lowest_price from catalog.listings where $18 = 'price' and $3 and $4 is null and shown and traits & $8 = $9 and settled_until > now() and (lowest_price, product_id) > ($19, $20) order by lowest_price, product_id limit $21 ) union all ( select product_id, lowest_stocked from catalog.listings where $18 = 'price' and $3 and $4 and shown and traits & $8 = $9 and settled_until > now() and (lowest_stocked, product_id) > ($19, $20) order by lowest_stocked, product_id limit $21 ) union all ( select product_id, -lowest_price from catalog.listings where $18 = '-price' and $3 and $4 is null and shown and traits & $8 = $9 and settled_until > now() and (-lowest_price, product_id) > ($19, $20) order by -lowest_price, product_id limit $21 ) union all ( select product_id, -lowest_stocked from catalog.listings where $18 = '-price' and $3 and $4 and shown and traits & $8 = $9 and settled_until > now() and (-lowest_stocked, product_id) > ($19, $20) order by -lowest_stocked, product_id limit $21 ) union all ( select product_id, rank from ( select product_id, case $18 when 'newest' then newest when 'best_selling' then best_selling when 'price' then lowest when '-price' then -lowest else -(case when names like any ((select exact from search)::text[]) then 2000000000 when names like any ((select beginning from search)::text[]) then 1000000000 else 0 end + ts_rank('{0.05, 0.1, 0.3, 1}', search, (select query from search), 1) * 10000000 * (1 + case when traits & (127 << 12) <> 0 then 0.2 else 0 end + least(-best_selling, 1000) / 10000.0))::bigint end as rank from found where not $3 and traits & $16 = 0 ) as ranked where (rank, product_id) > ($19, $20) order by rank, product_id limit $21 ) union all select product_id, rank from ( select product_id, case $18 when 'newest' then newest when 'best_selling' then best_selling when 'price' then lowest else -lowest end as rank from odd where $3 and traits & $16 = 0 ) as ranked where (rank, product_id) > ($19, $20) ), first as materialized ( select product_id, rank from page order by rank, product_id limit $21 ) select ( select coalesce(json_agg(json_build_object( 'id', p.id, 'rank', f.rank, 'slug', p.slug, 'name', json_build_object('id', p.name_id, 'en', p.name_en), 'organic', p.organic, 'origin', p.origin, 'image', (select i.key from catalog.product_images i where i.product_id = p.id order by i.position limit 1), 'variants', ( select json_agg(json_build_object( 'sku', o.sku, 'unit', o.unit, 'price', o.price, 'compare_at_price', o.compare_at_price, 'in_stock', coalesce(a.stocked_until >= catalog.shop_date(now()), false) ) order by o.position, o.sku) from catalog.offers o left join catalog.availability a on a.variant_id = o.id where o.product_id = p.id and o.active ), 'highlight', case when $1 is not null then json_build_object( 'name', ts_headline( $22::text::regconfig, case $22 when 'english' then p.name_en else p.name_id end, (select query from search), E'StartSel=\\x01,StopSel=\\x02,HighlightAll=true'), 'description', ts_headline( $22::regconfig, case $22 when 'english' then p.description_en else p.description_id end, (select query from search), E'StartSel=\\x01,StopSel=\\x02,MaxWords=30,MinWords=12') ) end ) order by f.rank, f.product_id), '[]') from first f join catalog.products p on p.id = f.product_id ) as items, (select corrected from search) as corrected, ( select coalesce(json_agg(json_build_object( 'slug', c.slug, 'name', json_build_object('id', c.name_id, 'en', c.name_en), 'count', counted.n ) order by c.position, c.slug), '[]') from ( select s.above_id, sum(g.n) as n from ( select category_id, sum(n) as n from counted where fits group by category_id ) as g join catalog.shelves s on s.category_id = g.category_id group by s.above_id ) as counted join catalog.categories c on c.id = counted.above_id where c.active and counted.n > 0 and c.id = any ((select shelves from asked)::uuid[]) ) as categories, t.units, t.organic, t.in_stock, t.in_season, ( select coalesce(json_agg(json_build_object('value', origin, 'count', n) order by n desc, origin), '[]') from ( select origin, sum(n) as n from ( select origin, n from catalog.counts_by_origin where $15 and traits & ($8 | $16) = $9 and ($11 is null or traits & $11 <> 0) union all select origin, n from catalog.uncounted where $15 and traits & ($8 | $16) = $9 and ($11 is null or traits & $11 <> 0) union all select origin, -1 from catalog.listings where $15 and product_id = any ((select ids from strange)::uuid[]) and shown and traits & ($8 | $16) = $9 and ($11 is null or traits & $11 <> 0) union all select origin, 1 from odd where $15 and traits & $16 = 0 union all select origin, count(*) from found where not $15 and case when traits & $16 = 0 then true end group by origin ) as parts where origin <> '' group by origin having sum(n) > 0 order by n desc, origin limit 30 ) as top ) as origins, least(t.lowest, ( select lowest_price from catalog.listings where $15 and $4 is not true and shown and case when traits & $8 = $9 and traits & $16 = 0 and settled_until > now() then true end order by lowest_price, product_id limit 1 ), ( select lowest_stocked from catalog.listings where $15 and $4 and lowest_stocked is not null and shown and case when traits & $8 = $9 and traits & $16 = 0 and settled_until > now() then true end order by lowest_stocked, product_id limit 1 )) as lowest_price, greatest(t.highest, ( select highest_price from catalog.listings where $15 and $4 is not true and shown and case when traits & $8 = $9 and traits & $16 = 0 and settled_until > now() then true end order by highest_price desc limit 1 ), ( select highest_stocked from catalog.listings where $15 and $4 and highest_stocked is not null and shown and case when traits & $8 = $9 and traits & $16 = 0 and settled_until > now() then true end order by highest_stocked desc limit 1 )) as highest_price from totals t",
        None,
    )
}
impl ListListingsStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::StringSql,
        T2: crate::ArraySql<Item = T1>,
        T3: crate::StringSql,
        T4: crate::StringSql,
        T5: crate::StringSql,
        T6: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        words: &'a Option<T2>,
        category: &'a Option<T3>,
        ordered: &'a bool,
        in_stock: &'a Option<bool>,
        least: &'a i64,
        most: &'a i64,
        units: &'a i32,
        mask: &'a i64,
        wanted: &'a i64,
        origin: &'a Option<T4>,
        stock: &'a Option<i64>,
        packed_least: &'a i64,
        packed_most: &'a i64,
        stocked: &'a i64,
        whole: &'a bool,
        sold_out: &'a i64,
        this_month: &'a i32,
        sort: &'a T5,
        after_rank: &'a i64,
        after_id: &'a uuid::Uuid,
        limit: &'a i64,
        language: &'a T6,
    ) -> ListListingsQuery<'c, 'a, 's, C, ListListings, 22> {
        ListListingsQuery {
            client,
            params: [
                words,
                category,
                ordered,
                in_stock,
                least,
                most,
                units,
                mask,
                wanted,
                origin,
                stock,
                packed_least,
                packed_most,
                stocked,
                whole,
                sold_out,
                this_month,
                sort,
                after_rank,
                after_id,
                limit,
                language,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ListListingsBorrowed, tokio_postgres::Error> {
                    Ok(ListListingsBorrowed {
                        items: row.try_get(0)?,
                        corrected: row.try_get(1)?,
                        categories: row.try_get(2)?,
                        units: row.try_get(3)?,
                        organic: row.try_get(4)?,
                        in_stock: row.try_get(5)?,
                        in_season: row.try_get(6)?,
                        origins: row.try_get(7)?,
                        lowest_price: row.try_get(8)?,
                        highest_price: row.try_get(9)?,
                    })
                },
            mapper: |it| ListListings::from(it),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListListingsParams<T1, T2, T3, T4, T5, T6>,
        ListListingsQuery<'c, 'a, 's, C, ListListings, 22>,
        C,
    > for ListListingsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListListingsParams<T1, T2, T3, T4, T5, T6>,
    ) -> ListListingsQuery<'c, 'a, 's, C, ListListings, 22> {
        self.bind(
            client,
            &params.words,
            &params.category,
            &params.ordered,
            &params.in_stock,
            &params.least,
            &params.most,
            &params.units,
            &params.mask,
            &params.wanted,
            &params.origin,
            &params.stock,
            &params.packed_least,
            &params.packed_most,
            &params.stocked,
            &params.whole,
            &params.sold_out,
            &params.this_month,
            &params.sort,
            &params.after_rank,
            &params.after_id,
            &params.limit,
            &params.language,
        )
    }
}
pub struct FindListingStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_listing() -> FindListingStmt {
    FindListingStmt(
        "select p.id, p.slug, p.name_id, p.name_en, p.description_id, p.description_en, p.storage_advice_id, p.storage_advice_en, p.origin, p.organic, p.shelf_life_days, p.season_months, p.tax_rate_bp, ( select json_agg(json_build_object( 'slug', c.slug, 'name', json_build_object('id', c.name_id, 'en', c.name_en) ) order by (select count(*) from catalog.shelves b where b.above_id = c.id) desc) from catalog.shelves s join catalog.categories c on c.id = s.above_id where s.category_id = p.category_id ) as category_path, array(select i.key from catalog.product_images i where i.product_id = p.id order by i.position) as images, ( select coalesce(json_agg(json_build_object( 'id', v.id, 'sku', v.sku, 'unit', v.unit, 'step', v.step, 'minimum', v.minimum, 'maximum', v.maximum, 'weighed', v.weighed, 'price', v.price, 'compare_at_price', v.compare_at_price, 'in_stock', coalesce(a.stocked_until >= catalog.shop_date(now()), false), 'best_before', l.best_before ) order by v.position, v.sku), '[]') from catalog.offers v left join catalog.availability a on a.variant_id = v.id cross join lateral ( select min(l.best_before) as best_before from catalog.lots l join catalog.locations o on o.id = l.location_id and o.active where l.variant_id = v.id and l.on_hand > l.reserved and l.on_hand > 0 and l.best_before > catalog.shop_date(now()) ) as l where v.product_id = p.id and v.active ) as variants from catalog.products p where p.slug = $1 and p.status = 'active'",
        None,
    )
}
impl FindListingStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>(
        &'s self,
        client: &'c C,
        slug: &'a T1,
    ) -> FindListingQuery<'c, 'a, 's, C, FindListing, 1> {
        FindListingQuery {
            client,
            params: [slug],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<FindListingBorrowed, tokio_postgres::Error> {
                    Ok(FindListingBorrowed {
                        id: row.try_get(0)?,
                        slug: row.try_get(1)?,
                        name_id: row.try_get(2)?,
                        name_en: row.try_get(3)?,
                        description_id: row.try_get(4)?,
                        description_en: row.try_get(5)?,
                        storage_advice_id: row.try_get(6)?,
                        storage_advice_en: row.try_get(7)?,
                        origin: row.try_get(8)?,
                        organic: row.try_get(9)?,
                        shelf_life_days: row.try_get(10)?,
                        season_months: row.try_get(11)?,
                        tax_rate_bp: row.try_get(12)?,
                        category_path: row.try_get(13)?,
                        images: row.try_get(14)?,
                        variants: row.try_get(15)?,
                    })
                },
            mapper: |it| FindListing::from(it),
        }
    }
}
pub struct SuggestListingsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn suggest_listings() -> SuggestListingsStmt {
    SuggestListingsStmt(
        "with typed as materialized ( select '% ' || $1::text || '%' as pattern, array(select '% ' || word || ' %' from unnest($2::text[]) word) as others, trim(array_to_string($2, ' ') || ' ' || $1) as phrase ), broad as ( select product_id, best_selling from catalog.listings where length($1) < 3 and shown and names like (select pattern from typed) and names like all ((select others from typed)::text[]) order by best_selling, product_id limit $3::bigint ), narrow as ( select product_id, best_selling from catalog.listings where length($1) >= 3 and shown and names like (select pattern from typed) and names like all ((select others from typed)::text[]) order by best_selling, product_id limit $3 ), direct as materialized ( select * from broad union all select * from narrow ), other_names as materialized ( select array( select '% ' || o.term || ' %' from catalog.synonyms s join catalog.synonyms o on o.set_number = s.set_number and o.term <> s.term cross join typed where length(typed.phrase) >= 3 and starts_with(s.term, typed.phrase) and (select count(*) from direct) < $3 limit 20 ) as patterns ), known as materialized ( select * from direct union select l.product_id, l.best_selling from unnest((select patterns from other_names)::text[]) pattern join catalog.listings l on l.names like pattern where l.shown ), nearest as materialized ( select '% ' || catalog.mend($1) || ' %' as pattern where not exists (select from known) ), hits as ( select product_id, best_selling from known union all select product_id, best_selling from catalog.listings where shown and names like (select pattern from nearest) and names like all ((select others from typed)::text[]) ), categories as materialized ( select c.slug, c.name_id, c.name_en, c.position from catalog.categories c where c.active and not exists ( select from catalog.shelves s join catalog.categories a on a.id = s.above_id where s.category_id = c.id and not a.active) and exists ( select from unnest(array[c.name_id, c.name_en]) name where ' ' || catalog.plain(name) || ' ' like any ( array[(select pattern from typed), (select pattern from nearest)]) and ' ' || catalog.plain(name) || ' ' like all ((select others from typed)::text[])) order by c.position, c.slug limit $3 / 4 ), chosen as materialized ( select product_id, best_selling from hits order by best_selling, product_id limit $3 - (select count(*) from categories) ) select 'product' as kind, p.slug, p.name_id, p.name_en, (select i.key from catalog.product_images i where i.product_id = p.id order by i.position limit 1) as image, row_number() over (order by c.best_selling, c.product_id) as place from chosen c join catalog.products p on p.id = c.product_id union all select 'category', slug, name_id, name_en, null, 1000 + row_number() over (order by position, slug) from categories order by place",
        None,
    )
}
impl SuggestListingsStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::StringSql,
        T2: crate::StringSql,
        T3: crate::ArraySql<Item = T2>,
    >(
        &'s self,
        client: &'c C,
        last: &'a T1,
        former: &'a T3,
        limit: &'a i64,
    ) -> SuggestListingsQuery<'c, 'a, 's, C, SuggestListings, 3> {
        SuggestListingsQuery {
            client,
            params: [last, former, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<SuggestListingsBorrowed, tokio_postgres::Error> {
                Ok(SuggestListingsBorrowed {
                    kind: row.try_get(0)?,
                    slug: row.try_get(1)?,
                    name_id: row.try_get(2)?,
                    name_en: row.try_get(3)?,
                    image: row.try_get(4)?,
                    place: row.try_get(5)?,
                })
            },
            mapper: |it| SuggestListings::from(it),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SuggestListingsParams<T1, T2, T3>,
        SuggestListingsQuery<'c, 'a, 's, C, SuggestListings, 3>,
        C,
    > for SuggestListingsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SuggestListingsParams<T1, T2, T3>,
    ) -> SuggestListingsQuery<'c, 'a, 's, C, SuggestListings, 3> {
        self.bind(client, &params.last, &params.former, &params.limit)
    }
}
