// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct FindPaymentParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub gateway: T1,
    pub reference: T2,
}
#[derive(Debug)]
pub struct OpenPaymentParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
    T8: crate::BytesSql,
    T9: crate::StringSql,
> {
    pub id: uuid::Uuid,
    pub order_id: uuid::Uuid,
    pub order_code: T1,
    pub number: i32,
    pub gateway: T2,
    pub method: T3,
    pub bank: Option<T4>,
    pub amount: i64,
    pub reference: T5,
    pub request_scope: T6,
    pub request_key: T7,
    pub request_fingerprint: T8,
    pub busy_until: Option<time::OffsetDateTime>,
    pub expires_at: Option<time::OffsetDateTime>,
    pub now: time::OffsetDateTime,
    pub order_status: T9,
}
#[derive(Clone, Copy, Debug)]
pub struct ResumePaymentParams {
    pub busy_until: time::OffsetDateTime,
    pub now: time::OffsetDateTime,
    pub id: uuid::Uuid,
}
#[derive(Debug)]
pub struct StartPaymentParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = uuid::Uuid>,
    T10: crate::JsonSql,
    T11: crate::ArraySql<Item = T10>,
    T12: crate::ArraySql<Item = time::OffsetDateTime>,
> {
    pub redirect_url: Option<T1>,
    pub va_number: Option<T2>,
    pub biller_code: Option<T3>,
    pub bill_key: Option<T4>,
    pub qr: Option<T5>,
    pub client_secret: Option<T6>,
    pub publishable_key: Option<T7>,
    pub reference: T8,
    pub now: time::OffsetDateTime,
    pub id: uuid::Uuid,
    pub event_ids: T9,
    pub events: T11,
    pub told_ats: T12,
}
#[derive(Debug)]
pub struct AdvancePaymentParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub order_code: Option<T1>,
    pub status: T2,
    pub paid_with: Option<T3>,
    pub paid_at: Option<time::OffsetDateTime>,
    pub now: time::OffsetDateTime,
    pub id: uuid::Uuid,
    pub version: i64,
    pub standing: Option<i64>,
}
#[derive(Debug)]
pub struct WithdrawPayoutsParams<T1: crate::StringSql> {
    pub failure: T1,
    pub now: time::OffsetDateTime,
    pub id: uuid::Uuid,
}
#[derive(Debug)]
pub struct NoteNotificationParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::JsonSql,
> {
    pub gateway: T1,
    pub reference: T2,
    pub event_id: uuid::Uuid,
    pub dedupe_key: T3,
    pub body: T4,
    pub now: time::OffsetDateTime,
    pub event: T5,
}
#[derive(Debug)]
pub struct OpenRefundParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub order_code: Option<T1>,
    pub amount: i64,
    pub now: time::OffsetDateTime,
    pub payment_id: uuid::Uuid,
    pub standing: Option<i64>,
    pub id: uuid::Uuid,
    pub reason: T2,
    pub refund_key: T3,
}
#[derive(Debug)]
pub struct SettleRefundParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub status: T1,
    pub failure: Option<T2>,
    pub now: time::OffsetDateTime,
    pub id: uuid::Uuid,
    pub was: T3,
}
#[derive(Clone, Copy, Debug)]
pub struct MoveRefundedPaymentParams {
    pub now: time::OffsetDateTime,
    pub id: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct TakeRefundBackParams {
    pub now: time::OffsetDateTime,
    pub id: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct FreeRefundParams {
    pub amount: i64,
    pub now: time::OffsetDateTime,
    pub id: uuid::Uuid,
}
#[derive(Debug)]
pub struct ListPaymentsParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub by: T1,
    pub status: Option<T2>,
    pub gateway: Option<T3>,
    pub since: Option<time::OffsetDateTime>,
    pub after_created_at: Option<time::OffsetDateTime>,
    pub after_id: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct BillRow {
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
    pub expires_at: Option<time::OffsetDateTime>,
}
pub struct BillRowBorrowed<'a> {
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
    pub expires_at: Option<time::OffsetDateTime>,
}
impl<'a> From<BillRowBorrowed<'a>> for BillRow {
    fn from(
        BillRowBorrowed {
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
            expires_at,
        }: BillRowBorrowed<'a>,
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
            expires_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct BillLines {
    pub sku: String,
    pub name_id: String,
    pub name_en: String,
    pub unit: String,
    pub quantity: i64,
    pub line_total: i64,
}
pub struct BillLinesBorrowed<'a> {
    pub sku: &'a str,
    pub name_id: &'a str,
    pub name_en: &'a str,
    pub unit: &'a str,
    pub quantity: i64,
    pub line_total: i64,
}
impl<'a> From<BillLinesBorrowed<'a>> for BillLines {
    fn from(
        BillLinesBorrowed {
            sku,
            name_id,
            name_en,
            unit,
            quantity,
            line_total,
        }: BillLinesBorrowed<'a>,
    ) -> Self {
        Self {
            sku: sku.into(),
            name_id: name_id.into(),
            name_en: name_en.into(),
            unit: unit.into(),
            quantity,
            line_total,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct PaymentRow {
    pub id: uuid::Uuid,
    pub order_id: uuid::Uuid,
    pub order_code: String,
    pub number: i32,
    pub gateway: String,
    pub method: String,
    pub bank: Option<String>,
    pub status: String,
    pub amount: i64,
    pub refunding: i64,
    pub gateway_reference: String,
    pub redirect_url: Option<String>,
    pub va_number: Option<String>,
    pub biller_code: Option<String>,
    pub bill_key: Option<String>,
    pub qr: Option<String>,
    pub client_secret: Option<String>,
    pub publishable_key: Option<String>,
    pub started_at: Option<time::OffsetDateTime>,
    pub paid_with: Option<String>,
    pub paid_at: Option<time::OffsetDateTime>,
    pub request_scope: String,
    pub request_key: String,
    pub request_fingerprint: Vec<u8>,
    pub busy_until: Option<time::OffsetDateTime>,
    pub expires_at: Option<time::OffsetDateTime>,
    pub created_at: time::OffsetDateTime,
    pub updated_at: time::OffsetDateTime,
    pub version: i64,
}
pub struct PaymentRowBorrowed<'a> {
    pub id: uuid::Uuid,
    pub order_id: uuid::Uuid,
    pub order_code: &'a str,
    pub number: i32,
    pub gateway: &'a str,
    pub method: &'a str,
    pub bank: Option<&'a str>,
    pub status: &'a str,
    pub amount: i64,
    pub refunding: i64,
    pub gateway_reference: &'a str,
    pub redirect_url: Option<&'a str>,
    pub va_number: Option<&'a str>,
    pub biller_code: Option<&'a str>,
    pub bill_key: Option<&'a str>,
    pub qr: Option<&'a str>,
    pub client_secret: Option<&'a str>,
    pub publishable_key: Option<&'a str>,
    pub started_at: Option<time::OffsetDateTime>,
    pub paid_with: Option<&'a str>,
    pub paid_at: Option<time::OffsetDateTime>,
    pub request_scope: &'a str,
    pub request_key: &'a str,
    pub request_fingerprint: &'a [u8],
    pub busy_until: Option<time::OffsetDateTime>,
    pub expires_at: Option<time::OffsetDateTime>,
    pub created_at: time::OffsetDateTime,
    pub updated_at: time::OffsetDateTime,
    pub version: i64,
}
impl<'a> From<PaymentRowBorrowed<'a>> for PaymentRow {
    fn from(
        PaymentRowBorrowed {
            id,
            order_id,
            order_code,
            number,
            gateway,
            method,
            bank,
            status,
            amount,
            refunding,
            gateway_reference,
            redirect_url,
            va_number,
            biller_code,
            bill_key,
            qr,
            client_secret,
            publishable_key,
            started_at,
            paid_with,
            paid_at,
            request_scope,
            request_key,
            request_fingerprint,
            busy_until,
            expires_at,
            created_at,
            updated_at,
            version,
        }: PaymentRowBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            order_id,
            order_code: order_code.into(),
            number,
            gateway: gateway.into(),
            method: method.into(),
            bank: bank.map(|v| v.into()),
            status: status.into(),
            amount,
            refunding,
            gateway_reference: gateway_reference.into(),
            redirect_url: redirect_url.map(|v| v.into()),
            va_number: va_number.map(|v| v.into()),
            biller_code: biller_code.map(|v| v.into()),
            bill_key: bill_key.map(|v| v.into()),
            qr: qr.map(|v| v.into()),
            client_secret: client_secret.map(|v| v.into()),
            publishable_key: publishable_key.map(|v| v.into()),
            started_at,
            paid_with: paid_with.map(|v| v.into()),
            paid_at,
            request_scope: request_scope.into(),
            request_key: request_key.into(),
            request_fingerprint: request_fingerprint.into(),
            busy_until,
            expires_at,
            created_at,
            updated_at,
            version,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct RefundsOfOrder {
    pub id: uuid::Uuid,
    pub payment_id: uuid::Uuid,
    pub amount: i64,
    pub reason: String,
    pub refund_key: String,
    pub status: String,
    pub created_at: time::OffsetDateTime,
}
pub struct RefundsOfOrderBorrowed<'a> {
    pub id: uuid::Uuid,
    pub payment_id: uuid::Uuid,
    pub amount: i64,
    pub reason: &'a str,
    pub refund_key: &'a str,
    pub status: &'a str,
    pub created_at: time::OffsetDateTime,
}
impl<'a> From<RefundsOfOrderBorrowed<'a>> for RefundsOfOrder {
    fn from(
        RefundsOfOrderBorrowed {
            id,
            payment_id,
            amount,
            reason,
            refund_key,
            status,
            created_at,
        }: RefundsOfOrderBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            payment_id,
            amount,
            reason: reason.into(),
            refund_key: refund_key.into(),
            status: status.into(),
            created_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct NoteNotification {
    pub known: bool,
    pub noted: bool,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct BillRowQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<BillRowBorrowed, tokio_postgres::Error>,
    mapper: fn(BillRowBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> BillRowQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(BillRowBorrowed) -> R) -> BillRowQuery<'c, 'a, 's, C, R, N> {
        BillRowQuery {
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
pub struct BillLinesQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<BillLinesBorrowed, tokio_postgres::Error>,
    mapper: fn(BillLinesBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> BillLinesQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(BillLinesBorrowed) -> R) -> BillLinesQuery<'c, 'a, 's, C, R, N> {
        BillLinesQuery {
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
pub struct PaymentRowQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<PaymentRowBorrowed, tokio_postgres::Error>,
    mapper: fn(PaymentRowBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> PaymentRowQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(PaymentRowBorrowed) -> R,
    ) -> PaymentRowQuery<'c, 'a, 's, C, R, N> {
        PaymentRowQuery {
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
pub struct RefundsOfOrderQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<RefundsOfOrderBorrowed, tokio_postgres::Error>,
    mapper: fn(RefundsOfOrderBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> RefundsOfOrderQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(RefundsOfOrderBorrowed) -> R,
    ) -> RefundsOfOrderQuery<'c, 'a, 's, C, R, N> {
        RefundsOfOrderQuery {
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
pub struct NoteNotificationQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<NoteNotification, tokio_postgres::Error>,
    mapper: fn(NoteNotification) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> NoteNotificationQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(NoteNotification) -> R,
    ) -> NoteNotificationQuery<'c, 'a, 's, C, R, N> {
        NoteNotificationQuery {
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
pub struct FindBillStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_bill() -> FindBillStmt {
    FindBillStmt(
        "select id, code, user_id, email, customer_name, language, status, payment_method, subtotal, discount, delivery_fee, tax, total, amount_due, expires_at from orders.orders where code = $1",
        None,
    )
}
impl FindBillStmt {
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
    ) -> BillRowQuery<'c, 'a, 's, C, BillRow, 1> {
        BillRowQuery {
            client,
            params: [code],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<BillRowBorrowed, tokio_postgres::Error> {
                    Ok(BillRowBorrowed {
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
                        expires_at: row.try_get(14)?,
                    })
                },
            mapper: |it| BillRow::from(it),
        }
    }
}
pub struct BillLinesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn bill_lines() -> BillLinesStmt {
    BillLinesStmt(
        "select lines.sku, lines.name_id, lines.name_en, lines.unit, lines.quantity, lines.line_total from orders.lines join orders.orders on orders.id = lines.order_id where orders.code = $1 order by lines.line",
        None,
    )
}
impl BillLinesStmt {
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
    ) -> BillLinesQuery<'c, 'a, 's, C, BillLines, 1> {
        BillLinesQuery {
            client,
            params: [code],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<BillLinesBorrowed, tokio_postgres::Error> {
                    Ok(BillLinesBorrowed {
                        sku: row.try_get(0)?,
                        name_id: row.try_get(1)?,
                        name_en: row.try_get(2)?,
                        unit: row.try_get(3)?,
                        quantity: row.try_get(4)?,
                        line_total: row.try_get(5)?,
                    })
                },
            mapper: |it| BillLines::from(it),
        }
    }
}
pub struct AttemptsOfOrderStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn attempts_of_order() -> AttemptsOfOrderStmt {
    AttemptsOfOrderStmt(
        "select id, order_id, order_code, number, gateway, method, bank, status, amount, refunding, gateway_reference, redirect_url, va_number, biller_code, bill_key, qr, client_secret, publishable_key, started_at, paid_with, paid_at, request_scope, request_key, request_fingerprint, busy_until, expires_at, created_at, updated_at, version from payments.payments where order_code = $1 order by number",
        None,
    )
}
impl AttemptsOfOrderStmt {
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
    ) -> PaymentRowQuery<'c, 'a, 's, C, PaymentRow, 1> {
        PaymentRowQuery {
            client,
            params: [code],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<PaymentRowBorrowed, tokio_postgres::Error> {
                    Ok(PaymentRowBorrowed {
                        id: row.try_get(0)?,
                        order_id: row.try_get(1)?,
                        order_code: row.try_get(2)?,
                        number: row.try_get(3)?,
                        gateway: row.try_get(4)?,
                        method: row.try_get(5)?,
                        bank: row.try_get(6)?,
                        status: row.try_get(7)?,
                        amount: row.try_get(8)?,
                        refunding: row.try_get(9)?,
                        gateway_reference: row.try_get(10)?,
                        redirect_url: row.try_get(11)?,
                        va_number: row.try_get(12)?,
                        biller_code: row.try_get(13)?,
                        bill_key: row.try_get(14)?,
                        qr: row.try_get(15)?,
                        client_secret: row.try_get(16)?,
                        publishable_key: row.try_get(17)?,
                        started_at: row.try_get(18)?,
                        paid_with: row.try_get(19)?,
                        paid_at: row.try_get(20)?,
                        request_scope: row.try_get(21)?,
                        request_key: row.try_get(22)?,
                        request_fingerprint: row.try_get(23)?,
                        busy_until: row.try_get(24)?,
                        expires_at: row.try_get(25)?,
                        created_at: row.try_get(26)?,
                        updated_at: row.try_get(27)?,
                        version: row.try_get(28)?,
                    })
                },
            mapper: |it| PaymentRow::from(it),
        }
    }
}
pub struct RefundsOfOrderStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn refunds_of_order() -> RefundsOfOrderStmt {
    RefundsOfOrderStmt(
        "select refunds.id, refunds.payment_id, refunds.amount, refunds.reason, refunds.refund_key, refunds.status, refunds.created_at from payments.refunds join payments.payments on payments.id = refunds.payment_id where payments.order_code = $1 order by refunds.created_at, refunds.id",
        None,
    )
}
impl RefundsOfOrderStmt {
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
    ) -> RefundsOfOrderQuery<'c, 'a, 's, C, RefundsOfOrder, 1> {
        RefundsOfOrderQuery {
            client,
            params: [code],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<RefundsOfOrderBorrowed, tokio_postgres::Error> {
                Ok(RefundsOfOrderBorrowed {
                    id: row.try_get(0)?,
                    payment_id: row.try_get(1)?,
                    amount: row.try_get(2)?,
                    reason: row.try_get(3)?,
                    refund_key: row.try_get(4)?,
                    status: row.try_get(5)?,
                    created_at: row.try_get(6)?,
                })
            },
            mapper: |it| RefundsOfOrder::from(it),
        }
    }
}
pub struct FindPaymentStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_payment() -> FindPaymentStmt {
    FindPaymentStmt(
        "select id, order_id, order_code, number, gateway, method, bank, status, amount, refunding, gateway_reference, redirect_url, va_number, biller_code, bill_key, qr, client_secret, publishable_key, started_at, paid_with, paid_at, request_scope, request_key, request_fingerprint, busy_until, expires_at, created_at, updated_at, version from payments.payments where gateway = $1 and gateway_reference = $2",
        None,
    )
}
impl FindPaymentStmt {
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
        gateway: &'a T1,
        reference: &'a T2,
    ) -> PaymentRowQuery<'c, 'a, 's, C, PaymentRow, 2> {
        PaymentRowQuery {
            client,
            params: [gateway, reference],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<PaymentRowBorrowed, tokio_postgres::Error> {
                    Ok(PaymentRowBorrowed {
                        id: row.try_get(0)?,
                        order_id: row.try_get(1)?,
                        order_code: row.try_get(2)?,
                        number: row.try_get(3)?,
                        gateway: row.try_get(4)?,
                        method: row.try_get(5)?,
                        bank: row.try_get(6)?,
                        status: row.try_get(7)?,
                        amount: row.try_get(8)?,
                        refunding: row.try_get(9)?,
                        gateway_reference: row.try_get(10)?,
                        redirect_url: row.try_get(11)?,
                        va_number: row.try_get(12)?,
                        biller_code: row.try_get(13)?,
                        bill_key: row.try_get(14)?,
                        qr: row.try_get(15)?,
                        client_secret: row.try_get(16)?,
                        publishable_key: row.try_get(17)?,
                        started_at: row.try_get(18)?,
                        paid_with: row.try_get(19)?,
                        paid_at: row.try_get(20)?,
                        request_scope: row.try_get(21)?,
                        request_key: row.try_get(22)?,
                        request_fingerprint: row.try_get(23)?,
                        busy_until: row.try_get(24)?,
                        expires_at: row.try_get(25)?,
                        created_at: row.try_get(26)?,
                        updated_at: row.try_get(27)?,
                        version: row.try_get(28)?,
                    })
                },
            mapper: |it| PaymentRow::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        FindPaymentParams<T1, T2>,
        PaymentRowQuery<'c, 'a, 's, C, PaymentRow, 2>,
        C,
    > for FindPaymentStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FindPaymentParams<T1, T2>,
    ) -> PaymentRowQuery<'c, 'a, 's, C, PaymentRow, 2> {
        self.bind(client, &params.gateway, &params.reference)
    }
}
pub struct OpenPaymentStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn open_payment() -> OpenPaymentStmt {
    OpenPaymentStmt(
        "insert into payments.payments (id, order_id, order_code, number, gateway, method, bank, status, amount, gateway_reference, request_scope, request_key, request_fingerprint, busy_until, expires_at, created_at, updated_at) select $1, $2, $3, $4, $5, $6, $7, 'created', $8, $9, $10, $11, $12, $13, $14, $15, $15 from ( select id from orders.orders where id = $2 and status = $16 and amount_due = $8 for share ) as bill cross join set_config('synchronous_commit', 'off', true) on conflict do nothing returning id",
        None,
    )
}
impl OpenPaymentStmt {
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
        T8: crate::BytesSql,
        T9: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        order_id: &'a uuid::Uuid,
        order_code: &'a T1,
        number: &'a i32,
        gateway: &'a T2,
        method: &'a T3,
        bank: &'a Option<T4>,
        amount: &'a i64,
        reference: &'a T5,
        request_scope: &'a T6,
        request_key: &'a T7,
        request_fingerprint: &'a T8,
        busy_until: &'a Option<time::OffsetDateTime>,
        expires_at: &'a Option<time::OffsetDateTime>,
        now: &'a time::OffsetDateTime,
        order_status: &'a T9,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 16> {
        UuidUuidQuery {
            client,
            params: [
                id,
                order_id,
                order_code,
                number,
                gateway,
                method,
                bank,
                amount,
                reference,
                request_scope,
                request_key,
                request_fingerprint,
                busy_until,
                expires_at,
                now,
                order_status,
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
    T8: crate::BytesSql,
    T9: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        OpenPaymentParams<T1, T2, T3, T4, T5, T6, T7, T8, T9>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 16>,
        C,
    > for OpenPaymentStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OpenPaymentParams<T1, T2, T3, T4, T5, T6, T7, T8, T9>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 16> {
        self.bind(
            client,
            &params.id,
            &params.order_id,
            &params.order_code,
            &params.number,
            &params.gateway,
            &params.method,
            &params.bank,
            &params.amount,
            &params.reference,
            &params.request_scope,
            &params.request_key,
            &params.request_fingerprint,
            &params.busy_until,
            &params.expires_at,
            &params.now,
            &params.order_status,
        )
    }
}
pub struct ResumePaymentStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn resume_payment() -> ResumePaymentStmt {
    ResumePaymentStmt(
        "update payments.payments set busy_until = $1::timestamptz, updated_at = $2 where id = $3 and status = 'created' and started_at is null and (busy_until is null or busy_until <= $2) returning id",
        None,
    )
}
impl ResumePaymentStmt {
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
        busy_until: &'a time::OffsetDateTime,
        now: &'a time::OffsetDateTime,
        id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        UuidUuidQuery {
            client,
            params: [busy_until, now, id],
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
        ResumePaymentParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3>,
        C,
    > for ResumePaymentStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ResumePaymentParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        self.bind(client, &params.busy_until, &params.now, &params.id)
    }
}
pub struct PutDownPaymentStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn put_down_payment() -> PutDownPaymentStmt {
    PutDownPaymentStmt(
        "update payments.payments set busy_until = null where id = $1 and started_at is null returning id",
        None,
    )
}
impl PutDownPaymentStmt {
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
pub struct StartPaymentStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn start_payment() -> StartPaymentStmt {
    StartPaymentStmt(
        "with started as ( update payments.payments set status = case status when 'created' then 'pending' else status end, redirect_url = $1, va_number = $2, biller_code = $3, bill_key = $4, qr = $5, client_secret = $6, publishable_key = $7, gateway_reference = $8, started_at = $9, busy_until = null, updated_at = $9, version = version + 1 where id = $10 and started_at is null returning id ), told as ( insert into platform.outbox (id, event, created_at) select told.id, told.event, told.created_at from started cross join unnest($11::uuid[], $12::jsonb[], $13::timestamptz[]) as told (id, event, created_at) ) select id from started",
        None,
    )
}
impl StartPaymentStmt {
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
        T9: crate::ArraySql<Item = uuid::Uuid>,
        T10: crate::JsonSql,
        T11: crate::ArraySql<Item = T10>,
        T12: crate::ArraySql<Item = time::OffsetDateTime>,
    >(
        &'s self,
        client: &'c C,
        redirect_url: &'a Option<T1>,
        va_number: &'a Option<T2>,
        biller_code: &'a Option<T3>,
        bill_key: &'a Option<T4>,
        qr: &'a Option<T5>,
        client_secret: &'a Option<T6>,
        publishable_key: &'a Option<T7>,
        reference: &'a T8,
        now: &'a time::OffsetDateTime,
        id: &'a uuid::Uuid,
        event_ids: &'a T9,
        events: &'a T11,
        told_ats: &'a T12,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 13> {
        UuidUuidQuery {
            client,
            params: [
                redirect_url,
                va_number,
                biller_code,
                bill_key,
                qr,
                client_secret,
                publishable_key,
                reference,
                now,
                id,
                event_ids,
                events,
                told_ats,
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
    T9: crate::ArraySql<Item = uuid::Uuid>,
    T10: crate::JsonSql,
    T11: crate::ArraySql<Item = T10>,
    T12: crate::ArraySql<Item = time::OffsetDateTime>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        StartPaymentParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 13>,
        C,
    > for StartPaymentStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a StartPaymentParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 13> {
        self.bind(
            client,
            &params.redirect_url,
            &params.va_number,
            &params.biller_code,
            &params.bill_key,
            &params.qr,
            &params.client_secret,
            &params.publishable_key,
            &params.reference,
            &params.now,
            &params.id,
            &params.event_ids,
            &params.events,
            &params.told_ats,
        )
    }
}
pub struct AdvancePaymentStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn advance_payment() -> AdvancePaymentStmt {
    AdvancePaymentStmt(
        "with all_of_order as ( select version from payments.payments where order_code = $1::text order by number for no key update ) update payments.payments set status = $2, paid_with = coalesce($3, paid_with), paid_at = coalesce($4, paid_at), busy_until = null, updated_at = $5, version = version + 1 where id = $6 and version = $7 and (select sum(version) from all_of_order) is not distinct from $8::bigint returning id",
        None,
    )
}
impl AdvancePaymentStmt {
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
        order_code: &'a Option<T1>,
        status: &'a T2,
        paid_with: &'a Option<T3>,
        paid_at: &'a Option<time::OffsetDateTime>,
        now: &'a time::OffsetDateTime,
        id: &'a uuid::Uuid,
        version: &'a i64,
        standing: &'a Option<i64>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 8> {
        UuidUuidQuery {
            client,
            params: [
                order_code, status, paid_with, paid_at, now, id, version, standing,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        AdvancePaymentParams<T1, T2, T3>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 8>,
        C,
    > for AdvancePaymentStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a AdvancePaymentParams<T1, T2, T3>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 8> {
        self.bind(
            client,
            &params.order_code,
            &params.status,
            &params.paid_with,
            &params.paid_at,
            &params.now,
            &params.id,
            &params.version,
            &params.standing,
        )
    }
}
pub struct WithdrawPayoutsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn withdraw_payouts() -> WithdrawPayoutsStmt {
    WithdrawPayoutsStmt(
        "with withdrawn as ( update payments.refunds set status = 'failed', failure = $1, updated_at = $2 where payment_id = $3 and status = 'manual' returning amount ) update payments.payments set refunding = refunding - (select coalesce(sum(amount), 0) from withdrawn) where id = $3 returning id",
        None,
    )
}
impl WithdrawPayoutsStmt {
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
        failure: &'a T1,
        now: &'a time::OffsetDateTime,
        id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        UuidUuidQuery {
            client,
            params: [failure, now, id],
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
        WithdrawPayoutsParams<T1>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3>,
        C,
    > for WithdrawPayoutsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a WithdrawPayoutsParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        self.bind(client, &params.failure, &params.now, &params.id)
    }
}
pub struct NoteNotificationStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn note_notification() -> NoteNotificationStmt {
    NoteNotificationStmt(
        "with payment as ( select id from payments.payments where gateway = $1 and gateway_reference = $2 ), noted as ( insert into payments.gateway_events (id, payment_id, gateway, dedupe_key, body, received_at) select $3, payment.id, $1, $4, $5, $6 from payment on conflict (gateway, dedupe_key) do nothing returning 1 ), told as ( insert into platform.outbox (id, event, created_at) select $3, $7, $6 from noted ) select exists (select from payment) as \"known\", exists (select from noted) as \"noted\"",
        None,
    )
}
impl NoteNotificationStmt {
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
        T5: crate::JsonSql,
    >(
        &'s self,
        client: &'c C,
        gateway: &'a T1,
        reference: &'a T2,
        event_id: &'a uuid::Uuid,
        dedupe_key: &'a T3,
        body: &'a T4,
        now: &'a time::OffsetDateTime,
        event: &'a T5,
    ) -> NoteNotificationQuery<'c, 'a, 's, C, NoteNotification, 7> {
        NoteNotificationQuery {
            client,
            params: [gateway, reference, event_id, dedupe_key, body, now, event],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<NoteNotification, tokio_postgres::Error> {
                    Ok(NoteNotification {
                        known: row.try_get(0)?,
                        noted: row.try_get(1)?,
                    })
                },
            mapper: |it| NoteNotification::from(it),
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
    T5: crate::JsonSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        NoteNotificationParams<T1, T2, T3, T4, T5>,
        NoteNotificationQuery<'c, 'a, 's, C, NoteNotification, 7>,
        C,
    > for NoteNotificationStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a NoteNotificationParams<T1, T2, T3, T4, T5>,
    ) -> NoteNotificationQuery<'c, 'a, 's, C, NoteNotification, 7> {
        self.bind(
            client,
            &params.gateway,
            &params.reference,
            &params.event_id,
            &params.dedupe_key,
            &params.body,
            &params.now,
            &params.event,
        )
    }
}
pub struct OpenRefundStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn open_refund() -> OpenRefundStmt {
    OpenRefundStmt(
        "with all_of_order as ( select version from payments.payments where order_code = $1::text order by number for no key update ), held as ( update payments.payments set refunding = refunding + $2, updated_at = $3, version = version + 1 where id = $4 and status in ('succeeded', 'partially_refunded') and refunding + $2 <= amount and (select sum(version) from all_of_order) is not distinct from $5::bigint returning id ) insert into payments.refunds (id, payment_id, amount, reason, refund_key, status, created_at, updated_at) select $6, held.id, $2, $7, $8, 'requested', $3, $3 from held returning id",
        None,
    )
}
impl OpenRefundStmt {
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
        order_code: &'a Option<T1>,
        amount: &'a i64,
        now: &'a time::OffsetDateTime,
        payment_id: &'a uuid::Uuid,
        standing: &'a Option<i64>,
        id: &'a uuid::Uuid,
        reason: &'a T2,
        refund_key: &'a T3,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 8> {
        UuidUuidQuery {
            client,
            params: [
                order_code, amount, now, payment_id, standing, id, reason, refund_key,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        OpenRefundParams<T1, T2, T3>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 8>,
        C,
    > for OpenRefundStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OpenRefundParams<T1, T2, T3>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 8> {
        self.bind(
            client,
            &params.order_code,
            &params.amount,
            &params.now,
            &params.payment_id,
            &params.standing,
            &params.id,
            &params.reason,
            &params.refund_key,
        )
    }
}
pub struct SettleRefundStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn settle_refund() -> SettleRefundStmt {
    SettleRefundStmt(
        "update payments.refunds r set status = $1, failure = $2, updated_at = $3 where r.id = $4 and r.status = $5 and not exists (select from payments.payouts t where t.refund_id = r.id) and ($1 <> 'manual' or exists ( select from payments.payments p where p.id = r.payment_id and (p.status in ('succeeded', 'partially_refunded') or (p.status = 'refunded' and r.status = 'succeeded')) )) returning r.id",
        None,
    )
}
impl SettleRefundStmt {
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
        status: &'a T1,
        failure: &'a Option<T2>,
        now: &'a time::OffsetDateTime,
        id: &'a uuid::Uuid,
        was: &'a T3,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5> {
        UuidUuidQuery {
            client,
            params: [status, failure, now, id, was],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SettleRefundParams<T1, T2, T3>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5>,
        C,
    > for SettleRefundStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SettleRefundParams<T1, T2, T3>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5> {
        self.bind(
            client,
            &params.status,
            &params.failure,
            &params.now,
            &params.id,
            &params.was,
        )
    }
}
pub struct LockRefundedPaymentStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_refunded_payment() -> LockRefundedPaymentStmt {
    LockRefundedPaymentStmt(
        "select id from payments.payments where id = $1 for no key update",
        None,
    )
}
impl LockRefundedPaymentStmt {
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
pub struct MoveRefundedPaymentStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn move_refunded_payment() -> MoveRefundedPaymentStmt {
    MoveRefundedPaymentStmt(
        "update payments.payments p set status = case when p.amount = given.back then 'refunded' else 'partially_refunded' end, updated_at = $1, version = version + 1 from ( select coalesce(sum(amount), 0) as back from payments.refunds where payment_id = $2 and status = 'succeeded' ) as given where p.id = $2 and p.status in ('succeeded', 'partially_refunded') returning p.id",
        None,
    )
}
impl MoveRefundedPaymentStmt {
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
        id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [now, id],
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
        MoveRefundedPaymentParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for MoveRefundedPaymentStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a MoveRefundedPaymentParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.now, &params.id)
    }
}
pub struct TakeRefundBackStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn take_refund_back() -> TakeRefundBackStmt {
    TakeRefundBackStmt(
        "update payments.payments p set status = case when given.back > 0 then 'partially_refunded' else 'succeeded' end, updated_at = $1, version = version + 1 from ( select coalesce(sum(amount), 0) as back from payments.refunds where payment_id = $2 and status = 'succeeded' ) as given where p.id = $2 and p.status in ('partially_refunded', 'refunded') returning p.id",
        None,
    )
}
impl TakeRefundBackStmt {
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
        id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [now, id],
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
        TakeRefundBackParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for TakeRefundBackStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a TakeRefundBackParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.now, &params.id)
    }
}
pub struct FreeRefundStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn free_refund() -> FreeRefundStmt {
    FreeRefundStmt(
        "update payments.payments set refunding = refunding - $1, updated_at = $2, version = version + 1 where id = $3 returning id",
        None,
    )
}
impl FreeRefundStmt {
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
        amount: &'a i64,
        now: &'a time::OffsetDateTime,
        id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        UuidUuidQuery {
            client,
            params: [amount, now, id],
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
        FreeRefundParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3>,
        C,
    > for FreeRefundStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FreeRefundParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        self.bind(client, &params.amount, &params.now, &params.id)
    }
}
pub struct FindPaymentByIdStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_payment_by_id() -> FindPaymentByIdStmt {
    FindPaymentByIdStmt(
        "select id, order_id, order_code, number, gateway, method, bank, status, amount, refunding, gateway_reference, redirect_url, va_number, biller_code, bill_key, qr, client_secret, publishable_key, started_at, paid_with, paid_at, request_scope, request_key, request_fingerprint, busy_until, expires_at, created_at, updated_at, version from payments.payments where id = $1",
        None,
    )
}
impl FindPaymentByIdStmt {
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
    ) -> PaymentRowQuery<'c, 'a, 's, C, PaymentRow, 1> {
        PaymentRowQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<PaymentRowBorrowed, tokio_postgres::Error> {
                    Ok(PaymentRowBorrowed {
                        id: row.try_get(0)?,
                        order_id: row.try_get(1)?,
                        order_code: row.try_get(2)?,
                        number: row.try_get(3)?,
                        gateway: row.try_get(4)?,
                        method: row.try_get(5)?,
                        bank: row.try_get(6)?,
                        status: row.try_get(7)?,
                        amount: row.try_get(8)?,
                        refunding: row.try_get(9)?,
                        gateway_reference: row.try_get(10)?,
                        redirect_url: row.try_get(11)?,
                        va_number: row.try_get(12)?,
                        biller_code: row.try_get(13)?,
                        bill_key: row.try_get(14)?,
                        qr: row.try_get(15)?,
                        client_secret: row.try_get(16)?,
                        publishable_key: row.try_get(17)?,
                        started_at: row.try_get(18)?,
                        paid_with: row.try_get(19)?,
                        paid_at: row.try_get(20)?,
                        request_scope: row.try_get(21)?,
                        request_key: row.try_get(22)?,
                        request_fingerprint: row.try_get(23)?,
                        busy_until: row.try_get(24)?,
                        expires_at: row.try_get(25)?,
                        created_at: row.try_get(26)?,
                        updated_at: row.try_get(27)?,
                        version: row.try_get(28)?,
                    })
                },
            mapper: |it| PaymentRow::from(it),
        }
    }
}
pub struct ListPaymentsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_payments() -> ListPaymentsStmt {
    ListPaymentsStmt(
        "with page as ( ( select p.id from payments.payments p where $1::text = 'status' and p.status = $2::text and ($3::text is null or p.gateway = $3) and p.created_at >= coalesce($4::timestamptz, '-infinity') and ($5::timestamptz is null or (p.created_at, p.id) < ($5, $6::uuid)) order by p.created_at desc, p.id desc limit $7::bigint ) union all ( select p.id from payments.payments p where $1 = 'gateway' and p.gateway = $3 and p.created_at >= coalesce($4, '-infinity') and ($5 is null or (p.created_at, p.id) < ($5, $6)) order by p.created_at desc, p.id desc limit $7 ) union all ( select p.id from payments.payments p where $1 = 'newest' and p.created_at >= coalesce($4, '-infinity') and ($5 is null or (p.created_at, p.id) < ($5, $6)) order by p.created_at desc, p.id desc limit $7 ) ) select p.id, order_id, order_code, number, gateway, method, bank, status, amount, refunding, gateway_reference, redirect_url, va_number, biller_code, bill_key, qr, client_secret, publishable_key, started_at, paid_with, paid_at, request_scope, request_key, request_fingerprint, busy_until, expires_at, created_at, updated_at, version from page join payments.payments p on p.id = page.id order by p.created_at desc, p.id desc",
        None,
    )
}
impl ListPaymentsStmt {
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
        by: &'a T1,
        status: &'a Option<T2>,
        gateway: &'a Option<T3>,
        since: &'a Option<time::OffsetDateTime>,
        after_created_at: &'a Option<time::OffsetDateTime>,
        after_id: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> PaymentRowQuery<'c, 'a, 's, C, PaymentRow, 7> {
        PaymentRowQuery {
            client,
            params: [
                by,
                status,
                gateway,
                since,
                after_created_at,
                after_id,
                limit,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<PaymentRowBorrowed, tokio_postgres::Error> {
                    Ok(PaymentRowBorrowed {
                        id: row.try_get(0)?,
                        order_id: row.try_get(1)?,
                        order_code: row.try_get(2)?,
                        number: row.try_get(3)?,
                        gateway: row.try_get(4)?,
                        method: row.try_get(5)?,
                        bank: row.try_get(6)?,
                        status: row.try_get(7)?,
                        amount: row.try_get(8)?,
                        refunding: row.try_get(9)?,
                        gateway_reference: row.try_get(10)?,
                        redirect_url: row.try_get(11)?,
                        va_number: row.try_get(12)?,
                        biller_code: row.try_get(13)?,
                        bill_key: row.try_get(14)?,
                        qr: row.try_get(15)?,
                        client_secret: row.try_get(16)?,
                        publishable_key: row.try_get(17)?,
                        started_at: row.try_get(18)?,
                        paid_with: row.try_get(19)?,
                        paid_at: row.try_get(20)?,
                        request_scope: row.try_get(21)?,
                        request_key: row.try_get(22)?,
                        request_fingerprint: row.try_get(23)?,
                        busy_until: row.try_get(24)?,
                        expires_at: row.try_get(25)?,
                        created_at: row.try_get(26)?,
                        updated_at: row.try_get(27)?,
                        version: row.try_get(28)?,
                    })
                },
            mapper: |it| PaymentRow::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListPaymentsParams<T1, T2, T3>,
        PaymentRowQuery<'c, 'a, 's, C, PaymentRow, 7>,
        C,
    > for ListPaymentsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListPaymentsParams<T1, T2, T3>,
    ) -> PaymentRowQuery<'c, 'a, 's, C, PaymentRow, 7> {
        self.bind(
            client,
            &params.by,
            &params.status,
            &params.gateway,
            &params.since,
            &params.after_created_at,
            &params.after_id,
            &params.limit,
        )
    }
}
