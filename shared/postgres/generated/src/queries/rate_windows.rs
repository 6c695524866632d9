// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct CountCallsParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::ArraySql<Item = time::OffsetDateTime>,
> {
    pub keys: T2,
    pub window_starts: T3,
}
#[derive(Debug, Clone, PartialEq)]
pub struct CountCalls {
    pub key: String,
    pub calls: i32,
}
pub struct CountCallsBorrowed<'a> {
    pub key: &'a str,
    pub calls: i32,
}
impl<'a> From<CountCallsBorrowed<'a>> for CountCalls {
    fn from(CountCallsBorrowed { key, calls }: CountCallsBorrowed<'a>) -> Self {
        Self {
            key: key.into(),
            calls,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct CountCallsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CountCallsBorrowed, tokio_postgres::Error>,
    mapper: fn(CountCallsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CountCallsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(CountCallsBorrowed) -> R,
    ) -> CountCallsQuery<'c, 'a, 's, C, R, N> {
        CountCallsQuery {
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
pub struct CountCallsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn count_calls() -> CountCallsStmt {
    CountCallsStmt(
        "insert into identity.rate_windows as w (key, window_start, calls) select asked.key, asked.window_start, 1 from unnest($1::text[], $2::timestamptz[]) as asked (key, window_start) order by asked.key on conflict (key, window_start) do update set calls = w.calls + 1 returning w.key, w.calls",
        None,
    )
}
impl CountCallsStmt {
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
        T2: crate::ArraySql<Item = T1>,
        T3: crate::ArraySql<Item = time::OffsetDateTime>,
    >(
        &'s self,
        client: &'c C,
        keys: &'a T2,
        window_starts: &'a T3,
    ) -> CountCallsQuery<'c, 'a, 's, C, CountCalls, 2> {
        CountCallsQuery {
            client,
            params: [keys, window_starts],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CountCallsBorrowed, tokio_postgres::Error> {
                    Ok(CountCallsBorrowed {
                        key: row.try_get(0)?,
                        calls: row.try_get(1)?,
                    })
                },
            mapper: |it| CountCalls::from(it),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::ArraySql<Item = time::OffsetDateTime>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CountCallsParams<T1, T2, T3>,
        CountCallsQuery<'c, 'a, 's, C, CountCalls, 2>,
        C,
    > for CountCallsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CountCallsParams<T1, T2, T3>,
    ) -> CountCallsQuery<'c, 'a, 's, C, CountCalls, 2> {
        self.bind(client, &params.keys, &params.window_starts)
    }
}
pub struct ForgetCallsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn forget_calls() -> ForgetCallsStmt {
    ForgetCallsStmt("delete from identity.rate_windows where key = $1", None)
}
impl ForgetCallsStmt {
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
        key: &'a T1,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[key],
            )
            .await
    }
}
