// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct CheckoutLinesParams<T1: crate::BytesSql> {
    pub user_id: Option<uuid::Uuid>,
    pub token_hash: Option<T1>,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct CheckoutCouponParams<T1: crate::BytesSql> {
    pub user_id: Option<uuid::Uuid>,
    pub token_hash: Option<T1>,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct CheckoutLotsParams<T1: crate::BytesSql> {
    pub good_on: time::Date,
    pub user_id: Option<uuid::Uuid>,
    pub token_hash: Option<T1>,
}
#[derive(Debug)]
pub struct LockCheckoutLotsParams<T1: crate::BytesSql> {
    pub good_on: time::Date,
    pub user_id: Option<uuid::Uuid>,
    pub token_hash: Option<T1>,
}
#[derive(Debug)]
pub struct QueueForGoodsParams<T1: crate::BytesSql> {
    pub user_id: Option<uuid::Uuid>,
    pub token_hash: Option<T1>,
}
#[derive(Clone, Copy, Debug)]
pub struct CheckoutCustomerParams {
    pub since: time::OffsetDateTime,
    pub user_id: uuid::Uuid,
}
#[derive(Debug)]
pub struct RefusedCashOfGuestParams<T1: crate::StringSql> {
    pub since: time::OffsetDateTime,
    pub email: T1,
}
#[derive(Clone, Copy, Debug)]
pub struct CheckoutAddressParams {
    pub address_id: uuid::Uuid,
    pub user_id: uuid::Uuid,
}
#[derive(Debug)]
pub struct CheckoutZoneParams<T1: crate::StringSql> {
    pub postcode: Option<T1>,
    pub address_id: Option<uuid::Uuid>,
    pub user_id: Option<uuid::Uuid>,
}
#[derive(Debug)]
pub struct ZoneSlotsParams<T1: crate::StringSql> {
    pub postcode: T1,
    pub now: time::OffsetDateTime,
}
#[derive(Clone, Copy, Debug)]
pub struct TakeSlotParams {
    pub slot_id: uuid::Uuid,
    pub weight_grams: i64,
    pub starts_at: time::OffsetDateTime,
    pub ends_at: time::OffsetDateTime,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct RemoveBoughtParams<
    T1: crate::BytesSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = uuid::Uuid>,
> {
    pub user_id: Option<uuid::Uuid>,
    pub token_hash: Option<T1>,
    pub coupon: Option<T2>,
    pub variant_ids: T3,
}
#[derive(Debug, Clone, PartialEq)]
pub struct CheckoutLines {
    pub variant_id: uuid::Uuid,
    pub sku: String,
    pub name_id: String,
    pub name_en: String,
    pub unit: String,
    pub quantity: i64,
    pub price: i64,
    pub tax_rate_bp: i32,
    pub weighed: bool,
    pub substitution: String,
    pub step: i64,
    pub minimum: i64,
    pub maximum: i64,
    pub on_sale: bool,
    pub unit_weight_grams: Option<i64>,
    pub discountable: bool,
}
pub struct CheckoutLinesBorrowed<'a> {
    pub variant_id: uuid::Uuid,
    pub sku: &'a str,
    pub name_id: &'a str,
    pub name_en: &'a str,
    pub unit: &'a str,
    pub quantity: i64,
    pub price: i64,
    pub tax_rate_bp: i32,
    pub weighed: bool,
    pub substitution: &'a str,
    pub step: i64,
    pub minimum: i64,
    pub maximum: i64,
    pub on_sale: bool,
    pub unit_weight_grams: Option<i64>,
    pub discountable: bool,
}
impl<'a> From<CheckoutLinesBorrowed<'a>> for CheckoutLines {
    fn from(
        CheckoutLinesBorrowed {
            variant_id,
            sku,
            name_id,
            name_en,
            unit,
            quantity,
            price,
            tax_rate_bp,
            weighed,
            substitution,
            step,
            minimum,
            maximum,
            on_sale,
            unit_weight_grams,
            discountable,
        }: CheckoutLinesBorrowed<'a>,
    ) -> Self {
        Self {
            variant_id,
            sku: sku.into(),
            name_id: name_id.into(),
            name_en: name_en.into(),
            unit: unit.into(),
            quantity,
            price,
            tax_rate_bp,
            weighed,
            substitution: substitution.into(),
            step,
            minimum,
            maximum,
            on_sale,
            unit_weight_grams,
            discountable,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct CheckoutCoupon {
    pub code: String,
    pub coupon: Option<serde_json::Value>,
}
pub struct CheckoutCouponBorrowed<'a> {
    pub code: &'a str,
    pub coupon: Option<postgres_types::Json<&'a serde_json::value::RawValue>>,
}
impl<'a> From<CheckoutCouponBorrowed<'a>> for CheckoutCoupon {
    fn from(CheckoutCouponBorrowed { code, coupon }: CheckoutCouponBorrowed<'a>) -> Self {
        Self {
            code: code.into(),
            coupon: coupon.map(|v| serde_json::from_str(v.0.get()).unwrap()),
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct Lot {
    pub id: uuid::Uuid,
    pub variant_id: uuid::Uuid,
    pub best_before: time::Date,
    pub available: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct CheckoutCustomer {
    pub email: String,
    pub name: String,
    pub language: String,
    pub credit: i64,
    pub refused_cash: i64,
}
pub struct CheckoutCustomerBorrowed<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub language: &'a str,
    pub credit: i64,
    pub refused_cash: i64,
}
impl<'a> From<CheckoutCustomerBorrowed<'a>> for CheckoutCustomer {
    fn from(
        CheckoutCustomerBorrowed {
            email,
            name,
            language,
            credit,
            refused_cash,
        }: CheckoutCustomerBorrowed<'a>,
    ) -> Self {
        Self {
            email: email.into(),
            name: name.into(),
            language: language.into(),
            credit,
            refused_cash,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct CheckoutAddress {
    pub recipient: String,
    pub phone: String,
    pub street: String,
    pub village: String,
    pub district: String,
    pub city: String,
    pub province: String,
    pub postcode: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub courier_note: Option<String>,
}
pub struct CheckoutAddressBorrowed<'a> {
    pub recipient: &'a str,
    pub phone: &'a str,
    pub street: &'a str,
    pub village: &'a str,
    pub district: &'a str,
    pub city: &'a str,
    pub province: &'a str,
    pub postcode: &'a str,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub courier_note: Option<&'a str>,
}
impl<'a> From<CheckoutAddressBorrowed<'a>> for CheckoutAddress {
    fn from(
        CheckoutAddressBorrowed {
            recipient,
            phone,
            street,
            village,
            district,
            city,
            province,
            postcode,
            latitude,
            longitude,
            courier_note,
        }: CheckoutAddressBorrowed<'a>,
    ) -> Self {
        Self {
            recipient: recipient.into(),
            phone: phone.into(),
            street: street.into(),
            village: village.into(),
            district: district.into(),
            city: city.into(),
            province: province.into(),
            postcode: postcode.into(),
            latitude,
            longitude,
            courier_note: courier_note.map(|v| v.into()),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct CheckoutZone {
    pub id: uuid::Uuid,
    pub name: String,
    pub fee: i64,
    pub free_above: Option<i64>,
    pub minimum_order: i64,
    pub cod_maximum: Option<i64>,
}
pub struct CheckoutZoneBorrowed<'a> {
    pub id: uuid::Uuid,
    pub name: &'a str,
    pub fee: i64,
    pub free_above: Option<i64>,
    pub minimum_order: i64,
    pub cod_maximum: Option<i64>,
}
impl<'a> From<CheckoutZoneBorrowed<'a>> for CheckoutZone {
    fn from(
        CheckoutZoneBorrowed {
            id,
            name,
            fee,
            free_above,
            minimum_order,
            cod_maximum,
        }: CheckoutZoneBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            name: name.into(),
            fee,
            free_above,
            minimum_order,
            cod_maximum,
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct CheckoutSlot {
    pub zone_id: uuid::Uuid,
    pub id: uuid::Uuid,
    pub date: time::Date,
    pub starts_at: time::OffsetDateTime,
    pub ends_at: time::OffsetDateTime,
    pub cutoff_at: time::OffsetDateTime,
    pub available: i32,
    pub grams_left: Option<i64>,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ZoneSlots {
    pub zone_id: uuid::Uuid,
    pub name: String,
    pub fee: i64,
    pub free_above: Option<i64>,
    pub minimum_order: i64,
    pub cod_maximum: Option<i64>,
    pub id: Option<uuid::Uuid>,
    pub date: Option<time::Date>,
    pub starts_at: Option<time::OffsetDateTime>,
    pub ends_at: Option<time::OffsetDateTime>,
    pub cutoff_at: Option<time::OffsetDateTime>,
    pub available: Option<i32>,
    pub grams_left: Option<i64>,
}
pub struct ZoneSlotsBorrowed<'a> {
    pub zone_id: uuid::Uuid,
    pub name: &'a str,
    pub fee: i64,
    pub free_above: Option<i64>,
    pub minimum_order: i64,
    pub cod_maximum: Option<i64>,
    pub id: Option<uuid::Uuid>,
    pub date: Option<time::Date>,
    pub starts_at: Option<time::OffsetDateTime>,
    pub ends_at: Option<time::OffsetDateTime>,
    pub cutoff_at: Option<time::OffsetDateTime>,
    pub available: Option<i32>,
    pub grams_left: Option<i64>,
}
impl<'a> From<ZoneSlotsBorrowed<'a>> for ZoneSlots {
    fn from(
        ZoneSlotsBorrowed {
            zone_id,
            name,
            fee,
            free_above,
            minimum_order,
            cod_maximum,
            id,
            date,
            starts_at,
            ends_at,
            cutoff_at,
            available,
            grams_left,
        }: ZoneSlotsBorrowed<'a>,
    ) -> Self {
        Self {
            zone_id,
            name: name.into(),
            fee,
            free_above,
            minimum_order,
            cod_maximum,
            id,
            date,
            starts_at,
            ends_at,
            cutoff_at,
            available,
            grams_left,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct CheckoutLinesQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CheckoutLinesBorrowed, tokio_postgres::Error>,
    mapper: fn(CheckoutLinesBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CheckoutLinesQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(CheckoutLinesBorrowed) -> R,
    ) -> CheckoutLinesQuery<'c, 'a, 's, C, R, N> {
        CheckoutLinesQuery {
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
pub struct CheckoutCouponQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CheckoutCouponBorrowed, tokio_postgres::Error>,
    mapper: fn(CheckoutCouponBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CheckoutCouponQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(CheckoutCouponBorrowed) -> R,
    ) -> CheckoutCouponQuery<'c, 'a, 's, C, R, N> {
        CheckoutCouponQuery {
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
pub struct LotQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<Lot, tokio_postgres::Error>,
    mapper: fn(Lot) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LotQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(Lot) -> R) -> LotQuery<'c, 'a, 's, C, R, N> {
        LotQuery {
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
pub struct CheckoutCustomerQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CheckoutCustomerBorrowed, tokio_postgres::Error>,
    mapper: fn(CheckoutCustomerBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CheckoutCustomerQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(CheckoutCustomerBorrowed) -> R,
    ) -> CheckoutCustomerQuery<'c, 'a, 's, C, R, N> {
        CheckoutCustomerQuery {
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
pub struct CheckoutAddressQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CheckoutAddressBorrowed, tokio_postgres::Error>,
    mapper: fn(CheckoutAddressBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CheckoutAddressQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(CheckoutAddressBorrowed) -> R,
    ) -> CheckoutAddressQuery<'c, 'a, 's, C, R, N> {
        CheckoutAddressQuery {
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
pub struct CheckoutZoneQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CheckoutZoneBorrowed, tokio_postgres::Error>,
    mapper: fn(CheckoutZoneBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CheckoutZoneQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(CheckoutZoneBorrowed) -> R,
    ) -> CheckoutZoneQuery<'c, 'a, 's, C, R, N> {
        CheckoutZoneQuery {
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
pub struct CheckoutSlotQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CheckoutSlot, tokio_postgres::Error>,
    mapper: fn(CheckoutSlot) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CheckoutSlotQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(CheckoutSlot) -> R) -> CheckoutSlotQuery<'c, 'a, 's, C, R, N> {
        CheckoutSlotQuery {
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
pub struct ZoneSlotsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ZoneSlotsBorrowed, tokio_postgres::Error>,
    mapper: fn(ZoneSlotsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ZoneSlotsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ZoneSlotsBorrowed) -> R) -> ZoneSlotsQuery<'c, 'a, 's, C, R, N> {
        ZoneSlotsQuery {
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
pub struct CheckoutLinesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn checkout_lines() -> CheckoutLinesStmt {
    CheckoutLinesStmt(
        "select v.id as variant_id, v.sku, p.name_id, p.name_en, v.unit, l.quantity, v.price, p.tax_rate_bp, v.weighed, l.substitution, v.step, v.minimum, v.maximum, (v.active and p.status = 'active') as \"on_sale\", w.unit_weight_grams, (k.code is null or k.category_ids = '{}' or exists ( select from catalog.shelves s where s.category_id = p.category_id and s.above_id = any (k.category_ids) )) as \"discountable\" from cart.carts c left join orders.coupons k on k.code = c.coupon_code join cart.lines l on l.cart_id = c.id join catalog.offers v on v.id = l.variant_id join catalog.variants w on w.id = l.variant_id join catalog.products p on p.id = v.product_id where (c.user_id = $1 or c.token_hash = $2) and c.expires_at > $3 order by l.added_at, v.sku",
        None,
    )
}
impl CheckoutLinesStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql>(
        &'s self,
        client: &'c C,
        user_id: &'a Option<uuid::Uuid>,
        token_hash: &'a Option<T1>,
        now: &'a time::OffsetDateTime,
    ) -> CheckoutLinesQuery<'c, 'a, 's, C, CheckoutLines, 3> {
        CheckoutLinesQuery {
            client,
            params: [user_id, token_hash, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CheckoutLinesBorrowed, tokio_postgres::Error> {
                    Ok(CheckoutLinesBorrowed {
                        variant_id: row.try_get(0)?,
                        sku: row.try_get(1)?,
                        name_id: row.try_get(2)?,
                        name_en: row.try_get(3)?,
                        unit: row.try_get(4)?,
                        quantity: row.try_get(5)?,
                        price: row.try_get(6)?,
                        tax_rate_bp: row.try_get(7)?,
                        weighed: row.try_get(8)?,
                        substitution: row.try_get(9)?,
                        step: row.try_get(10)?,
                        minimum: row.try_get(11)?,
                        maximum: row.try_get(12)?,
                        on_sale: row.try_get(13)?,
                        unit_weight_grams: row.try_get(14)?,
                        discountable: row.try_get(15)?,
                    })
                },
            mapper: |it| CheckoutLines::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CheckoutLinesParams<T1>,
        CheckoutLinesQuery<'c, 'a, 's, C, CheckoutLines, 3>,
        C,
    > for CheckoutLinesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CheckoutLinesParams<T1>,
    ) -> CheckoutLinesQuery<'c, 'a, 's, C, CheckoutLines, 3> {
        self.bind(client, &params.user_id, &params.token_hash, &params.now)
    }
}
pub struct CheckoutCouponStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn checkout_coupon() -> CheckoutCouponStmt {
    CheckoutCouponStmt(
        "select c.coupon_code as \"code\", orders.coupon_for(c.coupon_code, c.user_id) as coupon from cart.carts c where (c.user_id = $1 or c.token_hash = $2) and c.expires_at > $3 and c.coupon_code is not null",
        None,
    )
}
impl CheckoutCouponStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql>(
        &'s self,
        client: &'c C,
        user_id: &'a Option<uuid::Uuid>,
        token_hash: &'a Option<T1>,
        now: &'a time::OffsetDateTime,
    ) -> CheckoutCouponQuery<'c, 'a, 's, C, CheckoutCoupon, 3> {
        CheckoutCouponQuery {
            client,
            params: [user_id, token_hash, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<CheckoutCouponBorrowed, tokio_postgres::Error> {
                Ok(CheckoutCouponBorrowed {
                    code: row.try_get(0)?,
                    coupon: row.try_get(1)?,
                })
            },
            mapper: |it| CheckoutCoupon::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CheckoutCouponParams<T1>,
        CheckoutCouponQuery<'c, 'a, 's, C, CheckoutCoupon, 3>,
        C,
    > for CheckoutCouponStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CheckoutCouponParams<T1>,
    ) -> CheckoutCouponQuery<'c, 'a, 's, C, CheckoutCoupon, 3> {
        self.bind(client, &params.user_id, &params.token_hash, &params.now)
    }
}
pub struct CheckoutLotsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn checkout_lots() -> CheckoutLotsStmt {
    CheckoutLotsStmt(
        "select t.id, t.variant_id, t.best_before, t.on_hand - t.reserved as \"available\" from catalog.lots t join catalog.locations o on o.id = t.location_id and o.active where t.on_hand > 0 and t.best_before >= $1 and t.variant_id in ( select l.variant_id from cart.carts c join cart.lines l on l.cart_id = c.id where c.user_id = $2 or c.token_hash = $3) order by t.variant_id, t.best_before, t.id",
        None,
    )
}
impl CheckoutLotsStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql>(
        &'s self,
        client: &'c C,
        good_on: &'a time::Date,
        user_id: &'a Option<uuid::Uuid>,
        token_hash: &'a Option<T1>,
    ) -> LotQuery<'c, 'a, 's, C, Lot, 3> {
        LotQuery {
            client,
            params: [good_on, user_id, token_hash],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<Lot, tokio_postgres::Error> {
                Ok(Lot {
                    id: row.try_get(0)?,
                    variant_id: row.try_get(1)?,
                    best_before: row.try_get(2)?,
                    available: row.try_get(3)?,
                })
            },
            mapper: |it| Lot::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CheckoutLotsParams<T1>,
        LotQuery<'c, 'a, 's, C, Lot, 3>,
        C,
    > for CheckoutLotsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CheckoutLotsParams<T1>,
    ) -> LotQuery<'c, 'a, 's, C, Lot, 3> {
        self.bind(client, &params.good_on, &params.user_id, &params.token_hash)
    }
}
pub struct LockCheckoutLotsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_checkout_lots() -> LockCheckoutLotsStmt {
    LockCheckoutLotsStmt(
        "select t.id, t.variant_id, t.best_before, t.on_hand - t.reserved as \"available\" from catalog.lots t join catalog.locations o on o.id = t.location_id and o.active where t.on_hand > 0 and t.best_before >= $1 and t.variant_id in ( select l.variant_id from cart.carts c join cart.lines l on l.cart_id = c.id where c.user_id = $2 or c.token_hash = $3) order by t.variant_id, t.best_before, t.id for update of t",
        None,
    )
}
impl LockCheckoutLotsStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql>(
        &'s self,
        client: &'c C,
        good_on: &'a time::Date,
        user_id: &'a Option<uuid::Uuid>,
        token_hash: &'a Option<T1>,
    ) -> LotQuery<'c, 'a, 's, C, Lot, 3> {
        LotQuery {
            client,
            params: [good_on, user_id, token_hash],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<Lot, tokio_postgres::Error> {
                Ok(Lot {
                    id: row.try_get(0)?,
                    variant_id: row.try_get(1)?,
                    best_before: row.try_get(2)?,
                    available: row.try_get(3)?,
                })
            },
            mapper: |it| Lot::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LockCheckoutLotsParams<T1>,
        LotQuery<'c, 'a, 's, C, Lot, 3>,
        C,
    > for LockCheckoutLotsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockCheckoutLotsParams<T1>,
    ) -> LotQuery<'c, 'a, 's, C, Lot, 3> {
        self.bind(client, &params.good_on, &params.user_id, &params.token_hash)
    }
}
pub struct QueueForGoodsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn queue_for_goods() -> QueueForGoodsStmt {
    QueueForGoodsStmt(
        "select count(pg_advisory_xact_lock(turn.number)) as \"turns\" from ( select distinct hashtextextended(l.variant_id::text, 1) as number from cart.carts c join cart.lines l on l.cart_id = c.id where c.user_id = $1 or c.token_hash = $2 order by number ) as turn",
        None,
    )
}
impl QueueForGoodsStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql>(
        &'s self,
        client: &'c C,
        user_id: &'a Option<uuid::Uuid>,
        token_hash: &'a Option<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [user_id, token_hash],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        QueueForGoodsParams<T1>,
        I64Query<'c, 'a, 's, C, i64, 2>,
        C,
    > for QueueForGoodsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a QueueForGoodsParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.user_id, &params.token_hash)
    }
}
pub struct CheckoutCustomerStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn checkout_customer() -> CheckoutCustomerStmt {
    CheckoutCustomerStmt(
        "select u.email, u.name, u.language, coalesce((select a.balance from payments.credit_accounts a where a.user_id = u.id), 0) as \"credit\", ( select count(*) from orders.orders o where o.payment_method = 'cod' and o.status in ('delivery_failed', 'returned') and o.placed_at > $1::timestamptz and (o.user_id = u.id or lower(o.email) = lower(u.email)) ) as \"refused_cash\" from identity.users u where u.id = $2 and u.status = 'active'",
        None,
    )
}
impl CheckoutCustomerStmt {
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
        since: &'a time::OffsetDateTime,
        user_id: &'a uuid::Uuid,
    ) -> CheckoutCustomerQuery<'c, 'a, 's, C, CheckoutCustomer, 2> {
        CheckoutCustomerQuery {
            client,
            params: [since, user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<CheckoutCustomerBorrowed, tokio_postgres::Error> {
                Ok(CheckoutCustomerBorrowed {
                    email: row.try_get(0)?,
                    name: row.try_get(1)?,
                    language: row.try_get(2)?,
                    credit: row.try_get(3)?,
                    refused_cash: row.try_get(4)?,
                })
            },
            mapper: |it| CheckoutCustomer::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CheckoutCustomerParams,
        CheckoutCustomerQuery<'c, 'a, 's, C, CheckoutCustomer, 2>,
        C,
    > for CheckoutCustomerStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CheckoutCustomerParams,
    ) -> CheckoutCustomerQuery<'c, 'a, 's, C, CheckoutCustomer, 2> {
        self.bind(client, &params.since, &params.user_id)
    }
}
pub struct RefusedCashOfGuestStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn refused_cash_of_guest() -> RefusedCashOfGuestStmt {
    RefusedCashOfGuestStmt(
        "select count(*) from orders.orders o where o.payment_method = 'cod' and o.status in ('delivery_failed', 'returned') and o.placed_at > $1::timestamptz and lower(o.email) = lower($2::text)",
        None,
    )
}
impl RefusedCashOfGuestStmt {
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
        since: &'a time::OffsetDateTime,
        email: &'a T1,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [since, email],
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
        RefusedCashOfGuestParams<T1>,
        I64Query<'c, 'a, 's, C, i64, 2>,
        C,
    > for RefusedCashOfGuestStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RefusedCashOfGuestParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.since, &params.email)
    }
}
pub struct CheckoutAddressStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn checkout_address() -> CheckoutAddressStmt {
    CheckoutAddressStmt(
        "select recipient, phone, street, village, district, city, province, postcode, latitude, longitude, courier_note from identity.addresses where id = $1 and user_id = $2",
        None,
    )
}
impl CheckoutAddressStmt {
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
        address_id: &'a uuid::Uuid,
        user_id: &'a uuid::Uuid,
    ) -> CheckoutAddressQuery<'c, 'a, 's, C, CheckoutAddress, 2> {
        CheckoutAddressQuery {
            client,
            params: [address_id, user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<CheckoutAddressBorrowed, tokio_postgres::Error> {
                Ok(CheckoutAddressBorrowed {
                    recipient: row.try_get(0)?,
                    phone: row.try_get(1)?,
                    street: row.try_get(2)?,
                    village: row.try_get(3)?,
                    district: row.try_get(4)?,
                    city: row.try_get(5)?,
                    province: row.try_get(6)?,
                    postcode: row.try_get(7)?,
                    latitude: row.try_get(8)?,
                    longitude: row.try_get(9)?,
                    courier_note: row.try_get(10)?,
                })
            },
            mapper: |it| CheckoutAddress::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CheckoutAddressParams,
        CheckoutAddressQuery<'c, 'a, 's, C, CheckoutAddress, 2>,
        C,
    > for CheckoutAddressStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CheckoutAddressParams,
    ) -> CheckoutAddressQuery<'c, 'a, 's, C, CheckoutAddress, 2> {
        self.bind(client, &params.address_id, &params.user_id)
    }
}
pub struct CheckoutZoneStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn checkout_zone() -> CheckoutZoneStmt {
    CheckoutZoneStmt(
        "select z.id, z.name, z.fee, z.free_above, z.minimum_order, z.cod_maximum from orders.zone_prefixes p join orders.zones z on z.id = p.zone_id where z.active and p.prefix in ( select left(coalesce($1::text, a.postcode), length) from generate_series(1, 5) length left join identity.addresses a on a.id = $2 and a.user_id = $3) order by length(p.prefix) desc limit 1",
        None,
    )
}
impl CheckoutZoneStmt {
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
        postcode: &'a Option<T1>,
        address_id: &'a Option<uuid::Uuid>,
        user_id: &'a Option<uuid::Uuid>,
    ) -> CheckoutZoneQuery<'c, 'a, 's, C, CheckoutZone, 3> {
        CheckoutZoneQuery {
            client,
            params: [postcode, address_id, user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CheckoutZoneBorrowed, tokio_postgres::Error> {
                    Ok(CheckoutZoneBorrowed {
                        id: row.try_get(0)?,
                        name: row.try_get(1)?,
                        fee: row.try_get(2)?,
                        free_above: row.try_get(3)?,
                        minimum_order: row.try_get(4)?,
                        cod_maximum: row.try_get(5)?,
                    })
                },
            mapper: |it| CheckoutZone::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CheckoutZoneParams<T1>,
        CheckoutZoneQuery<'c, 'a, 's, C, CheckoutZone, 3>,
        C,
    > for CheckoutZoneStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CheckoutZoneParams<T1>,
    ) -> CheckoutZoneQuery<'c, 'a, 's, C, CheckoutZone, 3> {
        self.bind(
            client,
            &params.postcode,
            &params.address_id,
            &params.user_id,
        )
    }
}
pub struct CheckoutSlotStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn checkout_slot() -> CheckoutSlotStmt {
    CheckoutSlotStmt(
        "select zone_id, id, date, starts_at, ends_at, cutoff_at, case when taken_grams >= capacity_grams then 0 else capacity - taken end as \"available\", capacity_grams - taken_grams as \"grams_left\" from orders.slots where id = $1",
        None,
    )
}
impl CheckoutSlotStmt {
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
        slot_id: &'a uuid::Uuid,
    ) -> CheckoutSlotQuery<'c, 'a, 's, C, CheckoutSlot, 1> {
        CheckoutSlotQuery {
            client,
            params: [slot_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<CheckoutSlot, tokio_postgres::Error> {
                Ok(CheckoutSlot {
                    zone_id: row.try_get(0)?,
                    id: row.try_get(1)?,
                    date: row.try_get(2)?,
                    starts_at: row.try_get(3)?,
                    ends_at: row.try_get(4)?,
                    cutoff_at: row.try_get(5)?,
                    available: row.try_get(6)?,
                    grams_left: row.try_get(7)?,
                })
            },
            mapper: |it| CheckoutSlot::from(it),
        }
    }
}
pub struct ZoneSlotsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn zone_slots() -> ZoneSlotsStmt {
    ZoneSlotsStmt(
        "with zone as ( select z.* from orders.zone_prefixes p join orders.zones z on z.id = p.zone_id where z.active and p.prefix in (select left($1::text, length) from generate_series(1, 5) length) order by length(p.prefix) desc limit 1 ) select z.id as zone_id, z.name, z.fee, z.free_above, z.minimum_order, z.cod_maximum, s.id, s.date, s.starts_at, s.ends_at, s.cutoff_at, case when s.taken_grams >= s.capacity_grams then 0 else s.capacity - s.taken end as \"available\", s.capacity_grams - s.taken_grams as \"grams_left\" from zone z left join orders.slots s on s.zone_id = z.id and s.cutoff_at > $2 order by s.starts_at",
        None,
    )
}
impl ZoneSlotsStmt {
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
        postcode: &'a T1,
        now: &'a time::OffsetDateTime,
    ) -> ZoneSlotsQuery<'c, 'a, 's, C, ZoneSlots, 2> {
        ZoneSlotsQuery {
            client,
            params: [postcode, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ZoneSlotsBorrowed, tokio_postgres::Error> {
                    Ok(ZoneSlotsBorrowed {
                        zone_id: row.try_get(0)?,
                        name: row.try_get(1)?,
                        fee: row.try_get(2)?,
                        free_above: row.try_get(3)?,
                        minimum_order: row.try_get(4)?,
                        cod_maximum: row.try_get(5)?,
                        id: row.try_get(6)?,
                        date: row.try_get(7)?,
                        starts_at: row.try_get(8)?,
                        ends_at: row.try_get(9)?,
                        cutoff_at: row.try_get(10)?,
                        available: row.try_get(11)?,
                        grams_left: row.try_get(12)?,
                    })
                },
            mapper: |it| ZoneSlots::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ZoneSlotsParams<T1>,
        ZoneSlotsQuery<'c, 'a, 's, C, ZoneSlots, 2>,
        C,
    > for ZoneSlotsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ZoneSlotsParams<T1>,
    ) -> ZoneSlotsQuery<'c, 'a, 's, C, ZoneSlots, 2> {
        self.bind(client, &params.postcode, &params.now)
    }
}
pub struct QueueForSlotStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn queue_for_slot() -> QueueForSlotStmt {
    QueueForSlotStmt(
        "select count(pg_advisory_xact_lock(hashtextextended($1::uuid::text, 2))) as \"turns\"",
        None,
    )
}
impl QueueForSlotStmt {
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
        slot_id: &'a uuid::Uuid,
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [slot_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct TakeSlotStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn take_slot() -> TakeSlotStmt {
    TakeSlotStmt(
        "select orders.take_slot($1, $2, $3, $4, $5) as \"done\"",
        None,
    )
}
impl TakeSlotStmt {
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
        slot_id: &'a uuid::Uuid,
        weight_grams: &'a i64,
        starts_at: &'a time::OffsetDateTime,
        ends_at: &'a time::OffsetDateTime,
        now: &'a time::OffsetDateTime,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 5> {
        BoolQuery {
            client,
            params: [slot_id, weight_grams, starts_at, ends_at, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<'c, 'a, 's, TakeSlotParams, BoolQuery<'c, 'a, 's, C, bool, 5>, C>
    for TakeSlotStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a TakeSlotParams,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 5> {
        self.bind(
            client,
            &params.slot_id,
            &params.weight_grams,
            &params.starts_at,
            &params.ends_at,
            &params.now,
        )
    }
}
pub struct FreeSlotStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn free_slot() -> FreeSlotStmt {
    FreeSlotStmt(
        "update orders.slots s set taken = s.taken - 1, taken_grams = s.taken_grams - o.weight_grams from orders.orders o where o.id = $1 and s.id = o.slot_id",
        None,
    )
}
impl FreeSlotStmt {
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
pub struct RemoveBoughtStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remove_bought() -> RemoveBoughtStmt {
    RemoveBoughtStmt(
        "with redeemed as ( update cart.carts set coupon_code = null where (user_id = $1 or token_hash = $2) and coupon_code = $3::text ) delete from cart.lines l using cart.carts c where c.id = l.cart_id and (c.user_id = $1 or c.token_hash = $2) and l.variant_id = any($4)",
        None,
    )
}
impl RemoveBoughtStmt {
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
        T1: crate::BytesSql,
        T2: crate::StringSql,
        T3: crate::ArraySql<Item = uuid::Uuid>,
    >(
        &'s self,
        client: &'c C,
        user_id: &'a Option<uuid::Uuid>,
        token_hash: &'a Option<T1>,
        coupon: &'a Option<T2>,
        variant_ids: &'a T3,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[user_id, token_hash, coupon, variant_ids],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::BytesSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = uuid::Uuid>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        RemoveBoughtParams<T1, T2, T3>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for RemoveBoughtStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a RemoveBoughtParams<T1, T2, T3>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.user_id,
            &params.token_hash,
            &params.coupon,
            &params.variant_ids,
        ))
    }
}
