// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct AddOrderParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::JsonSql,
    T8: crate::StringSql,
    T9: crate::StringSql,
> {
    pub id: uuid::Uuid,
    pub code: T1,
    pub user_id: Option<uuid::Uuid>,
    pub email: T2,
    pub customer_name: T3,
    pub language: T4,
    pub status: T5,
    pub payment_method: T6,
    pub subtotal: i64,
    pub discount: i64,
    pub delivery_fee: i64,
    pub tax: i64,
    pub total: i64,
    pub amount_due: i64,
    pub slot_id: uuid::Uuid,
    pub slot_date: time::Date,
    pub slot_starts_at: time::OffsetDateTime,
    pub slot_ends_at: time::OffsetDateTime,
    pub weight_grams: i64,
    pub address: T7,
    pub note: Option<T8>,
    pub coupon_code: Option<T9>,
    pub placed_at: time::OffsetDateTime,
    pub expires_at: Option<time::OffsetDateTime>,
    pub version: i64,
}
#[derive(Debug)]
pub struct WriteOrderLinesParams<
    T1: crate::ArraySql<Item = i32>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::StringSql,
    T6: crate::ArraySql<Item = T5>,
    T7: crate::StringSql,
    T8: crate::ArraySql<Item = T7>,
    T9: crate::StringSql,
    T10: crate::ArraySql<Item = T9>,
    T11: crate::ArraySql<Item = i64>,
    T12: crate::ArraySql<Item = i64>,
    T13: crate::ArraySql<Item = i64>,
    T14: crate::ArraySql<Item = i32>,
    T15: crate::ArraySql<Item = bool>,
    T16: crate::StringSql,
    T17: crate::ArraySql<Item = T16>,
    T18: crate::ArraySql<Item = i64>,
    T19: crate::ArraySql<Item = Option<i64>>,
    T20: crate::StringSql,
    T21: crate::ArraySql<Item = Option<T20>>,
> {
    pub order_id: uuid::Uuid,
    pub lines: T1,
    pub variant_ids: T2,
    pub skus: T4,
    pub names_id: T6,
    pub names_en: T8,
    pub units: T10,
    pub quantities: T11,
    pub unit_prices: T12,
    pub line_totals: T13,
    pub tax_rates: T14,
    pub weighed: T15,
    pub substitutions: T17,
    pub discounts: T18,
    pub packed_quantities: T19,
    pub substitute_fors: T21,
}
#[derive(Debug)]
pub struct AddAllocationsParams<
    T1: crate::ArraySql<Item = i32>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::ArraySql<Item = i64>,
