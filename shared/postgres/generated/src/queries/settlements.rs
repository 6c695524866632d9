// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct StoredSettlementParams<T1: crate::StringSql> {
    pub file: T1,
    pub date: time::Date,
}
#[derive(Debug)]
pub struct InsertSettlementParams<T1: crate::StringSql> {
    pub date: time::Date,
    pub number: i32,
    pub file: T1,
    pub stored_by: uuid::Uuid,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct InsertSettlementRowsParams<
    T1: crate::ArraySql<Item = i32>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = Option<T6>>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = T8>,
    T10: crate::ArraySql<Item = i64>,
    T11: crate::ArraySql<Item = i64>,
    T12: crate::ArraySql<Item = time::OffsetDateTime>,
> {
    pub date: time::Date,
    pub number: i32,
    pub rows: T1,
    pub references: T3,
    pub kinds: T5,
    pub refund_keys: T7,
    pub paid_with: T9,
    pub amounts: T10,
    pub fees: T11,
    pub settled_at: T12,
}
#[derive(Clone, Copy, Debug)]
pub struct LedgerPaymentsParams {
    pub from: time::OffsetDateTime,
    pub until: time::OffsetDateTime,
    pub date: time::Date,
}
#[derive(Clone, Copy, Debug)]
pub struct LedgerRefundsParams {
    pub from: time::OffsetDateTime,
    pub until: time::OffsetDateTime,
    pub date: time::Date,
}
#[derive(Debug)]
pub struct WriteReconciliationParams<T1: crate::JsonSql, T2: crate::JsonSql> {
    pub date: time::Date,
    pub compared_at: time::OffsetDateTime,
    pub report: T1,
    pub file: i32,
    pub event_id: Option<uuid::Uuid>,
    pub event: Option<T2>,
}
#[derive(Clone, Copy, Debug)]
pub struct UncomparedDaysParams {
    pub first: time::Date,
    pub last: time::Date,
    pub since: time::OffsetDateTime,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct StoredSettlement {
    pub number: i32,
    pub is_same: bool,
}
#[derive(Debug, Clone, PartialEq)]
pub struct SettlementRow {
    pub row: i32,
    pub reference: String,
    pub kind: String,
    pub refund_key: Option<String>,
    pub paid_with: String,
    pub amount: i64,
    pub fee: i64,
    pub settled_at: time::OffsetDateTime,
}
pub struct SettlementRowBorrowed<'a> {
    pub row: i32,
    pub reference: &'a str,
    pub kind: &'a str,
    pub refund_key: Option<&'a str>,
    pub paid_with: &'a str,
    pub amount: i64,
    pub fee: i64,
    pub settled_at: time::OffsetDateTime,
}
impl<'a> From<SettlementRowBorrowed<'a>> for SettlementRow {
    fn from(
        SettlementRowBorrowed {
            row,
            reference,
            kind,
            refund_key,
            paid_with,
            amount,
            fee,
            settled_at,
        }: SettlementRowBorrowed<'a>,
    ) -> Self {
        Self {
            row,
            reference: reference.into(),
            kind: kind.into(),
            refund_key: refund_key.map(|v| v.into()),
            paid_with: paid_with.into(),
            amount,
            fee,
            settled_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerPayment {
    pub reference: String,
    pub amount: i64,
    pub paid_with: Option<String>,
    pub is_paid: bool,
    pub is_charged_back: bool,
    pub is_due: bool,
    pub is_told_elsewhere: bool,
}
pub struct LedgerPaymentBorrowed<'a> {
    pub reference: &'a str,
    pub amount: i64,
    pub paid_with: Option<&'a str>,
    pub is_paid: bool,
    pub is_charged_back: bool,
    pub is_due: bool,
    pub is_told_elsewhere: bool,
}
impl<'a> From<LedgerPaymentBorrowed<'a>> for LedgerPayment {
    fn from(
        LedgerPaymentBorrowed {
            reference,
            amount,
            paid_with,
            is_paid,
            is_charged_back,
            is_due,
            is_told_elsewhere,
        }: LedgerPaymentBorrowed<'a>,
    ) -> Self {
        Self {
            reference: reference.into(),
            amount,
            paid_with: paid_with.map(|v| v.into()),
            is_paid,
            is_charged_back,
            is_due,
            is_told_elsewhere,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerRefunds {
    pub reference: String,
    pub refund_key: String,
    pub amount: i64,
    pub is_due: bool,
    pub is_told_elsewhere: bool,
}
pub struct LedgerRefundsBorrowed<'a> {
    pub reference: &'a str,
    pub refund_key: &'a str,
    pub amount: i64,
    pub is_due: bool,
    pub is_told_elsewhere: bool,
}
impl<'a> From<LedgerRefundsBorrowed<'a>> for LedgerRefunds {
    fn from(
        LedgerRefundsBorrowed {
            reference,
            refund_key,
            amount,
            is_due,
            is_told_elsewhere,
        }: LedgerRefundsBorrowed<'a>,
    ) -> Self {
        Self {
            reference: reference.into(),
            refund_key: refund_key.into(),
            amount,
            is_due,
            is_told_elsewhere,
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
pub struct StoredSettlementQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<StoredSettlement, tokio_postgres::Error>,
    mapper: fn(StoredSettlement) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> StoredSettlementQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(StoredSettlement) -> R,
    ) -> StoredSettlementQuery<'c, 'a, 's, C, R, N> {
        StoredSettlementQuery {
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
pub struct TimeDateQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<time::Date, tokio_postgres::Error>,
    mapper: fn(time::Date) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> TimeDateQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(time::Date) -> R) -> TimeDateQuery<'c, 'a, 's, C, R, N> {
        TimeDateQuery {
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
pub struct I32Query<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<i32, tokio_postgres::Error>,
    mapper: fn(i32) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> I32Query<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(i32) -> R) -> I32Query<'c, 'a, 's, C, R, N> {
        I32Query {
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
pub struct SettlementRowQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<SettlementRowBorrowed, tokio_postgres::Error>,
    mapper: fn(SettlementRowBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SettlementRowQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(SettlementRowBorrowed) -> R,
    ) -> SettlementRowQuery<'c, 'a, 's, C, R, N> {
        SettlementRowQuery {
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
pub struct LedgerPaymentQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LedgerPaymentBorrowed, tokio_postgres::Error>,
    mapper: fn(LedgerPaymentBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LedgerPaymentQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(LedgerPaymentBorrowed) -> R,
    ) -> LedgerPaymentQuery<'c, 'a, 's, C, R, N> {
        LedgerPaymentQuery {
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
pub struct LedgerRefundsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LedgerRefundsBorrowed, tokio_postgres::Error>,
    mapper: fn(LedgerRefundsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LedgerRefundsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(LedgerRefundsBorrowed) -> R,
    ) -> LedgerRefundsQuery<'c, 'a, 's, C, R, N> {
        LedgerRefundsQuery {
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
pub struct SerdejsonValueQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor:
        fn(
            &tokio_postgres::Row,
        )
            -> Result<postgres_types::Json<&serde_json::value::RawValue>, tokio_postgres::Error>,
    mapper: fn(postgres_types::Json<&serde_json::value::RawValue>) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SerdejsonValueQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(postgres_types::Json<&serde_json::value::RawValue>) -> R,
    ) -> SerdejsonValueQuery<'c, 'a, 's, C, R, N> {
        SerdejsonValueQuery {
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
pub struct LockSettlementStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_settlement() -> LockSettlementStmt {
    LockSettlementStmt(
        "select pg_advisory_xact_lock(hashtextextended('settlement ' || $1::date, 0)) is null as \"locked\"",
        None,
    )
}
impl LockSettlementStmt {
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
        date: &'a time::Date,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 1> {
        BoolQuery {
            client,
            params: [date],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct StoredSettlementStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn stored_settlement() -> StoredSettlementStmt {
    StoredSettlementStmt(
        "select number, file = $1 as \"is_same\" from payments.settlements where date = $2 order by number desc limit 1",
        None,
    )
}
impl StoredSettlementStmt {
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
        file: &'a T1,
        date: &'a time::Date,
    ) -> StoredSettlementQuery<'c, 'a, 's, C, StoredSettlement, 2> {
        StoredSettlementQuery {
            client,
            params: [file, date],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<StoredSettlement, tokio_postgres::Error> {
                    Ok(StoredSettlement {
                        number: row.try_get(0)?,
                        is_same: row.try_get(1)?,
                    })
                },
            mapper: |it| StoredSettlement::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        StoredSettlementParams<T1>,
        StoredSettlementQuery<'c, 'a, 's, C, StoredSettlement, 2>,
        C,
    > for StoredSettlementStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a StoredSettlementParams<T1>,
    ) -> StoredSettlementQuery<'c, 'a, 's, C, StoredSettlement, 2> {
        self.bind(client, &params.file, &params.date)
    }
}
pub struct InsertSettlementStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn insert_settlement() -> InsertSettlementStmt {
    InsertSettlementStmt(
        "insert into payments.settlements (date, number, file, stored_by, stored_at) values ($1, $2, $3, $4, $5) returning date",
        None,
    )
}
impl InsertSettlementStmt {
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
        date: &'a time::Date,
        number: &'a i32,
        file: &'a T1,
        stored_by: &'a uuid::Uuid,
        now: &'a time::OffsetDateTime,
    ) -> TimeDateQuery<'c, 'a, 's, C, time::Date, 5> {
        TimeDateQuery {
            client,
            params: [date, number, file, stored_by, now],
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
        InsertSettlementParams<T1>,
        TimeDateQuery<'c, 'a, 's, C, time::Date, 5>,
        C,
    > for InsertSettlementStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a InsertSettlementParams<T1>,
    ) -> TimeDateQuery<'c, 'a, 's, C, time::Date, 5> {
        self.bind(
            client,
            &params.date,
            &params.number,
            &params.file,
            &params.stored_by,
            &params.now,
        )
    }
}
pub struct InsertSettlementRowsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn insert_settlement_rows() -> InsertSettlementRowsStmt {
    InsertSettlementRowsStmt(
        "insert into payments.settlement_rows (date, number, row, reference, kind, refund_key, paid_with, amount, fee, settled_at) select $1, $2, rows.row, rows.reference, rows.kind, rows.refund_key, rows.paid_with, rows.amount, rows.fee, rows.settled_at from unnest($3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::timestamptz[]) as rows (row, reference, kind, refund_key, paid_with, amount, fee, settled_at)",
        None,
    )
}
impl InsertSettlementRowsStmt {
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
        T2: crate::StringSql,
        T3: crate::ArraySql<Item = T2>,
        T4: crate::StringSql,
        T5: crate::ArraySql<Item = T4>,
        T6: crate::StringSql,
        T7: crate::ArraySql<Item = Option<T6>>,
        T8: crate::StringSql,
        T9: crate::ArraySql<Item = T8>,
        T10: crate::ArraySql<Item = i64>,
        T11: crate::ArraySql<Item = i64>,
        T12: crate::ArraySql<Item = time::OffsetDateTime>,
    >(
        &'s self,
        client: &'c C,
        date: &'a time::Date,
        number: &'a i32,
        rows: &'a T1,
        references: &'a T3,
        kinds: &'a T5,
        refund_keys: &'a T7,
        paid_with: &'a T9,
        amounts: &'a T10,
        fees: &'a T11,
        settled_at: &'a T12,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    date,
                    number,
                    rows,
                    references,
                    kinds,
                    refund_keys,
                    paid_with,
                    amounts,
                    fees,
                    settled_at,
                ],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = i32>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = Option<T6>>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = T8>,
    T10: crate::ArraySql<Item = i64>,
    T11: crate::ArraySql<Item = i64>,
    T12: crate::ArraySql<Item = time::OffsetDateTime>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        InsertSettlementRowsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for InsertSettlementRowsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a InsertSettlementRowsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.date,
            &params.number,
            &params.rows,
            &params.references,
            &params.kinds,
            &params.refund_keys,
            &params.paid_with,
            &params.amounts,
            &params.fees,
            &params.settled_at,
        ))
    }
}
pub struct SettlementNumberStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn settlement_number() -> SettlementNumberStmt {
    SettlementNumberStmt(
        "select coalesce(max(number), 0) as \"number\" from payments.settlements where date = $1",
        None,
    )
}
impl SettlementNumberStmt {
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
        date: &'a time::Date,
    ) -> I32Query<'c, 'a, 's, C, i32, 1> {
        I32Query {
            client,
            params: [date],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct SettlementRowsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn settlement_rows() -> SettlementRowsStmt {
    SettlementRowsStmt(
        "select row, reference, kind, refund_key, paid_with, amount, fee, settled_at from payments.current_settlement_rows where date = $1 order by row",
        None,
    )
}
impl SettlementRowsStmt {
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
        date: &'a time::Date,
    ) -> SettlementRowQuery<'c, 'a, 's, C, SettlementRow, 1> {
        SettlementRowQuery {
            client,
            params: [date],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<SettlementRowBorrowed, tokio_postgres::Error> {
                    Ok(SettlementRowBorrowed {
                        row: row.try_get(0)?,
                        reference: row.try_get(1)?,
                        kind: row.try_get(2)?,
                        refund_key: row.try_get(3)?,
                        paid_with: row.try_get(4)?,
                        amount: row.try_get(5)?,
                        fee: row.try_get(6)?,
                        settled_at: row.try_get(7)?,
                    })
                },
            mapper: |it| SettlementRow::from(it),
        }
    }
}
pub struct LedgerPaymentsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn ledger_payments() -> LedgerPaymentsStmt {
    LedgerPaymentsStmt(
        "with due as ( select id from payments.payments where gateway = 'midtrans' and status in ('succeeded', 'partially_refunded', 'refunded', 'charged_back') and paid_at >= $1::timestamptz - interval '24 hours' and paid_at < $2::timestamptz and case when paid_with = 'credit_card' then paid_at + interval '24 hours' else paid_at end >= $1 and case when paid_with = 'credit_card' then paid_at + interval '24 hours' else paid_at end < $2 ), told as ( select p.id from payments.current_settlement_rows r join payments.payments p on p.gateway_reference = r.reference where r.date = $3 and p.gateway = 'midtrans' ), refunded as ( select payment_id as id from payments.refunds where status = 'succeeded' and updated_at >= $1 and updated_at < $2 ) select p.gateway_reference as reference, p.amount, p.paid_with, p.status in ('succeeded', 'partially_refunded', 'refunded', 'charged_back') as \"is_paid\", p.status = 'charged_back' as \"is_charged_back\", exists (select from due where due.id = p.id) as \"is_due\", exists ( select from payments.current_settlement_rows r where r.reference = p.gateway_reference and r.kind = 'payment' and r.date <> $3 ) as \"is_told_elsewhere\" from payments.payments p where p.gateway = 'midtrans' and p.id in (select id from due union select id from told union select id from refunded) order by p.gateway_reference",
        None,
    )
}
impl LedgerPaymentsStmt {
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
        from: &'a time::OffsetDateTime,
        until: &'a time::OffsetDateTime,
        date: &'a time::Date,
    ) -> LedgerPaymentQuery<'c, 'a, 's, C, LedgerPayment, 3> {
        LedgerPaymentQuery {
            client,
            params: [from, until, date],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<LedgerPaymentBorrowed, tokio_postgres::Error> {
                    Ok(LedgerPaymentBorrowed {
                        reference: row.try_get(0)?,
                        amount: row.try_get(1)?,
                        paid_with: row.try_get(2)?,
                        is_paid: row.try_get(3)?,
                        is_charged_back: row.try_get(4)?,
                        is_due: row.try_get(5)?,
                        is_told_elsewhere: row.try_get(6)?,
                    })
                },
            mapper: |it| LedgerPayment::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LedgerPaymentsParams,
        LedgerPaymentQuery<'c, 'a, 's, C, LedgerPayment, 3>,
        C,
    > for LedgerPaymentsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LedgerPaymentsParams,
    ) -> LedgerPaymentQuery<'c, 'a, 's, C, LedgerPayment, 3> {
        self.bind(client, &params.from, &params.until, &params.date)
    }
}
pub struct LedgerRefundsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn ledger_refunds() -> LedgerRefundsStmt {
    LedgerRefundsStmt(
        "with due as ( select id from payments.payments where gateway = 'midtrans' and status in ('refunded', 'charged_back') and paid_at >= $1::timestamptz - interval '24 hours' and paid_at < $2::timestamptz ), told as ( select p.id from payments.current_settlement_rows r join payments.payments p on p.gateway_reference = r.reference where r.date = $3 and p.gateway = 'midtrans' ), refunded as ( select payment_id as id from payments.refunds where status = 'succeeded' and updated_at >= $1 and updated_at < $2 ) select p.gateway_reference as reference, f.refund_key, f.amount, f.updated_at >= $1 and f.updated_at < $2 as \"is_due\", exists ( select from payments.current_settlement_rows r where r.reference = p.gateway_reference and r.refund_key = f.refund_key and r.date <> $3 ) as \"is_told_elsewhere\" from payments.refunds f join payments.payments p on p.id = f.payment_id where f.status = 'succeeded' and p.gateway = 'midtrans' and not exists (select from payments.payouts where payouts.refund_id = f.id) and p.id in (select id from due union select id from told union select id from refunded) order by f.refund_key",
        None,
    )
}
impl LedgerRefundsStmt {
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
        from: &'a time::OffsetDateTime,
        until: &'a time::OffsetDateTime,
        date: &'a time::Date,
    ) -> LedgerRefundsQuery<'c, 'a, 's, C, LedgerRefunds, 3> {
        LedgerRefundsQuery {
            client,
            params: [from, until, date],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<LedgerRefundsBorrowed, tokio_postgres::Error> {
                    Ok(LedgerRefundsBorrowed {
                        reference: row.try_get(0)?,
                        refund_key: row.try_get(1)?,
                        amount: row.try_get(2)?,
                        is_due: row.try_get(3)?,
                        is_told_elsewhere: row.try_get(4)?,
                    })
                },
            mapper: |it| LedgerRefunds::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LedgerRefundsParams,
        LedgerRefundsQuery<'c, 'a, 's, C, LedgerRefunds, 3>,
        C,
    > for LedgerRefundsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LedgerRefundsParams,
    ) -> LedgerRefundsQuery<'c, 'a, 's, C, LedgerRefunds, 3> {
        self.bind(client, &params.from, &params.until, &params.date)
    }
}
pub struct WriteReconciliationStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn write_reconciliation() -> WriteReconciliationStmt {
    WriteReconciliationStmt(
        "with before as ( select report->'differences' as differences from payments.reconciliations where date = $1 ), written as ( insert into payments.reconciliations (date, compared_at, report) select $1, $2, $3 where $4 = (select coalesce(max(s.number), 0) from payments.settlements s where s.date = $1) on conflict (date) do update set compared_at = excluded.compared_at, report = excluded.report where reconciliations.compared_at <= excluded.compared_at returning report->'differences' as differences ), told as ( insert into platform.outbox (id, event, created_at) select $5::uuid, $6::jsonb, $2 from written where $5 is not null and not exists (select from before where before.differences = written.differences) returning 1 ) select exists (select from told) as \"told\"",
        None,
    )
}
impl WriteReconciliationStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::JsonSql, T2: crate::JsonSql>(
        &'s self,
        client: &'c C,
        date: &'a time::Date,
        compared_at: &'a time::OffsetDateTime,
        report: &'a T1,
        file: &'a i32,
        event_id: &'a Option<uuid::Uuid>,
        event: &'a Option<T2>,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 6> {
        BoolQuery {
            client,
            params: [date, compared_at, report, file, event_id, event],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::JsonSql, T2: crate::JsonSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        WriteReconciliationParams<T1, T2>,
        BoolQuery<'c, 'a, 's, C, bool, 6>,
        C,
    > for WriteReconciliationStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a WriteReconciliationParams<T1, T2>,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 6> {
        self.bind(
            client,
            &params.date,
            &params.compared_at,
            &params.report,
            &params.file,
            &params.event_id,
            &params.event,
        )
    }
}
pub struct FindReconciliationStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_reconciliation() -> FindReconciliationStmt {
    FindReconciliationStmt(
        "select report from payments.reconciliations where date = $1",
        None,
    )
}
impl FindReconciliationStmt {
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
        date: &'a time::Date,
    ) -> SerdejsonValueQuery<'c, 'a, 's, C, serde_json::Value, 1> {
        SerdejsonValueQuery {
            client,
            params: [date],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| serde_json::from_str(it.0.get()).unwrap(),
        }
    }
}
pub struct UncomparedDaysStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn uncompared_days() -> UncomparedDaysStmt {
    UncomparedDaysStmt(
        "select day::date as \"date\" from generate_series($1::date, $2::date, interval '1 day') as day where not exists ( select from payments.reconciliations r where r.date = day::date and r.compared_at >= $3 ) order by day",
        None,
    )
}
impl UncomparedDaysStmt {
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
        first: &'a time::Date,
        last: &'a time::Date,
        since: &'a time::OffsetDateTime,
    ) -> TimeDateQuery<'c, 'a, 's, C, time::Date, 3> {
        TimeDateQuery {
            client,
            params: [first, last, since],
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
        UncomparedDaysParams,
        TimeDateQuery<'c, 'a, 's, C, time::Date, 3>,
        C,
    > for UncomparedDaysStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a UncomparedDaysParams,
    ) -> TimeDateQuery<'c, 'a, 's, C, time::Date, 3> {
        self.bind(client, &params.first, &params.last, &params.since)
    }
}
