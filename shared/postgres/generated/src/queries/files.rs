// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct IsOutdatedParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::ArraySql<Item = Option<i64>>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::ArraySql<Item = Option<i64>>,
    T7: crate::ArraySql<Item = Option<time::OffsetDateTime>>,
> {
    pub slugs: T2,
    pub product_versions: T3,
    pub skus: T5,
    pub variant_versions: T6,
    pub priced_ats: T7,
}
#[derive(Debug)]
pub struct AddProductsParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = T6>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = T8>,
    T10: crate::StringSql,
    T11: crate::ArraySql<Item = T10>,
    T12: crate::StringSql,
    T13: crate::ArraySql<Item = T12>,
    T14: crate::StringSql,
    T15: crate::ArraySql<Item = T14>,
    T16: crate::StringSql,
    T17: crate::ArraySql<Item = T16>,
    T18: crate::StringSql,
    T19: crate::ArraySql<Item = T18>,
    T20: crate::ArraySql<Item = bool>,
    T21: crate::ArraySql<Item = i32>,
    T22: crate::StringSql,
    T23: crate::ArraySql<Item = T22>,
    T24: crate::ArraySql<Item = i32>,
    T25: crate::StringSql,
    T26: crate::ArraySql<Item = T25>,
> {
    pub now: time::OffsetDateTime,
    pub ids: T1,
    pub categories: T3,
    pub slugs: T5,
    pub name_ids: T7,
    pub name_ens: T9,
    pub description_ids: T11,
    pub description_ens: T13,
    pub storage_advice_ids: T15,
    pub storage_advice_ens: T17,
    pub origins: T19,
    pub organics: T20,
    pub shelf_lives: T21,
    pub seasons: T23,
    pub tax_rates: T24,
    pub statuses: T26,
}
#[derive(Debug)]
pub struct ChangeProductsParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = T6>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = T8>,
    T10: crate::StringSql,
    T11: crate::ArraySql<Item = T10>,
    T12: crate::StringSql,
    T13: crate::ArraySql<Item = T12>,
    T14: crate::StringSql,
    T15: crate::ArraySql<Item = T14>,
    T16: crate::StringSql,
    T17: crate::ArraySql<Item = T16>,
    T18: crate::ArraySql<Item = bool>,
    T19: crate::ArraySql<Item = i32>,
    T20: crate::StringSql,
    T21: crate::ArraySql<Item = T20>,
    T22: crate::ArraySql<Item = i32>,
    T23: crate::StringSql,
    T24: crate::ArraySql<Item = T23>,
> {
    pub now: time::OffsetDateTime,
    pub ids: T1,
    pub categories: T3,
    pub name_ids: T5,
    pub name_ens: T7,
    pub description_ids: T9,
    pub description_ens: T11,
    pub storage_advice_ids: T13,
    pub storage_advice_ens: T15,
    pub origins: T17,
    pub organics: T18,
    pub shelf_lives: T19,
    pub seasons: T21,
    pub tax_rates: T22,
    pub statuses: T24,
}
#[derive(Debug)]
pub struct AddVariantsParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::StringSql,
    T6: crate::ArraySql<Item = T5>,
    T7: crate::ArraySql<Item = i64>,
    T8: crate::ArraySql<Item = i64>,
    T9: crate::ArraySql<Item = i64>,
    T10: crate::ArraySql<Item = bool>,
    T11: crate::ArraySql<Item = i32>,
    T12: crate::ArraySql<Item = bool>,
> {
    pub ids: T1,
    pub products: T2,
    pub skus: T4,
    pub units: T6,
    pub steps: T7,
    pub minimums: T8,
    pub maximums: T9,
    pub weigheds: T10,
    pub positions: T11,
    pub actives: T12,
}
#[derive(Debug)]
pub struct ChangeVariantsParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::ArraySql<Item = i64>,
    T5: crate::ArraySql<Item = i64>,
    T6: crate::ArraySql<Item = i64>,
    T7: crate::ArraySql<Item = bool>,
    T8: crate::ArraySql<Item = bool>,
> {
    pub ids: T1,
    pub units: T3,
    pub steps: T4,
    pub minimums: T5,
    pub maximums: T6,
    pub weigheds: T7,
    pub actives: T8,
}
#[derive(Debug)]
pub struct AddPricesParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = bool>,
    T3: crate::ArraySql<Item = i64>,
    T4: crate::ArraySql<Item = Option<i64>>,
    T5: crate::ArraySql<Item = Option<time::OffsetDateTime>>,
