// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct FindCategoryByParams<T1: crate::StringSql> {
    pub id: Option<uuid::Uuid>,
    pub slug: Option<T1>,
}
#[derive(Debug)]
pub struct AddCategoryParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::JsonSql,
    T7: crate::StringSql,
    T8: crate::StringSql,
    T9: crate::StringSql,
> {
    pub parent_id: Option<uuid::Uuid>,
    pub parent_slug: Option<T1>,
    pub id: uuid::Uuid,
    pub slug: T2,
    pub name_id: T3,
    pub name_en: T4,
    pub icon: T5,
    pub position: i32,
    pub active: bool,
    pub now: time::OffsetDateTime,
    pub actor_id: Option<uuid::Uuid>,
    pub details: T6,
    pub ip: T7,
    pub user_agent: T8,
    pub request_id: T9,
}
#[derive(Debug)]
pub struct RedefineCategoryParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
> {
    pub parent_id: Option<uuid::Uuid>,
    pub slug: T1,
    pub name_id: T2,
    pub name_en: T3,
    pub icon: T4,
    pub position: i32,
    pub active: bool,
    pub id: uuid::Uuid,
}
#[derive(Debug)]
pub struct ListEntriesParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub pattern: Option<T1>,
    pub status: Option<T2>,
    pub category_id: Option<uuid::Uuid>,
    pub category_slug: Option<T3>,
    pub after_created_at: Option<time::OffsetDateTime>,
    pub after_id: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Debug)]
pub struct PricesOfVariantsParams<T1: crate::StringSql> {
    pub product_id: Option<uuid::Uuid>,
    pub sku: Option<T1>,
}
#[derive(Debug)]
pub struct EditProductParams<
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
> {
    pub category_id: uuid::Uuid,
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
    pub id: uuid::Uuid,
}
#[derive(Debug)]
pub struct ArrangePicturesParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = T6>,
> {
    pub product_id: uuid::Uuid,
    pub ids: T1,
    pub now: time::OffsetDateTime,
    pub keys: T3,
    pub alt_ids: T5,
    pub alt_ens: T7,
}
#[derive(Clone, Copy, Debug)]
pub struct EditVariantParams {
    pub step: i64,
    pub minimum: i64,
    pub maximum: i64,
    pub weighed: bool,
    pub position: i32,
    pub active: bool,
    pub id: uuid::Uuid,
}
#[derive(Debug)]
pub struct SchedulePricesParams<
    T1: crate::ArraySql<Item = time::OffsetDateTime>,
    T2: crate::ArraySql<Item = i64>,
    T3: crate::ArraySql<Item = Option<i64>>,
    T4: crate::ArraySql<Item = Option<time::OffsetDateTime>>,
