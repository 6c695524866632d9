// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct MoveStockParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::ArraySql<Item = i64>,
    T6: crate::ArraySql<Item = i64>,
    T7: crate::StringSql,
> {
    pub ids: T1,
    pub lot_ids: T2,
    pub kinds: T4,
    pub on_hand_deltas: T5,
    pub reserved_deltas: T6,
    pub order_id: Option<uuid::Uuid>,
    pub actor_id: Option<uuid::Uuid>,
    pub reason: T7,
    pub now: time::OffsetDateTime,
    pub transfer_id: Option<uuid::Uuid>,
}
#[derive(Debug)]
pub struct ListMovementsParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
> {
    pub sku: Option<T1>,
    pub lot_id: Option<uuid::Uuid>,
    pub location: Option<T2>,
    pub kind: Option<T3>,
    pub order_code: Option<T4>,
    pub since: Option<time::OffsetDateTime>,
    pub until: Option<time::OffsetDateTime>,
    pub after_at: Option<time::OffsetDateTime>,
    pub after_id: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct UnsettledProductsParams {
    pub after_id: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ListMovements {
    pub id: uuid::Uuid,
    pub moved_at: time::OffsetDateTime,
    pub kind: String,
    pub on_hand_delta: i64,
    pub reserved_delta: i64,
    pub lot_id: uuid::Uuid,
    pub sku: String,
    pub location: String,
    pub order_code: Option<String>,
    pub transfer_id: Option<uuid::Uuid>,
    pub actor_id: Option<uuid::Uuid>,
    pub actor_name: Option<String>,
    pub reason: String,
}
pub struct ListMovementsBorrowed<'a> {
    pub id: uuid::Uuid,
    pub moved_at: time::OffsetDateTime,
    pub kind: &'a str,
    pub on_hand_delta: i64,
    pub reserved_delta: i64,
    pub lot_id: uuid::Uuid,
    pub sku: &'a str,
    pub location: &'a str,
    pub order_code: Option<&'a str>,
    pub transfer_id: Option<uuid::Uuid>,
    pub actor_id: Option<uuid::Uuid>,
    pub actor_name: Option<&'a str>,
    pub reason: &'a str,
}
impl<'a> From<ListMovementsBorrowed<'a>> for ListMovements {
    fn from(
        ListMovementsBorrowed {
            id,
            moved_at,
            kind,
            on_hand_delta,
            reserved_delta,
            lot_id,
            sku,
            location,
            order_code,
            transfer_id,
            actor_id,
            actor_name,
            reason,
        }: ListMovementsBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            moved_at,
            kind: kind.into(),
            on_hand_delta,
            reserved_delta,
            lot_id,
            sku: sku.into(),
            location: location.into(),
            order_code: order_code.map(|v| v.into()),
            transfer_id,
            actor_id,
            actor_name: actor_name.map(|v| v.into()),
            reason: reason.into(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct TracedLot {
    pub id: uuid::Uuid,
    pub sku: String,
    pub name_id: String,
    pub name_en: String,
    pub unit: String,
    pub location: String,
    pub received_at: time::OffsetDateTime,
    pub harvested_on: Option<time::Date>,
    pub best_before: time::Date,
    pub unit_cost: i64,
    pub on_hand: i64,
    pub reserved: i64,
}
pub struct TracedLotBorrowed<'a> {
    pub id: uuid::Uuid,
    pub sku: &'a str,
    pub name_id: &'a str,
    pub name_en: &'a str,
    pub unit: &'a str,
    pub location: &'a str,
    pub received_at: time::OffsetDateTime,
    pub harvested_on: Option<time::Date>,
    pub best_before: time::Date,
    pub unit_cost: i64,
    pub on_hand: i64,
    pub reserved: i64,
}
impl<'a> From<TracedLotBorrowed<'a>> for TracedLot {
    fn from(
        TracedLotBorrowed {
            id,
            sku,
            name_id,
            name_en,
            unit,
            location,
            received_at,
            harvested_on,
            best_before,
            unit_cost,
            on_hand,
            reserved,
        }: TracedLotBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            sku: sku.into(),
            name_id: name_id.into(),
            name_en: name_en.into(),
            unit: unit.into(),
            location: location.into(),
            received_at,
            harvested_on,
            best_before,
            unit_cost,
            on_hand,
            reserved,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct TracedWays {
    pub lot_id: uuid::Uuid,
    pub steps: i32,
    pub location: String,
    pub transfer_id: uuid::Uuid,
    pub quantity: i64,
    pub moved_at: time::OffsetDateTime,
}
pub struct TracedWaysBorrowed<'a> {
    pub lot_id: uuid::Uuid,
    pub steps: i32,
    pub location: &'a str,
    pub transfer_id: uuid::Uuid,
    pub quantity: i64,
    pub moved_at: time::OffsetDateTime,
}
impl<'a> From<TracedWaysBorrowed<'a>> for TracedWays {
    fn from(
        TracedWaysBorrowed {
            lot_id,
            steps,
            location,
            transfer_id,
            quantity,
            moved_at,
        }: TracedWaysBorrowed<'a>,
    ) -> Self {
        Self {
            lot_id,
            steps,
            location: location.into(),
            transfer_id,
            quantity,
            moved_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct TracedOrders {
    pub code: String,
    pub status: String,
    pub placed_at: time::OffsetDateTime,
    pub lot_id: uuid::Uuid,
    pub reserved: i64,
    pub picked: i64,
}
pub struct TracedOrdersBorrowed<'a> {
    pub code: &'a str,
    pub status: &'a str,
    pub placed_at: time::OffsetDateTime,
    pub lot_id: uuid::Uuid,
    pub reserved: i64,
    pub picked: i64,
}
impl<'a> From<TracedOrdersBorrowed<'a>> for TracedOrders {
    fn from(
        TracedOrdersBorrowed {
            code,
            status,
            placed_at,
            lot_id,
            reserved,
            picked,
        }: TracedOrdersBorrowed<'a>,
    ) -> Self {
        Self {
            code: code.into(),
            status: status.into(),
            placed_at,
            lot_id,
            reserved,
            picked,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct LotsOutOfBalance {
    pub id: uuid::Uuid,
    pub sku: String,
    pub location: String,
    pub on_hand: i64,
    pub reserved: i64,
    pub ledger_on_hand: i64,
    pub ledger_reserved: i64,
    pub allocated: i64,
}
pub struct LotsOutOfBalanceBorrowed<'a> {
    pub id: uuid::Uuid,
    pub sku: &'a str,
    pub location: &'a str,
    pub on_hand: i64,
    pub reserved: i64,
    pub ledger_on_hand: i64,
    pub ledger_reserved: i64,
    pub allocated: i64,
}
impl<'a> From<LotsOutOfBalanceBorrowed<'a>> for LotsOutOfBalance {
    fn from(
        LotsOutOfBalanceBorrowed {
            id,
            sku,
            location,
            on_hand,
            reserved,
            ledger_on_hand,
            ledger_reserved,
            allocated,
        }: LotsOutOfBalanceBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            sku: sku.into(),
            location: location.into(),
            on_hand,
            reserved,
            ledger_on_hand,
            ledger_reserved,
            allocated,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct UnsettledProducts {
    pub product_id: uuid::Uuid,
    pub slug: String,
    pub what: String,
}
pub struct UnsettledProductsBorrowed<'a> {
    pub product_id: uuid::Uuid,
    pub slug: &'a str,
    pub what: &'a str,
}
impl<'a> From<UnsettledProductsBorrowed<'a>> for UnsettledProducts {
    fn from(
        UnsettledProductsBorrowed {
            product_id,
            slug,
            what,
        }: UnsettledProductsBorrowed<'a>,
    ) -> Self {
        Self {
            product_id,
            slug: slug.into(),
            what: what.into(),
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
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
pub struct ListMovementsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ListMovementsBorrowed, tokio_postgres::Error>,
    mapper: fn(ListMovementsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ListMovementsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ListMovementsBorrowed) -> R,
    ) -> ListMovementsQuery<'c, 'a, 's, C, R, N> {
        ListMovementsQuery {
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
pub struct TracedLotQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<TracedLotBorrowed, tokio_postgres::Error>,
    mapper: fn(TracedLotBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> TracedLotQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(TracedLotBorrowed) -> R) -> TracedLotQuery<'c, 'a, 's, C, R, N> {
        TracedLotQuery {
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
pub struct TracedWaysQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<TracedWaysBorrowed, tokio_postgres::Error>,
    mapper: fn(TracedWaysBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> TracedWaysQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(TracedWaysBorrowed) -> R,
    ) -> TracedWaysQuery<'c, 'a, 's, C, R, N> {
        TracedWaysQuery {
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
pub struct TracedOrdersQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<TracedOrdersBorrowed, tokio_postgres::Error>,
    mapper: fn(TracedOrdersBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> TracedOrdersQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(TracedOrdersBorrowed) -> R,
    ) -> TracedOrdersQuery<'c, 'a, 's, C, R, N> {
        TracedOrdersQuery {
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
pub struct LotsOutOfBalanceQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LotsOutOfBalanceBorrowed, tokio_postgres::Error>,
    mapper: fn(LotsOutOfBalanceBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LotsOutOfBalanceQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(LotsOutOfBalanceBorrowed) -> R,
    ) -> LotsOutOfBalanceQuery<'c, 'a, 's, C, R, N> {
        LotsOutOfBalanceQuery {
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
pub struct UnsettledProductsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<UnsettledProductsBorrowed, tokio_postgres::Error>,
    mapper: fn(UnsettledProductsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> UnsettledProductsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(UnsettledProductsBorrowed) -> R,
    ) -> UnsettledProductsQuery<'c, 'a, 's, C, R, N> {
        UnsettledProductsQuery {
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
pub struct MoveStockStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn move_stock() -> MoveStockStmt {
    MoveStockStmt(
        "with moves as ( select * from unnest( $1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[] ) as m (id, lot_id, kind, on_hand_delta, reserved_delta) ), sums as ( select lot_id, sum(on_hand_delta)::bigint as on_hand_delta, sum(reserved_delta)::bigint as reserved_delta from moves group by lot_id ), moved as ( update catalog.lots t set on_hand = t.on_hand + s.on_hand_delta, reserved = t.reserved + s.reserved_delta from sums s where t.id = s.lot_id returning t.id ), written as ( insert into catalog.stock_movements (id, lot_id, kind, on_hand_delta, reserved_delta, order_id, actor_id, reason, moved_at, transfer_id) select m.id, m.lot_id, m.kind, m.on_hand_delta, m.reserved_delta, $6, $7, $8, $9, $10 from moves m join moved on moved.id = m.lot_id returning 1 ) select platform.require((select count(*) from written) = cardinality($1), 'lots_are_there') as \"done\"",
        None,
    )
}
impl MoveStockStmt {
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
        T2: crate::ArraySql<Item = uuid::Uuid>,
        T3: crate::StringSql,
        T4: crate::ArraySql<Item = T3>,
        T5: crate::ArraySql<Item = i64>,
        T6: crate::ArraySql<Item = i64>,
        T7: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        ids: &'a T1,
        lot_ids: &'a T2,
        kinds: &'a T4,
        on_hand_deltas: &'a T5,
        reserved_deltas: &'a T6,
        order_id: &'a Option<uuid::Uuid>,
        actor_id: &'a Option<uuid::Uuid>,
        reason: &'a T7,
        now: &'a time::OffsetDateTime,
        transfer_id: &'a Option<uuid::Uuid>,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 10> {
        BoolQuery {
            client,
            params: [
                ids,
                lot_ids,
                kinds,
                on_hand_deltas,
                reserved_deltas,
                order_id,
                actor_id,
                reason,
                now,
                transfer_id,
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
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::ArraySql<Item = i64>,
    T6: crate::ArraySql<Item = i64>,
    T7: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        MoveStockParams<T1, T2, T3, T4, T5, T6, T7>,
        BoolQuery<'c, 'a, 's, C, bool, 10>,
        C,
    > for MoveStockStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a MoveStockParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 10> {
        self.bind(
            client,
            &params.ids,
            &params.lot_ids,
            &params.kinds,
            &params.on_hand_deltas,
            &params.reserved_deltas,
            &params.order_id,
            &params.actor_id,
            &params.reason,
            &params.now,
            &params.transfer_id,
        )
    }
}
pub struct ListMovementsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_movements() -> ListMovementsStmt {
    ListMovementsStmt(
        "with page as ( select m.*, v.sku, o.code as location from catalog.stock_movements m join catalog.lots l on l.id = m.lot_id join catalog.variants v on v.id = l.variant_id join catalog.locations o on o.id = l.location_id where ($1::text is null or v.sku = $1) and ($2::uuid is null or m.lot_id = $2) and ($3::text is null or o.code = $3) and ($4::text is null or m.kind = $4) and ($5::text is null or m.order_id = (select id from orders.orders where code = $5)) and ($6::timestamptz is null or m.moved_at >= $6) and ($7::timestamptz is null or m.moved_at < $7) and ($8::timestamptz is null or (m.moved_at, m.id) < ($8, $9::uuid)) order by m.moved_at desc, m.id desc limit $10::bigint ) select page.id, page.moved_at, page.kind, page.on_hand_delta, page.reserved_delta, page.lot_id, page.sku, page.location, b.code as order_code, page.transfer_id, page.actor_id, u.name as actor_name, page.reason from page left join orders.orders b on b.id = page.order_id left join identity.users u on u.id = page.actor_id order by page.moved_at desc, page.id desc",
        None,
    )
}
impl ListMovementsStmt {
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
        lot_id: &'a Option<uuid::Uuid>,
        location: &'a Option<T2>,
        kind: &'a Option<T3>,
        order_code: &'a Option<T4>,
        since: &'a Option<time::OffsetDateTime>,
        until: &'a Option<time::OffsetDateTime>,
        after_at: &'a Option<time::OffsetDateTime>,
        after_id: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> ListMovementsQuery<'c, 'a, 's, C, ListMovements, 10> {
        ListMovementsQuery {
            client,
            params: [
                sku, lot_id, location, kind, order_code, since, until, after_at, after_id, limit,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ListMovementsBorrowed, tokio_postgres::Error> {
                    Ok(ListMovementsBorrowed {
                        id: row.try_get(0)?,
                        moved_at: row.try_get(1)?,
                        kind: row.try_get(2)?,
                        on_hand_delta: row.try_get(3)?,
                        reserved_delta: row.try_get(4)?,
                        lot_id: row.try_get(5)?,
                        sku: row.try_get(6)?,
                        location: row.try_get(7)?,
                        order_code: row.try_get(8)?,
                        transfer_id: row.try_get(9)?,
                        actor_id: row.try_get(10)?,
                        actor_name: row.try_get(11)?,
                        reason: row.try_get(12)?,
                    })
                },
            mapper: |it| ListMovements::from(it),
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
        ListMovementsParams<T1, T2, T3, T4>,
        ListMovementsQuery<'c, 'a, 's, C, ListMovements, 10>,
        C,
    > for ListMovementsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListMovementsParams<T1, T2, T3, T4>,
    ) -> ListMovementsQuery<'c, 'a, 's, C, ListMovements, 10> {
        self.bind(
            client,
            &params.sku,
            &params.lot_id,
            &params.location,
            &params.kind,
            &params.order_code,
            &params.since,
            &params.until,
            &params.after_at,
            &params.after_id,
            &params.limit,
        )
    }
}
pub struct TracedLotStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn traced_lot() -> TracedLotStmt {
    TracedLotStmt(
        "select l.id, v.sku, p.name_id, p.name_en, v.unit, o.code as location, l.received_at, l.harvested_on, l.best_before, l.unit_cost, l.on_hand, l.reserved from catalog.lots l join catalog.variants v on v.id = l.variant_id join catalog.products p on p.id = v.product_id join catalog.locations o on o.id = l.location_id where l.id = $1",
        None,
    )
}
impl TracedLotStmt {
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
        lot_id: &'a uuid::Uuid,
    ) -> TracedLotQuery<'c, 'a, 's, C, TracedLot, 1> {
        TracedLotQuery {
            client,
            params: [lot_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<TracedLotBorrowed, tokio_postgres::Error> {
                    Ok(TracedLotBorrowed {
                        id: row.try_get(0)?,
                        sku: row.try_get(1)?,
                        name_id: row.try_get(2)?,
                        name_en: row.try_get(3)?,
                        unit: row.try_get(4)?,
                        location: row.try_get(5)?,
                        received_at: row.try_get(6)?,
                        harvested_on: row.try_get(7)?,
                        best_before: row.try_get(8)?,
                        unit_cost: row.try_get(9)?,
                        on_hand: row.try_get(10)?,
                        reserved: row.try_get(11)?,
                    })
                },
            mapper: |it| TracedLot::from(it),
        }
    }
}
pub struct TracedWaysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn traced_ways() -> TracedWaysStmt {
    TracedWaysStmt(
        "with recursive origins (lot_id, next_id, steps) as ( select origin_lot_id, id, -1 from catalog.lots where id = $1 and origin_lot_id is not null union all select l.origin_lot_id, l.id, w.steps - 1 from origins w join catalog.lots l on l.id = w.lot_id where l.origin_lot_id is not null ), became (lot_id, next_id, steps) as ( select id, id, 1 from catalog.lots where origin_lot_id = $1 union all select l.id, l.id, w.steps + 1 from became w join catalog.lots l on l.origin_lot_id = w.lot_id ), ways as ( select * from origins union all select * from became ) select w.lot_id, w.steps, o.code as location, m.transfer_id, m.on_hand_delta as quantity, m.moved_at from ways w join catalog.lots l on l.id = w.lot_id join catalog.locations o on o.id = l.location_id join catalog.stock_movements m on m.lot_id = w.next_id and m.kind = 'transfer' and m.on_hand_delta > 0 order by w.steps, m.moved_at, w.lot_id",
        None,
    )
}
impl TracedWaysStmt {
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
        lot_id: &'a uuid::Uuid,
    ) -> TracedWaysQuery<'c, 'a, 's, C, TracedWays, 1> {
        TracedWaysQuery {
            client,
            params: [lot_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<TracedWaysBorrowed, tokio_postgres::Error> {
                    Ok(TracedWaysBorrowed {
                        lot_id: row.try_get(0)?,
                        steps: row.try_get(1)?,
                        location: row.try_get(2)?,
                        transfer_id: row.try_get(3)?,
                        quantity: row.try_get(4)?,
                        moved_at: row.try_get(5)?,
                    })
                },
            mapper: |it| TracedWays::from(it),
        }
    }
}
pub struct TracedOrdersStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn traced_orders() -> TracedOrdersStmt {
    TracedOrdersStmt(
        "with recursive family (lot_id) as ( select id from catalog.lots where id = $1 union all select l.id from family f join catalog.lots l on l.origin_lot_id = f.lot_id ), taken as ( select m.lot_id, m.order_id, sum(m.reserved_delta)::bigint as reserved, (-sum(m.on_hand_delta) filter (where m.kind = 'pick'))::bigint as picked from family f join catalog.stock_movements m on m.lot_id = f.lot_id and m.order_id is not null group by m.lot_id, m.order_id ) select o.code, o.status, o.placed_at, t.lot_id, t.reserved, coalesce(t.picked, 0) as picked from taken t join orders.orders o on o.id = t.order_id where t.reserved > 0 or t.picked > 0 order by o.placed_at, o.code, t.lot_id",
        None,
    )
}
impl TracedOrdersStmt {
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
        lot_id: &'a uuid::Uuid,
    ) -> TracedOrdersQuery<'c, 'a, 's, C, TracedOrders, 1> {
        TracedOrdersQuery {
            client,
            params: [lot_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<TracedOrdersBorrowed, tokio_postgres::Error> {
                    Ok(TracedOrdersBorrowed {
                        code: row.try_get(0)?,
                        status: row.try_get(1)?,
                        placed_at: row.try_get(2)?,
                        lot_id: row.try_get(3)?,
                        reserved: row.try_get(4)?,
                        picked: row.try_get(5)?,
                    })
                },
            mapper: |it| TracedOrders::from(it),
        }
    }
}
pub struct LotsOutOfBalanceStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lots_out_of_balance() -> LotsOutOfBalanceStmt {
    LotsOutOfBalanceStmt(
        "select l.id, v.sku, o.code as location, l.on_hand, l.reserved, coalesce(m.on_hand, 0) as ledger_on_hand, coalesce(m.reserved, 0) as ledger_reserved, coalesce(a.quantity, 0) as allocated from catalog.lots l join catalog.variants v on v.id = l.variant_id join catalog.locations o on o.id = l.location_id left join ( select lot_id, sum(on_hand_delta)::bigint as on_hand, sum(reserved_delta)::bigint as reserved from catalog.stock_movements group by lot_id ) as m on m.lot_id = l.id left join ( select lot_id, sum(quantity)::bigint as quantity from orders.allocations group by lot_id ) as a on a.lot_id = l.id where (l.on_hand, l.reserved) is distinct from (coalesce(m.on_hand, 0), coalesce(m.reserved, 0)) or l.reserved <> coalesce(a.quantity, 0) order by v.sku, l.best_before, l.id",
        None,
    )
}
impl LotsOutOfBalanceStmt {
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
    ) -> LotsOutOfBalanceQuery<'c, 'a, 's, C, LotsOutOfBalance, 0> {
        LotsOutOfBalanceQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<LotsOutOfBalanceBorrowed, tokio_postgres::Error> {
                Ok(LotsOutOfBalanceBorrowed {
                    id: row.try_get(0)?,
                    sku: row.try_get(1)?,
                    location: row.try_get(2)?,
                    on_hand: row.try_get(3)?,
                    reserved: row.try_get(4)?,
                    ledger_on_hand: row.try_get(5)?,
                    ledger_reserved: row.try_get(6)?,
                    allocated: row.try_get(7)?,
                })
            },
            mapper: |it| LotsOutOfBalance::from(it),
        }
    }
}
pub struct UnsettledProductsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn unsettled_products() -> UnsettledProductsStmt {
    UnsettledProductsStmt(
        "with batch as ( select array( select id from catalog.products where $1::uuid is null or id > $1 order by id limit $2::bigint ) as ids ) select u.product_id, p.slug, u.what from batch cross join lateral catalog.unsettled_products(batch.ids) u join catalog.products p on p.id = u.product_id union all select p.id, p.slug, '' from batch join catalog.products p on p.id = batch.ids[cardinality(batch.ids)]",
        None,
    )
}
impl UnsettledProductsStmt {
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
        after_id: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> UnsettledProductsQuery<'c, 'a, 's, C, UnsettledProducts, 2> {
        UnsettledProductsQuery {
            client,
            params: [after_id, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<UnsettledProductsBorrowed, tokio_postgres::Error> {
                Ok(UnsettledProductsBorrowed {
                    product_id: row.try_get(0)?,
                    slug: row.try_get(1)?,
                    what: row.try_get(2)?,
                })
            },
            mapper: |it| UnsettledProducts::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        UnsettledProductsParams,
        UnsettledProductsQuery<'c, 'a, 's, C, UnsettledProducts, 2>,
        C,
    > for UnsettledProductsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a UnsettledProductsParams,
    ) -> UnsettledProductsQuery<'c, 'a, 's, C, UnsettledProducts, 2> {
        self.bind(client, &params.after_id, &params.limit)
    }
}
pub struct MiscountedListingsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn miscounted_listings() -> MiscountedListingsStmt {
    MiscountedListingsStmt(
        "select count(*) as miscounted from ( select category_id::text as shelf, traits from ( select category_id, traits, n from catalog.counts_by_category union all select category_id, traits, n from catalog.uncounted union all select category_id, traits, -1 from catalog.listings where shown ) as counted group by category_id, traits having sum(n) <> 0 union all select origin, traits from ( select origin, traits, n from catalog.counts_by_origin union all select origin, traits, n from catalog.uncounted union all select origin, traits, -1 from catalog.listings where shown ) as counted group by origin, traits having sum(n) <> 0 ) as different",
        None,
    )
}
impl MiscountedListingsStmt {
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
