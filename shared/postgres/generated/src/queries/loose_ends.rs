// This file was generated with `cornucopia`. Do not modify.

#[derive(Clone, Copy, Debug)]
pub struct ClaimQuietPaymentsParams {
    pub quiet_since: time::OffsetDateTime,
    pub now: time::OffsetDateTime,
    pub limit: i64,
    pub closed_since: time::OffsetDateTime,
}
#[derive(Clone, Copy, Debug)]
pub struct ClaimUnansweredRefundsParams {
    pub quiet_since: time::OffsetDateTime,
    pub limit: i64,
    pub now: time::OffsetDateTime,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimQuietPayments {
    pub gateway: String,
    pub gateway_reference: String,
}
pub struct ClaimQuietPaymentsBorrowed<'a> {
    pub gateway: &'a str,
    pub gateway_reference: &'a str,
}
impl<'a> From<ClaimQuietPaymentsBorrowed<'a>> for ClaimQuietPayments {
    fn from(
        ClaimQuietPaymentsBorrowed {
            gateway,
            gateway_reference,
        }: ClaimQuietPaymentsBorrowed<'a>,
    ) -> Self {
        Self {
            gateway: gateway.into(),
            gateway_reference: gateway_reference.into(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimUnansweredRefunds {
    pub id: uuid::Uuid,
    pub order_code: String,
}
pub struct ClaimUnansweredRefundsBorrowed<'a> {
    pub id: uuid::Uuid,
    pub order_code: &'a str,
}
impl<'a> From<ClaimUnansweredRefundsBorrowed<'a>> for ClaimUnansweredRefunds {
    fn from(
        ClaimUnansweredRefundsBorrowed { id, order_code }: ClaimUnansweredRefundsBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            order_code: order_code.into(),
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct ClaimQuietPaymentsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor:
        fn(&tokio_postgres::Row) -> Result<ClaimQuietPaymentsBorrowed, tokio_postgres::Error>,
    mapper: fn(ClaimQuietPaymentsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ClaimQuietPaymentsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ClaimQuietPaymentsBorrowed) -> R,
    ) -> ClaimQuietPaymentsQuery<'c, 'a, 's, C, R, N> {
        ClaimQuietPaymentsQuery {
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
pub struct ClaimUnansweredRefundsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor:
        fn(&tokio_postgres::Row) -> Result<ClaimUnansweredRefundsBorrowed, tokio_postgres::Error>,
    mapper: fn(ClaimUnansweredRefundsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ClaimUnansweredRefundsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ClaimUnansweredRefundsBorrowed) -> R,
    ) -> ClaimUnansweredRefundsQuery<'c, 'a, 's, C, R, N> {
        ClaimUnansweredRefundsQuery {
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
pub struct ClaimQuietPaymentsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn claim_quiet_payments() -> ClaimQuietPaymentsStmt {
    ClaimQuietPaymentsStmt(
        "with quiet as ( select id from payments.payments where status in ('created', 'pending') and gateway <> 'cod' and greatest(updated_at, asked_at) < $1 and (busy_until is null or busy_until < $2) order by greatest(updated_at, asked_at) limit $3::bigint for update skip locked ), closed as ( select id from payments.payments where status in ('failed', 'expired', 'cancelled') and gateway <> 'cod' and (asked_at is null or asked_at < updated_at) and expires_at < $4 order by expires_at limit $3::bigint for update skip locked ) update payments.payments set asked_at = $2 where id in (select id from quiet union all select id from closed) returning gateway, gateway_reference",
        None,
    )
}
impl ClaimQuietPaymentsStmt {
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
        quiet_since: &'a time::OffsetDateTime,
        now: &'a time::OffsetDateTime,
        limit: &'a i64,
        closed_since: &'a time::OffsetDateTime,
    ) -> ClaimQuietPaymentsQuery<'c, 'a, 's, C, ClaimQuietPayments, 4> {
        ClaimQuietPaymentsQuery {
            client,
            params: [quiet_since, now, limit, closed_since],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<ClaimQuietPaymentsBorrowed, tokio_postgres::Error> {
                Ok(ClaimQuietPaymentsBorrowed {
                    gateway: row.try_get(0)?,
                    gateway_reference: row.try_get(1)?,
                })
            },
            mapper: |it| ClaimQuietPayments::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ClaimQuietPaymentsParams,
        ClaimQuietPaymentsQuery<'c, 'a, 's, C, ClaimQuietPayments, 4>,
        C,
    > for ClaimQuietPaymentsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ClaimQuietPaymentsParams,
    ) -> ClaimQuietPaymentsQuery<'c, 'a, 's, C, ClaimQuietPayments, 4> {
        self.bind(
            client,
            &params.quiet_since,
            &params.now,
            &params.limit,
            &params.closed_since,
        )
    }
}
pub struct ClaimUnansweredRefundsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn claim_unanswered_refunds() -> ClaimUnansweredRefundsStmt {
    ClaimUnansweredRefundsStmt(
        "with unanswered as ( select id from payments.refunds where status = 'requested' and greatest(created_at, tried_at) < $1 order by greatest(created_at, tried_at) limit $2::bigint for update skip locked ) update payments.refunds set tried_at = $3 from payments.payments where refunds.id in (select id from unanswered) and payments.id = refunds.payment_id returning refunds.id, payments.order_code",
        None,
    )
}
impl ClaimUnansweredRefundsStmt {
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
        quiet_since: &'a time::OffsetDateTime,
        limit: &'a i64,
        now: &'a time::OffsetDateTime,
    ) -> ClaimUnansweredRefundsQuery<'c, 'a, 's, C, ClaimUnansweredRefunds, 3> {
        ClaimUnansweredRefundsQuery {
            client,
            params: [quiet_since, limit, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<ClaimUnansweredRefundsBorrowed, tokio_postgres::Error> {
                Ok(ClaimUnansweredRefundsBorrowed {
                    id: row.try_get(0)?,
                    order_code: row.try_get(1)?,
                })
            },
            mapper: |it| ClaimUnansweredRefunds::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ClaimUnansweredRefundsParams,
        ClaimUnansweredRefundsQuery<'c, 'a, 's, C, ClaimUnansweredRefunds, 3>,
        C,
    > for ClaimUnansweredRefundsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ClaimUnansweredRefundsParams,
    ) -> ClaimUnansweredRefundsQuery<'c, 'a, 's, C, ClaimUnansweredRefunds, 3> {
        self.bind(client, &params.quiet_since, &params.limit, &params.now)
    }
}
