// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct AskRefundParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::ArraySql<Item = i64>,
    T6: crate::ArraySql<Item = i64>,
> {
    pub amount: i64,
    pub now: time::OffsetDateTime,
    pub payment_id: uuid::Uuid,
    pub id: uuid::Uuid,
    pub reason: T1,
    pub refund_key: T2,
    pub requested_by: uuid::Uuid,
    pub skus: T4,
    pub quantities: T5,
    pub costs: T6,
}
#[derive(Clone, Copy, Debug)]
pub struct OpenPayoutsParams {
    pub after_at: Option<time::OffsetDateTime>,
    pub after_id: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct ClosedPayoutsParams {
    pub after_at: Option<time::OffsetDateTime>,
    pub after_id: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct WithdrawnPayoutsParams {
    pub after_at: Option<time::OffsetDateTime>,
    pub after_id: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Debug)]
pub struct ClosePayoutParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub now: time::OffsetDateTime,
    pub refund_id: uuid::Uuid,
    pub reference: T1,
    pub note: Option<T2>,
    pub completed_by: uuid::Uuid,
}
#[derive(Debug, Clone, PartialEq)]
pub struct GivenOfPayment {
    pub refunds: i64,
    pub given: serde_json::Value,
}
pub struct GivenOfPaymentBorrowed<'a> {
    pub refunds: i64,
    pub given: postgres_types::Json<&'a serde_json::value::RawValue>,
}
impl<'a> From<GivenOfPaymentBorrowed<'a>> for GivenOfPayment {
    fn from(GivenOfPaymentBorrowed { refunds, given }: GivenOfPaymentBorrowed<'a>) -> Self {
        Self {
            refunds,
            given: serde_json::from_str(given.0.get()).unwrap(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct PayoutRow {
    pub id: uuid::Uuid,
    pub payment_id: uuid::Uuid,
    pub amount: i64,
    pub reason: String,
    pub refund_key: String,
    pub status: String,
    pub failure: Option<String>,
    pub created_at: time::OffsetDateTime,
    pub updated_at: time::OffsetDateTime,
    pub order_id: uuid::Uuid,
    pub order_code: String,
    pub method: String,
    pub bank: Option<String>,
    pub paid_with: Option<String>,
    pub user_id: Option<uuid::Uuid>,
    pub email: String,
    pub customer_name: String,
    pub language: String,
    pub reference: Option<String>,
    pub note: Option<String>,
    pub completed_by: Option<uuid::Uuid>,
    pub completed_at: Option<time::OffsetDateTime>,
    pub withdrawn_at: Option<time::OffsetDateTime>,
}
pub struct PayoutRowBorrowed<'a> {
    pub id: uuid::Uuid,
    pub payment_id: uuid::Uuid,
    pub amount: i64,
    pub reason: &'a str,
    pub refund_key: &'a str,
    pub status: &'a str,
    pub failure: Option<&'a str>,
    pub created_at: time::OffsetDateTime,
    pub updated_at: time::OffsetDateTime,
    pub order_id: uuid::Uuid,
    pub order_code: &'a str,
    pub method: &'a str,
    pub bank: Option<&'a str>,
    pub paid_with: Option<&'a str>,
    pub user_id: Option<uuid::Uuid>,
    pub email: &'a str,
    pub customer_name: &'a str,
    pub language: &'a str,
    pub reference: Option<&'a str>,
    pub note: Option<&'a str>,
    pub completed_by: Option<uuid::Uuid>,
    pub completed_at: Option<time::OffsetDateTime>,
    pub withdrawn_at: Option<time::OffsetDateTime>,
}
impl<'a> From<PayoutRowBorrowed<'a>> for PayoutRow {
    fn from(
        PayoutRowBorrowed {
            id,
            payment_id,
            amount,
            reason,
            refund_key,
            status,
            failure,
            created_at,
            updated_at,
            order_id,
            order_code,
            method,
            bank,
            paid_with,
            user_id,
            email,
            customer_name,
            language,
            reference,
            note,
            completed_by,
            completed_at,
            withdrawn_at,
        }: PayoutRowBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            payment_id,
            amount,
            reason: reason.into(),
            refund_key: refund_key.into(),
            status: status.into(),
            failure: failure.map(|v| v.into()),
            created_at,
            updated_at,
            order_id,
            order_code: order_code.into(),
            method: method.into(),
            bank: bank.map(|v| v.into()),
            paid_with: paid_with.map(|v| v.into()),
            user_id,
            email: email.into(),
            customer_name: customer_name.into(),
            language: language.into(),
            reference: reference.map(|v| v.into()),
            note: note.map(|v| v.into()),
            completed_by,
            completed_at,
            withdrawn_at,
        }
    }
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
pub struct GivenOfPaymentQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<GivenOfPaymentBorrowed, tokio_postgres::Error>,
    mapper: fn(GivenOfPaymentBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> GivenOfPaymentQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(GivenOfPaymentBorrowed) -> R,
    ) -> GivenOfPaymentQuery<'c, 'a, 's, C, R, N> {
        GivenOfPaymentQuery {
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
pub struct PayoutRowQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<PayoutRowBorrowed, tokio_postgres::Error>,
    mapper: fn(PayoutRowBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> PayoutRowQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(PayoutRowBorrowed) -> R) -> PayoutRowQuery<'c, 'a, 's, C, R, N> {
        PayoutRowQuery {
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
pub struct LockOrderOfPaymentStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_order_of_payment() -> LockOrderOfPaymentStmt {
    LockOrderOfPaymentStmt(
        "select o.id from orders.orders o where o.id = (select p.order_id from payments.payments p where p.id = $1) for update",
        None,
    )
}
impl LockOrderOfPaymentStmt {
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
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [payment_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct GivenOfPaymentStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn given_of_payment() -> GivenOfPaymentStmt {
    GivenOfPaymentStmt(
        "select (select count(*) from payments.refunds r where r.payment_id = p.id) as refunds, orders.given_back(p.order_id) as given from payments.payments p where p.id = $1",
        None,
    )
}
impl GivenOfPaymentStmt {
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
    ) -> GivenOfPaymentQuery<'c, 'a, 's, C, GivenOfPayment, 1> {
        GivenOfPaymentQuery {
            client,
            params: [payment_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<GivenOfPaymentBorrowed, tokio_postgres::Error> {
                Ok(GivenOfPaymentBorrowed {
                    refunds: row.try_get(0)?,
                    given: row.try_get(1)?,
                })
            },
            mapper: |it| GivenOfPayment::from(it),
        }
    }
}
pub struct AskRefundStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn ask_refund() -> AskRefundStmt {
    AskRefundStmt(
        "with held as ( update payments.payments set refunding = refunding + $1, updated_at = $2, version = version + 1 where id = $3 and status in ('succeeded', 'partially_refunded') and refunding + $1 <= amount returning id ), refund as ( insert into payments.refunds (id, payment_id, amount, reason, refund_key, status, requested_by, created_at, updated_at) select $4, held.id, $1, $5, $6, 'requested', $7::uuid, $2, $2 from held returning id ), goods as ( insert into payments.refund_lines (refund_id, sku, quantity, cost) select refund.id, l.* from refund cross join unnest($8::text[], $9::bigint[], $10::bigint[]) l ) select id from refund",
        None,
    )
}
impl AskRefundStmt {
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
        T5: crate::ArraySql<Item = i64>,
        T6: crate::ArraySql<Item = i64>,
    >(
        &'s self,
        client: &'c C,
        amount: &'a i64,
        now: &'a time::OffsetDateTime,
        payment_id: &'a uuid::Uuid,
        id: &'a uuid::Uuid,
        reason: &'a T1,
        refund_key: &'a T2,
        requested_by: &'a uuid::Uuid,
        skus: &'a T4,
        quantities: &'a T5,
        costs: &'a T6,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 10> {
        UuidUuidQuery {
            client,
            params: [
                amount,
                now,
                payment_id,
                id,
                reason,
                refund_key,
                requested_by,
                skus,
                quantities,
                costs,
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
    T4: crate::ArraySql<Item = T3>,
    T5: crate::ArraySql<Item = i64>,
    T6: crate::ArraySql<Item = i64>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        AskRefundParams<T1, T2, T3, T4, T5, T6>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 10>,
        C,
    > for AskRefundStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a AskRefundParams<T1, T2, T3, T4, T5, T6>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 10> {
        self.bind(
            client,
            &params.amount,
            &params.now,
            &params.payment_id,
            &params.id,
            &params.reason,
            &params.refund_key,
            &params.requested_by,
            &params.skus,
            &params.quantities,
            &params.costs,
        )
    }
}
pub struct OpenPayoutsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn open_payouts() -> OpenPayoutsStmt {
    OpenPayoutsStmt(
        "select * from payments.payout_tasks t where t.status = 'manual' and ($1::timestamptz is null or (t.created_at, t.id) > ($1, $2::uuid)) order by t.created_at, t.id limit $3::bigint",
        None,
    )
}
impl OpenPayoutsStmt {
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
        after_at: &'a Option<time::OffsetDateTime>,
        after_id: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> PayoutRowQuery<'c, 'a, 's, C, PayoutRow, 3> {
        PayoutRowQuery {
            client,
            params: [after_at, after_id, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<PayoutRowBorrowed, tokio_postgres::Error> {
                    Ok(PayoutRowBorrowed {
                        id: row.try_get(0)?,
                        payment_id: row.try_get(1)?,
                        amount: row.try_get(2)?,
                        reason: row.try_get(3)?,
                        refund_key: row.try_get(4)?,
                        status: row.try_get(5)?,
                        failure: row.try_get(6)?,
                        created_at: row.try_get(7)?,
                        updated_at: row.try_get(8)?,
                        order_id: row.try_get(9)?,
                        order_code: row.try_get(10)?,
                        method: row.try_get(11)?,
                        bank: row.try_get(12)?,
                        paid_with: row.try_get(13)?,
                        user_id: row.try_get(14)?,
                        email: row.try_get(15)?,
                        customer_name: row.try_get(16)?,
                        language: row.try_get(17)?,
                        reference: row.try_get(18)?,
                        note: row.try_get(19)?,
                        completed_by: row.try_get(20)?,
                        completed_at: row.try_get(21)?,
                        withdrawn_at: row.try_get(22)?,
                    })
                },
            mapper: |it| PayoutRow::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        OpenPayoutsParams,
        PayoutRowQuery<'c, 'a, 's, C, PayoutRow, 3>,
        C,
    > for OpenPayoutsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OpenPayoutsParams,
    ) -> PayoutRowQuery<'c, 'a, 's, C, PayoutRow, 3> {
        self.bind(client, &params.after_at, &params.after_id, &params.limit)
    }
}
pub struct ClosedPayoutsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn closed_payouts() -> ClosedPayoutsStmt {
    ClosedPayoutsStmt(
        "select * from payments.payout_tasks t where t.completed_at is not null and ($1::timestamptz is null or (t.completed_at, t.id) < ($1, $2::uuid)) order by t.completed_at desc, t.id desc limit $3::bigint",
        None,
    )
}
impl ClosedPayoutsStmt {
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
        after_at: &'a Option<time::OffsetDateTime>,
        after_id: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> PayoutRowQuery<'c, 'a, 's, C, PayoutRow, 3> {
        PayoutRowQuery {
            client,
            params: [after_at, after_id, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<PayoutRowBorrowed, tokio_postgres::Error> {
                    Ok(PayoutRowBorrowed {
                        id: row.try_get(0)?,
                        payment_id: row.try_get(1)?,
                        amount: row.try_get(2)?,
                        reason: row.try_get(3)?,
                        refund_key: row.try_get(4)?,
                        status: row.try_get(5)?,
                        failure: row.try_get(6)?,
                        created_at: row.try_get(7)?,
                        updated_at: row.try_get(8)?,
                        order_id: row.try_get(9)?,
                        order_code: row.try_get(10)?,
                        method: row.try_get(11)?,
                        bank: row.try_get(12)?,
                        paid_with: row.try_get(13)?,
                        user_id: row.try_get(14)?,
                        email: row.try_get(15)?,
                        customer_name: row.try_get(16)?,
                        language: row.try_get(17)?,
                        reference: row.try_get(18)?,
                        note: row.try_get(19)?,
                        completed_by: row.try_get(20)?,
                        completed_at: row.try_get(21)?,
                        withdrawn_at: row.try_get(22)?,
                    })
                },
            mapper: |it| PayoutRow::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ClosedPayoutsParams,
        PayoutRowQuery<'c, 'a, 's, C, PayoutRow, 3>,
        C,
    > for ClosedPayoutsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ClosedPayoutsParams,
    ) -> PayoutRowQuery<'c, 'a, 's, C, PayoutRow, 3> {
        self.bind(client, &params.after_at, &params.after_id, &params.limit)
    }
}
pub struct WithdrawnPayoutsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn withdrawn_payouts() -> WithdrawnPayoutsStmt {
    WithdrawnPayoutsStmt(
        "select * from payments.payout_tasks t where t.status = 'failed' and ($1::timestamptz is null or (t.updated_at, t.id) < ($1, $2::uuid)) order by t.updated_at desc, t.id desc limit $3::bigint",
        None,
    )
}
impl WithdrawnPayoutsStmt {
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
        after_at: &'a Option<time::OffsetDateTime>,
        after_id: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> PayoutRowQuery<'c, 'a, 's, C, PayoutRow, 3> {
        PayoutRowQuery {
            client,
            params: [after_at, after_id, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<PayoutRowBorrowed, tokio_postgres::Error> {
                    Ok(PayoutRowBorrowed {
                        id: row.try_get(0)?,
                        payment_id: row.try_get(1)?,
                        amount: row.try_get(2)?,
                        reason: row.try_get(3)?,
                        refund_key: row.try_get(4)?,
                        status: row.try_get(5)?,
                        failure: row.try_get(6)?,
                        created_at: row.try_get(7)?,
                        updated_at: row.try_get(8)?,
                        order_id: row.try_get(9)?,
                        order_code: row.try_get(10)?,
                        method: row.try_get(11)?,
                        bank: row.try_get(12)?,
                        paid_with: row.try_get(13)?,
                        user_id: row.try_get(14)?,
                        email: row.try_get(15)?,
                        customer_name: row.try_get(16)?,
                        language: row.try_get(17)?,
                        reference: row.try_get(18)?,
                        note: row.try_get(19)?,
                        completed_by: row.try_get(20)?,
                        completed_at: row.try_get(21)?,
                        withdrawn_at: row.try_get(22)?,
                    })
                },
            mapper: |it| PayoutRow::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        WithdrawnPayoutsParams,
        PayoutRowQuery<'c, 'a, 's, C, PayoutRow, 3>,
        C,
    > for WithdrawnPayoutsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a WithdrawnPayoutsParams,
    ) -> PayoutRowQuery<'c, 'a, 's, C, PayoutRow, 3> {
        self.bind(client, &params.after_at, &params.after_id, &params.limit)
    }
}
pub struct LockPaymentOfRefundStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_payment_of_refund() -> LockPaymentOfRefundStmt {
    LockPaymentOfRefundStmt(
        "select id from payments.payments where id = (select r.payment_id from payments.refunds r where r.id = $1) for no key update",
        None,
    )
}
impl LockPaymentOfRefundStmt {
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
        refund_id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [refund_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct FindPayoutStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_payout() -> FindPayoutStmt {
    FindPayoutStmt(
        "select * from payments.payout_tasks t where t.id = $1",
        None,
    )
}
impl FindPayoutStmt {
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
        refund_id: &'a uuid::Uuid,
    ) -> PayoutRowQuery<'c, 'a, 's, C, PayoutRow, 1> {
        PayoutRowQuery {
            client,
            params: [refund_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<PayoutRowBorrowed, tokio_postgres::Error> {
                    Ok(PayoutRowBorrowed {
                        id: row.try_get(0)?,
                        payment_id: row.try_get(1)?,
                        amount: row.try_get(2)?,
                        reason: row.try_get(3)?,
                        refund_key: row.try_get(4)?,
                        status: row.try_get(5)?,
                        failure: row.try_get(6)?,
                        created_at: row.try_get(7)?,
                        updated_at: row.try_get(8)?,
                        order_id: row.try_get(9)?,
                        order_code: row.try_get(10)?,
                        method: row.try_get(11)?,
                        bank: row.try_get(12)?,
                        paid_with: row.try_get(13)?,
                        user_id: row.try_get(14)?,
                        email: row.try_get(15)?,
                        customer_name: row.try_get(16)?,
                        language: row.try_get(17)?,
                        reference: row.try_get(18)?,
                        note: row.try_get(19)?,
                        completed_by: row.try_get(20)?,
                        completed_at: row.try_get(21)?,
                        withdrawn_at: row.try_get(22)?,
                    })
                },
            mapper: |it| PayoutRow::from(it),
        }
    }
}
pub struct ClosePayoutStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn close_payout() -> ClosePayoutStmt {
    ClosePayoutStmt(
        "with settled as ( update payments.refunds set status = 'succeeded', updated_at = $1 where id = $2 and status = 'manual' returning id ) insert into payments.payouts (refund_id, reference, note, completed_by, completed_at) select settled.id, $3, $4, $5, $1 from settled returning refund_id",
        None,
    )
}
impl ClosePayoutStmt {
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
        now: &'a time::OffsetDateTime,
        refund_id: &'a uuid::Uuid,
        reference: &'a T1,
        note: &'a Option<T2>,
        completed_by: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5> {
        UuidUuidQuery {
            client,
            params: [now, refund_id, reference, note, completed_by],
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
        ClosePayoutParams<T1, T2>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5>,
        C,
    > for ClosePayoutStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ClosePayoutParams<T1, T2>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5> {
        self.bind(
            client,
            &params.now,
            &params.refund_id,
            &params.reference,
            &params.note,
            &params.completed_by,
        )
    }
}
