// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct AddEntryParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub user_id: uuid::Uuid,
    pub amount: i64,
    pub kind: T1,
    pub cause: T2,
    pub entry_key: T3,
    pub at: time::OffsetDateTime,
}
#[derive(Clone, Copy, Debug)]
pub struct EntriesParams {
    pub user_id: uuid::Uuid,
    pub after_number: Option<i64>,
    pub limit: i64,
}
#[derive(Debug)]
pub struct GiveCreditParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub amount: i64,
    pub kind: T1,
    pub cause: T2,
    pub entry_key: T3,
    pub at: time::OffsetDateTime,
    pub user_id: uuid::Uuid,
}
#[derive(Debug, Clone, PartialEq)]
pub struct CreditRow {
    pub number: i64,
    pub amount: i64,
    pub balance: i64,
    pub kind: String,
    pub cause: String,
    pub at: time::OffsetDateTime,
}
pub struct CreditRowBorrowed<'a> {
    pub number: i64,
    pub amount: i64,
    pub balance: i64,
    pub kind: &'a str,
    pub cause: &'a str,
    pub at: time::OffsetDateTime,
}
impl<'a> From<CreditRowBorrowed<'a>> for CreditRow {
    fn from(
        CreditRowBorrowed {
            number,
            amount,
            balance,
            kind,
            cause,
            at,
        }: CreditRowBorrowed<'a>,
    ) -> Self {
        Self {
            number,
            amount,
            balance,
            kind: kind.into(),
            cause: cause.into(),
            at,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
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
pub struct CreditRowQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CreditRowBorrowed, tokio_postgres::Error>,
    mapper: fn(CreditRowBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CreditRowQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(CreditRowBorrowed) -> R) -> CreditRowQuery<'c, 'a, 's, C, R, N> {
        CreditRowQuery {
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
pub struct AddEntryStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_entry() -> AddEntryStmt {
    AddEntryStmt(
        "insert into payments.credit_entries (user_id, amount, kind, cause, entry_key, at) values ($1, $2, $3, $4, $5, $6)",
        None,
    )
}
impl AddEntryStmt {
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
        user_id: &'a uuid::Uuid,
        amount: &'a i64,
        kind: &'a T1,
        cause: &'a T2,
        entry_key: &'a T3,
        at: &'a time::OffsetDateTime,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[user_id, amount, kind, cause, entry_key, at],
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
        AddEntryParams<T1, T2, T3>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for AddEntryStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a AddEntryParams<T1, T2, T3>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.user_id,
            &params.amount,
            &params.kind,
            &params.cause,
            &params.entry_key,
            &params.at,
        ))
    }
}
pub struct BalanceStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn balance() -> BalanceStmt {
    BalanceStmt(
        "select balance from payments.credit_accounts where user_id = $1",
        None,
    )
}
impl BalanceStmt {
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
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct EntriesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn entries() -> EntriesStmt {
    EntriesStmt(
        "select number, amount, balance, kind, cause, at from payments.credit_entries where user_id = $1 and ($2::bigint is null or number < $2) order by number desc limit $3::bigint",
        None,
    )
}
impl EntriesStmt {
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
        after_number: &'a Option<i64>,
        limit: &'a i64,
    ) -> CreditRowQuery<'c, 'a, 's, C, CreditRow, 3> {
        CreditRowQuery {
            client,
            params: [user_id, after_number, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CreditRowBorrowed, tokio_postgres::Error> {
                    Ok(CreditRowBorrowed {
                        number: row.try_get(0)?,
                        amount: row.try_get(1)?,
                        balance: row.try_get(2)?,
                        kind: row.try_get(3)?,
                        cause: row.try_get(4)?,
                        at: row.try_get(5)?,
                    })
                },
            mapper: |it| CreditRow::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        EntriesParams,
        CreditRowQuery<'c, 'a, 's, C, CreditRow, 3>,
        C,
    > for EntriesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a EntriesParams,
    ) -> CreditRowQuery<'c, 'a, 's, C, CreditRow, 3> {
        self.bind(client, &params.user_id, &params.after_number, &params.limit)
    }
}
pub struct GiveCreditStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn give_credit() -> GiveCreditStmt {
    GiveCreditStmt(
        "insert into payments.credit_entries (user_id, amount, kind, cause, entry_key, at) select u.id, $1, $2, $3, $4, $5 from identity.users u where u.id = $6 and u.status <> 'erased' returning number, amount, balance, kind, cause, at",
        None,
    )
}
impl GiveCreditStmt {
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
        amount: &'a i64,
        kind: &'a T1,
        cause: &'a T2,
        entry_key: &'a T3,
        at: &'a time::OffsetDateTime,
        user_id: &'a uuid::Uuid,
    ) -> CreditRowQuery<'c, 'a, 's, C, CreditRow, 6> {
        CreditRowQuery {
            client,
            params: [amount, kind, cause, entry_key, at, user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CreditRowBorrowed, tokio_postgres::Error> {
                    Ok(CreditRowBorrowed {
                        number: row.try_get(0)?,
                        amount: row.try_get(1)?,
                        balance: row.try_get(2)?,
                        kind: row.try_get(3)?,
                        cause: row.try_get(4)?,
                        at: row.try_get(5)?,
                    })
                },
            mapper: |it| CreditRow::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        GiveCreditParams<T1, T2, T3>,
        CreditRowQuery<'c, 'a, 's, C, CreditRow, 6>,
        C,
    > for GiveCreditStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a GiveCreditParams<T1, T2, T3>,
    ) -> CreditRowQuery<'c, 'a, 's, C, CreditRow, 6> {
        self.bind(
            client,
            &params.amount,
            &params.kind,
            &params.cause,
            &params.entry_key,
            &params.at,
            &params.user_id,
        )
    }
}
