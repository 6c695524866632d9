// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct ReceiveLotsParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::ArraySql<Item = i64>,
    T7: crate::ArraySql<Item = time::Date>,
    T8: crate::ArraySql<Item = Option<time::Date>>,
    T9: crate::ArraySql<Item = i64>,
    T10: crate::StringSql,
    T11: crate::ArraySql<Item = T10>,
    T12: crate::StringSql,
    T13: crate::StringSql,
    T14: crate::StringSql,
> {
    pub lot_ids: T1,
    pub skus: T3,
    pub locations: T5,
    pub quantities: T6,
    pub best_befores: T7,
    pub harvested_ons: T8,
    pub unit_costs: T9,
    pub reasons: T11,
    pub now: time::OffsetDateTime,
    pub actor_id: Option<uuid::Uuid>,
    pub ip: T12,
    pub user_agent: T13,
    pub request_id: T14,
}
#[derive(Debug)]
pub struct AddLocationParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub id: uuid::Uuid,
    pub code: T1,
    pub name: T2,
}
#[derive(Debug)]
pub struct AddNewLocationParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub id: uuid::Uuid,
    pub code: T1,
    pub name: T2,
    pub active: bool,
}
#[derive(Debug)]
pub struct ChangeLocationParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub name: T1,
    pub active: bool,
    pub code: T2,
}
#[derive(Debug)]
pub struct FindShelfParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub sku: T1,
    pub location: T2,
}
#[derive(Debug)]
pub struct LockShelfParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub sku: T1,
    pub location: T2,
    pub lot_id: Option<uuid::Uuid>,
}
#[derive(Debug)]
pub struct AddCarriedLotsParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::ArraySql<Item = uuid::Uuid>,
> {
    pub location: T1,
    pub ids: T2,
    pub origin_ids: T3,
}
#[derive(Clone, Copy, Debug)]
pub struct SetThresholdParams {
    pub variant_id: uuid::Uuid,
    pub low_stock_at: Option<i64>,
}
#[derive(Debug)]
pub struct ListInventoryParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
> {
    pub sku: Option<T1>,
    pub after_sku: Option<T2>,
    pub pattern: Option<T3>,
    pub location: Option<T4>,
    pub low: bool,
    pub near_expiry: bool,
    pub near_expiry_days: i32,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct NoteNearExpiryParams {
    pub days: i32,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct SetMarkdownsParams {
    pub percent: i32,
    pub days: i32,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct ReceiveLots {
    pub sku_unknown: bool,
    pub location_unknown: bool,
    pub location_closed: bool,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ListLocations {
    pub code: String,
    pub name: String,
    pub active: bool,
    pub version: i64,
}
pub struct ListLocationsBorrowed<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub active: bool,
    pub version: i64,
}
impl<'a> From<ListLocationsBorrowed<'a>> for ListLocations {
    fn from(
        ListLocationsBorrowed {
            code,
            name,
            active,
            version,
        }: ListLocationsBorrowed<'a>,
    ) -> Self {
        Self {
            code: code.into(),
            name: name.into(),
            active,
            version,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct LockLocation {
    pub code: String,
    pub name: String,
    pub active: bool,
    pub version: i64,
}
pub struct LockLocationBorrowed<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub active: bool,
    pub version: i64,
}
impl<'a> From<LockLocationBorrowed<'a>> for LockLocation {
    fn from(
        LockLocationBorrowed {
            code,
            name,
            active,
            version,
        }: LockLocationBorrowed<'a>,
    ) -> Self {
        Self {
            code: code.into(),
            name: name.into(),
            active,
            version,
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct FindShelf {
    pub variant_id: Option<uuid::Uuid>,
    pub location_id: Option<uuid::Uuid>,
    pub active: Option<bool>,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct LockShelf {
    pub id: uuid::Uuid,
    pub best_before: time::Date,
    pub on_hand: i64,
    pub reserved: i64,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct FindThreshold {
    pub low_stock_at: Option<i64>,
    pub version: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ListInventory {
    pub sku: String,
    pub unit: String,
    pub name_id: String,
    pub name_en: String,
    pub low_stock_at: Option<i64>,
    pub version: i64,
    pub on_hand: i64,
    pub reserved: i64,
    pub available: i64,
    pub lots: serde_json::Value,
}
pub struct ListInventoryBorrowed<'a> {
    pub sku: &'a str,
    pub unit: &'a str,
    pub name_id: &'a str,
    pub name_en: &'a str,
    pub low_stock_at: Option<i64>,
    pub version: i64,
    pub on_hand: i64,
    pub reserved: i64,
    pub available: i64,
    pub lots: postgres_types::Json<&'a serde_json::value::RawValue>,
}
impl<'a> From<ListInventoryBorrowed<'a>> for ListInventory {
    fn from(
        ListInventoryBorrowed {
            sku,
            unit,
            name_id,
            name_en,
            low_stock_at,
            version,
            on_hand,
            reserved,
            available,
            lots,
        }: ListInventoryBorrowed<'a>,
    ) -> Self {
        Self {
            sku: sku.into(),
            unit: unit.into(),
            name_id: name_id.into(),
            name_en: name_en.into(),
            low_stock_at,
            version,
            on_hand,
            reserved,
            available,
            lots: serde_json::from_str(lots.0.get()).unwrap(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct NoteLowStock {
    pub variant_id: uuid::Uuid,
    pub sku: String,
    pub name_id: String,
    pub name_en: String,
    pub unit: String,
    pub available: i64,
    pub low_stock_at: i64,
}
pub struct NoteLowStockBorrowed<'a> {
    pub variant_id: uuid::Uuid,
    pub sku: &'a str,
    pub name_id: &'a str,
    pub name_en: &'a str,
    pub unit: &'a str,
    pub available: i64,
    pub low_stock_at: i64,
}
impl<'a> From<NoteLowStockBorrowed<'a>> for NoteLowStock {
    fn from(
        NoteLowStockBorrowed {
            variant_id,
            sku,
            name_id,
            name_en,
            unit,
            available,
            low_stock_at,
        }: NoteLowStockBorrowed<'a>,
    ) -> Self {
        Self {
            variant_id,
            sku: sku.into(),
            name_id: name_id.into(),
            name_en: name_en.into(),
            unit: unit.into(),
            available,
            low_stock_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct NoteNearExpiry {
    pub lot_id: uuid::Uuid,
    pub sku: String,
    pub name_id: String,
    pub name_en: String,
    pub unit: String,
    pub location: String,
    pub best_before: time::Date,
    pub available: i64,
}
pub struct NoteNearExpiryBorrowed<'a> {
    pub lot_id: uuid::Uuid,
    pub sku: &'a str,
    pub name_id: &'a str,
    pub name_en: &'a str,
    pub unit: &'a str,
    pub location: &'a str,
    pub best_before: time::Date,
    pub available: i64,
}
impl<'a> From<NoteNearExpiryBorrowed<'a>> for NoteNearExpiry {
    fn from(
        NoteNearExpiryBorrowed {
            lot_id,
            sku,
            name_id,
            name_en,
            unit,
            location,
            best_before,
            available,
        }: NoteNearExpiryBorrowed<'a>,
    ) -> Self {
        Self {
            lot_id,
            sku: sku.into(),
            name_id: name_id.into(),
            name_en: name_en.into(),
            unit: unit.into(),
            location: location.into(),
            best_before,
            available,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct ReceiveLotsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ReceiveLots, tokio_postgres::Error>,
    mapper: fn(ReceiveLots) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ReceiveLotsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ReceiveLots) -> R) -> ReceiveLotsQuery<'c, 'a, 's, C, R, N> {
        ReceiveLotsQuery {
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
pub struct ListLocationsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ListLocationsBorrowed, tokio_postgres::Error>,
    mapper: fn(ListLocationsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ListLocationsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ListLocationsBorrowed) -> R,
    ) -> ListLocationsQuery<'c, 'a, 's, C, R, N> {
        ListLocationsQuery {
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
pub struct LockLocationQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LockLocationBorrowed, tokio_postgres::Error>,
    mapper: fn(LockLocationBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LockLocationQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(LockLocationBorrowed) -> R,
    ) -> LockLocationQuery<'c, 'a, 's, C, R, N> {
        LockLocationQuery {
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
pub struct FindShelfQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<FindShelf, tokio_postgres::Error>,
    mapper: fn(FindShelf) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> FindShelfQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(FindShelf) -> R) -> FindShelfQuery<'c, 'a, 's, C, R, N> {
        FindShelfQuery {
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
pub struct LockShelfQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LockShelf, tokio_postgres::Error>,
    mapper: fn(LockShelf) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LockShelfQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(LockShelf) -> R) -> LockShelfQuery<'c, 'a, 's, C, R, N> {
        LockShelfQuery {
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
pub struct FindThresholdQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<FindThreshold, tokio_postgres::Error>,
    mapper: fn(FindThreshold) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> FindThresholdQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(FindThreshold) -> R) -> FindThresholdQuery<'c, 'a, 's, C, R, N> {
        FindThresholdQuery {
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
pub struct ListInventoryQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ListInventoryBorrowed, tokio_postgres::Error>,
    mapper: fn(ListInventoryBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ListInventoryQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ListInventoryBorrowed) -> R,
    ) -> ListInventoryQuery<'c, 'a, 's, C, R, N> {
        ListInventoryQuery {
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
pub struct NoteLowStockQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<NoteLowStockBorrowed, tokio_postgres::Error>,
    mapper: fn(NoteLowStockBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> NoteLowStockQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(NoteLowStockBorrowed) -> R,
    ) -> NoteLowStockQuery<'c, 'a, 's, C, R, N> {
        NoteLowStockQuery {
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
pub struct NoteNearExpiryQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<NoteNearExpiryBorrowed, tokio_postgres::Error>,
    mapper: fn(NoteNearExpiryBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> NoteNearExpiryQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(NoteNearExpiryBorrowed) -> R,
    ) -> NoteNearExpiryQuery<'c, 'a, 's, C, R, N> {
        NoteNearExpiryQuery {
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
pub struct ReceiveLotsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn receive_lots() -> ReceiveLotsStmt {
    ReceiveLotsStmt(
        "with receipt as ( select r.*, v.id as variant_id, l.id as location_id, l.active from unnest( $1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::date[], $6::date[], $7::bigint[], $8::text[] ) as r (lot_id, sku, location, quantity, best_before, harvested_on, unit_cost, reason) left join catalog.variants v on v.sku = r.sku left join catalog.locations l on l.code = r.location ), lot as ( insert into catalog.lots (id, variant_id, location_id, received_at, harvested_on, best_before, unit_cost, on_hand) select lot_id, variant_id, location_id, $9::timestamptz, harvested_on, best_before, unit_cost, quantity from receipt where not exists (select from receipt where variant_id is null or location_id is null or not active) returning id ), movement as ( insert into catalog.stock_movements (id, lot_id, kind, on_hand_delta, reserved_delta, actor_id, reason, moved_at) select lot.id, lot.id, 'receipt', r.quantity, 0, $10, r.reason, $9 from lot join receipt r on r.lot_id = lot.id ), noted as ( insert into identity.audit_log (at, actor_id, action, target, ip, user_agent, request_id, details) select $9, $10, 'stock_received', r.sku, $11, $12, $13, jsonb_build_object('before', null, 'after', jsonb_build_object( 'lot_id', lot.id, 'location', r.location, 'quantity', (r.quantity / 1000.0)::numeric(20, 3)::text, 'best_before', r.best_before, 'harvested_on', r.harvested_on, 'unit_cost', r.unit_cost, 'reason', r.reason)) from lot join receipt r on r.lot_id = lot.id where $10 is not null ) select coalesce(bool_or(variant_id is null), false) as sku_unknown, coalesce(bool_or(location_id is null), false) as location_unknown, coalesce(bool_or(not active), false) as location_closed from receipt",
        None,
    )
}
impl ReceiveLotsStmt {
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
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::StringSql,
        T3: crate::ArraySql<Item = T2>,
        T4: crate::StringSql,
        T5: crate::ArraySql<Item = T4>,
        T6: crate::ArraySql<Item = i64>,
        T7: crate::ArraySql<Item = time::Date>,
        T8: crate::ArraySql<Item = Option<time::Date>>,
        T9: crate::ArraySql<Item = i64>,
        T10: crate::StringSql,
        T11: crate::ArraySql<Item = T10>,
        T12: crate::StringSql,
        T13: crate::StringSql,
        T14: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        lot_ids: &'a T1,
        skus: &'a T3,
        locations: &'a T5,
        quantities: &'a T6,
        best_befores: &'a T7,
        harvested_ons: &'a T8,
        unit_costs: &'a T9,
        reasons: &'a T11,
        now: &'a time::OffsetDateTime,
        actor_id: &'a Option<uuid::Uuid>,
        ip: &'a T12,
        user_agent: &'a T13,
        request_id: &'a T14,
    ) -> ReceiveLotsQuery<'c, 'a, 's, C, ReceiveLots, 13> {
        ReceiveLotsQuery {
            client,
            params: [
                lot_ids,
                skus,
                locations,
                quantities,
                best_befores,
                harvested_ons,
                unit_costs,
                reasons,
                now,
                actor_id,
                ip,
                user_agent,
                request_id,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ReceiveLots, tokio_postgres::Error> {
                Ok(ReceiveLots {
                    sku_unknown: row.try_get(0)?,
                    location_unknown: row.try_get(1)?,
                    location_closed: row.try_get(2)?,
                })
            },
            mapper: |it| ReceiveLots::from(it),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::ArraySql<Item = i64>,
    T7: crate::ArraySql<Item = time::Date>,
    T8: crate::ArraySql<Item = Option<time::Date>>,
    T9: crate::ArraySql<Item = i64>,
    T10: crate::StringSql,
    T11: crate::ArraySql<Item = T10>,
    T12: crate::StringSql,
    T13: crate::StringSql,
    T14: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ReceiveLotsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>,
        ReceiveLotsQuery<'c, 'a, 's, C, ReceiveLots, 13>,
        C,
    > for ReceiveLotsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ReceiveLotsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>,
    ) -> ReceiveLotsQuery<'c, 'a, 's, C, ReceiveLots, 13> {
        self.bind(
            client,
            &params.lot_ids,
            &params.skus,
            &params.locations,
            &params.quantities,
            &params.best_befores,
            &params.harvested_ons,
            &params.unit_costs,
            &params.reasons,
            &params.now,
            &params.actor_id,
            &params.ip,
            &params.user_agent,
            &params.request_id,
        )
    }
}
pub struct AddLocationStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_location() -> AddLocationStmt {
    AddLocationStmt(
        "insert into catalog.locations (id, code, name) values ($1, $2, $3) on conflict (code) do nothing returning id",
        None,
    )
}
impl AddLocationStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        code: &'a T1,
        name: &'a T2,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        UuidUuidQuery {
            client,
            params: [id, code, name],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        AddLocationParams<T1, T2>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3>,
        C,
    > for AddLocationStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a AddLocationParams<T1, T2>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        self.bind(client, &params.id, &params.code, &params.name)
    }
}
pub struct ListLocationsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_locations() -> ListLocationsStmt {
    ListLocationsStmt(
        "select code, name, active, version from catalog.locations order by code",
        None,
    )
}
impl ListLocationsStmt {
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
    ) -> ListLocationsQuery<'c, 'a, 's, C, ListLocations, 0> {
        ListLocationsQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ListLocationsBorrowed, tokio_postgres::Error> {
                    Ok(ListLocationsBorrowed {
                        code: row.try_get(0)?,
                        name: row.try_get(1)?,
                        active: row.try_get(2)?,
                        version: row.try_get(3)?,
                    })
                },
            mapper: |it| ListLocations::from(it),
        }
    }
}
pub struct LockLocationStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_location() -> LockLocationStmt {
    LockLocationStmt(
        "select code, name, active, version from catalog.locations where code = $1 for no key update",
        None,
    )
}
impl LockLocationStmt {
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
        code: &'a T1,
    ) -> LockLocationQuery<'c, 'a, 's, C, LockLocation, 1> {
        LockLocationQuery {
            client,
            params: [code],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<LockLocationBorrowed, tokio_postgres::Error> {
                    Ok(LockLocationBorrowed {
                        code: row.try_get(0)?,
                        name: row.try_get(1)?,
                        active: row.try_get(2)?,
                        version: row.try_get(3)?,
                    })
                },
            mapper: |it| LockLocation::from(it),
        }
    }
}
pub struct AddNewLocationStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_new_location() -> AddNewLocationStmt {
    AddNewLocationStmt(
        "insert into catalog.locations (id, code, name, active) values ($1, $2, $3, $4) on conflict (code) do nothing",
        None,
    )
}
impl AddNewLocationStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        code: &'a T1,
        name: &'a T2,
        active: &'a bool,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[id, code, name, active],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        AddNewLocationParams<T1, T2>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for AddNewLocationStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a AddNewLocationParams<T1, T2>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.id,
            &params.code,
            &params.name,
            &params.active,
        ))
    }
}
pub struct ChangeLocationStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn change_location() -> ChangeLocationStmt {
    ChangeLocationStmt(
        "update catalog.locations set name = $1, active = $2, version = version + 1 where code = $3",
        None,
    )
}
impl ChangeLocationStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        name: &'a T1,
        active: &'a bool,
        code: &'a T2,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[name, active, code],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ChangeLocationParams<T1, T2>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for ChangeLocationStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ChangeLocationParams<T1, T2>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.name, &params.active, &params.code))
    }
}
pub struct SkusWithoutGoodLotsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn skus_without_good_lots() -> SkusWithoutGoodLotsStmt {
    SkusWithoutGoodLotsStmt(
        "select v.sku from catalog.variants v where not exists (select from catalog.lots l where l.variant_id = v.id and l.best_before > $1::date)",
        None,
    )
}
impl SkusWithoutGoodLotsStmt {
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
        today: &'a time::Date,
    ) -> StringQuery<'c, 'a, 's, C, String, 1> {
        StringQuery {
            client,
            params: [today],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
    }
}
pub struct FindShelfStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_shelf() -> FindShelfStmt {
    FindShelfStmt(
        "select v.id as variant_id, l.id as location_id, l.active from (values (1)) one left join catalog.variants v on v.sku = $1 left join catalog.locations l on l.code = $2",
        None,
    )
}
impl FindShelfStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        sku: &'a T1,
        location: &'a T2,
    ) -> FindShelfQuery<'c, 'a, 's, C, FindShelf, 2> {
        FindShelfQuery {
            client,
            params: [sku, location],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<FindShelf, tokio_postgres::Error> {
                Ok(FindShelf {
                    variant_id: row.try_get(0)?,
                    location_id: row.try_get(1)?,
                    active: row.try_get(2)?,
                })
            },
            mapper: |it| FindShelf::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        FindShelfParams<T1, T2>,
        FindShelfQuery<'c, 'a, 's, C, FindShelf, 2>,
        C,
    > for FindShelfStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FindShelfParams<T1, T2>,
    ) -> FindShelfQuery<'c, 'a, 's, C, FindShelf, 2> {
        self.bind(client, &params.sku, &params.location)
    }
}
pub struct LockShelfStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_shelf() -> LockShelfStmt {
    LockShelfStmt(
        "select t.id, t.best_before, t.on_hand, t.reserved from catalog.lots t join catalog.variants v on v.id = t.variant_id join catalog.locations l on l.id = t.location_id where v.sku = $1 and l.code = $2 and (t.id = $3 or ($3::uuid is null and t.on_hand > 0)) order by t.variant_id, t.best_before, t.id for update of t",
        None,
    )
}
impl LockShelfStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        sku: &'a T1,
        location: &'a T2,
        lot_id: &'a Option<uuid::Uuid>,
    ) -> LockShelfQuery<'c, 'a, 's, C, LockShelf, 3> {
        LockShelfQuery {
            client,
            params: [sku, location, lot_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<LockShelf, tokio_postgres::Error> {
                Ok(LockShelf {
                    id: row.try_get(0)?,
                    best_before: row.try_get(1)?,
                    on_hand: row.try_get(2)?,
                    reserved: row.try_get(3)?,
                })
            },
            mapper: |it| LockShelf::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LockShelfParams<T1, T2>,
        LockShelfQuery<'c, 'a, 's, C, LockShelf, 3>,
        C,
    > for LockShelfStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockShelfParams<T1, T2>,
    ) -> LockShelfQuery<'c, 'a, 's, C, LockShelf, 3> {
        self.bind(client, &params.sku, &params.location, &params.lot_id)
    }
}
pub struct AddCarriedLotsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_carried_lots() -> AddCarriedLotsStmt {
    AddCarriedLotsStmt(
        "with lot as ( insert into catalog.lots (id, variant_id, location_id, received_at, harvested_on, best_before, unit_cost, on_hand, origin_lot_id) select n.id, l.variant_id, (select id from catalog.locations where code = $1), l.received_at, l.harvested_on, l.best_before, l.unit_cost, 0, l.id from unnest($2::uuid[], $3::uuid[]) as n (id, origin_id) join catalog.lots l on l.id = n.origin_id order by l.variant_id, l.best_before, n.id ) insert into catalog.expiry_notices (lot_id, noted_at) select n.id, e.noted_at from unnest($2, $3) as n (id, origin_id) join catalog.expiry_notices e on e.lot_id = n.origin_id",
        None,
    )
}
impl AddCarriedLotsStmt {
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
        T2: crate::ArraySql<Item = uuid::Uuid>,
        T3: crate::ArraySql<Item = uuid::Uuid>,
    >(
        &'s self,
        client: &'c C,
        location: &'a T1,
        ids: &'a T2,
        origin_ids: &'a T3,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[location, ids, origin_ids],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::ArraySql<Item = uuid::Uuid>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        AddCarriedLotsParams<T1, T2, T3>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for AddCarriedLotsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a AddCarriedLotsParams<T1, T2, T3>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.location, &params.ids, &params.origin_ids))
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
pub struct FindThresholdStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_threshold() -> FindThresholdStmt {
    FindThresholdStmt(
        "select t.low_stock_at, t.version from catalog.stock_thresholds t join catalog.variants v on v.id = t.variant_id where v.sku = $1",
        None,
    )
}
impl FindThresholdStmt {
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
    ) -> FindThresholdQuery<'c, 'a, 's, C, FindThreshold, 1> {
        FindThresholdQuery {
            client,
            params: [sku],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<FindThreshold, tokio_postgres::Error> {
                Ok(FindThreshold {
                    low_stock_at: row.try_get(0)?,
                    version: row.try_get(1)?,
                })
            },
            mapper: |it| FindThreshold::from(it),
        }
    }
}
pub struct SetThresholdStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn set_threshold() -> SetThresholdStmt {
    SetThresholdStmt(
        "insert into catalog.stock_thresholds as t (variant_id, low_stock_at) values ($1, $2) on conflict (variant_id) do update set low_stock_at = excluded.low_stock_at, version = t.version + 1 returning version",
        None,
    )
}
impl SetThresholdStmt {
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
        variant_id: &'a uuid::Uuid,
        low_stock_at: &'a Option<i64>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [variant_id, low_stock_at],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SetThresholdParams,
        I64Query<'c, 'a, 's, C, i64, 2>,
        C,
    > for SetThresholdStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SetThresholdParams,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.variant_id, &params.low_stock_at)
    }
}
pub struct ListInventoryStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_inventory() -> ListInventoryStmt {
    ListInventoryStmt(
        "with page as ( select v.id, v.sku, v.unit, p.name_id, p.name_en, t.low_stock_at, coalesce(t.version, 0) as version from catalog.variants v join catalog.products p on p.id = v.product_id left join catalog.stock_thresholds t on t.variant_id = v.id where ($1::text is null or v.sku = $1) and ($2::text is null or v.sku > $2) and ($3::text is null or lower(v.sku || ' ' || p.name_id || ' ' || p.name_en) like lower($3)) and ($4::text is null or exists ( select from catalog.lots l join catalog.locations o on o.id = l.location_id where l.variant_id = v.id and l.on_hand > 0 and o.code = $4 )) and (not $5::boolean or t.low_stock_at >= ( select coalesce(sum(l.available), 0) from catalog.promisable_lots l where l.variant_id = v.id )) and (not $6::boolean or exists ( select from catalog.lots l where l.variant_id = v.id and l.on_hand > l.reserved and l.best_before <= catalog.shop_date(now()) + $7::integer )) order by v.sku limit $8::bigint ) select page.sku, page.unit, page.name_id, page.name_en, page.low_stock_at, page.version, shelf.on_hand, shelf.reserved, shelf.available, shelf.lots from page cross join lateral ( select coalesce(sum(l.on_hand), 0)::bigint as on_hand, coalesce(sum(l.reserved), 0)::bigint as reserved, coalesce(sum(l.on_hand - l.reserved) filter (where o.active and l.best_before > catalog.shop_date(now())), 0)::bigint as available, coalesce(jsonb_agg(jsonb_build_object( 'id', l.id, 'location', o.code, 'received_at', l.received_at, 'harvested_on', l.harvested_on, 'best_before', l.best_before, 'unit_cost', l.unit_cost, 'on_hand', l.on_hand, 'reserved', l.reserved ) order by l.best_before, l.id), '[]') as lots from catalog.lots l join catalog.locations o on o.id = l.location_id where l.variant_id = page.id and l.on_hand > 0 and ($4 is null or o.code = $4) ) as shelf order by page.sku",
        None,
    )
}
impl ListInventoryStmt {
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
        sku: &'a Option<T1>,
        after_sku: &'a Option<T2>,
        pattern: &'a Option<T3>,
        location: &'a Option<T4>,
        low: &'a bool,
        near_expiry: &'a bool,
        near_expiry_days: &'a i32,
        limit: &'a i64,
    ) -> ListInventoryQuery<'c, 'a, 's, C, ListInventory, 8> {
        ListInventoryQuery {
            client,
            params: [
                sku,
                after_sku,
                pattern,
                location,
                low,
                near_expiry,
                near_expiry_days,
                limit,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ListInventoryBorrowed, tokio_postgres::Error> {
                    Ok(ListInventoryBorrowed {
                        sku: row.try_get(0)?,
                        unit: row.try_get(1)?,
                        name_id: row.try_get(2)?,
                        name_en: row.try_get(3)?,
                        low_stock_at: row.try_get(4)?,
                        version: row.try_get(5)?,
                        on_hand: row.try_get(6)?,
                        reserved: row.try_get(7)?,
                        available: row.try_get(8)?,
                        lots: row.try_get(9)?,
                    })
                },
            mapper: |it| ListInventory::from(it),
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
        ListInventoryParams<T1, T2, T3, T4>,
        ListInventoryQuery<'c, 'a, 's, C, ListInventory, 8>,
        C,
    > for ListInventoryStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListInventoryParams<T1, T2, T3, T4>,
    ) -> ListInventoryQuery<'c, 'a, 's, C, ListInventory, 8> {
        self.bind(
            client,
            &params.sku,
            &params.after_sku,
            &params.pattern,
            &params.location,
            &params.low,
            &params.near_expiry,
            &params.near_expiry_days,
            &params.limit,
        )
    }
}
pub struct SettleDueListingsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn settle_due_listings() -> SettleDueListingsStmt {
    SettleDueListingsStmt(
        "with due as ( select array( select product_id from catalog.listings where settled_until <= now() order by product_id limit $1::bigint ) as ids ) select cardinality(due.ids)::bigint as settled from due cross join lateral catalog.settle_products(due.ids)",
        None,
    )
}
impl SettleDueListingsStmt {
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
        limit: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct CountListingsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn count_listings() -> CountListingsStmt {
    CountListingsStmt("select catalog.count_listings() as counted", None)
}
impl CountListingsStmt {
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
    ) -> I64Query<'c, 'a, 's, C, i64, 0> {
        I64Query {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct VariantsTurnedLowStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn variants_turned_low() -> VariantsTurnedLowStmt {
    VariantsTurnedLowStmt(
        "select t.variant_id from catalog.stock_thresholds t left join lateral ( select coalesce(sum(l.available), 0) as available from catalog.promisable_lots l where l.variant_id = t.variant_id ) as level on true where t.is_low is distinct from coalesce(level.available <= t.low_stock_at, false) order by t.variant_id limit $1::bigint",
        None,
    )
}
impl VariantsTurnedLowStmt {
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
        limit: &'a i64,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct NoteLowStockStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn note_low_stock() -> NoteLowStockStmt {
    NoteLowStockStmt(
        "select n.variant_id, v.sku, p.name_id, p.name_en, v.unit, n.available, n.low_stock_at from catalog.note_low_stock($1) n join catalog.variants v on v.id = n.variant_id join catalog.products p on p.id = v.product_id order by n.variant_id",
        None,
    )
}
impl NoteLowStockStmt {
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
        variant_ids: &'a T1,
    ) -> NoteLowStockQuery<'c, 'a, 's, C, NoteLowStock, 1> {
        NoteLowStockQuery {
            client,
            params: [variant_ids],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<NoteLowStockBorrowed, tokio_postgres::Error> {
                    Ok(NoteLowStockBorrowed {
                        variant_id: row.try_get(0)?,
                        sku: row.try_get(1)?,
                        name_id: row.try_get(2)?,
                        name_en: row.try_get(3)?,
                        unit: row.try_get(4)?,
                        available: row.try_get(5)?,
                        low_stock_at: row.try_get(6)?,
                    })
                },
            mapper: |it| NoteLowStock::from(it),
        }
    }
}
pub struct NoteNearExpiryStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn note_near_expiry() -> NoteNearExpiryStmt {
    NoteNearExpiryStmt(
        "with near as ( insert into catalog.expiry_notices (lot_id) select l.id from catalog.lots l where l.on_hand > 0 and l.on_hand > l.reserved and l.best_before between catalog.shop_date(now()) and catalog.shop_date(now()) + $1::integer and not exists (select from catalog.expiry_notices e where e.lot_id = l.id) order by l.best_before, l.id limit $2::bigint on conflict do nothing returning lot_id ) select l.id as lot_id, v.sku, p.name_id, p.name_en, v.unit, o.name as location, l.best_before, l.on_hand - l.reserved as \"available\" from near join catalog.lots l on l.id = near.lot_id join catalog.locations o on o.id = l.location_id join catalog.variants v on v.id = l.variant_id join catalog.products p on p.id = v.product_id order by l.best_before, l.id",
        None,
    )
}
impl NoteNearExpiryStmt {
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
        days: &'a i32,
        limit: &'a i64,
    ) -> NoteNearExpiryQuery<'c, 'a, 's, C, NoteNearExpiry, 2> {
        NoteNearExpiryQuery {
            client,
            params: [days, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<NoteNearExpiryBorrowed, tokio_postgres::Error> {
                Ok(NoteNearExpiryBorrowed {
                    lot_id: row.try_get(0)?,
                    sku: row.try_get(1)?,
                    name_id: row.try_get(2)?,
                    name_en: row.try_get(3)?,
                    unit: row.try_get(4)?,
                    location: row.try_get(5)?,
                    best_before: row.try_get(6)?,
                    available: row.try_get(7)?,
                })
            },
            mapper: |it| NoteNearExpiry::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        NoteNearExpiryParams,
        NoteNearExpiryQuery<'c, 'a, 's, C, NoteNearExpiry, 2>,
        C,
    > for NoteNearExpiryStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a NoteNearExpiryParams,
    ) -> NoteNearExpiryQuery<'c, 'a, 's, C, NoteNearExpiry, 2> {
        self.bind(client, &params.days, &params.limit)
    }
}
pub struct TryMarkdownTurnStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn try_markdown_turn() -> TryMarkdownTurnStmt {
    TryMarkdownTurnStmt(
        "select pg_try_advisory_xact_lock(hashtextextended('catalog.markdown', 0)) as mine",
        None,
    )
}
impl TryMarkdownTurnStmt {
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
    ) -> BoolQuery<'c, 'a, 's, C, bool, 0> {
        BoolQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct SetMarkdownsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn set_markdowns() -> SetMarkdownsStmt {
    SetMarkdownsStmt(
        "with wanted as ( select v.variant_id, current.kind as is_kind, current.price as is_price, near.variant_id is not null and regular.lower >= 1 and regular.lower < regular.price and not regular.on_sale as lowered, regular.price, regular.lower, regular.compare_at_price, regular.compare_at_until from ( select l.variant_id from catalog.promisable_lots l where $1::integer > 0 and l.best_before <= catalog.shop_date(now()) + $2::integer union select m.variant_id from catalog.prices m where m.kind = 'markdown' ) as v left join lateral ( select l.variant_id from catalog.promisable_lots l where $1 > 0 and l.variant_id = v.variant_id and l.best_before <= catalog.shop_date(now()) + $2 limit 1 ) as near on true cross join lateral ( select p.kind, p.price from catalog.prices p where p.variant_id = v.variant_id and p.starts_at <= now() order by p.starts_at desc limit 1 ) as current cross join lateral ( select p.price, p.compare_at_price, p.compare_at_until, p.price * (100 - $1) / 100 as lower, p.compare_at_price is not null and coalesce(p.compare_at_until > now(), true) as on_sale from catalog.prices p where p.variant_id = v.variant_id and p.starts_at <= now() and p.kind = 'regular' order by p.starts_at desc limit 1 ) as regular ) insert into catalog.prices (variant_id, starts_at, price, compare_at_price, compare_at_until, kind) select variant_id, now(), case when lowered then lower else price end, case when lowered then price else compare_at_price end, case when lowered then null else compare_at_until end, case when lowered then 'markdown' else 'regular' end from wanted where case when lowered then is_kind <> 'markdown' or is_price <> lower else is_kind = 'markdown' end order by variant_id on conflict do nothing",
        None,
    )
}
impl SetMarkdownsStmt {
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
        percent: &'a i32,
        days: &'a i32,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[percent, days],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        SetMarkdownsParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for SetMarkdownsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a SetMarkdownsParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.percent, &params.days))
    }
}
