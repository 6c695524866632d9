// This file was generated with `cornucopia`. Do not modify.

#[derive(Clone, Copy, Debug)]
pub struct FollowDueParams {
    pub amount_due: i64,
    pub now: time::OffsetDateTime,
    pub order_id: uuid::Uuid,
}
#[derive(Debug)]
pub struct TakeCashParams<T1: crate::StringSql> {
    pub amount: i64,
    pub now: time::OffsetDateTime,
    pub order_id: uuid::Uuid,
    pub id: uuid::Uuid,
    pub order_code: T1,
    pub courier_id: Option<uuid::Uuid>,
    pub due: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct CashEntriesParams {
    pub courier_id: uuid::Uuid,
    pub after_number: Option<i64>,
    pub limit: i64,
}
#[derive(Debug)]
pub struct AddRemittanceParams<T1: crate::StringSql> {
    pub courier_id: uuid::Uuid,
    pub amount: i64,
    pub received_by: uuid::Uuid,
    pub note: Option<T1>,
    pub now: time::OffsetDateTime,
}
#[derive(Debug, Clone, PartialEq)]
pub struct CashRow {
    pub number: i64,
    pub kind: String,
    pub amount: i64,
    pub balance: i64,
    pub order_code: Option<String>,
    pub due: Option<i64>,
    pub received_by: Option<uuid::Uuid>,
    pub note: Option<String>,
    pub at: time::OffsetDateTime,
}
pub struct CashRowBorrowed<'a> {
    pub number: i64,
    pub kind: &'a str,
    pub amount: i64,
    pub balance: i64,
    pub order_code: Option<&'a str>,
    pub due: Option<i64>,
    pub received_by: Option<uuid::Uuid>,
    pub note: Option<&'a str>,
    pub at: time::OffsetDateTime,
}
impl<'a> From<CashRowBorrowed<'a>> for CashRow {
    fn from(
        CashRowBorrowed {
            number,
            kind,
            amount,
            balance,
            order_code,
            due,
            received_by,
            note,
            at,
        }: CashRowBorrowed<'a>,
    ) -> Self {
        Self {
            number,
            kind: kind.into(),
            amount,
            balance,
            order_code: order_code.map(|v| v.into()),
            due,
            received_by,
            note: note.map(|v| v.into()),
            at,
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
pub struct CashRowQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CashRowBorrowed, tokio_postgres::Error>,
    mapper: fn(CashRowBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CashRowQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(CashRowBorrowed) -> R) -> CashRowQuery<'c, 'a, 's, C, R, N> {
        CashRowQuery {
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
pub struct FollowDueStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn follow_due() -> FollowDueStmt {
    FollowDueStmt(
        "update payments.payments set amount = case when $1::bigint > 0 then $1 else amount end, status = case when $1 > 0 then status else 'cancelled' end, updated_at = $2, version = version + 1 where order_id = $3 and gateway = 'cod' and status in ('created', 'pending') returning id",
        None,
    )
}
impl FollowDueStmt {
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
        amount_due: &'a i64,
        now: &'a time::OffsetDateTime,
        order_id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        UuidUuidQuery {
            client,
            params: [amount_due, now, order_id],
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
        FollowDueParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3>,
        C,
    > for FollowDueStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FollowDueParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        self.bind(client, &params.amount_due, &params.now, &params.order_id)
    }
}
pub struct TakeCashStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn take_cash() -> TakeCashStmt {
    TakeCashStmt(
        "with begun as ( update payments.payments set status = case when $1::bigint > 0 then 'succeeded' else 'failed' end, amount = case when $1 > 0 then $1 else amount end, paid_at = case when $1 > 0 then $2::timestamptz end, started_at = coalesce(started_at, $2), busy_until = null, updated_at = $2, version = version + 1 where order_id = $3 and gateway = 'cod' and status in ('created', 'pending') returning id ), made as ( insert into payments.payments (id, order_id, order_code, number, gateway, method, status, amount, gateway_reference, started_at, paid_at, request_scope, request_key, request_fingerprint, created_at, updated_at) select $4, $3, $5, n.number, 'cod', 'cod', 'succeeded', $1, $5 || '-' || n.number, $2, $2, 'door', $5, sha256(convert_to($5, 'UTF8')), $2, $2 from ( select coalesce(max(p.number), 0) + 1 as number from payments.payments p where p.order_code = $5 ) n where $1 > 0 and not exists (select from begun) ), carried as ( insert into payments.courier_entries (courier_id, amount, kind, order_id, order_code, due, at) select $6, $1, 'collected', $3, $5, $7, $2 where $1 > 0 and $6::uuid is not null ) select count(*) as begun from begun",
        None,
    )
}
impl TakeCashStmt {
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
        amount: &'a i64,
        now: &'a time::OffsetDateTime,
        order_id: &'a uuid::Uuid,
        id: &'a uuid::Uuid,
        order_code: &'a T1,
        courier_id: &'a Option<uuid::Uuid>,
        due: &'a i64,
    ) -> I64Query<'c, 'a, 's, C, i64, 7> {
        I64Query {
            client,
            params: [amount, now, order_id, id, order_code, courier_id, due],
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
        TakeCashParams<T1>,
        I64Query<'c, 'a, 's, C, i64, 7>,
        C,
    > for TakeCashStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a TakeCashParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 7> {
        self.bind(
            client,
            &params.amount,
            &params.now,
            &params.order_id,
            &params.id,
            &params.order_code,
            &params.courier_id,
            &params.due,
        )
    }
}
pub struct CashBalanceStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn cash_balance() -> CashBalanceStmt {
    CashBalanceStmt(
        "select balance from payments.courier_accounts where courier_id = $1",
        None,
    )
}
impl CashBalanceStmt {
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
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [courier_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct IsCourierStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn is_courier() -> IsCourierStmt {
    IsCourierStmt(
        "select exists ( select from identity.accounts a where a.id = $1 and a.status = 'active' and 'orders.deliver' = any (a.permissions) ) or exists (select from payments.courier_accounts c where c.courier_id = $1) as \"is_courier\"",
        None,
    )
}
impl IsCourierStmt {
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
    ) -> BoolQuery<'c, 'a, 's, C, bool, 1> {
        BoolQuery {
            client,
            params: [courier_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct CashEntriesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn cash_entries() -> CashEntriesStmt {
    CashEntriesStmt(
        "select number, kind, amount, balance, order_code, due, received_by, note, at from payments.courier_entries where courier_id = $1 and ($2::bigint is null or number < $2) order by number desc limit $3::bigint",
        None,
    )
}
impl CashEntriesStmt {
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
        after_number: &'a Option<i64>,
        limit: &'a i64,
    ) -> CashRowQuery<'c, 'a, 's, C, CashRow, 3> {
        CashRowQuery {
            client,
            params: [courier_id, after_number, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CashRowBorrowed, tokio_postgres::Error> {
                    Ok(CashRowBorrowed {
                        number: row.try_get(0)?,
                        kind: row.try_get(1)?,
                        amount: row.try_get(2)?,
                        balance: row.try_get(3)?,
                        order_code: row.try_get(4)?,
                        due: row.try_get(5)?,
                        received_by: row.try_get(6)?,
                        note: row.try_get(7)?,
                        at: row.try_get(8)?,
                    })
                },
            mapper: |it| CashRow::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CashEntriesParams,
        CashRowQuery<'c, 'a, 's, C, CashRow, 3>,
        C,
    > for CashEntriesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CashEntriesParams,
    ) -> CashRowQuery<'c, 'a, 's, C, CashRow, 3> {
        self.bind(
            client,
            &params.courier_id,
            &params.after_number,
            &params.limit,
        )
    }
}
pub struct AddRemittanceStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_remittance() -> AddRemittanceStmt {
    AddRemittanceStmt(
        "insert into payments.courier_entries (courier_id, amount, kind, received_by, note, at) values ($1, $2, 'remitted', $3, $4, $5) returning number, kind, amount, balance, order_code, due, received_by, note, at",
        None,
    )
}
impl AddRemittanceStmt {
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
        courier_id: &'a uuid::Uuid,
        amount: &'a i64,
        received_by: &'a uuid::Uuid,
        note: &'a Option<T1>,
        now: &'a time::OffsetDateTime,
    ) -> CashRowQuery<'c, 'a, 's, C, CashRow, 5> {
        CashRowQuery {
            client,
            params: [courier_id, amount, received_by, note, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CashRowBorrowed, tokio_postgres::Error> {
                    Ok(CashRowBorrowed {
                        number: row.try_get(0)?,
                        kind: row.try_get(1)?,
                        amount: row.try_get(2)?,
                        balance: row.try_get(3)?,
                        order_code: row.try_get(4)?,
                        due: row.try_get(5)?,
                        received_by: row.try_get(6)?,
                        note: row.try_get(7)?,
                        at: row.try_get(8)?,
                    })
                },
            mapper: |it| CashRow::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        AddRemittanceParams<T1>,
        CashRowQuery<'c, 'a, 's, C, CashRow, 5>,
        C,
    > for AddRemittanceStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a AddRemittanceParams<T1>,
    ) -> CashRowQuery<'c, 'a, 's, C, CashRow, 5> {
        self.bind(
            client,
            &params.courier_id,
            &params.amount,
            &params.received_by,
            &params.note,
            &params.now,
        )
    }
}
