// This file was generated with `cornucopia`. Do not modify.

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
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
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