> {
    pub actor_id: Option<uuid::Uuid>,
    pub variants: T1,
    pub firsts: T2,
    pub prices: T3,
    pub compare_at_prices: T4,
    pub compare_at_untils: T5,
}
#[derive(Debug)]
pub struct ExportCatalogParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
> {
    pub status: Option<T1>,
    pub category: Option<T2>,
    pub after_slug: Option<T3>,
    pub after_sku: Option<T4>,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct ExportStockParams {
    pub after: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct KnownProducts {
    pub id: uuid::Uuid,
    pub slug: String,
    pub version: i64,
    pub category: String,
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
    pub status: String,
    pub last_position: i32,
}
pub struct KnownProductsBorrowed<'a> {
    pub id: uuid::Uuid,
    pub slug: &'a str,
    pub version: i64,
    pub category: &'a str,
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
    pub status: &'a str,
    pub last_position: i32,
}
impl<'a> From<KnownProductsBorrowed<'a>> for KnownProducts {
    fn from(
        KnownProductsBorrowed {
            id,
            slug,
            version,
            category,
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
            last_position,
        }: KnownProductsBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            slug: slug.into(),
            version,
            category: category.into(),
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
            status: status.into(),
            last_position,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct KnownVariants {
    pub id: uuid::Uuid,
    pub product_id: uuid::Uuid,
    pub sku: String,
    pub version: i64,
    pub unit: String,
    pub step: i64,
    pub minimum: i64,
    pub maximum: i64,
    pub weighed: bool,
    pub active: bool,
    pub price: i64,
    pub compare_at_price: Option<i64>,
    pub compare_at_until: Option<time::OffsetDateTime>,
    pub priced_at: Option<time::OffsetDateTime>,
}
pub struct KnownVariantsBorrowed<'a> {
    pub id: uuid::Uuid,
    pub product_id: uuid::Uuid,
    pub sku: &'a str,
    pub version: i64,
    pub unit: &'a str,
    pub step: i64,
    pub minimum: i64,
    pub maximum: i64,
    pub weighed: bool,
    pub active: bool,
    pub price: i64,
    pub compare_at_price: Option<i64>,
    pub compare_at_until: Option<time::OffsetDateTime>,
    pub priced_at: Option<time::OffsetDateTime>,
}
impl<'a> From<KnownVariantsBorrowed<'a>> for KnownVariants {
    fn from(
        KnownVariantsBorrowed {
            id,
            product_id,
            sku,
            version,
            unit,
            step,
            minimum,
            maximum,
            weighed,
            active,
            price,
            compare_at_price,
            compare_at_until,
            priced_at,
        }: KnownVariantsBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            product_id,
            sku: sku.into(),
            version,
            unit: unit.into(),
            step,
            minimum,
            maximum,
            weighed,
            active,
            price,
            compare_at_price,
            compare_at_until,
            priced_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct BeginFile {
    pub locked: bool,
    pub settling: String,
}
pub struct BeginFileBorrowed<'a> {
    pub locked: bool,
    pub settling: &'a str,
}
impl<'a> From<BeginFileBorrowed<'a>> for BeginFile {
    fn from(BeginFileBorrowed { locked, settling }: BeginFileBorrowed<'a>) -> Self {
        Self {
            locked,
            settling: settling.into(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ExportCatalog {
    pub slug: String,
    pub category: String,
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
    pub status: String,
    pub variant_id: Option<uuid::Uuid>,
    pub sku: Option<String>,
    pub unit: Option<String>,
    pub step: Option<i64>,
    pub minimum: Option<i64>,
    pub maximum: Option<i64>,
    pub weighed: Option<bool>,
    pub active: Option<bool>,
    pub price: Option<i64>,
    pub compare_at_price: Option<i64>,
    pub compare_at_until: Option<time::OffsetDateTime>,
}
pub struct ExportCatalogBorrowed<'a> {
    pub slug: &'a str,
    pub category: &'a str,
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
    pub status: &'a str,
    pub variant_id: Option<uuid::Uuid>,
    pub sku: Option<&'a str>,
    pub unit: Option<&'a str>,
    pub step: Option<i64>,
    pub minimum: Option<i64>,
    pub maximum: Option<i64>,
    pub weighed: Option<bool>,
    pub active: Option<bool>,
    pub price: Option<i64>,
    pub compare_at_price: Option<i64>,
    pub compare_at_until: Option<time::OffsetDateTime>,
}
impl<'a> From<ExportCatalogBorrowed<'a>> for ExportCatalog {
    fn from(
        ExportCatalogBorrowed {
            slug,
            category,
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
            variant_id,
            sku,
            unit,
            step,
            minimum,
            maximum,
            weighed,
            active,
            price,
            compare_at_price,
            compare_at_until,
        }: ExportCatalogBorrowed<'a>,
    ) -> Self {
        Self {
            slug: slug.into(),
            category: category.into(),
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
            status: status.into(),
            variant_id,
            sku: sku.map(|v| v.into()),
            unit: unit.map(|v| v.into()),
            step,
            minimum,
            maximum,
            weighed,
            active,
            price,
            compare_at_price,
            compare_at_until,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ExportStock {
    pub sku: String,
    pub location: String,
    pub id: uuid::Uuid,
    pub received_at: time::OffsetDateTime,
    pub harvested_on: Option<time::Date>,
    pub best_before: time::Date,
    pub unit_cost: i64,
    pub on_hand: i64,
    pub reserved: i64,
}
pub struct ExportStockBorrowed<'a> {
    pub sku: &'a str,
    pub location: &'a str,
    pub id: uuid::Uuid,
    pub received_at: time::OffsetDateTime,
    pub harvested_on: Option<time::Date>,
    pub best_before: time::Date,
    pub unit_cost: i64,
    pub on_hand: i64,
    pub reserved: i64,
}
impl<'a> From<ExportStockBorrowed<'a>> for ExportStock {
    fn from(
        ExportStockBorrowed {
            sku,
            location,
            id,
            received_at,
            harvested_on,
            best_before,
            unit_cost,
            on_hand,
            reserved,
        }: ExportStockBorrowed<'a>,
    ) -> Self {
        Self {
            sku: sku.into(),
            location: location.into(),
            id,
            received_at,
            harvested_on,
            best_before,
            unit_cost,
            on_hand,
            reserved,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct KnownProductsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<KnownProductsBorrowed, tokio_postgres::Error>,
    mapper: fn(KnownProductsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> KnownProductsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(KnownProductsBorrowed) -> R,
    ) -> KnownProductsQuery<'c, 'a, 's, C, R, N> {
        KnownProductsQuery {
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
pub struct KnownVariantsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<KnownVariantsBorrowed, tokio_postgres::Error>,
    mapper: fn(KnownVariantsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> KnownVariantsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(KnownVariantsBorrowed) -> R,
    ) -> KnownVariantsQuery<'c, 'a, 's, C, R, N> {
        KnownVariantsQuery {
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
pub struct StringQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<&str, tokio_postgres::Error>,
    mapper: fn(&str) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> StringQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(&str) -> R) -> StringQuery<'c, 'a, 's, C, R, N> {
        StringQuery {
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
pub struct BeginFileQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<BeginFileBorrowed, tokio_postgres::Error>,
    mapper: fn(BeginFileBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> BeginFileQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(BeginFileBorrowed) -> R) -> BeginFileQuery<'c, 'a, 's, C, R, N> {
        BeginFileQuery {
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
pub struct BoolQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<bool, tokio_postgres::Error>,
    mapper: fn(bool) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> BoolQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(bool) -> R) -> BoolQuery<'c, 'a, 's, C, R, N> {
        BoolQuery {
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
pub struct ExportCatalogQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ExportCatalogBorrowed, tokio_postgres::Error>,
    mapper: fn(ExportCatalogBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ExportCatalogQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ExportCatalogBorrowed) -> R,
    ) -> ExportCatalogQuery<'c, 'a, 's, C, R, N> {
        ExportCatalogQuery {
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
pub struct ExportStockQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ExportStockBorrowed, tokio_postgres::Error>,
    mapper: fn(ExportStockBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ExportStockQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ExportStockBorrowed) -> R,
    ) -> ExportStockQuery<'c, 'a, 's, C, R, N> {
        ExportStockQuery {
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
pub struct KnownProductsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn known_products() -> KnownProductsStmt {
    KnownProductsStmt(
        "select p.id, p.slug, p.version, c.slug as category, p.name_id, p.name_en, p.description_id, p.description_en, p.storage_advice_id, p.storage_advice_en, p.origin, p.organic, p.shelf_life_days, p.season_months, p.tax_rate_bp, p.status, (select coalesce(max(v.position), 0) from catalog.variants v where v.product_id = p.id) as last_position from catalog.products p join catalog.categories c on c.id = p.category_id where p.slug = any ($1::text[])",
        None,
    )
}
impl KnownProductsStmt {
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
    >(
        &'s self,
        client: &'c C,
        slugs: &'a T2,
    ) -> KnownProductsQuery<'c, 'a, 's, C, KnownProducts, 1> {
        KnownProductsQuery {
            client,
            params: [slugs],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<KnownProductsBorrowed, tokio_postgres::Error> {
                    Ok(KnownProductsBorrowed {
                        id: row.try_get(0)?,
                        slug: row.try_get(1)?,
                        version: row.try_get(2)?,
                        category: row.try_get(3)?,
                        name_id: row.try_get(4)?,
                        name_en: row.try_get(5)?,
                        description_id: row.try_get(6)?,
                        description_en: row.try_get(7)?,
                        storage_advice_id: row.try_get(8)?,
                        storage_advice_en: row.try_get(9)?,
                        origin: row.try_get(10)?,
                        organic: row.try_get(11)?,
                        shelf_life_days: row.try_get(12)?,
                        season_months: row.try_get(13)?,
                        tax_rate_bp: row.try_get(14)?,
                        status: row.try_get(15)?,
                        last_position: row.try_get(16)?,
                    })
                },
            mapper: |it| KnownProducts::from(it),
        }
    }
}
pub struct KnownVariantsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn known_variants() -> KnownVariantsStmt {
    KnownVariantsStmt(
        "select v.id, v.product_id, v.sku, v.version, v.unit, v.step, v.minimum, v.maximum, v.weighed, v.active, p.price, case when p.compare_at_until is null or p.compare_at_until > clock_timestamp() then p.compare_at_price end as compare_at_price, case when p.compare_at_until > clock_timestamp() then p.compare_at_until end as compare_at_until, nullif(p.starts_at, '-infinity') as priced_at from catalog.variants v cross join lateral ( select * from catalog.prices where variant_id = v.id and starts_at <= clock_timestamp() order by starts_at desc limit 1 ) as p where v.sku = any ($1::text[])",
        None,
    )
}
impl KnownVariantsStmt {
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
    >(
        &'s self,
        client: &'c C,
        skus: &'a T2,
    ) -> KnownVariantsQuery<'c, 'a, 's, C, KnownVariants, 1> {
        KnownVariantsQuery {
            client,
            params: [skus],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<KnownVariantsBorrowed, tokio_postgres::Error> {
                    Ok(KnownVariantsBorrowed {
                        id: row.try_get(0)?,
                        product_id: row.try_get(1)?,
                        sku: row.try_get(2)?,
                        version: row.try_get(3)?,
                        unit: row.try_get(4)?,
                        step: row.try_get(5)?,
                        minimum: row.try_get(6)?,
                        maximum: row.try_get(7)?,
                        weighed: row.try_get(8)?,
                        active: row.try_get(9)?,
                        price: row.try_get(10)?,
                        compare_at_price: row.try_get(11)?,
                        compare_at_until: row.try_get(12)?,
                        priced_at: row.try_get(13)?,
                    })
                },
            mapper: |it| KnownVariants::from(it),
        }
    }
}
pub struct KnownCategoriesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn known_categories() -> KnownCategoriesStmt {
    KnownCategoriesStmt(
        "select slug from catalog.categories where slug = any ($1::text[])",
        None,
    )
}
impl KnownCategoriesStmt {
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
    >(
        &'s self,
        client: &'c C,
        slugs: &'a T2,
    ) -> StringQuery<'c, 'a, 's, C, String, 1> {
        StringQuery {
            client,
            params: [slugs],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
    }
}
pub struct BeginFileStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn begin_file() -> BeginFileStmt {
    BeginFileStmt(
        "select pg_advisory_xact_lock(hashtextextended('catalog_file', 0)) is null as \"locked\", set_config('catalog.settling', 'later', true) as settling",
        None,
    )
}
impl BeginFileStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
    ) -> BeginFileQuery<'c, 'a, 's, C, BeginFile, 0> {
        BeginFileQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<BeginFileBorrowed, tokio_postgres::Error> {
                    Ok(BeginFileBorrowed {
                        locked: row.try_get(0)?,
                        settling: row.try_get(1)?,
                    })
                },
            mapper: |it| BeginFile::from(it),
        }
    }
}
pub struct HoldProductsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn hold_products() -> HoldProductsStmt {
    HoldProductsStmt(
        "select id from catalog.products where slug = any ($1::text[]) order by id for no key update",
        None,
    )
}
impl HoldProductsStmt {
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
    >(
        &'s self,
        client: &'c C,
        slugs: &'a T2,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [slugs],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct HoldVariantsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn hold_variants() -> HoldVariantsStmt {
    HoldVariantsStmt(
        "select id from catalog.variants where sku = any ($1::text[]) order by id for no key update",
        None,
    )
}
impl HoldVariantsStmt {
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
    >(
        &'s self,
        client: &'c C,
        skus: &'a T2,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [skus],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct IsOutdatedStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn is_outdated() -> IsOutdatedStmt {
    IsOutdatedStmt(
        "select exists ( select from unnest($1::text[], $2::bigint[]) as e (slug, version) left join catalog.products p on p.slug = e.slug where p.version is distinct from e.version ) or exists ( select from unnest($3::text[], $4::bigint[], $5::timestamptz[]) as e (sku, version, priced_at) left join catalog.variants v on v.sku = e.sku left join lateral ( select max(starts_at) as starts_at from catalog.prices where variant_id = v.id and starts_at <= clock_timestamp() ) as p on true where (v.version, nullif(p.starts_at, '-infinity')) is distinct from (e.version, e.priced_at) ) as outdated",
        None,
    )
}
impl IsOutdatedStmt {
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
        T3: crate::ArraySql<Item = Option<i64>>,
        T4: crate::StringSql,
        T5: crate::ArraySql<Item = T4>,
        T6: crate::ArraySql<Item = Option<i64>>,
        T7: crate::ArraySql<Item = Option<time::OffsetDateTime>>,
    >(
        &'s self,
        client: &'c C,
        slugs: &'a T2,
        product_versions: &'a T3,
        skus: &'a T5,
        variant_versions: &'a T6,
        priced_ats: &'a T7,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 5> {
        BoolQuery {
            client,
            params: [slugs, product_versions, skus, variant_versions, priced_ats],
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
    T2: crate::ArraySql<Item = T1>,
    T3: crate::ArraySql<Item = Option<i64>>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::ArraySql<Item = Option<i64>>,
    T7: crate::ArraySql<Item = Option<time::OffsetDateTime>>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        IsOutdatedParams<T1, T2, T3, T4, T5, T6, T7>,
        BoolQuery<'c, 'a, 's, C, bool, 5>,
        C,
    > for IsOutdatedStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a IsOutdatedParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 5> {
        self.bind(
            client,
            &params.slugs,
            &params.product_versions,
            &params.skus,
            &params.variant_versions,
            &params.priced_ats,
        )
    }
}
pub struct AddProductsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_products() -> AddProductsStmt {
    AddProductsStmt(
        "insert into catalog.products (id, category_id, slug, name_id, name_en, description_id, description_en, storage_advice_id, storage_advice_en, origin, organic, shelf_life_days, season_months, tax_rate_bp, status, created_at, updated_at) select n.id, c.id, n.slug, n.name_id, n.name_en, n.description_id, n.description_en, n.storage_advice_id, n.storage_advice_en, n.origin, n.organic, n.shelf_life_days, string_to_array(n.season, ' ')::integer[], n.tax_rate_bp, n.status, $1::timestamptz, $1 from unnest( $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::boolean[], $13::integer[], $14::text[], $15::integer[], $16::text[] ) as n (id, category, slug, name_id, name_en, description_id, description_en, storage_advice_id, storage_advice_en, origin, organic, shelf_life_days, season, tax_rate_bp, status) join catalog.categories c on c.slug = n.category",
        None,
    )
}
impl AddProductsStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::StringSql,
        T3: crate::ArraySql<Item = T2>,
        T4: crate::StringSql,
        T5: crate::ArraySql<Item = T4>,
        T6: crate::StringSql,
        T7: crate::ArraySql<Item = T6>,
        T8: crate::StringSql,
        T9: crate::ArraySql<Item = T8>,
        T10: crate::StringSql,
        T11: crate::ArraySql<Item = T10>,
        T12: crate::StringSql,
        T13: crate::ArraySql<Item = T12>,
        T14: crate::StringSql,
        T15: crate::ArraySql<Item = T14>,
        T16: crate::StringSql,
        T17: crate::ArraySql<Item = T16>,
        T18: crate::StringSql,
        T19: crate::ArraySql<Item = T18>,
        T20: crate::ArraySql<Item = bool>,
        T21: crate::ArraySql<Item = i32>,
        T22: crate::StringSql,
        T23: crate::ArraySql<Item = T22>,
        T24: crate::ArraySql<Item = i32>,
        T25: crate::StringSql,
        T26: crate::ArraySql<Item = T25>,
    >(
        &'s self,
        client: &'c C,
        now: &'a time::OffsetDateTime,
        ids: &'a T1,
        categories: &'a T3,
        slugs: &'a T5,
        name_ids: &'a T7,
        name_ens: &'a T9,
        description_ids: &'a T11,
        description_ens: &'a T13,
        storage_advice_ids: &'a T15,
        storage_advice_ens: &'a T17,
        origins: &'a T19,
        organics: &'a T20,
        shelf_lives: &'a T21,
        seasons: &'a T23,
        tax_rates: &'a T24,
        statuses: &'a T26,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    now,
                    ids,
                    categories,
                    slugs,
                    name_ids,
                    name_ens,
                    description_ids,
                    description_ens,
                    storage_advice_ids,
                    storage_advice_ens,
                    origins,
                    organics,
                    shelf_lives,
                    seasons,
                    tax_rates,
                    statuses,
                ],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = T6>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = T8>,
    T10: crate::StringSql,
    T11: crate::ArraySql<Item = T10>,
    T12: crate::StringSql,
    T13: crate::ArraySql<Item = T12>,
    T14: crate::StringSql,
    T15: crate::ArraySql<Item = T14>,
    T16: crate::StringSql,
    T17: crate::ArraySql<Item = T16>,
    T18: crate::StringSql,
    T19: crate::ArraySql<Item = T18>,
    T20: crate::ArraySql<Item = bool>,
    T21: crate::ArraySql<Item = i32>,
    T22: crate::StringSql,
    T23: crate::ArraySql<Item = T22>,
    T24: crate::ArraySql<Item = i32>,
    T25: crate::StringSql,
    T26: crate::ArraySql<Item = T25>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        AddProductsParams<
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
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for AddProductsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a AddProductsParams<
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
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.now,
            &params.ids,
            &params.categories,
            &params.slugs,
            &params.name_ids,
            &params.name_ens,
            &params.description_ids,
            &params.description_ens,
            &params.storage_advice_ids,
            &params.storage_advice_ens,
            &params.origins,
            &params.organics,
            &params.shelf_lives,
            &params.seasons,
            &params.tax_rates,
            &params.statuses,
        ))
    }
}
pub struct ChangeProductsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn change_products() -> ChangeProductsStmt {
    ChangeProductsStmt(
        "update catalog.products t set category_id = c.id, name_id = n.name_id, name_en = n.name_en, description_id = n.description_id, description_en = n.description_en, storage_advice_id = n.storage_advice_id, storage_advice_en = n.storage_advice_en, origin = n.origin, organic = n.organic, shelf_life_days = n.shelf_life_days, season_months = string_to_array(n.season, ' ')::integer[], tax_rate_bp = n.tax_rate_bp, status = n.status, updated_at = $1::timestamptz, version = t.version + 1 from unnest( $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::boolean[], $12::integer[], $13::text[], $14::integer[], $15::text[] ) as n (id, category, name_id, name_en, description_id, description_en, storage_advice_id, storage_advice_en, origin, organic, shelf_life_days, season, tax_rate_bp, status) join catalog.categories c on c.slug = n.category where t.id = n.id",
        None,
    )
}
impl ChangeProductsStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::StringSql,
        T3: crate::ArraySql<Item = T2>,
        T4: crate::StringSql,
        T5: crate::ArraySql<Item = T4>,
        T6: crate::StringSql,
        T7: crate::ArraySql<Item = T6>,
        T8: crate::StringSql,
        T9: crate::ArraySql<Item = T8>,
        T10: crate::StringSql,
        T11: crate::ArraySql<Item = T10>,
        T12: crate::StringSql,
        T13: crate::ArraySql<Item = T12>,
        T14: crate::StringSql,
        T15: crate::ArraySql<Item = T14>,
        T16: crate::StringSql,
        T17: crate::ArraySql<Item = T16>,
        T18: crate::ArraySql<Item = bool>,
        T19: crate::ArraySql<Item = i32>,
        T20: crate::StringSql,
        T21: crate::ArraySql<Item = T20>,
        T22: crate::ArraySql<Item = i32>,
        T23: crate::StringSql,
        T24: crate::ArraySql<Item = T23>,
    >(
        &'s self,
        client: &'c C,
        now: &'a time::OffsetDateTime,
        ids: &'a T1,
        categories: &'a T3,
        name_ids: &'a T5,
        name_ens: &'a T7,
        description_ids: &'a T9,
        description_ens: &'a T11,
        storage_advice_ids: &'a T13,
        storage_advice_ens: &'a T15,
        origins: &'a T17,
        organics: &'a T18,
        shelf_lives: &'a T19,
        seasons: &'a T21,
        tax_rates: &'a T22,
        statuses: &'a T24,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    now,
                    ids,
                    categories,
                    name_ids,
                    name_ens,
                    description_ids,
                    description_ens,
                    storage_advice_ids,
                    storage_advice_ens,
                    origins,
                    organics,
                    shelf_lives,
                    seasons,
                    tax_rates,
                    statuses,
                ],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = T6>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = T8>,
    T10: crate::StringSql,
    T11: crate::ArraySql<Item = T10>,
    T12: crate::StringSql,
    T13: crate::ArraySql<Item = T12>,
    T14: crate::StringSql,
    T15: crate::ArraySql<Item = T14>,
    T16: crate::StringSql,
    T17: crate::ArraySql<Item = T16>,
    T18: crate::ArraySql<Item = bool>,
    T19: crate::ArraySql<Item = i32>,
    T20: crate::StringSql,
    T21: crate::ArraySql<Item = T20>,
    T22: crate::ArraySql<Item = i32>,
    T23: crate::StringSql,
    T24: crate::ArraySql<Item = T23>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ChangeProductsParams<
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
        >,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for ChangeProductsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ChangeProductsParams<
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
        >,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.now,
            &params.ids,
            &params.categories,
            &params.name_ids,
            &params.name_ens,
            &params.description_ids,
            &params.description_ens,
            &params.storage_advice_ids,
            &params.storage_advice_ens,
            &params.origins,
            &params.organics,
            &params.shelf_lives,
            &params.seasons,
            &params.tax_rates,
            &params.statuses,
        ))
    }
}
pub struct AddVariantsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_variants() -> AddVariantsStmt {
    AddVariantsStmt(
        "insert into catalog.variants (id, product_id, sku, unit, step, minimum, maximum, weighed, position, active) select * from unnest( $1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::boolean[], $9::integer[], $10::boolean[] )",
        None,
    )
}
impl AddVariantsStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::ArraySql<Item = uuid::Uuid>,
        T3: crate::StringSql,
        T4: crate::ArraySql<Item = T3>,
        T5: crate::StringSql,
        T6: crate::ArraySql<Item = T5>,
        T7: crate::ArraySql<Item = i64>,
        T8: crate::ArraySql<Item = i64>,
        T9: crate::ArraySql<Item = i64>,
        T10: crate::ArraySql<Item = bool>,
        T11: crate::ArraySql<Item = i32>,
        T12: crate::ArraySql<Item = bool>,
    >(
        &'s self,
        client: &'c C,
        ids: &'a T1,
        products: &'a T2,
        skus: &'a T4,
        units: &'a T6,
        steps: &'a T7,
        minimums: &'a T8,
        maximums: &'a T9,
        weigheds: &'a T10,
        positions: &'a T11,
        actives: &'a T12,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    ids, products, skus, units, steps, minimums, maximums, weigheds, positions,
                    actives,
                ],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::StringSql,
    T6: crate::ArraySql<Item = T5>,
    T7: crate::ArraySql<Item = i64>,
    T8: crate::ArraySql<Item = i64>,
    T9: crate::ArraySql<Item = i64>,
    T10: crate::ArraySql<Item = bool>,
    T11: crate::ArraySql<Item = i32>,
    T12: crate::ArraySql<Item = bool>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        AddVariantsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for AddVariantsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a AddVariantsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.ids,
            &params.products,
            &params.skus,
            &params.units,
            &params.steps,
            &params.minimums,
            &params.maximums,
            &params.weigheds,
            &params.positions,
            &params.actives,
        ))
    }
}
pub struct ChangeVariantsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn change_variants() -> ChangeVariantsStmt {
    ChangeVariantsStmt(
        "update catalog.variants t set unit = n.unit, step = n.step, minimum = n.minimum, maximum = n.maximum, weighed = n.weighed, active = n.active, version = t.version + 1 from unnest( $1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::boolean[], $7::boolean[] ) as n (id, unit, step, minimum, maximum, weighed, active) where t.id = n.id",
        None,
    )
}
impl ChangeVariantsStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::StringSql,
        T3: crate::ArraySql<Item = T2>,
        T4: crate::ArraySql<Item = i64>,
        T5: crate::ArraySql<Item = i64>,
        T6: crate::ArraySql<Item = i64>,
        T7: crate::ArraySql<Item = bool>,
        T8: crate::ArraySql<Item = bool>,
    >(
        &'s self,
        client: &'c C,
        ids: &'a T1,
        units: &'a T3,
        steps: &'a T4,
        minimums: &'a T5,
        maximums: &'a T6,
        weigheds: &'a T7,
        actives: &'a T8,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[ids, units, steps, minimums, maximums, weigheds, actives],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::ArraySql<Item = i64>,
    T5: crate::ArraySql<Item = i64>,
    T6: crate::ArraySql<Item = i64>,
    T7: crate::ArraySql<Item = bool>,
    T8: crate::ArraySql<Item = bool>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ChangeVariantsParams<T1, T2, T3, T4, T5, T6, T7, T8>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for ChangeVariantsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ChangeVariantsParams<T1, T2, T3, T4, T5, T6, T7, T8>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.ids,
            &params.units,
            &params.steps,
            &params.minimums,
            &params.maximums,
            &params.weigheds,
            &params.actives,
        ))
    }
}
pub struct AddPricesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_prices() -> AddPricesStmt {
    AddPricesStmt(
        "insert into catalog.prices (variant_id, starts_at, price, compare_at_price, compare_at_until, actor_id) select n.variant_id, case when n.is_first then '-infinity' else now() end, n.price, n.compare_at_price, n.compare_at_until, $1::uuid from unnest( $2::uuid[], $3::boolean[], $4::bigint[], $5::bigint[], $6::timestamptz[] ) as n (variant_id, is_first, price, compare_at_price, compare_at_until)",
        None,
    )
}
impl AddPricesStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::ArraySql<Item = bool>,
        T3: crate::ArraySql<Item = i64>,
        T4: crate::ArraySql<Item = Option<i64>>,
        T5: crate::ArraySql<Item = Option<time::OffsetDateTime>>,
    >(
        &'s self,
        client: &'c C,
        actor_id: &'a Option<uuid::Uuid>,
        variants: &'a T1,
        firsts: &'a T2,
        prices: &'a T3,
        compare_at_prices: &'a T4,
        compare_at_untils: &'a T5,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    actor_id,
                    variants,
                    firsts,
                    prices,
                    compare_at_prices,
                    compare_at_untils,
                ],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = bool>,
    T3: crate::ArraySql<Item = i64>,
    T4: crate::ArraySql<Item = Option<i64>>,
    T5: crate::ArraySql<Item = Option<time::OffsetDateTime>>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        AddPricesParams<T1, T2, T3, T4, T5>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for AddPricesStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a AddPricesParams<T1, T2, T3, T4, T5>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.actor_id,
            &params.variants,
            &params.firsts,
            &params.prices,
            &params.compare_at_prices,
            &params.compare_at_untils,
        ))
    }
}
pub struct SettleProductsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn settle_products() -> SettleProductsStmt {
    SettleProductsStmt(
        "select catalog.settle_products($1::uuid[]) is null as settled",
        None,
    )
}
impl SettleProductsStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        products: &'a T1,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 1> {
        BoolQuery {
            client,
            params: [products],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct ExportCatalogStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn export_catalog() -> ExportCatalogStmt {
    ExportCatalogStmt(
        "select p.slug, c.slug as category, p.name_id, p.name_en, p.description_id, p.description_en, p.storage_advice_id, p.storage_advice_en, p.origin, p.organic, p.shelf_life_days, p.season_months, p.tax_rate_bp, p.status, v.id as variant_id, v.sku, v.unit, v.step, v.minimum, v.maximum, v.weighed, v.active, v.price, v.compare_at_price, case when v.compare_at_price is not null then v.compare_at_until end as compare_at_until from catalog.products p join catalog.categories c on c.id = p.category_id left join catalog.offers v on v.product_id = p.id where ($1::text is null or p.status = $1) and ($2::text is null or p.category_id in ( select s.category_id from catalog.shelves s join catalog.categories above on above.id = s.above_id where above.slug = $2)) and ($3::text is null or p.slug >= $3) and ($3 is null or (p.slug, coalesce(v.position, 0), coalesce(v.sku, '')) > ( $3, coalesce((select a.position from catalog.variants a where a.sku = $4::text), 0), coalesce($4, ''))) order by p.slug, coalesce(v.position, 0), coalesce(v.sku, '') limit $5::bigint",
        None,
    )
}
impl ExportCatalogStmt {
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
    >(
        &'s self,
        client: &'c C,
        status: &'a Option<T1>,
        category: &'a Option<T2>,
        after_slug: &'a Option<T3>,
        after_sku: &'a Option<T4>,
        limit: &'a i64,
    ) -> ExportCatalogQuery<'c, 'a, 's, C, ExportCatalog, 5> {
        ExportCatalogQuery {
            client,
            params: [status, category, after_slug, after_sku, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ExportCatalogBorrowed, tokio_postgres::Error> {
                    Ok(ExportCatalogBorrowed {
                        slug: row.try_get(0)?,
                        category: row.try_get(1)?,
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
                        status: row.try_get(13)?,
                        variant_id: row.try_get(14)?,
                        sku: row.try_get(15)?,
                        unit: row.try_get(16)?,
                        step: row.try_get(17)?,
                        minimum: row.try_get(18)?,
                        maximum: row.try_get(19)?,
                        weighed: row.try_get(20)?,
                        active: row.try_get(21)?,
                        price: row.try_get(22)?,
                        compare_at_price: row.try_get(23)?,
                        compare_at_until: row.try_get(24)?,
                    })
                },
            mapper: |it| ExportCatalog::from(it),
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
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ExportCatalogParams<T1, T2, T3, T4>,
        ExportCatalogQuery<'c, 'a, 's, C, ExportCatalog, 5>,
        C,
    > for ExportCatalogStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ExportCatalogParams<T1, T2, T3, T4>,
    ) -> ExportCatalogQuery<'c, 'a, 's, C, ExportCatalog, 5> {
        self.bind(
            client,
            &params.status,
            &params.category,
            &params.after_slug,
            &params.after_sku,
            &params.limit,
        )
    }
}
pub struct KnownSkusStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn known_skus() -> KnownSkusStmt {
    KnownSkusStmt(
        "select sku from catalog.variants where sku = any ($1::text[])",
        None,
    )
}
impl KnownSkusStmt {
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
    >(
        &'s self,
        client: &'c C,
        skus: &'a T2,
    ) -> StringQuery<'c, 'a, 's, C, String, 1> {
        StringQuery {
            client,
            params: [skus],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
    }
}
pub struct LocationCodesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn location_codes() -> LocationCodesStmt {
    LocationCodesStmt("select code from catalog.locations", None)
}
impl LocationCodesStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
    ) -> StringQuery<'c, 'a, 's, C, String, 0> {
        StringQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
    }
}
pub struct ExportStockStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn export_stock() -> ExportStockStmt {
    ExportStockStmt(
        "select v.sku, p.code as location, l.id, l.received_at, l.harvested_on, l.best_before, l.unit_cost, l.on_hand, l.reserved from catalog.lots l join catalog.variants v on v.id = l.variant_id join catalog.locations p on p.id = l.location_id where l.on_hand > 0 and ($1::uuid is null or (v.sku, l.best_before, l.id) > ( select av.sku, a.best_before, a.id from catalog.lots a join catalog.variants av on av.id = a.variant_id where a.id = $1)) order by v.sku, l.best_before, l.id limit $2::bigint",
        None,
    )
}
impl ExportStockStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        after: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> ExportStockQuery<'c, 'a, 's, C, ExportStock, 2> {
        ExportStockQuery {
            client,
            params: [after, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ExportStockBorrowed, tokio_postgres::Error> {
                    Ok(ExportStockBorrowed {
                        sku: row.try_get(0)?,
                        location: row.try_get(1)?,
                        id: row.try_get(2)?,
                        received_at: row.try_get(3)?,
                        harvested_on: row.try_get(4)?,
                        best_before: row.try_get(5)?,
                        unit_cost: row.try_get(6)?,
                        on_hand: row.try_get(7)?,
                        reserved: row.try_get(8)?,
                    })
                },
            mapper: |it| ExportStock::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ExportStockParams,
        ExportStockQuery<'c, 'a, 's, C, ExportStock, 2>,
        C,
    > for ExportStockStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ExportStockParams,
    ) -> ExportStockQuery<'c, 'a, 's, C, ExportStock, 2> {
        self.bind(client, &params.after, &params.limit)
    }
}
