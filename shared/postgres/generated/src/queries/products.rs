// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct ListProductsParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
> {
    pub category: Option<T1>,
    pub query: Option<T2>,
    pub words: Option<T3>,
    pub organic: Option<bool>,
    pub month: Option<i32>,
    pub today: time::Date,
    pub min_price: Option<i64>,
    pub max_price: Option<i64>,
    pub unit: Option<T4>,
    pub sort: T5,
    pub in_stock: Option<bool>,
    pub after_rank: Option<i64>,
    pub after_id: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Debug)]
pub struct FindProductParams<T1: crate::StringSql> {
    pub slug: T1,
    pub today: time::Date,
}
#[derive(Debug)]
pub struct AddProductParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = i32>,
    T10: crate::StringSql,
    T11: crate::StringSql,
    T12: crate::ArraySql<Item = uuid::Uuid>,
    T13: crate::StringSql,
    T14: crate::ArraySql<Item = T13>,
    T15: crate::StringSql,
    T16: crate::ArraySql<Item = T15>,
    T17: crate::ArraySql<Item = i64>,
    T18: crate::ArraySql<Item = i64>,
    T19: crate::ArraySql<Item = i64>,
    T20: crate::ArraySql<Item = bool>,
    T21: crate::ArraySql<Item = i64>,
    T22: crate::ArraySql<Item = Option<i64>>,
    T23: crate::ArraySql<Item = Option<time::OffsetDateTime>>,
    T24: crate::StringSql,
    T25: crate::StringSql,
    T26: crate::StringSql,