> {
    pub order_id: uuid::Uuid,
    pub lines: T1,
    pub lot_ids: T2,
    pub quantities: T3,
}
#[derive(Debug)]
pub struct AddToTimelineParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub order_id: uuid::Uuid,
    pub version: i64,
    pub status: T1,
    pub actor_kind: T2,
    pub actor_id: Option<uuid::Uuid>,
    pub reason: Option<T3>,
    pub at: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct ChangeOrderParams<T1: crate::StringSql> {
    pub status: T1,
    pub expires_at: Option<time::OffsetDateTime>,
    pub courier_id: Option<uuid::Uuid>,
    pub collected: Option<i64>,
    pub attempts: i32,
    pub subtotal: i64,
    pub discount: i64,
    pub delivery_fee: i64,
    pub tax: i64,
    pub total: i64,
    pub amount_due: i64,
    pub version: i64,
    pub id: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct OverdueOrdersParams {
    pub now: time::OffsetDateTime,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct DeliveredOrdersParams {
    pub before: time::OffsetDateTime,
    pub limit: i64,
}
#[derive(Debug)]
pub struct FindOrderParams<T1: crate::StringSql> {
    pub id: Option<uuid::Uuid>,
    pub code: Option<T1>,
    pub user_id: Option<uuid::Uuid>,
}
#[derive(Debug)]
pub struct LockOrderParams<T1: crate::StringSql> {
    pub id: Option<uuid::Uuid>,
    pub code: Option<T1>,
    pub user_id: Option<uuid::Uuid>,
}
#[derive(Clone, Copy, Debug)]
pub struct OrdersOfUserParams {
    pub user_id: uuid::Uuid,
    pub after_placed_at: Option<time::OffsetDateTime>,
    pub after_id: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct OrdersToDeliverParams {
    pub courier_id: uuid::Uuid,
    pub date: time::Date,
    pub after_starts_at: Option<time::OffsetDateTime>,
    pub after_id: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Debug)]
pub struct ListOrdersParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::StringSql,
    T6: crate::StringSql,
> {
    pub by: T1,
    pub code: Option<T2>,
    pub statuses: Option<T4>,
    pub slot_id: Option<uuid::Uuid>,
    pub day: Option<time::Date>,
    pub courier_id: Option<uuid::Uuid>,
    pub payment_method: Option<T5>,
    pub words: Option<T6>,
    pub after_placed_at: Option<time::OffsetDateTime>,
    pub after_id: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct DropOrderLinesParams {
    pub order_id: uuid::Uuid,
    pub last: i32,
}
#[derive(Clone, Copy, Debug)]
pub struct WeighOrderParams {
    pub weight_grams: i64,
    pub order_id: uuid::Uuid,
}
#[derive(Debug)]
pub struct LockShelvesParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
> {
    pub code: T1,
    pub skus: T3,
    pub today: time::Date,
}
#[derive(Debug)]
pub struct OffersParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::ArraySql<Item = T2>>
{
    pub code: T1,
    pub skus: T3,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct LockAllocations {
    pub lot_id: uuid::Uuid,
    pub quantity: i64,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct LockPicks {
    pub lot_id: uuid::Uuid,
    pub variant_id: uuid::Uuid,
    pub best_before: time::Date,
    pub quantity: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    pub status: String,
    pub actor_kind: String,
    pub actor_id: Option<uuid::Uuid>,
    pub reason: Option<String>,
    pub at: time::OffsetDateTime,
}
pub struct TimelineBorrowed<'a> {
    pub status: &'a str,
    pub actor_kind: &'a str,
    pub actor_id: Option<uuid::Uuid>,
    pub reason: Option<&'a str>,
    pub at: time::OffsetDateTime,
}
impl<'a> From<TimelineBorrowed<'a>> for Timeline {
    fn from(
        TimelineBorrowed {
            status,
            actor_kind,
            actor_id,
            reason,
            at,
        }: TimelineBorrowed<'a>,
    ) -> Self {
        Self {
            status: status.into(),
            actor_kind: actor_kind.into(),
            actor_id,
            reason: reason.map(|v| v.into()),
            at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    pub id: uuid::Uuid,
    pub code: String,
    pub user_id: Option<uuid::Uuid>,
    pub email: String,
    pub customer_name: String,
    pub language: String,
    pub status: String,
    pub payment_method: String,
    pub subtotal: i64,
    pub discount: i64,
    pub delivery_fee: i64,
    pub tax: i64,
    pub total: i64,
    pub amount_due: i64,
    pub slot_id: uuid::Uuid,
    pub slot_date: time::Date,
    pub slot_starts_at: time::OffsetDateTime,
    pub slot_ends_at: time::OffsetDateTime,
    pub address: serde_json::Value,
    pub note: Option<String>,
    pub courier_id: Option<uuid::Uuid>,
    pub placed_at: time::OffsetDateTime,
    pub expires_at: Option<time::OffsetDateTime>,
    pub version: i64,
    pub contact_erased_at: Option<time::OffsetDateTime>,
    pub weight_grams: i64,
    pub coupon_code: Option<String>,
    pub collected: Option<i64>,
    pub attempts: i32,
    pub lines: serde_json::Value,
}
pub struct OrderBorrowed<'a> {
    pub id: uuid::Uuid,
    pub code: &'a str,
    pub user_id: Option<uuid::Uuid>,
    pub email: &'a str,
    pub customer_name: &'a str,
    pub language: &'a str,
    pub status: &'a str,
    pub payment_method: &'a str,
    pub subtotal: i64,
    pub discount: i64,
    pub delivery_fee: i64,
    pub tax: i64,
    pub total: i64,
    pub amount_due: i64,
    pub slot_id: uuid::Uuid,
    pub slot_date: time::Date,
    pub slot_starts_at: time::OffsetDateTime,
    pub slot_ends_at: time::OffsetDateTime,
    pub address: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub note: Option<&'a str>,
    pub courier_id: Option<uuid::Uuid>,
    pub placed_at: time::OffsetDateTime,
    pub expires_at: Option<time::OffsetDateTime>,
    pub version: i64,
    pub contact_erased_at: Option<time::OffsetDateTime>,
    pub weight_grams: i64,
    pub coupon_code: Option<&'a str>,
    pub collected: Option<i64>,
    pub attempts: i32,
    pub lines: postgres_types::Json<&'a serde_json::value::RawValue>,
}
impl<'a> From<OrderBorrowed<'a>> for Order {
    fn from(
        OrderBorrowed {
            id,
            code,
            user_id,
            email,
            customer_name,
            language,
            status,
            payment_method,
            subtotal,
            discount,
            delivery_fee,
            tax,
            total,
            amount_due,
            slot_id,
            slot_date,
            slot_starts_at,
            slot_ends_at,
            address,
            note,
            courier_id,
            placed_at,
            expires_at,
            version,
            contact_erased_at,
            weight_grams,
            coupon_code,
            collected,
            attempts,
            lines,
        }: OrderBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            code: code.into(),
            user_id,
            email: email.into(),
            customer_name: customer_name.into(),
            language: language.into(),
            status: status.into(),
            payment_method: payment_method.into(),
            subtotal,
            discount,
            delivery_fee,
            tax,
            total,
            amount_due,
            slot_id,
            slot_date,
            slot_starts_at,
            slot_ends_at,
            address: serde_json::from_str(address.0.get()).unwrap(),
            note: note.map(|v| v.into()),
            courier_id,
            placed_at,
            expires_at,
            version,
            contact_erased_at,
            weight_grams,
            coupon_code: coupon_code.map(|v| v.into()),
            collected,
            attempts,
            lines: serde_json::from_str(lines.0.get()).unwrap(),
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct LockShelves {
    pub id: uuid::Uuid,
    pub variant_id: uuid::Uuid,
    pub best_before: time::Date,
    pub available: i64,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct HeldByLines {
    pub line: i32,
    pub lot_id: uuid::Uuid,
    pub quantity: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Offers {
    pub variant_id: uuid::Uuid,
    pub sku: String,
    pub name_id: String,
    pub name_en: String,
    pub unit: String,
    pub price: i64,
    pub tax_rate_bp: i32,
    pub weighed: bool,
    pub step: i64,
    pub minimum: i64,
    pub maximum: i64,
    pub on_sale: bool,
    pub unit_weight_grams: Option<i64>,
}
pub struct OffersBorrowed<'a> {
    pub variant_id: uuid::Uuid,
    pub sku: &'a str,
    pub name_id: &'a str,
    pub name_en: &'a str,
    pub unit: &'a str,
    pub price: i64,
    pub tax_rate_bp: i32,
    pub weighed: bool,
    pub step: i64,
    pub minimum: i64,
    pub maximum: i64,
    pub on_sale: bool,
    pub unit_weight_grams: Option<i64>,
}
impl<'a> From<OffersBorrowed<'a>> for Offers {
    fn from(
        OffersBorrowed {
            variant_id,
            sku,
            name_id,
            name_en,
            unit,
            price,
            tax_rate_bp,
            weighed,
            step,
            minimum,
            maximum,
            on_sale,
            unit_weight_grams,
        }: OffersBorrowed<'a>,
    ) -> Self {
        Self {
            variant_id,
            sku: sku.into(),
            name_id: name_id.into(),
            name_en: name_en.into(),
            unit: unit.into(),
            price,
            tax_rate_bp,
            weighed,
            step,
            minimum,
            maximum,
            on_sale,
            unit_weight_grams,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct LockAllocationsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LockAllocations, tokio_postgres::Error>,
    mapper: fn(LockAllocations) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LockAllocationsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(LockAllocations) -> R,
    ) -> LockAllocationsQuery<'c, 'a, 's, C, R, N> {
        LockAllocationsQuery {
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
pub struct LockPicksQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LockPicks, tokio_postgres::Error>,
    mapper: fn(LockPicks) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LockPicksQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(LockPicks) -> R) -> LockPicksQuery<'c, 'a, 's, C, R, N> {
        LockPicksQuery {
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
pub struct TimelineQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<TimelineBorrowed, tokio_postgres::Error>,
    mapper: fn(TimelineBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> TimelineQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(TimelineBorrowed) -> R) -> TimelineQuery<'c, 'a, 's, C, R, N> {
        TimelineQuery {
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
pub struct OrderQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<OrderBorrowed, tokio_postgres::Error>,
    mapper: fn(OrderBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> OrderQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(OrderBorrowed) -> R) -> OrderQuery<'c, 'a, 's, C, R, N> {
        OrderQuery {
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
pub struct LockShelvesQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LockShelves, tokio_postgres::Error>,
    mapper: fn(LockShelves) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LockShelvesQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(LockShelves) -> R) -> LockShelvesQuery<'c, 'a, 's, C, R, N> {
        LockShelvesQuery {
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
pub struct HeldByLinesQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<HeldByLines, tokio_postgres::Error>,
    mapper: fn(HeldByLines) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> HeldByLinesQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(HeldByLines) -> R) -> HeldByLinesQuery<'c, 'a, 's, C, R, N> {
        HeldByLinesQuery {
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
pub struct OffersQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<OffersBorrowed, tokio_postgres::Error>,
    mapper: fn(OffersBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> OffersQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(OffersBorrowed) -> R) -> OffersQuery<'c, 'a, 's, C, R, N> {
        OffersQuery {
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
pub struct AddOrderStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_order() -> AddOrderStmt {
    AddOrderStmt(
        "insert into orders.orders ( id, code, user_id, email, customer_name, language, status, payment_method, subtotal, discount, delivery_fee, tax, total, amount_due, slot_id, slot_date, slot_starts_at, slot_ends_at, weight_grams, address, note, coupon_code, placed_at, expires_at, version) values ( $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)",
        None,
    )
}
impl AddOrderStmt {
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
        T7: crate::JsonSql,
        T8: crate::StringSql,
        T9: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        code: &'a T1,
        user_id: &'a Option<uuid::Uuid>,
        email: &'a T2,
        customer_name: &'a T3,
        language: &'a T4,
        status: &'a T5,
        payment_method: &'a T6,
        subtotal: &'a i64,
        discount: &'a i64,
        delivery_fee: &'a i64,
        tax: &'a i64,
        total: &'a i64,
        amount_due: &'a i64,
        slot_id: &'a uuid::Uuid,
        slot_date: &'a time::Date,
        slot_starts_at: &'a time::OffsetDateTime,
        slot_ends_at: &'a time::OffsetDateTime,
        weight_grams: &'a i64,
        address: &'a T7,
        note: &'a Option<T8>,
        coupon_code: &'a Option<T9>,
        placed_at: &'a time::OffsetDateTime,
        expires_at: &'a Option<time::OffsetDateTime>,
        version: &'a i64,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    id,
                    code,
                    user_id,
                    email,
                    customer_name,
                    language,
                    status,
                    payment_method,
                    subtotal,
                    discount,
                    delivery_fee,
                    tax,
                    total,
                    amount_due,
                    slot_id,
                    slot_date,
                    slot_starts_at,
                    slot_ends_at,
                    weight_grams,
                    address,
                    note,
                    coupon_code,
                    placed_at,
                    expires_at,
                    version,
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
    T7: crate::JsonSql,
    T8: crate::StringSql,
    T9: crate::StringSql,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        AddOrderParams<T1, T2, T3, T4, T5, T6, T7, T8, T9>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for AddOrderStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a AddOrderParams<T1, T2, T3, T4, T5, T6, T7, T8, T9>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.id,
            &params.code,
            &params.user_id,
            &params.email,
            &params.customer_name,
            &params.language,
            &params.status,
            &params.payment_method,
            &params.subtotal,
            &params.discount,
            &params.delivery_fee,
            &params.tax,
            &params.total,
            &params.amount_due,
            &params.slot_id,
            &params.slot_date,
            &params.slot_starts_at,
            &params.slot_ends_at,
            &params.weight_grams,
            &params.address,
            &params.note,
            &params.coupon_code,
            &params.placed_at,
            &params.expires_at,
            &params.version,
        ))
    }
}
pub struct WriteOrderLinesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn write_order_lines() -> WriteOrderLinesStmt {
    WriteOrderLinesStmt(
        "insert into orders.lines ( order_id, line, variant_id, sku, name_id, name_en, unit, quantity, unit_price, line_total, tax_rate_bp, weighed, substitution, discount, packed_quantity, substitute_for) select $1, l.* from unnest( $2::integer[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::bigint[], $11::integer[], $12::boolean[], $13::text[], $14::bigint[], $15::bigint[], $16::text[]) l on conflict (order_id, line) do update set variant_id = excluded.variant_id, sku = excluded.sku, name_id = excluded.name_id, name_en = excluded.name_en, unit = excluded.unit, quantity = excluded.quantity, unit_price = excluded.unit_price, line_total = excluded.line_total, tax_rate_bp = excluded.tax_rate_bp, weighed = excluded.weighed, substitution = excluded.substitution, discount = excluded.discount, packed_quantity = excluded.packed_quantity, substitute_for = excluded.substitute_for",
        None,
    )
}
impl WriteOrderLinesStmt {
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
        T1: crate::ArraySql<Item = i32>,
        T2: crate::ArraySql<Item = uuid::Uuid>,
        T3: crate::StringSql,
        T4: crate::ArraySql<Item = T3>,
        T5: crate::StringSql,
        T6: crate::ArraySql<Item = T5>,
        T7: crate::StringSql,
        T8: crate::ArraySql<Item = T7>,
        T9: crate::StringSql,
        T10: crate::ArraySql<Item = T9>,
        T11: crate::ArraySql<Item = i64>,
        T12: crate::ArraySql<Item = i64>,
        T13: crate::ArraySql<Item = i64>,
        T14: crate::ArraySql<Item = i32>,
        T15: crate::ArraySql<Item = bool>,
        T16: crate::StringSql,
        T17: crate::ArraySql<Item = T16>,
        T18: crate::ArraySql<Item = i64>,
        T19: crate::ArraySql<Item = Option<i64>>,
        T20: crate::StringSql,
        T21: crate::ArraySql<Item = Option<T20>>,
    >(
        &'s self,
        client: &'c C,
        order_id: &'a uuid::Uuid,
        lines: &'a T1,
        variant_ids: &'a T2,
        skus: &'a T4,
        names_id: &'a T6,
        names_en: &'a T8,
        units: &'a T10,
        quantities: &'a T11,
        unit_prices: &'a T12,
        line_totals: &'a T13,
        tax_rates: &'a T14,
        weighed: &'a T15,
        substitutions: &'a T17,
        discounts: &'a T18,
        packed_quantities: &'a T19,
        substitute_fors: &'a T21,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    order_id,
                    lines,
                    variant_ids,
                    skus,
                    names_id,
                    names_en,
                    units,
                    quantities,
                    unit_prices,
                    line_totals,
                    tax_rates,
                    weighed,
                    substitutions,
                    discounts,
                    packed_quantities,
                    substitute_fors,
                ],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = i32>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::StringSql,
    T6: crate::ArraySql<Item = T5>,
    T7: crate::StringSql,
    T8: crate::ArraySql<Item = T7>,
    T9: crate::StringSql,
    T10: crate::ArraySql<Item = T9>,
    T11: crate::ArraySql<Item = i64>,
    T12: crate::ArraySql<Item = i64>,
    T13: crate::ArraySql<Item = i64>,
    T14: crate::ArraySql<Item = i32>,
    T15: crate::ArraySql<Item = bool>,
    T16: crate::StringSql,
    T17: crate::ArraySql<Item = T16>,
    T18: crate::ArraySql<Item = i64>,
    T19: crate::ArraySql<Item = Option<i64>>,
    T20: crate::StringSql,
    T21: crate::ArraySql<Item = Option<T20>>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        WriteOrderLinesParams<
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
        >,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for WriteOrderLinesStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a WriteOrderLinesParams<
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
        >,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.order_id,
            &params.lines,
            &params.variant_ids,
            &params.skus,
            &params.names_id,
            &params.names_en,
            &params.units,
            &params.quantities,
            &params.unit_prices,
            &params.line_totals,
            &params.tax_rates,
            &params.weighed,
            &params.substitutions,
            &params.discounts,
            &params.packed_quantities,
            &params.substitute_fors,
        ))
    }
}
pub struct AddAllocationsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_allocations() -> AddAllocationsStmt {
    AddAllocationsStmt(
        "insert into orders.allocations (order_id, line, lot_id, quantity) select $1, a.* from unnest($2::integer[], $3::uuid[], $4::bigint[]) a",
        None,
    )
}
impl AddAllocationsStmt {
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
        T1: crate::ArraySql<Item = i32>,
        T2: crate::ArraySql<Item = uuid::Uuid>,
        T3: crate::ArraySql<Item = i64>,
    >(
        &'s self,
        client: &'c C,
        order_id: &'a uuid::Uuid,
        lines: &'a T1,
        lot_ids: &'a T2,
        quantities: &'a T3,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[order_id, lines, lot_ids, quantities],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = i32>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::ArraySql<Item = i64>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        AddAllocationsParams<T1, T2, T3>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for AddAllocationsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a AddAllocationsParams<T1, T2, T3>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.order_id,
            &params.lines,
            &params.lot_ids,
            &params.quantities,
        ))
    }
}
pub struct LockAllocationsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_allocations() -> LockAllocationsStmt {
    LockAllocationsStmt(
        "select a.lot_id, a.quantity from orders.allocations a join catalog.lots t on t.id = a.lot_id where a.order_id = $1 order by t.variant_id, t.best_before, t.id for update of t",
        None,
    )
}
impl LockAllocationsStmt {
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
        order_id: &'a uuid::Uuid,
    ) -> LockAllocationsQuery<'c, 'a, 's, C, LockAllocations, 1> {
        LockAllocationsQuery {
            client,
            params: [order_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<LockAllocations, tokio_postgres::Error> {
                    Ok(LockAllocations {
                        lot_id: row.try_get(0)?,
                        quantity: row.try_get(1)?,
                    })
                },
            mapper: |it| LockAllocations::from(it),
        }
    }
}
pub struct DeleteAllocationsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delete_allocations() -> DeleteAllocationsStmt {
    DeleteAllocationsStmt("delete from orders.allocations where order_id = $1", None)
}
impl DeleteAllocationsStmt {
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
        order_id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[order_id],
            )
            .await
    }
}
pub struct LockPicksStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_picks() -> LockPicksStmt {
    LockPicksStmt(
        "select m.lot_id, t.variant_id, t.best_before, m.quantity from ( select lot_id, -sum(on_hand_delta)::bigint as quantity from catalog.stock_movements where order_id = (select id from orders.orders where code = $1) and kind = 'pick' group by lot_id ) m join catalog.lots t on t.id = m.lot_id order by t.variant_id, t.best_before, t.id for update of t",
        None,
    )
}
impl LockPicksStmt {
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
    ) -> LockPicksQuery<'c, 'a, 's, C, LockPicks, 1> {
        LockPicksQuery {
            client,
            params: [code],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<LockPicks, tokio_postgres::Error> {
                Ok(LockPicks {
                    lot_id: row.try_get(0)?,
                    variant_id: row.try_get(1)?,
                    best_before: row.try_get(2)?,
                    quantity: row.try_get(3)?,
                })
            },
            mapper: |it| LockPicks::from(it),
        }
    }
}
pub struct AddToTimelineStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_to_timeline() -> AddToTimelineStmt {
    AddToTimelineStmt(
        "insert into orders.timeline (order_id, version, status, actor_kind, actor_id, reason, at) values ($1, $2, $3, $4, $5, $6, $7)",
        None,
    )
}
impl AddToTimelineStmt {
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
    >(
        &'s self,
        client: &'c C,
        order_id: &'a uuid::Uuid,
        version: &'a i64,
        status: &'a T1,
        actor_kind: &'a T2,
        actor_id: &'a Option<uuid::Uuid>,
        reason: &'a Option<T3>,
        at: &'a time::OffsetDateTime,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[order_id, version, status, actor_kind, actor_id, reason, at],
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
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        AddToTimelineParams<T1, T2, T3>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for AddToTimelineStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a AddToTimelineParams<T1, T2, T3>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.order_id,
            &params.version,
            &params.status,
            &params.actor_kind,
            &params.actor_id,
            &params.reason,
            &params.at,
        ))
    }
}
pub struct TimelineStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn timeline() -> TimelineStmt {
    TimelineStmt(
        "select status, actor_kind, actor_id, reason, at from orders.timeline where order_id = $1 order by version",
        None,
    )
}
impl TimelineStmt {
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
        order_id: &'a uuid::Uuid,
    ) -> TimelineQuery<'c, 'a, 's, C, Timeline, 1> {
        TimelineQuery {
            client,
            params: [order_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<TimelineBorrowed, tokio_postgres::Error> {
                    Ok(TimelineBorrowed {
                        status: row.try_get(0)?,
                        actor_kind: row.try_get(1)?,
                        actor_id: row.try_get(2)?,
                        reason: row.try_get(3)?,
                        at: row.try_get(4)?,
                    })
                },
            mapper: |it| Timeline::from(it),
        }
    }
}
pub struct ChangeOrderStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn change_order() -> ChangeOrderStmt {
    ChangeOrderStmt(
        "update orders.orders set status = $1, expires_at = $2, courier_id = $3, collected = $4, attempts = $5, subtotal = $6, discount = $7, delivery_fee = $8, tax = $9, total = $10, amount_due = $11, version = $12::bigint where id = $13 and version = $12::bigint - 1",
        None,
    )
}
impl ChangeOrderStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>(
        &'s self,
        client: &'c C,
        status: &'a T1,
        expires_at: &'a Option<time::OffsetDateTime>,
        courier_id: &'a Option<uuid::Uuid>,
        collected: &'a Option<i64>,
        attempts: &'a i32,
        subtotal: &'a i64,
        discount: &'a i64,
        delivery_fee: &'a i64,
        tax: &'a i64,
        total: &'a i64,
        amount_due: &'a i64,
        version: &'a i64,
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    status,
                    expires_at,
                    courier_id,
                    collected,
                    attempts,
                    subtotal,
                    discount,
                    delivery_fee,
                    tax,
                    total,
                    amount_due,
                    version,
                    id,
                ],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ChangeOrderParams<T1>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for ChangeOrderStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ChangeOrderParams<T1>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.status,
            &params.expires_at,
            &params.courier_id,
            &params.collected,
            &params.attempts,
            &params.subtotal,
            &params.discount,
            &params.delivery_fee,
            &params.tax,
            &params.total,
            &params.amount_due,
            &params.version,
            &params.id,
        ))
    }
}
pub struct OverdueOrdersStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn overdue_orders() -> OverdueOrdersStmt {
    OverdueOrdersStmt(
        "select id from orders.orders where expires_at <= $1 order by expires_at limit $2::bigint",
        None,
    )
}
impl OverdueOrdersStmt {
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
        now: &'a time::OffsetDateTime,
        limit: &'a i64,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [now, limit],
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
        OverdueOrdersParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for OverdueOrdersStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OverdueOrdersParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.now, &params.limit)
    }
}
pub struct DeliveredOrdersStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delivered_orders() -> DeliveredOrdersStmt {
    DeliveredOrdersStmt(
        "select o.id from orders.orders o join orders.timeline t on t.order_id = o.id and t.status = 'delivered' where o.status = 'delivered' and t.at <= $1 order by o.slot_ends_at, o.id limit $2::bigint",
        None,
    )
}
impl DeliveredOrdersStmt {
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
        before: &'a time::OffsetDateTime,
        limit: &'a i64,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [before, limit],
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
        DeliveredOrdersParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for DeliveredOrdersStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a DeliveredOrdersParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.before, &params.limit)
    }
}
pub struct FindOrderStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_order() -> FindOrderStmt {
    FindOrderStmt(
        "select * from orders.whole_orders o where (o.id = $1 or o.code = $2) and ($3::uuid is null or o.user_id = $3)",
        None,
    )
}
impl FindOrderStmt {
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
        code: &'a Option<T1>,
        user_id: &'a Option<uuid::Uuid>,
    ) -> OrderQuery<'c, 'a, 's, C, Order, 3> {
        OrderQuery {
            client,
            params: [id, code, user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<OrderBorrowed, tokio_postgres::Error> {
                Ok(OrderBorrowed {
                    id: row.try_get(0)?,
                    code: row.try_get(1)?,
                    user_id: row.try_get(2)?,
                    email: row.try_get(3)?,
                    customer_name: row.try_get(4)?,
                    language: row.try_get(5)?,
                    status: row.try_get(6)?,
                    payment_method: row.try_get(7)?,
                    subtotal: row.try_get(8)?,
                    discount: row.try_get(9)?,
                    delivery_fee: row.try_get(10)?,
                    tax: row.try_get(11)?,
                    total: row.try_get(12)?,
                    amount_due: row.try_get(13)?,
                    slot_id: row.try_get(14)?,
                    slot_date: row.try_get(15)?,
                    slot_starts_at: row.try_get(16)?,
                    slot_ends_at: row.try_get(17)?,
                    address: row.try_get(18)?,
                    note: row.try_get(19)?,
                    courier_id: row.try_get(20)?,
                    placed_at: row.try_get(21)?,
                    expires_at: row.try_get(22)?,
                    version: row.try_get(23)?,
                    contact_erased_at: row.try_get(24)?,
                    weight_grams: row.try_get(25)?,
                    coupon_code: row.try_get(26)?,
                    collected: row.try_get(27)?,
                    attempts: row.try_get(28)?,
                    lines: row.try_get(29)?,
                })
            },
            mapper: |it| Order::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        FindOrderParams<T1>,
        OrderQuery<'c, 'a, 's, C, Order, 3>,
        C,
    > for FindOrderStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FindOrderParams<T1>,
    ) -> OrderQuery<'c, 'a, 's, C, Order, 3> {
        self.bind(client, &params.id, &params.code, &params.user_id)
    }
}
pub struct LockOrderStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_order() -> LockOrderStmt {
    LockOrderStmt(
        "select o.id from orders.orders o where (o.id = $1 or o.code = $2) and ($3::uuid is null or o.user_id = $3) for update",
        None,
    )
}
impl LockOrderStmt {
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
        code: &'a Option<T1>,
        user_id: &'a Option<uuid::Uuid>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        UuidUuidQuery {
            client,
            params: [id, code, user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LockOrderParams<T1>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3>,
        C,
    > for LockOrderStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockOrderParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        self.bind(client, &params.id, &params.code, &params.user_id)
    }
}
pub struct OrdersOfUserStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn orders_of_user() -> OrdersOfUserStmt {
    OrdersOfUserStmt(
        "select * from orders.whole_orders o where o.user_id = $1 and ($2::timestamptz is null or (o.placed_at, o.id) < ($2, $3::uuid)) order by o.placed_at desc, o.id desc limit $4::bigint",
        None,
    )
}
impl OrdersOfUserStmt {
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
        user_id: &'a uuid::Uuid,
        after_placed_at: &'a Option<time::OffsetDateTime>,
        after_id: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> OrderQuery<'c, 'a, 's, C, Order, 4> {
        OrderQuery {
            client,
            params: [user_id, after_placed_at, after_id, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<OrderBorrowed, tokio_postgres::Error> {
                Ok(OrderBorrowed {
                    id: row.try_get(0)?,
                    code: row.try_get(1)?,
                    user_id: row.try_get(2)?,
                    email: row.try_get(3)?,
                    customer_name: row.try_get(4)?,
                    language: row.try_get(5)?,
                    status: row.try_get(6)?,
                    payment_method: row.try_get(7)?,
                    subtotal: row.try_get(8)?,
                    discount: row.try_get(9)?,
                    delivery_fee: row.try_get(10)?,
                    tax: row.try_get(11)?,
                    total: row.try_get(12)?,
                    amount_due: row.try_get(13)?,
                    slot_id: row.try_get(14)?,
                    slot_date: row.try_get(15)?,
                    slot_starts_at: row.try_get(16)?,
                    slot_ends_at: row.try_get(17)?,
                    address: row.try_get(18)?,
                    note: row.try_get(19)?,
                    courier_id: row.try_get(20)?,
                    placed_at: row.try_get(21)?,
                    expires_at: row.try_get(22)?,
                    version: row.try_get(23)?,
                    contact_erased_at: row.try_get(24)?,
                    weight_grams: row.try_get(25)?,
                    coupon_code: row.try_get(26)?,
                    collected: row.try_get(27)?,
                    attempts: row.try_get(28)?,
                    lines: row.try_get(29)?,
                })
            },
            mapper: |it| Order::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        OrdersOfUserParams,
        OrderQuery<'c, 'a, 's, C, Order, 4>,
        C,
    > for OrdersOfUserStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OrdersOfUserParams,
    ) -> OrderQuery<'c, 'a, 's, C, Order, 4> {
        self.bind(
            client,
            &params.user_id,
            &params.after_placed_at,
            &params.after_id,
            &params.limit,
        )
    }
}
pub struct OrdersToDeliverStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn orders_to_deliver() -> OrdersToDeliverStmt {
    OrdersToDeliverStmt(
        "select * from orders.whole_orders o where o.courier_id = $1 and o.slot_date = $2 and o.status in ('packed', 'out_for_delivery', 'delivery_failed') and ($3::timestamptz is null or (o.slot_starts_at, o.id) > ($3, $4::uuid)) order by o.slot_starts_at, o.id limit $5::bigint",
        None,
    )
}
impl OrdersToDeliverStmt {
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
        courier_id: &'a uuid::Uuid,
        date: &'a time::Date,
        after_starts_at: &'a Option<time::OffsetDateTime>,
        after_id: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> OrderQuery<'c, 'a, 's, C, Order, 5> {
        OrderQuery {
            client,
            params: [courier_id, date, after_starts_at, after_id, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<OrderBorrowed, tokio_postgres::Error> {
                Ok(OrderBorrowed {
                    id: row.try_get(0)?,
                    code: row.try_get(1)?,
                    user_id: row.try_get(2)?,
                    email: row.try_get(3)?,
                    customer_name: row.try_get(4)?,
                    language: row.try_get(5)?,
                    status: row.try_get(6)?,
                    payment_method: row.try_get(7)?,
                    subtotal: row.try_get(8)?,
                    discount: row.try_get(9)?,
                    delivery_fee: row.try_get(10)?,
                    tax: row.try_get(11)?,
                    total: row.try_get(12)?,
                    amount_due: row.try_get(13)?,
                    slot_id: row.try_get(14)?,
                    slot_date: row.try_get(15)?,
                    slot_starts_at: row.try_get(16)?,
                    slot_ends_at: row.try_get(17)?,
                    address: row.try_get(18)?,
                    note: row.try_get(19)?,
                    courier_id: row.try_get(20)?,
                    placed_at: row.try_get(21)?,
                    expires_at: row.try_get(22)?,
                    version: row.try_get(23)?,
                    contact_erased_at: row.try_get(24)?,
                    weight_grams: row.try_get(25)?,
                    coupon_code: row.try_get(26)?,
                    collected: row.try_get(27)?,
                    attempts: row.try_get(28)?,
                    lines: row.try_get(29)?,
                })
            },
            mapper: |it| Order::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        OrdersToDeliverParams,
        OrderQuery<'c, 'a, 's, C, Order, 5>,
        C,
    > for OrdersToDeliverStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OrdersToDeliverParams,
    ) -> OrderQuery<'c, 'a, 's, C, Order, 5> {
        self.bind(
            client,
            &params.courier_id,
            &params.date,
            &params.after_starts_at,
            &params.after_id,
            &params.limit,
        )
    }
}
pub struct ListOrdersStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_orders() -> ListOrdersStmt {
    ListOrdersStmt(
        "with page as ( ( select o.id, o.placed_at from orders.orders o where $1::text = 'code' and o.code collate \"C\" >= $2::text and o.code collate \"C\" < $2 || '~' and orders.is_wanted(o, $3, $4, $5, $6, $7, $2, $8, $9, $10) offset 0 ) union all ( select o.id, o.placed_at from orders.orders o where $1 = 'words' and lower(o.customer_name || ' ' || o.email) like $8::text and orders.is_wanted(o, $3, $4, $5, $6, $7, $2, $8, $9, $10) offset 0 ) union all ( select o.id, o.placed_at from orders.orders o where $1 = 'slot' and o.slot_id = $4::uuid and orders.is_wanted(o, $3, $4, $5, $6, $7, $2, $8, $9, $10) order by o.placed_at desc, o.id desc limit $11::bigint ) union all ( select o.id, o.placed_at from orders.orders o where $1 = 'day' and o.slot_date = $5::date and orders.is_wanted(o, $3, $4, $5, $6, $7, $2, $8, $9, $10) order by o.placed_at desc, o.id desc limit $11::bigint ) union all ( select o.id, o.placed_at from orders.orders o where $1 = 'courier' and o.courier_id = $6::uuid and orders.is_wanted(o, $3, $4, $5, $6, $7, $2, $8, $9, $10) order by o.placed_at desc, o.id desc limit $11::bigint ) union all ( select o.id, o.placed_at from orders.orders o where $1 = 'open' and o.status in ( 'awaiting_payment', 'confirmed', 'picking', 'packed', 'out_for_delivery', 'delivered', 'delivery_failed' ) and orders.is_wanted(o, $3, $4, $5, $6, $7, $2, $8, $9, $10) order by o.placed_at desc, o.id desc limit $11::bigint ) union all ( select o.id, o.placed_at from orders.orders o where $1 = 'failed' and o.status in ('cancelled', 'expired', 'returned') and orders.is_wanted(o, $3, $4, $5, $6, $7, $2, $8, $9, $10) order by o.placed_at desc, o.id desc limit $11::bigint ) union all ( select o.id, o.placed_at from orders.orders o where $1 = 'newest' and orders.is_wanted(o, $3, $4, $5, $6, $7, $2, $8, $9, $10) order by o.placed_at desc, o.id desc limit $11::bigint ) order by placed_at desc, id desc limit $11 ) select o.* from page join orders.whole_orders o on o.id = page.id order by page.placed_at desc, page.id desc",
        None,
    )
}
impl ListOrdersStmt {
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
        T4: crate::ArraySql<Item = T3>,
        T5: crate::StringSql,
        T6: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        by: &'a T1,
        code: &'a Option<T2>,
        statuses: &'a Option<T4>,
        slot_id: &'a Option<uuid::Uuid>,
        day: &'a Option<time::Date>,
        courier_id: &'a Option<uuid::Uuid>,
        payment_method: &'a Option<T5>,
        words: &'a Option<T6>,
        after_placed_at: &'a Option<time::OffsetDateTime>,
        after_id: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> OrderQuery<'c, 'a, 's, C, Order, 11> {
        OrderQuery {
            client,
            params: [
                by,
                code,
                statuses,
                slot_id,
                day,
                courier_id,
                payment_method,
                words,
                after_placed_at,
                after_id,
                limit,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<OrderBorrowed, tokio_postgres::Error> {
                Ok(OrderBorrowed {
                    id: row.try_get(0)?,
                    code: row.try_get(1)?,
                    user_id: row.try_get(2)?,
                    email: row.try_get(3)?,
                    customer_name: row.try_get(4)?,
                    language: row.try_get(5)?,
                    status: row.try_get(6)?,
                    payment_method: row.try_get(7)?,
                    subtotal: row.try_get(8)?,
                    discount: row.try_get(9)?,
                    delivery_fee: row.try_get(10)?,
                    tax: row.try_get(11)?,
                    total: row.try_get(12)?,
                    amount_due: row.try_get(13)?,
                    slot_id: row.try_get(14)?,
                    slot_date: row.try_get(15)?,
                    slot_starts_at: row.try_get(16)?,
                    slot_ends_at: row.try_get(17)?,
                    address: row.try_get(18)?,
                    note: row.try_get(19)?,
                    courier_id: row.try_get(20)?,
                    placed_at: row.try_get(21)?,
                    expires_at: row.try_get(22)?,
                    version: row.try_get(23)?,
                    contact_erased_at: row.try_get(24)?,
                    weight_grams: row.try_get(25)?,
                    coupon_code: row.try_get(26)?,
                    collected: row.try_get(27)?,
                    attempts: row.try_get(28)?,
                    lines: row.try_get(29)?,
                })
            },
            mapper: |it| Order::from(it),
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
    T4: crate::ArraySql<Item = T3>,
    T5: crate::StringSql,
    T6: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListOrdersParams<T1, T2, T3, T4, T5, T6>,
        OrderQuery<'c, 'a, 's, C, Order, 11>,
        C,
    > for ListOrdersStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListOrdersParams<T1, T2, T3, T4, T5, T6>,
    ) -> OrderQuery<'c, 'a, 's, C, Order, 11> {
        self.bind(
            client,
            &params.by,
            &params.code,
            &params.statuses,
            &params.slot_id,
            &params.day,
            &params.courier_id,
            &params.payment_method,
            &params.words,
            &params.after_placed_at,
            &params.after_id,
            &params.limit,
        )
    }
}
pub struct DropOrderLinesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn drop_order_lines() -> DropOrderLinesStmt {
    DropOrderLinesStmt(
        "delete from orders.lines where order_id = $1 and line > $2",
        None,
    )
}
impl DropOrderLinesStmt {
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
        order_id: &'a uuid::Uuid,
        last: &'a i32,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[order_id, last],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        DropOrderLinesParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for DropOrderLinesStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a DropOrderLinesParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.order_id, &params.last))
    }
}
pub struct WeighOrderStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn weigh_order() -> WeighOrderStmt {
    WeighOrderStmt(
        "with slot as ( update orders.slots s set taken_grams = s.taken_grams - o.weight_grams + $1 from orders.orders o where o.id = $2 and s.id = o.slot_id and ($1 <= o.weight_grams or coalesce(s.taken_grams - o.weight_grams + $1 <= s.capacity_grams, true)) returning s.id ) update orders.orders set weight_grams = $1 from slot where orders.id = $2 returning orders.id",
        None,
    )
}
impl WeighOrderStmt {
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
        weight_grams: &'a i64,
        order_id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [weight_grams, order_id],
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
        WeighOrderParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for WeighOrderStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a WeighOrderParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.weight_grams, &params.order_id)
    }
}
pub struct LockShelvesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_shelves() -> LockShelvesStmt {
    LockShelvesStmt(
        "with wanted as materialized ( select l.variant_id from orders.lines l join orders.orders o on o.id = l.order_id where o.code = $1 union select id from catalog.variants where sku = any ($2::text[]) ) select t.id, t.variant_id, t.best_before, case when p.active and t.best_before >= $3 then t.on_hand - t.reserved else 0 end as \"available\" from catalog.lots t join catalog.locations p on p.id = t.location_id where t.on_hand > 0 and t.variant_id in (select variant_id from wanted) and (p.active and t.best_before >= $3 or t.id in ( select a.lot_id from orders.allocations a join orders.orders o on o.id = a.order_id where o.code = $1)) order by t.variant_id, t.best_before, t.id for update of t",
        None,
    )
}
impl LockShelvesStmt {
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
        code: &'a T1,
        skus: &'a T3,
        today: &'a time::Date,
    ) -> LockShelvesQuery<'c, 'a, 's, C, LockShelves, 3> {
        LockShelvesQuery {
            client,
            params: [code, skus, today],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<LockShelves, tokio_postgres::Error> {
                Ok(LockShelves {
                    id: row.try_get(0)?,
                    variant_id: row.try_get(1)?,
                    best_before: row.try_get(2)?,
                    available: row.try_get(3)?,
                })
            },
            mapper: |it| LockShelves::from(it),
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
        LockShelvesParams<T1, T2, T3>,
        LockShelvesQuery<'c, 'a, 's, C, LockShelves, 3>,
        C,
    > for LockShelvesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockShelvesParams<T1, T2, T3>,
    ) -> LockShelvesQuery<'c, 'a, 's, C, LockShelves, 3> {
        self.bind(client, &params.code, &params.skus, &params.today)
    }
}
pub struct HeldByLinesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn held_by_lines() -> HeldByLinesStmt {
    HeldByLinesStmt(
        "select a.line, a.lot_id, a.quantity from orders.orders o join orders.allocations a on a.order_id = o.id join catalog.lots t on t.id = a.lot_id where o.code = $1 order by a.line, t.best_before, t.id",
        None,
    )
}
impl HeldByLinesStmt {
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
    ) -> HeldByLinesQuery<'c, 'a, 's, C, HeldByLines, 1> {
        HeldByLinesQuery {
            client,
            params: [code],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<HeldByLines, tokio_postgres::Error> {
                Ok(HeldByLines {
                    line: row.try_get(0)?,
                    lot_id: row.try_get(1)?,
                    quantity: row.try_get(2)?,
                })
            },
            mapper: |it| HeldByLines::from(it),
        }
    }
}
pub struct OffersStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn offers() -> OffersStmt {
    OffersStmt(
        "with wanted as materialized ( select l.variant_id from orders.lines l join orders.orders o on o.id = l.order_id where o.code = $1 union select id from catalog.variants where sku = any ($2::text[]) ) select v.id as variant_id, v.sku, p.name_id, p.name_en, v.unit, v.price, p.tax_rate_bp, v.weighed, v.step, v.minimum, v.maximum, (v.active and p.status = 'active') as \"on_sale\", w.unit_weight_grams from wanted join catalog.offers v on v.id = wanted.variant_id join catalog.variants w on w.id = v.id join catalog.products p on p.id = v.product_id",
        None,
    )
}
impl OffersStmt {
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
        code: &'a T1,
        skus: &'a T3,
    ) -> OffersQuery<'c, 'a, 's, C, Offers, 2> {
        OffersQuery {
            client,
            params: [code, skus],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<OffersBorrowed, tokio_postgres::Error> {
                    Ok(OffersBorrowed {
                        variant_id: row.try_get(0)?,
                        sku: row.try_get(1)?,
                        name_id: row.try_get(2)?,
                        name_en: row.try_get(3)?,
                        unit: row.try_get(4)?,
                        price: row.try_get(5)?,
                        tax_rate_bp: row.try_get(6)?,
                        weighed: row.try_get(7)?,
                        step: row.try_get(8)?,
                        minimum: row.try_get(9)?,
                        maximum: row.try_get(10)?,
                        on_sale: row.try_get(11)?,
                        unit_weight_grams: row.try_get(12)?,
                    })
                },
            mapper: |it| Offers::from(it),
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
        OffersParams<T1, T2, T3>,
        OffersQuery<'c, 'a, 's, C, Offers, 2>,
        C,
    > for OffersStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OffersParams<T1, T2, T3>,
    ) -> OffersQuery<'c, 'a, 's, C, Offers, 2> {
        self.bind(client, &params.code, &params.skus)
    }
}
pub struct LockOrderOfClaimStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_order_of_claim() -> LockOrderOfClaimStmt {
    LockOrderOfClaimStmt(
        "select * from orders.whole_orders o where o.id = (select order_id from orders.claims where id = $1) for update",
        None,
    )
}
impl LockOrderOfClaimStmt {
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
        claim_id: &'a uuid::Uuid,
    ) -> OrderQuery<'c, 'a, 's, C, Order, 1> {
        OrderQuery {
            client,
            params: [claim_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<OrderBorrowed, tokio_postgres::Error> {
                Ok(OrderBorrowed {
                    id: row.try_get(0)?,
                    code: row.try_get(1)?,
                    user_id: row.try_get(2)?,
                    email: row.try_get(3)?,
                    customer_name: row.try_get(4)?,
                    language: row.try_get(5)?,
                    status: row.try_get(6)?,
                    payment_method: row.try_get(7)?,
                    subtotal: row.try_get(8)?,
                    discount: row.try_get(9)?,
                    delivery_fee: row.try_get(10)?,
                    tax: row.try_get(11)?,
                    total: row.try_get(12)?,
                    amount_due: row.try_get(13)?,
                    slot_id: row.try_get(14)?,
                    slot_date: row.try_get(15)?,
                    slot_starts_at: row.try_get(16)?,
                    slot_ends_at: row.try_get(17)?,
                    address: row.try_get(18)?,
                    note: row.try_get(19)?,
                    courier_id: row.try_get(20)?,
                    placed_at: row.try_get(21)?,
                    expires_at: row.try_get(22)?,
                    version: row.try_get(23)?,
                    contact_erased_at: row.try_get(24)?,
                    weight_grams: row.try_get(25)?,
                    coupon_code: row.try_get(26)?,
                    collected: row.try_get(27)?,
                    attempts: row.try_get(28)?,
                    lines: row.try_get(29)?,
                })
            },
            mapper: |it| Order::from(it),
        }
    }
}
pub struct OrderOfPaymentStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn order_of_payment() -> OrderOfPaymentStmt {
    OrderOfPaymentStmt(
        "select * from orders.whole_orders o where o.id = (select p.order_id from payments.payments p where p.id = $1)",
        None,
    )
}
impl OrderOfPaymentStmt {
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
        payment_id: &'a uuid::Uuid,
    ) -> OrderQuery<'c, 'a, 's, C, Order, 1> {
        OrderQuery {
            client,
            params: [payment_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<OrderBorrowed, tokio_postgres::Error> {
                Ok(OrderBorrowed {
                    id: row.try_get(0)?,
                    code: row.try_get(1)?,
                    user_id: row.try_get(2)?,
                    email: row.try_get(3)?,
                    customer_name: row.try_get(4)?,
                    language: row.try_get(5)?,
                    status: row.try_get(6)?,
                    payment_method: row.try_get(7)?,
                    subtotal: row.try_get(8)?,
                    discount: row.try_get(9)?,
                    delivery_fee: row.try_get(10)?,
                    tax: row.try_get(11)?,
                    total: row.try_get(12)?,
                    amount_due: row.try_get(13)?,
                    slot_id: row.try_get(14)?,
                    slot_date: row.try_get(15)?,
                    slot_starts_at: row.try_get(16)?,
                    slot_ends_at: row.try_get(17)?,
                    address: row.try_get(18)?,
                    note: row.try_get(19)?,
                    courier_id: row.try_get(20)?,
                    placed_at: row.try_get(21)?,
                    expires_at: row.try_get(22)?,
                    version: row.try_get(23)?,
                    contact_erased_at: row.try_get(24)?,
                    weight_grams: row.try_get(25)?,
                    coupon_code: row.try_get(26)?,
                    collected: row.try_get(27)?,
                    attempts: row.try_get(28)?,
                    lines: row.try_get(29)?,
                })
            },
            mapper: |it| Order::from(it),
        }
    }
}