> {
    pub variant_id: uuid::Uuid,
    pub actor_id: uuid::Uuid,
    pub starts_ats: T1,
    pub prices: T2,
    pub compare_at_prices: T3,
    pub compare_at_untils: T4,
}
#[derive(Clone, Copy, Debug)]
pub struct SetPriceParams {
    pub variant_id: uuid::Uuid,
    pub price: i64,
    pub compare_at_price: Option<i64>,
    pub compare_at_until: Option<time::OffsetDateTime>,
    pub actor_id: uuid::Uuid,
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
    T24: crate::JsonSql,
    T25: crate::StringSql,
    T26: crate::StringSql,
    T27: crate::StringSql,
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
    pub details: T24,
    pub ip: T25,
    pub user_agent: T26,
    pub request_id: T27,
}
#[derive(Debug)]
pub struct AddVariantParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::JsonSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
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
    pub details: T3,
    pub ip: T4,
    pub user_agent: T5,
    pub request_id: T6,
}
#[derive(Debug, Clone, PartialEq)]
pub struct CategoryRow {
    pub id: uuid::Uuid,
    pub parent_id: Option<uuid::Uuid>,
    pub slug: String,
    pub name_id: String,
    pub name_en: String,
    pub icon: String,
    pub position: i32,
    pub active: bool,
    pub version: i64,
}
pub struct CategoryRowBorrowed<'a> {
    pub id: uuid::Uuid,
    pub parent_id: Option<uuid::Uuid>,
    pub slug: &'a str,
    pub name_id: &'a str,
    pub name_en: &'a str,
    pub icon: &'a str,
    pub position: i32,
    pub active: bool,
    pub version: i64,
}
impl<'a> From<CategoryRowBorrowed<'a>> for CategoryRow {
    fn from(
        CategoryRowBorrowed {
            id,
            parent_id,
            slug,
            name_id,
            name_en,
            icon,
            position,
            active,
            version,
        }: CategoryRowBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            parent_id,
            slug: slug.into(),
            name_id: name_id.into(),
            name_en: name_en.into(),
            icon: icon.into(),
            position,
            active,
            version,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct FindCategoryBy {
    pub id: uuid::Uuid,
    pub slug: String,
    pub name_id: String,
    pub name_en: String,
}
pub struct FindCategoryByBorrowed<'a> {
    pub id: uuid::Uuid,
    pub slug: &'a str,
    pub name_id: &'a str,
    pub name_en: &'a str,
}
impl<'a> From<FindCategoryByBorrowed<'a>> for FindCategoryBy {
    fn from(
        FindCategoryByBorrowed {
            id,
            slug,
            name_id,
            name_en,
        }: FindCategoryByBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            slug: slug.into(),
            name_id: name_id.into(),
            name_en: name_en.into(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ListEntries {
    pub id: uuid::Uuid,
    pub slug: String,
    pub name_id: String,
    pub name_en: String,
    pub category: String,
    pub status: String,
    pub created_at: time::OffsetDateTime,
    pub updated_at: time::OffsetDateTime,
    pub version: i64,
    pub image: Option<String>,
    pub skus: Vec<String>,
}
pub struct ListEntriesBorrowed<'a> {
    pub id: uuid::Uuid,
    pub slug: &'a str,
    pub name_id: &'a str,
    pub name_en: &'a str,
    pub category: &'a str,
    pub status: &'a str,
    pub created_at: time::OffsetDateTime,
    pub updated_at: time::OffsetDateTime,
    pub version: i64,
    pub image: Option<&'a str>,
    pub skus: crate::ArrayIterator<'a, &'a str>,
}
impl<'a> From<ListEntriesBorrowed<'a>> for ListEntries {
    fn from(
        ListEntriesBorrowed {
            id,
            slug,
            name_id,
            name_en,
            category,
            status,
            created_at,
            updated_at,
            version,
            image,
            skus,
        }: ListEntriesBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            slug: slug.into(),
            name_id: name_id.into(),
            name_en: name_en.into(),
            category: category.into(),
            status: status.into(),
            created_at,
            updated_at,
            version,
            image: image.map(|v| v.into()),
            skus: skus.map(|v| v.into()).collect(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct FindRecord {
    pub id: uuid::Uuid,
    pub category_id: uuid::Uuid,
    pub category_slug: String,
    pub category_name_id: String,
    pub category_name_en: String,
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
    pub status: String,
    pub created_at: time::OffsetDateTime,
    pub updated_at: time::OffsetDateTime,
    pub version: i64,
}
pub struct FindRecordBorrowed<'a> {
    pub id: uuid::Uuid,
    pub category_id: uuid::Uuid,
    pub category_slug: &'a str,
    pub category_name_id: &'a str,
    pub category_name_en: &'a str,
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
    pub status: &'a str,
    pub created_at: time::OffsetDateTime,
    pub updated_at: time::OffsetDateTime,
    pub version: i64,
}
impl<'a> From<FindRecordBorrowed<'a>> for FindRecord {
    fn from(
        FindRecordBorrowed {
            id,
            category_id,
            category_slug,
            category_name_id,
            category_name_en,
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
            created_at,
            updated_at,
            version,
        }: FindRecordBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            category_id,
            category_slug: category_slug.into(),
            category_name_id: category_name_id.into(),
            category_name_en: category_name_en.into(),
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
            status: status.into(),
            created_at,
            updated_at,
            version,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct PicturesOfProduct {
    pub id: uuid::Uuid,
    pub key: String,
    pub alt_id: String,
    pub alt_en: String,
}
pub struct PicturesOfProductBorrowed<'a> {
    pub id: uuid::Uuid,
    pub key: &'a str,
    pub alt_id: &'a str,
    pub alt_en: &'a str,
}
impl<'a> From<PicturesOfProductBorrowed<'a>> for PicturesOfProduct {
    fn from(
        PicturesOfProductBorrowed {
            id,
            key,
            alt_id,
            alt_en,
        }: PicturesOfProductBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            key: key.into(),
            alt_id: alt_id.into(),
            alt_en: alt_en.into(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct VariantRow {
    pub id: uuid::Uuid,
    pub product_id: uuid::Uuid,
    pub sku: String,
    pub unit: String,
    pub step: i64,
    pub minimum: i64,
    pub maximum: i64,
    pub weighed: bool,
    pub position: i32,
    pub active: bool,
    pub version: i64,
}
pub struct VariantRowBorrowed<'a> {
    pub id: uuid::Uuid,
    pub product_id: uuid::Uuid,
    pub sku: &'a str,
    pub unit: &'a str,
    pub step: i64,
    pub minimum: i64,
    pub maximum: i64,
    pub weighed: bool,
    pub position: i32,
    pub active: bool,
    pub version: i64,
}
impl<'a> From<VariantRowBorrowed<'a>> for VariantRow {
    fn from(
        VariantRowBorrowed {
            id,
            product_id,
            sku,
            unit,
            step,
            minimum,
            maximum,
            weighed,
            position,
            active,
            version,
        }: VariantRowBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            product_id,
            sku: sku.into(),
            unit: unit.into(),
            step,
            minimum,
            maximum,
            weighed,
            position,
            active,
            version,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct PriceRow {
    pub variant_id: uuid::Uuid,
    pub is_to_come: bool,
    pub starts_at: Option<time::OffsetDateTime>,
    pub price: i64,
    pub compare_at_price: Option<i64>,
    pub compare_at_until: Option<time::OffsetDateTime>,
    pub kind: String,
    pub set_by: Option<uuid::Uuid>,
    pub set_at: time::OffsetDateTime,
}
pub struct PriceRowBorrowed<'a> {
    pub variant_id: uuid::Uuid,
    pub is_to_come: bool,
    pub starts_at: Option<time::OffsetDateTime>,
    pub price: i64,
    pub compare_at_price: Option<i64>,
    pub compare_at_until: Option<time::OffsetDateTime>,
    pub kind: &'a str,
    pub set_by: Option<uuid::Uuid>,
    pub set_at: time::OffsetDateTime,
}
impl<'a> From<PriceRowBorrowed<'a>> for PriceRow {
    fn from(
        PriceRowBorrowed {
            variant_id,
            is_to_come,
            starts_at,
            price,
            compare_at_price,
            compare_at_until,
            kind,
            set_by,
            set_at,
        }: PriceRowBorrowed<'a>,
    ) -> Self {
        Self {
            variant_id,
            is_to_come,
            starts_at,
            price,
            compare_at_price,
            compare_at_until,
            kind: kind.into(),
            set_by,
            set_at,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct CategoryRowQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CategoryRowBorrowed, tokio_postgres::Error>,
    mapper: fn(CategoryRowBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CategoryRowQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(CategoryRowBorrowed) -> R,
    ) -> CategoryRowQuery<'c, 'a, 's, C, R, N> {
        CategoryRowQuery {
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
pub struct FindCategoryByQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<FindCategoryByBorrowed, tokio_postgres::Error>,
    mapper: fn(FindCategoryByBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> FindCategoryByQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(FindCategoryByBorrowed) -> R,
    ) -> FindCategoryByQuery<'c, 'a, 's, C, R, N> {
        FindCategoryByQuery {
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
pub struct ListEntriesQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ListEntriesBorrowed, tokio_postgres::Error>,
    mapper: fn(ListEntriesBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ListEntriesQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ListEntriesBorrowed) -> R,
    ) -> ListEntriesQuery<'c, 'a, 's, C, R, N> {
        ListEntriesQuery {
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
pub struct FindRecordQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<FindRecordBorrowed, tokio_postgres::Error>,
    mapper: fn(FindRecordBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> FindRecordQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(FindRecordBorrowed) -> R,
    ) -> FindRecordQuery<'c, 'a, 's, C, R, N> {
        FindRecordQuery {
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
pub struct PicturesOfProductQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<PicturesOfProductBorrowed, tokio_postgres::Error>,
    mapper: fn(PicturesOfProductBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> PicturesOfProductQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(PicturesOfProductBorrowed) -> R,
    ) -> PicturesOfProductQuery<'c, 'a, 's, C, R, N> {
        PicturesOfProductQuery {
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
pub struct I64Query<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<i64, tokio_postgres::Error>,
    mapper: fn(i64) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> I64Query<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(i64) -> R) -> I64Query<'c, 'a, 's, C, R, N> {
        I64Query {
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
pub struct VariantRowQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<VariantRowBorrowed, tokio_postgres::Error>,
    mapper: fn(VariantRowBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> VariantRowQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(VariantRowBorrowed) -> R,
    ) -> VariantRowQuery<'c, 'a, 's, C, R, N> {
        VariantRowQuery {
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
pub struct TimeOffsetDateTimeQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<time::OffsetDateTime, tokio_postgres::Error>,
    mapper: fn(time::OffsetDateTime) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> TimeOffsetDateTimeQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(time::OffsetDateTime) -> R,
    ) -> TimeOffsetDateTimeQuery<'c, 'a, 's, C, R, N> {
        TimeOffsetDateTimeQuery {
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
pub struct PriceRowQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<PriceRowBorrowed, tokio_postgres::Error>,
    mapper: fn(PriceRowBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> PriceRowQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(PriceRowBorrowed) -> R) -> PriceRowQuery<'c, 'a, 's, C, R, N> {
        PriceRowQuery {
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
pub struct AllCategoriesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn all_categories() -> AllCategoriesStmt {
    AllCategoriesStmt(
        "select id, parent_id, slug, name_id, name_en, icon, position, active, version from catalog.categories order by position, slug",
        None,
    )
}
impl AllCategoriesStmt {
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
    ) -> CategoryRowQuery<'c, 'a, 's, C, CategoryRow, 0> {
        CategoryRowQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CategoryRowBorrowed, tokio_postgres::Error> {
                    Ok(CategoryRowBorrowed {
                        id: row.try_get(0)?,
                        parent_id: row.try_get(1)?,
                        slug: row.try_get(2)?,
                        name_id: row.try_get(3)?,
                        name_en: row.try_get(4)?,
                        icon: row.try_get(5)?,
                        position: row.try_get(6)?,
                        active: row.try_get(7)?,
                        version: row.try_get(8)?,
                    })
                },
            mapper: |it| CategoryRow::from(it),
        }
    }
}
pub struct FindCategoryStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_category() -> FindCategoryStmt {
    FindCategoryStmt(
        "select id, parent_id, slug, name_id, name_en, icon, position, active, version from catalog.categories where id = $1",
        None,
    )
}
impl FindCategoryStmt {
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
        id: &'a uuid::Uuid,
    ) -> CategoryRowQuery<'c, 'a, 's, C, CategoryRow, 1> {
        CategoryRowQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CategoryRowBorrowed, tokio_postgres::Error> {
                    Ok(CategoryRowBorrowed {
                        id: row.try_get(0)?,
                        parent_id: row.try_get(1)?,
                        slug: row.try_get(2)?,
                        name_id: row.try_get(3)?,
                        name_en: row.try_get(4)?,
                        icon: row.try_get(5)?,
                        position: row.try_get(6)?,
                        active: row.try_get(7)?,
                        version: row.try_get(8)?,
                    })
                },
            mapper: |it| CategoryRow::from(it),
        }
    }
}
pub struct FindCategoryByStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_category_by() -> FindCategoryByStmt {
    FindCategoryByStmt(
        "select id, slug, name_id, name_en from catalog.categories where id = $1::uuid or slug = $2::text",
        None,
    )
}
impl FindCategoryByStmt {
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
        id: &'a Option<uuid::Uuid>,
        slug: &'a Option<T1>,
    ) -> FindCategoryByQuery<'c, 'a, 's, C, FindCategoryBy, 2> {
        FindCategoryByQuery {
            client,
            params: [id, slug],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<FindCategoryByBorrowed, tokio_postgres::Error> {
                Ok(FindCategoryByBorrowed {
                    id: row.try_get(0)?,
                    slug: row.try_get(1)?,
                    name_id: row.try_get(2)?,
                    name_en: row.try_get(3)?,
                })
            },
            mapper: |it| FindCategoryBy::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        FindCategoryByParams<T1>,
        FindCategoryByQuery<'c, 'a, 's, C, FindCategoryBy, 2>,
        C,
    > for FindCategoryByStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FindCategoryByParams<T1>,
    ) -> FindCategoryByQuery<'c, 'a, 's, C, FindCategoryBy, 2> {
        self.bind(client, &params.id, &params.slug)
    }
}
pub struct LockCategoryStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_category() -> LockCategoryStmt {
    LockCategoryStmt(
        "select id from catalog.categories where id = $1 for no key update",
        None,
    )
}
impl LockCategoryStmt {
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
        id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct AddCategoryStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_category() -> AddCategoryStmt {
    AddCategoryStmt(
        "with place as ( select p.id as parent_id from (values ($1::uuid, $2::text)) as wanted (id, slug) left join catalog.categories p on p.id = wanted.id or p.slug = wanted.slug where p.id is not null or (wanted.id is null and wanted.slug is null) ), added as ( insert into catalog.categories (id, parent_id, slug, name_id, name_en, icon, position, active) select $3::uuid, place.parent_id, $4::text, $5::text, $6::text, $7::text, $8::integer, $9::boolean from place returning id, parent_id, slug, name_id, name_en, icon, position, active, version ), noted as ( insert into identity.audit_log (at, actor_id, action, target, details, ip, user_agent, request_id) select $10::timestamptz, $11::uuid, 'category_created', added.id::text, $12::jsonb, $13::text, $14::text, $15::text from added where $11 is not null ) select * from added",
        None,
    )
}
impl AddCategoryStmt {
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
        T6: crate::JsonSql,
        T7: crate::StringSql,
        T8: crate::StringSql,
        T9: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        parent_id: &'a Option<uuid::Uuid>,
        parent_slug: &'a Option<T1>,
        id: &'a uuid::Uuid,
        slug: &'a T2,
        name_id: &'a T3,
        name_en: &'a T4,
        icon: &'a T5,
        position: &'a i32,
        active: &'a bool,
        now: &'a time::OffsetDateTime,
        actor_id: &'a Option<uuid::Uuid>,
        details: &'a T6,
        ip: &'a T7,
        user_agent: &'a T8,
        request_id: &'a T9,
    ) -> CategoryRowQuery<'c, 'a, 's, C, CategoryRow, 15> {
        CategoryRowQuery {
            client,
            params: [
                parent_id,
                parent_slug,
                id,
                slug,
                name_id,
                name_en,
                icon,
                position,
                active,
                now,
                actor_id,
                details,
                ip,
                user_agent,
                request_id,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CategoryRowBorrowed, tokio_postgres::Error> {
                    Ok(CategoryRowBorrowed {
                        id: row.try_get(0)?,
                        parent_id: row.try_get(1)?,
                        slug: row.try_get(2)?,
                        name_id: row.try_get(3)?,
                        name_en: row.try_get(4)?,
                        icon: row.try_get(5)?,
                        position: row.try_get(6)?,
                        active: row.try_get(7)?,
                        version: row.try_get(8)?,
                    })
                },
            mapper: |it| CategoryRow::from(it),
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
    T6: crate::JsonSql,
    T7: crate::StringSql,
    T8: crate::StringSql,
    T9: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        AddCategoryParams<T1, T2, T3, T4, T5, T6, T7, T8, T9>,
        CategoryRowQuery<'c, 'a, 's, C, CategoryRow, 15>,
        C,
    > for AddCategoryStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a AddCategoryParams<T1, T2, T3, T4, T5, T6, T7, T8, T9>,
    ) -> CategoryRowQuery<'c, 'a, 's, C, CategoryRow, 15> {
        self.bind(
            client,
            &params.parent_id,
            &params.parent_slug,
            &params.id,
            &params.slug,
            &params.name_id,
            &params.name_en,
            &params.icon,
            &params.position,
            &params.active,
            &params.now,
            &params.actor_id,
            &params.details,
            &params.ip,
            &params.user_agent,
            &params.request_id,
        )
    }
}
pub struct RedefineCategoryStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn redefine_category() -> RedefineCategoryStmt {
    RedefineCategoryStmt(
        "update catalog.categories set parent_id = $1, slug = $2, name_id = $3, name_en = $4, icon = $5, position = $6, active = $7, version = version + 1 where id = $8",
        None,
    )
}
impl RedefineCategoryStmt {
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
        T1: crate::StringSql,
        T2: crate::StringSql,
        T3: crate::StringSql,
        T4: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        parent_id: &'a Option<uuid::Uuid>,
        slug: &'a T1,
        name_id: &'a T2,
        name_en: &'a T3,
        icon: &'a T4,
        position: &'a i32,
        active: &'a bool,
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    parent_id, slug, name_id, name_en, icon, position, active, id,
                ],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        RedefineCategoryParams<T1, T2, T3, T4>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for RedefineCategoryStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a RedefineCategoryParams<T1, T2, T3, T4>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.parent_id,
            &params.slug,
            &params.name_id,
            &params.name_en,
            &params.icon,
            &params.position,
            &params.active,
            &params.id,
        ))
    }
}
pub struct RemoveCategoryStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remove_category() -> RemoveCategoryStmt {
    RemoveCategoryStmt("delete from catalog.categories where id = $1", None)
}
impl RemoveCategoryStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[id],
            )
            .await
    }
}
pub struct ListEntriesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_entries() -> ListEntriesStmt {
    ListEntriesStmt(
        "with page as ( select p.id, p.slug, p.name_id, p.name_en, p.category_id, p.status, p.created_at, p.updated_at, p.version from catalog.products p where ($1::text is null or p.id in ( select f.id from catalog.products f where lower(f.name_id || ' ' || f.name_en || ' ' || f.slug) like lower($1) union all select v.product_id from catalog.variants v where lower(v.sku) like lower($1) )) and ($2::text is null or p.status = $2) and (($3::uuid is null and $4::text is null) or p.category_id in ( select s.category_id from catalog.shelves s join catalog.categories c on c.id = s.above_id where c.id = $3 or c.slug = $4 )) and ($5::timestamptz is null or (p.created_at, p.id) < ($5, $6::uuid)) order by p.created_at desc, p.id desc limit $7::bigint ) select page.id, page.slug, page.name_id, page.name_en, c.slug as category, page.status, page.created_at, page.updated_at, page.version, (select i.key from catalog.product_images i where i.product_id = page.id order by i.position, i.id limit 1) as image, array(select v.sku from catalog.variants v where v.product_id = page.id order by v.position, v.sku) as skus from page join catalog.categories c on c.id = page.category_id order by page.created_at desc, page.id desc",
        None,
    )
}
impl ListEntriesStmt {
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
    >(
        &'s self,
        client: &'c C,
        pattern: &'a Option<T1>,
        status: &'a Option<T2>,
        category_id: &'a Option<uuid::Uuid>,
        category_slug: &'a Option<T3>,
        after_created_at: &'a Option<time::OffsetDateTime>,
        after_id: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> ListEntriesQuery<'c, 'a, 's, C, ListEntries, 7> {
        ListEntriesQuery {
            client,
            params: [
                pattern,
                status,
                category_id,
                category_slug,
                after_created_at,
                after_id,
                limit,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ListEntriesBorrowed, tokio_postgres::Error> {
                    Ok(ListEntriesBorrowed {
                        id: row.try_get(0)?,
                        slug: row.try_get(1)?,
                        name_id: row.try_get(2)?,
                        name_en: row.try_get(3)?,
                        category: row.try_get(4)?,
                        status: row.try_get(5)?,
                        created_at: row.try_get(6)?,
                        updated_at: row.try_get(7)?,
                        version: row.try_get(8)?,
                        image: row.try_get(9)?,
                        skus: row.try_get(10)?,
                    })
                },
            mapper: |it| ListEntries::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListEntriesParams<T1, T2, T3>,
        ListEntriesQuery<'c, 'a, 's, C, ListEntries, 7>,
        C,
    > for ListEntriesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListEntriesParams<T1, T2, T3>,
    ) -> ListEntriesQuery<'c, 'a, 's, C, ListEntries, 7> {
        self.bind(
            client,
            &params.pattern,
            &params.status,
            &params.category_id,
            &params.category_slug,
            &params.after_created_at,
            &params.after_id,
            &params.limit,
        )
    }
}
pub struct LockProductStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_product() -> LockProductStmt {
    LockProductStmt(
        "select id from catalog.products where id = $1 for no key update",
        None,
    )
}
impl LockProductStmt {
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
        id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct FindRecordStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_record() -> FindRecordStmt {
    FindRecordStmt(
        "select p.id, p.category_id, c.slug as category_slug, c.name_id as category_name_id, c.name_en as category_name_en, p.slug, p.name_id, p.name_en, p.description_id, p.description_en, p.storage_advice_id, p.storage_advice_en, p.origin, p.organic, p.shelf_life_days, p.season_months, p.tax_rate_bp, p.status, p.created_at, p.updated_at, p.version from catalog.products p join catalog.categories c on c.id = p.category_id where p.id = $1",
        None,
    )
}
impl FindRecordStmt {
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
        id: &'a uuid::Uuid,
    ) -> FindRecordQuery<'c, 'a, 's, C, FindRecord, 1> {
        FindRecordQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<FindRecordBorrowed, tokio_postgres::Error> {
                    Ok(FindRecordBorrowed {
                        id: row.try_get(0)?,
                        category_id: row.try_get(1)?,
                        category_slug: row.try_get(2)?,
                        category_name_id: row.try_get(3)?,
                        category_name_en: row.try_get(4)?,
                        slug: row.try_get(5)?,
                        name_id: row.try_get(6)?,
                        name_en: row.try_get(7)?,
                        description_id: row.try_get(8)?,
                        description_en: row.try_get(9)?,
                        storage_advice_id: row.try_get(10)?,
                        storage_advice_en: row.try_get(11)?,
                        origin: row.try_get(12)?,
                        organic: row.try_get(13)?,
                        shelf_life_days: row.try_get(14)?,
                        season_months: row.try_get(15)?,
                        tax_rate_bp: row.try_get(16)?,
                        status: row.try_get(17)?,
                        created_at: row.try_get(18)?,
                        updated_at: row.try_get(19)?,
                        version: row.try_get(20)?,
                    })
                },
            mapper: |it| FindRecord::from(it),
        }
    }
}
pub struct PicturesOfProductStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn pictures_of_product() -> PicturesOfProductStmt {
    PicturesOfProductStmt(
        "select id, key, alt_id, alt_en from catalog.product_images where product_id = $1 order by position, id",
        None,
    )
}
impl PicturesOfProductStmt {
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
        product_id: &'a uuid::Uuid,
    ) -> PicturesOfProductQuery<'c, 'a, 's, C, PicturesOfProduct, 1> {
        PicturesOfProductQuery {
            client,
            params: [product_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<PicturesOfProductBorrowed, tokio_postgres::Error> {
                Ok(PicturesOfProductBorrowed {
                    id: row.try_get(0)?,
                    key: row.try_get(1)?,
                    alt_id: row.try_get(2)?,
                    alt_en: row.try_get(3)?,
                })
            },
            mapper: |it| PicturesOfProduct::from(it),
        }
    }
}
pub struct CountPicturesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn count_pictures() -> CountPicturesStmt {
    CountPicturesStmt(
        "select (select count(*) from catalog.product_images i where i.product_id = p.id) as pictures from catalog.products p where p.id = $1",
        None,
    )
}
impl CountPicturesStmt {
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
        product_id: &'a uuid::Uuid,
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [product_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct VariantsOfProductStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn variants_of_product() -> VariantsOfProductStmt {
    VariantsOfProductStmt(
        "select id, product_id, sku, unit, step, minimum, maximum, weighed, position, active, version from catalog.variants where product_id = $1 order by position, sku",
        None,
    )
}
impl VariantsOfProductStmt {
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
        product_id: &'a uuid::Uuid,
    ) -> VariantRowQuery<'c, 'a, 's, C, VariantRow, 1> {
        VariantRowQuery {
            client,
            params: [product_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<VariantRowBorrowed, tokio_postgres::Error> {
                    Ok(VariantRowBorrowed {
                        id: row.try_get(0)?,
                        product_id: row.try_get(1)?,
                        sku: row.try_get(2)?,
                        unit: row.try_get(3)?,
                        step: row.try_get(4)?,
                        minimum: row.try_get(5)?,
                        maximum: row.try_get(6)?,
                        weighed: row.try_get(7)?,
                        position: row.try_get(8)?,
                        active: row.try_get(9)?,
                        version: row.try_get(10)?,
                    })
                },
            mapper: |it| VariantRow::from(it),
        }
    }
}
pub struct FindVariantStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_variant() -> FindVariantStmt {
    FindVariantStmt(
        "select id, product_id, sku, unit, step, minimum, maximum, weighed, position, active, version from catalog.variants where sku = $1",
        None,
    )
}
impl FindVariantStmt {
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
        sku: &'a T1,
    ) -> VariantRowQuery<'c, 'a, 's, C, VariantRow, 1> {
        VariantRowQuery {
            client,
            params: [sku],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<VariantRowBorrowed, tokio_postgres::Error> {
                    Ok(VariantRowBorrowed {
                        id: row.try_get(0)?,
                        product_id: row.try_get(1)?,
                        sku: row.try_get(2)?,
                        unit: row.try_get(3)?,
                        step: row.try_get(4)?,
                        minimum: row.try_get(5)?,
                        maximum: row.try_get(6)?,
                        weighed: row.try_get(7)?,
                        position: row.try_get(8)?,
                        active: row.try_get(9)?,
                        version: row.try_get(10)?,
                    })
                },
            mapper: |it| VariantRow::from(it),
        }
    }
}
pub struct LockVariantStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_variant() -> LockVariantStmt {
    LockVariantStmt(
        "select id from catalog.variants where sku = $1 for no key update",
        None,
    )
}
impl LockVariantStmt {
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
        sku: &'a T1,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [sku],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct MomentStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn moment() -> MomentStmt {
    MomentStmt("select clock_timestamp() as now", None)
}
impl MomentStmt {
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
    ) -> TimeOffsetDateTimeQuery<'c, 'a, 's, C, time::OffsetDateTime, 0> {
        TimeOffsetDateTimeQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct PricesOfVariantsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn prices_of_variants() -> PricesOfVariantsStmt {
    PricesOfVariantsStmt(
        "with moment as materialized ( select clock_timestamp() as now ), wanted as ( select id from catalog.variants where product_id = $1::uuid or sku = $2::text ) select r.variant_id, r.is_to_come, nullif(r.starts_at, '-infinity') as starts_at, r.price, r.compare_at_price, r.compare_at_until, r.kind, r.actor_id as set_by, r.set_at from wanted cross join moment cross join lateral ( select p.*, true as is_to_come from catalog.prices p where p.variant_id = wanted.id and p.starts_at > moment.now union all ( select p.*, false from catalog.prices p where p.variant_id = wanted.id and p.starts_at <= moment.now order by p.starts_at desc limit 100 ) ) as r order by r.variant_id, r.starts_at desc",
        None,
    )
}
impl PricesOfVariantsStmt {
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
        product_id: &'a Option<uuid::Uuid>,
        sku: &'a Option<T1>,
    ) -> PriceRowQuery<'c, 'a, 's, C, PriceRow, 2> {
        PriceRowQuery {
            client,
            params: [product_id, sku],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<PriceRowBorrowed, tokio_postgres::Error> {
                    Ok(PriceRowBorrowed {
                        variant_id: row.try_get(0)?,
                        is_to_come: row.try_get(1)?,
                        starts_at: row.try_get(2)?,
                        price: row.try_get(3)?,
                        compare_at_price: row.try_get(4)?,
                        compare_at_until: row.try_get(5)?,
                        kind: row.try_get(6)?,
                        set_by: row.try_get(7)?,
                        set_at: row.try_get(8)?,
                    })
                },
            mapper: |it| PriceRow::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        PricesOfVariantsParams<T1>,
        PriceRowQuery<'c, 'a, 's, C, PriceRow, 2>,
        C,
    > for PricesOfVariantsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a PricesOfVariantsParams<T1>,
    ) -> PriceRowQuery<'c, 'a, 's, C, PriceRow, 2> {
        self.bind(client, &params.product_id, &params.sku)
    }
}
pub struct TakenSkusStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn taken_skus() -> TakenSkusStmt {
    TakenSkusStmt(
        "select sku from catalog.variants where sku = any ($1::text[])",
        None,
    )
}
impl TakenSkusStmt {
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
pub struct EditProductStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn edit_product() -> EditProductStmt {
    EditProductStmt(
        "update catalog.products set category_id = $1, slug = $2, name_id = $3, name_en = $4, description_id = $5, description_en = $6, storage_advice_id = $7, storage_advice_en = $8, origin = $9, organic = $10, shelf_life_days = $11, season_months = $12, tax_rate_bp = $13, status = $14, updated_at = $15, version = version + 1 where id = $16",
        None,
    )
}
impl EditProductStmt {
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
    >(
        &'s self,
        client: &'c C,
        category_id: &'a uuid::Uuid,
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
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    category_id,
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
                    id,
                ],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
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
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        EditProductParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for EditProductStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a EditProductParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.category_id,
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
            &params.id,
        ))
    }
}
pub struct ArrangePicturesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn arrange_pictures() -> ArrangePicturesStmt {
    ArrangePicturesStmt(
        "with gone as ( delete from catalog.product_images where product_id = $1::uuid and id <> all ($2::uuid[]) returning key ), discarded as ( insert into platform.discarded_images (key, discarded_at) select key, $3::timestamptz from gone on conflict do nothing ), taken_back as ( delete from platform.discarded_images where key = any ($4::text[]) ) insert into catalog.product_images (id, product_id, key, alt_id, alt_en, position) select p.id, $1, p.key, p.alt_id, p.alt_en, p.position from unnest($2, $4, $5::text[], $6::text[]) with ordinality as p (id, key, alt_id, alt_en, position) on conflict (id) do update set position = excluded.position",
        None,
    )
}
impl ArrangePicturesStmt {
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
    >(
        &'s self,
        client: &'c C,
        product_id: &'a uuid::Uuid,
        ids: &'a T1,
        now: &'a time::OffsetDateTime,
        keys: &'a T3,
        alt_ids: &'a T5,
        alt_ens: &'a T7,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[product_id, ids, now, keys, alt_ids, alt_ens],
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
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ArrangePicturesParams<T1, T2, T3, T4, T5, T6, T7>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for ArrangePicturesStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ArrangePicturesParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.product_id,
            &params.ids,
            &params.now,
            &params.keys,
            &params.alt_ids,
            &params.alt_ens,
        ))
    }
}
pub struct EditVariantStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn edit_variant() -> EditVariantStmt {
    EditVariantStmt(
        "update catalog.variants set step = $1, minimum = $2, maximum = $3, weighed = $4, position = $5, active = $6, version = version + 1 where id = $7",
        None,
    )
}
impl EditVariantStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        step: &'a i64,
        minimum: &'a i64,
        maximum: &'a i64,
        weighed: &'a bool,
        position: &'a i32,
        active: &'a bool,
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[step, minimum, maximum, weighed, position, active, id],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        EditVariantParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for EditVariantStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a EditVariantParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.step,
            &params.minimum,
            &params.maximum,
            &params.weighed,
            &params.position,
            &params.active,
            &params.id,
        ))
    }
}
pub struct WithdrawPricesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn withdraw_prices() -> WithdrawPricesStmt {
    WithdrawPricesStmt(
        "delete from catalog.prices where variant_id = $1 and starts_at > clock_timestamp()",
        None,
    )
}
impl WithdrawPricesStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        variant_id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[variant_id],
            )
            .await
    }
}
pub struct SchedulePricesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn schedule_prices() -> SchedulePricesStmt {
    SchedulePricesStmt(
        "insert into catalog.prices (variant_id, starts_at, price, compare_at_price, compare_at_until, actor_id) select $1::uuid, p.starts_at, p.price, p.compare_at_price, p.compare_at_until, $2::uuid from unnest( $3::timestamptz[], $4::bigint[], $5::bigint[], $6::timestamptz[] ) as p (starts_at, price, compare_at_price, compare_at_until)",
        None,
    )
}
impl SchedulePricesStmt {
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
        T1: crate::ArraySql<Item = time::OffsetDateTime>,
        T2: crate::ArraySql<Item = i64>,
        T3: crate::ArraySql<Item = Option<i64>>,
        T4: crate::ArraySql<Item = Option<time::OffsetDateTime>>,
    >(
        &'s self,
        client: &'c C,
        variant_id: &'a uuid::Uuid,
        actor_id: &'a uuid::Uuid,
        starts_ats: &'a T1,
        prices: &'a T2,
        compare_at_prices: &'a T3,
        compare_at_untils: &'a T4,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    variant_id,
                    actor_id,
                    starts_ats,
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
    T1: crate::ArraySql<Item = time::OffsetDateTime>,
    T2: crate::ArraySql<Item = i64>,
    T3: crate::ArraySql<Item = Option<i64>>,
    T4: crate::ArraySql<Item = Option<time::OffsetDateTime>>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        SchedulePricesParams<T1, T2, T3, T4>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for SchedulePricesStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a SchedulePricesParams<T1, T2, T3, T4>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.variant_id,
            &params.actor_id,
            &params.starts_ats,
            &params.prices,
            &params.compare_at_prices,
            &params.compare_at_untils,
        ))
    }
}
pub struct SetPriceStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn set_price() -> SetPriceStmt {
    SetPriceStmt(
        "insert into catalog.prices (variant_id, starts_at, price, compare_at_price, compare_at_until, actor_id) select $1::uuid, greatest(now(), ( select max(p.starts_at) + interval '1 microsecond' from catalog.prices p where p.variant_id = $1 and p.starts_at <= clock_timestamp() )), $2::bigint, $3::bigint, $4::timestamptz, $5::uuid",
        None,
    )
}
impl SetPriceStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        variant_id: &'a uuid::Uuid,
        price: &'a i64,
        compare_at_price: &'a Option<i64>,
        compare_at_until: &'a Option<time::OffsetDateTime>,
        actor_id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    variant_id,
                    price,
                    compare_at_price,
                    compare_at_until,
                    actor_id,
                ],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        SetPriceParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for SetPriceStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a SetPriceParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.variant_id,
            &params.price,
            &params.compare_at_price,
            &params.compare_at_until,
            &params.actor_id,
        ))
    }
}
pub struct AddProductStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_product() -> AddProductStmt {
    AddProductStmt(
        "with product as ( insert into catalog.products (id, category_id, slug, name_id, name_en, description_id, description_en, storage_advice_id, storage_advice_en, origin, organic, shelf_life_days, season_months, tax_rate_bp, status, created_at, updated_at) select $1::uuid, c.id, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text, $10::boolean, $11::integer, $12::integer[], $13::integer, $14::text, $15::timestamptz, $15 from catalog.categories c where c.id = $16::uuid or c.slug = $17::text returning id ), variant as ( insert into catalog.variants (id, product_id, sku, unit, step, minimum, maximum, weighed, position) select v.id, product.id, v.sku, v.unit, v.step, v.minimum, v.maximum, v.weighed, v.position from product cross join unnest( $18::uuid[], $19::text[], $20::text[], $21::bigint[], $22::bigint[], $23::bigint[], $24::boolean[] ) with ordinality as v (id, sku, unit, step, minimum, maximum, weighed, position) returning id ), price as ( insert into catalog.prices (variant_id, starts_at, price, compare_at_price, compare_at_until, actor_id) select variant.id, '-infinity', p.price, p.compare_at_price, p.compare_at_until, $25 from variant join unnest( $18, $26::bigint[], $27::bigint[], $28::timestamptz[] ) as p (id, price, compare_at_price, compare_at_until) on p.id = variant.id ), noted as ( insert into identity.audit_log (at, actor_id, action, target, details, ip, user_agent, request_id) select $15, $25::uuid, 'product_created', product.id::text, $29::jsonb, $30::text, $31::text, $32::text from product where $25 is not null ) select id from product",
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
        T24: crate::JsonSql,
        T25: crate::StringSql,
        T26: crate::StringSql,
        T27: crate::StringSql,
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
        details: &'a T24,
        ip: &'a T25,
        user_agent: &'a T26,
        request_id: &'a T27,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 32> {
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
                details,
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
    T24: crate::JsonSql,
    T25: crate::StringSql,
    T26: crate::StringSql,
    T27: crate::StringSql,
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
            T27,
        >,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 32>,
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
            T27,
        >,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 32> {
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
            &params.details,
            &params.ip,
            &params.user_agent,
            &params.request_id,
        )
    }
}
pub struct AddVariantStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_variant() -> AddVariantStmt {
    AddVariantStmt(
        "with variant as ( insert into catalog.variants (id, product_id, sku, unit, step, minimum, maximum, weighed, position) select $1::uuid, p.id, $2::text, $3::text, $4::bigint, $5::bigint, $6::bigint, $7::boolean, (select coalesce(max(v.position), 0) + 1 from catalog.variants v where v.product_id = p.id) from catalog.products p where p.id = $8 returning id ), price as ( insert into catalog.prices (variant_id, starts_at, price, compare_at_price, compare_at_until, actor_id) select id, '-infinity', $9::bigint, $10::bigint, $11::timestamptz, $12 from variant ), noted as ( insert into identity.audit_log (at, actor_id, action, target, details, ip, user_agent, request_id) select $13, $12, 'variant_added', $2, $14::jsonb, $15, $16, $17 from variant ) select id from variant",
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
        T3: crate::JsonSql,
        T4: crate::StringSql,
        T5: crate::StringSql,
        T6: crate::StringSql,
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
        details: &'a T3,
        ip: &'a T4,
        user_agent: &'a T5,
        request_id: &'a T6,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 17> {
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
                details,
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
    T3: crate::JsonSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        AddVariantParams<T1, T2, T3, T4, T5, T6>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 17>,
        C,
    > for AddVariantStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a AddVariantParams<T1, T2, T3, T4, T5, T6>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 17> {
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
            &params.details,
            &params.ip,
            &params.user_agent,
            &params.request_id,
        )
    }
}