> {
    pub id: uuid::Uuid,
    pub slug: T1,
    pub name_id: T2,
    pub name_en: T3,
    pub description_id: T4,
    pub description_en: T5,
    pub storage_advice_id: T6,
    pub storage_advice_en: T7,
    pub origin: T8,
    pub organic: bool,
    pub shelf_life_days: i32,
    pub season_months: T9,
    pub tax_rate_bp: i32,
    pub status: T10,
    pub now: time::OffsetDateTime,
    pub category_id: Option<uuid::Uuid>,
    pub category_slug: Option<T11>,
    pub variant_ids: T12,
    pub skus: T14,
    pub units: T16,
    pub steps: T17,
    pub minimums: T18,
    pub maximums: T19,
    pub weigheds: T20,
    pub actor_id: Option<uuid::Uuid>,
    pub prices: T21,
    pub compare_at_prices: T22,
    pub compare_at_untils: T23,
    pub ip: T24,
    pub user_agent: T25,
    pub request_id: T26,
}
#[derive(Debug)]
pub struct AddVariantParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
> {
    pub id: uuid::Uuid,
    pub sku: T1,
    pub unit: T2,
    pub step: i64,
    pub minimum: i64,
    pub maximum: i64,
    pub weighed: bool,
    pub product_id: uuid::Uuid,
    pub price: i64,
    pub compare_at_price: Option<i64>,
    pub compare_at_until: Option<time::OffsetDateTime>,
    pub actor_id: uuid::Uuid,
    pub now: time::OffsetDateTime,
    pub ip: T3,
    pub user_agent: T4,
    pub request_id: T5,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ListProducts {
    pub items: serde_json::Value,
    pub categories: serde_json::Value,
    pub units: serde_json::Value,
    pub organic: serde_json::Value,
    pub in_stock: serde_json::Value,
}
pub struct ListProductsBorrowed<'a> {
    pub items: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub categories: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub units: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub organic: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub in_stock: postgres_types::Json<&'a serde_json::value::RawValue>,
}
impl<'a> From<ListProductsBorrowed<'a>> for ListProducts {
    fn from(
        ListProductsBorrowed {
            items,
            categories,
            units,
            organic,
            in_stock,
        }: ListProductsBorrowed<'a>,
    ) -> Self {
        Self {
            items: serde_json::from_str(items.0.get()).unwrap(),
            categories: serde_json::from_str(categories.0.get()).unwrap(),
            units: serde_json::from_str(units.0.get()).unwrap(),
            organic: serde_json::from_str(organic.0.get()).unwrap(),
            in_stock: serde_json::from_str(in_stock.0.get()).unwrap(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct FindProduct {
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
pub struct FindProductBorrowed<'a> {
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
impl<'a> From<FindProductBorrowed<'a>> for FindProduct {
    fn from(
        FindProductBorrowed {
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
        }: FindProductBorrowed<'a>,
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
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct ListProductsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ListProductsBorrowed, tokio_postgres::Error>,
    mapper: fn(ListProductsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ListProductsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ListProductsBorrowed) -> R,
    ) -> ListProductsQuery<'c, 'a, 's, C, R, N> {
        ListProductsQuery {
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
pub struct FindProductQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<FindProductBorrowed, tokio_postgres::Error>,
    mapper: fn(FindProductBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> FindProductQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(FindProductBorrowed) -> R,
    ) -> FindProductQuery<'c, 'a, 's, C, R, N> {
        FindProductQuery {
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
pub struct UuidUuidQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<uuid::Uuid, tokio_postgres::Error>,
    mapper: fn(uuid::Uuid) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> UuidUuidQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(uuid::Uuid) -> R) -> UuidUuidQuery<'c, 'a, 's, C, R, N> {
        UuidUuidQuery {
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
pub struct ListProductsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_products() -> ListProductsStmt {
    ListProductsStmt(
        "with recursive shelf (category_id, above_id) as ( select id, id from catalog.categories union all select s.category_id, c.parent_id from shelf s join catalog.categories c on c.id = s.above_id where c.parent_id is not null ), wanted as ( select s.category_id from shelf s join catalog.categories c on c.id = s.above_id where c.slug = $1::text ), typo as ( select $2::text is not null and not exists ( select from catalog.listings where shown and search @@ to_tsquery('indonesian', $2) ) as likely ), candidates as ( select p.id, p.category_id, p.slug, p.name_id, p.name_en, p.organic, p.origin, p.created_at, case when $2 is null then 0 when typo.likely then word_similarity($3::text, p.name_id || ' ' || p.name_en) else ts_rank(l.search, to_tsquery('indonesian', $2)) end as likeness from catalog.products p join catalog.listings l on l.product_id = p.id cross join typo where p.status = 'active' and ($2 is null or l.search @@ to_tsquery('indonesian', $2) or (typo.likely and word_similarity($3, p.name_id || ' ' || p.name_en) >= 0.45)) and ($4::boolean is null or p.organic = $4) and ($5::integer is null or p.season_months = '{}' or $5 = any (p.season_months)) and ($1 is null or p.category_id in (select category_id from wanted)) ), offers as materialized ( select v.product_id, v.sku, v.unit, v.price, v.position, v.compare_at_price, ( select coalesce(sum(l.on_hand - l.reserved), 0) from catalog.lots l join catalog.locations o on o.id = l.location_id and o.active where l.variant_id = v.id and l.on_hand > 0 and l.best_before > $6::date ) >= v.minimum as in_stock from candidates c join catalog.offers v on v.product_id = c.id where v.active ), matching as ( select product_id, min(price) as price, bool_or(in_stock) as in_stock, array_agg(distinct unit) as units from offers where ($7::bigint is null or price >= $7) and ($8::bigint is null or price <= $8) and ($9::text is null or unit = $9) group by product_id ), found as materialized ( select c.*, m.in_stock, m.units, case $10::text when 'price' then m.price when '-price' then -m.price when 'relevance' then -(c.likeness * 1000000)::bigint else -(extract(epoch from c.created_at) * 1000000)::bigint end as rank from candidates c join matching m on m.product_id = c.id where $11::boolean is null or m.in_stock = $11 ), page as ( select * from found where $12::bigint is null or (rank, id) > ($12, $13::uuid) order by rank, id limit $14::bigint ) select ( select coalesce(json_agg(json_build_object( 'id', p.id, 'rank', p.rank, 'slug', p.slug, 'name', json_build_object('id', p.name_id, 'en', p.name_en), 'organic', p.organic, 'origin', p.origin, 'image', (select i.url from catalog.product_images i where i.product_id = p.id order by i.position limit 1), 'variants', ( select json_agg(json_build_object( 'sku', o.sku, 'unit', o.unit, 'price', o.price, 'compare_at_price', o.compare_at_price, 'in_stock', o.in_stock ) order by o.position, o.sku) from offers o where o.product_id = p.id ) ) order by p.rank, p.id), '[]') from page p ) as items, ( select coalesce(json_agg(json_build_object( 'slug', c.slug, 'name', json_build_object('id', c.name_id, 'en', c.name_en), 'count', counted.n ) order by c.position, c.slug), '[]') from ( select s.above_id, count(*) as n from found f join shelf s on s.category_id = f.category_id group by s.above_id ) as counted join catalog.categories c on c.id = counted.above_id where c.active and ($1 is null or c.id in (select category_id from wanted)) ) as categories, ( select coalesce(json_agg(json_build_object('value', unit, 'count', n) order by n desc, unit), '[]') from (select unit, count(*) as n from found cross join unnest(units) as unit group by unit) as counted ) as units, ( select coalesce(json_agg(json_build_object('value', organic, 'count', n) order by organic desc), '[]') from (select organic, count(*) as n from found group by organic) as counted ) as organic, ( select coalesce(json_agg(json_build_object('value', in_stock, 'count', n) order by in_stock desc), '[]') from (select in_stock, count(*) as n from found group by in_stock) as counted ) as in_stock",
        None,
    )
}
impl ListProductsStmt {
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
        T3: crate::StringSql,
        T4: crate::StringSql,
        T5: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        category: &'a Option<T1>,
        query: &'a Option<T2>,
        words: &'a Option<T3>,
        organic: &'a Option<bool>,
        month: &'a Option<i32>,
        today: &'a time::Date,
        min_price: &'a Option<i64>,
        max_price: &'a Option<i64>,
        unit: &'a Option<T4>,
        sort: &'a T5,
        in_stock: &'a Option<bool>,
        after_rank: &'a Option<i64>,
        after_id: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> ListProductsQuery<'c, 'a, 's, C, ListProducts, 14> {
        ListProductsQuery {
            client,
            params: [
                category, query, words, organic, month, today, min_price, max_price, unit, sort,
                in_stock, after_rank, after_id, limit,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ListProductsBorrowed, tokio_postgres::Error> {
                    Ok(ListProductsBorrowed {
                        items: row.try_get(0)?,
                        categories: row.try_get(1)?,
                        units: row.try_get(2)?,
                        organic: row.try_get(3)?,
                        in_stock: row.try_get(4)?,
                    })
                },
            mapper: |it| ListProducts::from(it),
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
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListProductsParams<T1, T2, T3, T4, T5>,
        ListProductsQuery<'c, 'a, 's, C, ListProducts, 14>,
        C,
    > for ListProductsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListProductsParams<T1, T2, T3, T4, T5>,
    ) -> ListProductsQuery<'c, 'a, 's, C, ListProducts, 14> {
        self.bind(
            client,
            &params.category,
            &params.query,
            &params.words,
            &params.organic,
            &params.month,
            &params.today,
            &params.min_price,
            &params.max_price,
            &params.unit,
            &params.sort,
            &params.in_stock,
            &params.after_rank,
            &params.after_id,
            &params.limit,
        )
    }
}
pub struct FindProductStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_product() -> FindProductStmt {
    FindProductStmt(
        "with recursive path as ( select c.parent_id, c.slug, c.name_id, c.name_en, 0 as height from catalog.products p join catalog.categories c on c.id = p.category_id where p.slug = $1 union all select c.parent_id, c.slug, c.name_id, c.name_en, path.height + 1 from path join catalog.categories c on c.id = path.parent_id ) select p.id, p.slug, p.name_id, p.name_en, p.description_id, p.description_en, p.storage_advice_id, p.storage_advice_en, p.origin, p.organic, p.shelf_life_days, p.season_months, p.tax_rate_bp, ( select json_agg(json_build_object( 'slug', slug, 'name', json_build_object('id', name_id, 'en', name_en) ) order by height desc) from path ) as category_path, array(select i.url from catalog.product_images i where i.product_id = p.id order by i.position) as images, ( select coalesce(json_agg(json_build_object( 'id', v.id, 'sku', v.sku, 'unit', v.unit, 'step', v.step, 'minimum', v.minimum, 'maximum', v.maximum, 'weighed', v.weighed, 'price', v.price, 'compare_at_price', v.compare_at_price, 'in_stock', coalesce(l.available, 0) >= v.minimum, 'best_before', l.best_before ) order by v.position, v.sku), '[]') from catalog.offers v cross join lateral ( select sum(l.on_hand - l.reserved) as available, min(l.best_before) as best_before from catalog.lots l join catalog.locations o on o.id = l.location_id and o.active where l.variant_id = v.id and l.on_hand > l.reserved and l.on_hand > 0 and l.best_before > $2::date ) as l where v.product_id = p.id and v.active ) as variants from catalog.products p where p.slug = $1 and p.status = 'active'",
        None,
    )
}
impl FindProductStmt {
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
        today: &'a time::Date,
    ) -> FindProductQuery<'c, 'a, 's, C, FindProduct, 2> {
        FindProductQuery {
            client,
            params: [slug, today],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<FindProductBorrowed, tokio_postgres::Error> {
                    Ok(FindProductBorrowed {
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
            mapper: |it| FindProduct::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        FindProductParams<T1>,
        FindProductQuery<'c, 'a, 's, C, FindProduct, 2>,
        C,
    > for FindProductStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FindProductParams<T1>,
    ) -> FindProductQuery<'c, 'a, 's, C, FindProduct, 2> {
        self.bind(client, &params.slug, &params.today)
    }
}
pub struct AddProductStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_product() -> AddProductStmt {
    AddProductStmt(
        "with product as ( insert into catalog.products (id, category_id, slug, name_id, name_en, description_id, description_en, storage_advice_id, storage_advice_en, origin, organic, shelf_life_days, season_months, tax_rate_bp, status, created_at, updated_at) select $1::uuid, c.id, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, $10::boolean, $11::integer, $12::integer[], $13::integer, $14::text, $15::timestamptz, $15 from catalog.categories c where c.id = $16::uuid or c.slug = $17::text returning id ), variant as ( insert into catalog.variants (id, product_id, sku, unit, step, minimum, maximum, weighed, position) select v.id, product.id, v.sku, v.unit, v.step, v.minimum, v.maximum, v.weighed, v.position from product cross join unnest( $18::uuid[], $19::text[], $20::text[], $21::bigint[], $22::bigint[], $23::bigint[], $24::boolean[] ) with ordinality as v (id, sku, unit, step, minimum, maximum, weighed, position) returning id ), price as ( insert into catalog.prices (variant_id, starts_at, price, compare_at_price, compare_at_until, actor_id) select variant.id, '-infinity', p.price, p.compare_at_price, p.compare_at_until, $25 from variant join unnest( $18, $26::bigint[], $27::bigint[], $28::timestamptz[] ) as p (id, price, compare_at_price, compare_at_until) on p.id = variant.id ), noted as ( insert into identity.audit_log (at, actor_id, action, ip, user_agent, request_id, details) select $15, $25::uuid, 'product_created', $29::text, $30::text, $31::text, jsonb_build_object('product_id', id, 'slug', $2) from product where $25 is not null ) select id from product",
        None,
    )
}
impl AddProductStmt {
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
        T3: crate::StringSql,
        T4: crate::StringSql,
        T5: crate::StringSql,
        T6: crate::StringSql,
        T7: crate::StringSql,
        T8: crate::StringSql,
        T9: crate::ArraySql<Item = i32>,
        T10: crate::StringSql,
        T11: crate::StringSql,
        T12: crate::ArraySql<Item = uuid::Uuid>,
        T13: crate::StringSql,
        T14: crate::ArraySql<Item = T13>,
        T15: crate::StringSql,
        T16: crate::ArraySql<Item = T15>,
        T17: crate::ArraySql<Item = i64>,
        T18: crate::ArraySql<Item = i64>,
        T19: crate::ArraySql<Item = i64>,
        T20: crate::ArraySql<Item = bool>,
        T21: crate::ArraySql<Item = i64>,
        T22: crate::ArraySql<Item = Option<i64>>,
        T23: crate::ArraySql<Item = Option<time::OffsetDateTime>>,
        T24: crate::StringSql,
        T25: crate::StringSql,
        T26: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        slug: &'a T1,
        name_id: &'a T2,
        name_en: &'a T3,
        description_id: &'a T4,
        description_en: &'a T5,
        storage_advice_id: &'a T6,
        storage_advice_en: &'a T7,
        origin: &'a T8,
        organic: &'a bool,
        shelf_life_days: &'a i32,
        season_months: &'a T9,
        tax_rate_bp: &'a i32,
        status: &'a T10,
        now: &'a time::OffsetDateTime,
        category_id: &'a Option<uuid::Uuid>,
        category_slug: &'a Option<T11>,
        variant_ids: &'a T12,
        skus: &'a T14,
        units: &'a T16,
        steps: &'a T17,
        minimums: &'a T18,
        maximums: &'a T19,
        weigheds: &'a T20,
        actor_id: &'a Option<uuid::Uuid>,
        prices: &'a T21,
        compare_at_prices: &'a T22,
        compare_at_untils: &'a T23,
        ip: &'a T24,
        user_agent: &'a T25,
        request_id: &'a T26,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 31> {
        UuidUuidQuery {
            client,
            params: [
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
                status,
                now,
                category_id,
                category_slug,
                variant_ids,
                skus,
                units,
                steps,
                minimums,
                maximums,
                weigheds,
                actor_id,
                prices,
                compare_at_prices,
                compare_at_untils,
                ip,
                user_agent,
                request_id,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
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
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = i32>,
    T10: crate::StringSql,
    T11: crate::StringSql,
    T12: crate::ArraySql<Item = uuid::Uuid>,
    T13: crate::StringSql,
    T14: crate::ArraySql<Item = T13>,
    T15: crate::StringSql,
    T16: crate::ArraySql<Item = T15>,
    T17: crate::ArraySql<Item = i64>,
    T18: crate::ArraySql<Item = i64>,
    T19: crate::ArraySql<Item = i64>,
    T20: crate::ArraySql<Item = bool>,
    T21: crate::ArraySql<Item = i64>,
    T22: crate::ArraySql<Item = Option<i64>>,
    T23: crate::ArraySql<Item = Option<time::OffsetDateTime>>,
    T24: crate::StringSql,
    T25: crate::StringSql,
    T26: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        AddProductParams<
            T1,
            T2,
            T3,
            T4,
            T5,
            T6,
            T7,
            T8,
            T9,
            T10,
            T11,
            T12,
            T13,
            T14,
            T15,
            T16,
            T17,
            T18,
            T19,
            T20,
            T21,
            T22,
            T23,
            T24,
            T25,
            T26,
        >,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 31>,
        C,
    > for AddProductStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a AddProductParams<
            T1,
            T2,
            T3,
            T4,
            T5,
            T6,
            T7,
            T8,
            T9,
            T10,
            T11,
            T12,
            T13,
            T14,
            T15,
            T16,
            T17,
            T18,
            T19,
            T20,
            T21,
            T22,
            T23,
            T24,
            T25,
            T26,
        >,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 31> {
        self.bind(
            client,
            &params.id,
            &params.slug,
            &params.name_id,
            &params.name_en,
            &params.description_id,
            &params.description_en,
            &params.storage_advice_id,
            &params.storage_advice_en,
            &params.origin,
            &params.organic,
            &params.shelf_life_days,
            &params.season_months,
            &params.tax_rate_bp,
            &params.status,
            &params.now,
            &params.category_id,
            &params.category_slug,
            &params.variant_ids,
            &params.skus,
            &params.units,
            &params.steps,
            &params.minimums,
            &params.maximums,
            &params.weigheds,
            &params.actor_id,
            &params.prices,
            &params.compare_at_prices,
            &params.compare_at_untils,
            &params.ip,
            &params.user_agent,
            &params.request_id,
        )
    }
}
pub struct AddVariantStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_variant() -> AddVariantStmt {
    AddVariantStmt(
        "with variant as ( insert into catalog.variants (id, product_id, sku, unit, step, minimum, maximum, weighed, position) select $1::uuid, p.id, $2::text, $3::text, $4::bigint, $5::bigint, $6::bigint, $7::boolean, (select coalesce(max(v.position), 0) + 1 from catalog.variants v where v.product_id = p.id) from catalog.products p where p.id = $8 returning id, product_id ), price as ( insert into catalog.prices (variant_id, starts_at, price, compare_at_price, compare_at_until, actor_id) select id, '-infinity', $9::bigint, $10::bigint, $11::timestamptz, $12 from variant ), noted as ( insert into identity.audit_log (at, actor_id, action, ip, user_agent, request_id, details) select $13, $12, 'variant_added', $14, $15, $16, jsonb_build_object('product_id', product_id, 'sku', $2) from variant ) select id from variant",
        None,
    )
}
impl AddVariantStmt {
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
        T3: crate::StringSql,
        T4: crate::StringSql,
        T5: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        sku: &'a T1,
        unit: &'a T2,
        step: &'a i64,
        minimum: &'a i64,
        maximum: &'a i64,
        weighed: &'a bool,
        product_id: &'a uuid::Uuid,
        price: &'a i64,
        compare_at_price: &'a Option<i64>,
        compare_at_until: &'a Option<time::OffsetDateTime>,
        actor_id: &'a uuid::Uuid,
        now: &'a time::OffsetDateTime,
        ip: &'a T3,
        user_agent: &'a T4,
        request_id: &'a T5,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 16> {
        UuidUuidQuery {
            client,
            params: [
                id,
                sku,
                unit,
                step,
                minimum,
                maximum,
                weighed,
                product_id,
                price,
                compare_at_price,
                compare_at_until,
                actor_id,
                now,
                ip,
                user_agent,
                request_id,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
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
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        AddVariantParams<T1, T2, T3, T4, T5>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 16>,
        C,
    > for AddVariantStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a AddVariantParams<T1, T2, T3, T4, T5>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 16> {
        self.bind(
            client,
            &params.id,
            &params.sku,
            &params.unit,
            &params.step,
            &params.minimum,
            &params.maximum,
            &params.weighed,
            &params.product_id,
            &params.price,
            &params.compare_at_price,
            &params.compare_at_until,
            &params.actor_id,
            &params.now,
            &params.ip,
            &params.user_agent,
            &params.request_id,
        )
    }
}
