// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct AddToOutboxParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::JsonSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::ArraySql<Item = time::OffsetDateTime>,
> {
    pub ids: T1,
    pub events: T3,
    pub created_ats: T4,
}
#[derive(Debug)]
pub struct MarkSentParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub now: time::OffsetDateTime,
    pub ids: T1,
}
#[derive(Clone, Copy, Debug)]
pub struct ClaimUnsentParams {
    pub written_before: time::OffsetDateTime,
    pub now: time::OffsetDateTime,
    pub limit: i64,
    pub claimed_until: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct AddToInboxParams<T1: crate::StringSql> {
    pub consumer: T1,
    pub event_id: uuid::Uuid,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct TryIdempotencyLockParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub scope: T1,
    pub key: T2,
}
#[derive(Debug)]
pub struct FindAnswerParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub scope: T1,
    pub key: T2,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct KeepAnswerParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::BytesSql,
    T4: crate::JsonSql,
> {
    pub scope: T1,
    pub key: T2,
    pub fingerprint: T3,
    pub answer: T4,
    pub now: time::OffsetDateTime,
    pub expires_at: time::OffsetDateTime,
}
#[derive(Clone, Copy, Debug)]
pub struct DeleteAnswersParams {
    pub before: time::OffsetDateTime,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct DeleteSentEventsParams {
    pub before: time::OffsetDateTime,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct DeleteInboxEntriesParams {
    pub before: time::OffsetDateTime,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct DeleteCartsParams {
    pub before: time::OffsetDateTime,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct DeleteOneTimeTokensParams {
    pub before: time::OffsetDateTime,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct DeleteRateWindowsParams {
    pub before: time::OffsetDateTime,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct DeleteRefreshTokensParams {
    pub before: time::OffsetDateTime,
    pub limit: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct FindAnswer {
    pub fingerprint: Vec<u8>,
    pub answer: serde_json::Value,
}
pub struct FindAnswerBorrowed<'a> {
    pub fingerprint: &'a [u8],
    pub answer: postgres_types::Json<&'a serde_json::value::RawValue>,
}
impl<'a> From<FindAnswerBorrowed<'a>> for FindAnswer {
    fn from(
        FindAnswerBorrowed {
            fingerprint,
            answer,
        }: FindAnswerBorrowed<'a>,
    ) -> Self {
        Self {
            fingerprint: fingerprint.into(),
            answer: serde_json::from_str(answer.0.get()).unwrap(),
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
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
pub struct FindAnswerQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<FindAnswerBorrowed, tokio_postgres::Error>,
    mapper: fn(FindAnswerBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> FindAnswerQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(FindAnswerBorrowed) -> R,
    ) -> FindAnswerQuery<'c, 'a, 's, C, R, N> {
        FindAnswerQuery {
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
pub struct StringQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<&str, tokio_postgres::Error>,
    mapper: fn(&str) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> StringQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(&str) -> R) -> StringQuery<'c, 'a, 's, C, R, N> {
        StringQuery {
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
pub struct PingStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn ping() -> PingStmt {
    PingStmt("select 1 as one", None)
}
impl PingStmt {
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
    ) -> I32Query<'c, 'a, 's, C, i32, 0> {
        I32Query {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct AddToOutboxStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_to_outbox() -> AddToOutboxStmt {
    AddToOutboxStmt(
        "insert into platform.outbox (id, event, created_at) select * from unnest($1::uuid[], $2::jsonb[], $3::timestamptz[])",
        None,
    )
}
impl AddToOutboxStmt {
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
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::JsonSql,
        T3: crate::ArraySql<Item = T2>,
        T4: crate::ArraySql<Item = time::OffsetDateTime>,
    >(
        &'s self,
        client: &'c C,
        ids: &'a T1,
        events: &'a T3,
        created_ats: &'a T4,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[ids, events, created_ats],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::JsonSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::ArraySql<Item = time::OffsetDateTime>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        AddToOutboxParams<T1, T2, T3, T4>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for AddToOutboxStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a AddToOutboxParams<T1, T2, T3, T4>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.ids, &params.events, &params.created_ats))
    }
}
pub struct MarkSentStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn mark_sent() -> MarkSentStmt {
    MarkSentStmt(
        "update platform.outbox set sent_at = $1 from set_config('synchronous_commit', 'off', true) where id = any($2::uuid[]) and sent_at is null",
        None,
    )
}
impl MarkSentStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        now: &'a time::OffsetDateTime,
        ids: &'a T1,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[now, ids],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        MarkSentParams<T1>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for MarkSentStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a MarkSentParams<T1>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.now, &params.ids))
    }
}
pub struct ClaimUnsentStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn claim_unsent() -> ClaimUnsentStmt {
    ClaimUnsentStmt(
        "with due as ( select id from platform.outbox where sent_at is null and created_at < $1::timestamptz and (claimed_until is null or claimed_until <= $2::timestamptz) order by created_at, id limit $3::bigint for update skip locked ), claimed as ( update platform.outbox set claimed_until = $4::timestamptz from due where outbox.id = due.id returning outbox.id, outbox.created_at, outbox.event ) select event from claimed order by created_at, id",
        None,
    )
}
impl ClaimUnsentStmt {
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
        written_before: &'a time::OffsetDateTime,
        now: &'a time::OffsetDateTime,
        limit: &'a i64,
        claimed_until: &'a time::OffsetDateTime,
    ) -> SerdejsonValueQuery<'c, 'a, 's, C, serde_json::Value, 4> {
        SerdejsonValueQuery {
            client,
            params: [written_before, now, limit, claimed_until],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| serde_json::from_str(it.0.get()).unwrap(),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ClaimUnsentParams,
        SerdejsonValueQuery<'c, 'a, 's, C, serde_json::Value, 4>,
        C,
    > for ClaimUnsentStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ClaimUnsentParams,
    ) -> SerdejsonValueQuery<'c, 'a, 's, C, serde_json::Value, 4> {
        self.bind(
            client,
            &params.written_before,
            &params.now,
            &params.limit,
            &params.claimed_until,
        )
    }
}
pub struct AddToInboxStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_to_inbox() -> AddToInboxStmt {
    AddToInboxStmt(
        "insert into platform.inbox (consumer, event_id, received_at) values ($1, $2, $3) on conflict do nothing",
        None,
    )
}
impl AddToInboxStmt {
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
        consumer: &'a T1,
        event_id: &'a uuid::Uuid,
        now: &'a time::OffsetDateTime,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[consumer, event_id, now],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        AddToInboxParams<T1>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for AddToInboxStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a AddToInboxParams<T1>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.consumer, &params.event_id, &params.now))
    }
}
pub struct TryIdempotencyLockStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn try_idempotency_lock() -> TryIdempotencyLockStmt {
    TryIdempotencyLockStmt(
        "select pg_try_advisory_xact_lock(hashtextextended($1::text || ' ' || $2::text, 0)) as \"locked\"",
        None,
    )
}
impl TryIdempotencyLockStmt {
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
        scope: &'a T1,
        key: &'a T2,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 2> {
        BoolQuery {
            client,
            params: [scope, key],
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
        TryIdempotencyLockParams<T1, T2>,
        BoolQuery<'c, 'a, 's, C, bool, 2>,
        C,
    > for TryIdempotencyLockStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a TryIdempotencyLockParams<T1, T2>,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 2> {
        self.bind(client, &params.scope, &params.key)
    }
}
pub struct FindAnswerStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_answer() -> FindAnswerStmt {
    FindAnswerStmt(
        "select fingerprint, answer from platform.idempotency where scope = $1 and key = $2 and expires_at > $3",
        None,
    )
}
impl FindAnswerStmt {
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
        scope: &'a T1,
        key: &'a T2,
        now: &'a time::OffsetDateTime,
    ) -> FindAnswerQuery<'c, 'a, 's, C, FindAnswer, 3> {
        FindAnswerQuery {
            client,
            params: [scope, key, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<FindAnswerBorrowed, tokio_postgres::Error> {
                    Ok(FindAnswerBorrowed {
                        fingerprint: row.try_get(0)?,
                        answer: row.try_get(1)?,
                    })
                },
            mapper: |it| FindAnswer::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        FindAnswerParams<T1, T2>,
        FindAnswerQuery<'c, 'a, 's, C, FindAnswer, 3>,
        C,
    > for FindAnswerStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FindAnswerParams<T1, T2>,
    ) -> FindAnswerQuery<'c, 'a, 's, C, FindAnswer, 3> {
        self.bind(client, &params.scope, &params.key, &params.now)
    }
}
pub struct KeepAnswerStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn keep_answer() -> KeepAnswerStmt {
    KeepAnswerStmt(
        "insert into platform.idempotency (scope, key, fingerprint, answer, created_at, expires_at) values ($1, $2, $3, $4, $5, $6) on conflict (scope, key) do update set fingerprint = excluded.fingerprint, answer = excluded.answer, created_at = excluded.created_at, expires_at = excluded.expires_at",
        None,
    )
}
impl KeepAnswerStmt {
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
        T3: crate::BytesSql,
        T4: crate::JsonSql,
    >(
        &'s self,
        client: &'c C,
        scope: &'a T1,
        key: &'a T2,
        fingerprint: &'a T3,
        answer: &'a T4,
        now: &'a time::OffsetDateTime,
        expires_at: &'a time::OffsetDateTime,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[scope, key, fingerprint, answer, now, expires_at],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::BytesSql,
    T4: crate::JsonSql,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        KeepAnswerParams<T1, T2, T3, T4>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for KeepAnswerStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a KeepAnswerParams<T1, T2, T3, T4>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.scope,
            &params.key,
            &params.fingerprint,
            &params.answer,
            &params.now,
            &params.expires_at,
        ))
    }
}
pub struct DeleteAnswersStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delete_answers() -> DeleteAnswersStmt {
    DeleteAnswersStmt(
        "delete from platform.idempotency where (scope, key) in ( select scope, key from platform.idempotency where expires_at < $1 order by expires_at limit $2::bigint for update skip locked )",
        None,
    )
}
impl DeleteAnswersStmt {
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
        before: &'a time::OffsetDateTime,
        limit: &'a i64,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[before, limit],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        DeleteAnswersParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for DeleteAnswersStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a DeleteAnswersParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.before, &params.limit))
    }
}
pub struct DeleteSentEventsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delete_sent_events() -> DeleteSentEventsStmt {
    DeleteSentEventsStmt(
        "delete from platform.outbox where id in ( select id from platform.outbox where sent_at < $1 order by sent_at limit $2::bigint for update skip locked )",
        None,
    )
}
impl DeleteSentEventsStmt {
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
        before: &'a time::OffsetDateTime,
        limit: &'a i64,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[before, limit],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        DeleteSentEventsParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for DeleteSentEventsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a DeleteSentEventsParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.before, &params.limit))
    }
}
pub struct RollInboxStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn roll_inbox() -> RollInboxStmt {
    RollInboxStmt(
        "select platform.roll_inbox($1::timestamptz) as dropped",
        None,
    )
}
impl RollInboxStmt {
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
    ) -> I64Query<'c, 'a, 's, C, i64, 1> {
        I64Query {
            client,
            params: [before],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct DeleteInboxEntriesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delete_inbox_entries() -> DeleteInboxEntriesStmt {
    DeleteInboxEntriesStmt(
        "delete from platform.inbox_others where (consumer, event_id) in ( select consumer, event_id from platform.inbox_others where received_at < $1 order by received_at limit $2::bigint for update skip locked )",
        None,
    )
}
impl DeleteInboxEntriesStmt {
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
        before: &'a time::OffsetDateTime,
        limit: &'a i64,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[before, limit],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        DeleteInboxEntriesParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for DeleteInboxEntriesStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a DeleteInboxEntriesParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.before, &params.limit))
    }
}
pub struct DeleteCartsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delete_carts() -> DeleteCartsStmt {
    DeleteCartsStmt(
        "delete from cart.carts where id in ( select id from cart.carts where expires_at < $1 order by expires_at limit $2::bigint for update skip locked )",
        None,
    )
}
impl DeleteCartsStmt {
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
        before: &'a time::OffsetDateTime,
        limit: &'a i64,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[before, limit],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        DeleteCartsParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for DeleteCartsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a DeleteCartsParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.before, &params.limit))
    }
}
pub struct DeleteOneTimeTokensStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delete_one_time_tokens() -> DeleteOneTimeTokensStmt {
    DeleteOneTimeTokensStmt(
        "delete from identity.one_time_tokens where id in ( select id from identity.one_time_tokens where expires_at < $1 order by expires_at limit $2::bigint for update skip locked )",
        None,
    )
}
impl DeleteOneTimeTokensStmt {
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
        before: &'a time::OffsetDateTime,
        limit: &'a i64,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[before, limit],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        DeleteOneTimeTokensParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for DeleteOneTimeTokensStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a DeleteOneTimeTokensParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.before, &params.limit))
    }
}
pub struct DeleteRateWindowsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delete_rate_windows() -> DeleteRateWindowsStmt {
    DeleteRateWindowsStmt(
        "delete from identity.rate_windows where (key, window_start) in ( select key, window_start from identity.rate_windows where window_start < $1 order by window_start limit $2::bigint for update skip locked )",
        None,
    )
}
impl DeleteRateWindowsStmt {
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
        before: &'a time::OffsetDateTime,
        limit: &'a i64,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[before, limit],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        DeleteRateWindowsParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for DeleteRateWindowsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a DeleteRateWindowsParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.before, &params.limit))
    }
}
pub struct DeleteRefreshTokensStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delete_refresh_tokens() -> DeleteRefreshTokensStmt {
    DeleteRefreshTokensStmt(
        "delete from identity.refresh_tokens where token_hash in ( select token_hash from identity.refresh_tokens where expires_at < $1 order by expires_at limit $2::bigint for update skip locked )",
        None,
    )
}
impl DeleteRefreshTokensStmt {
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
        before: &'a time::OffsetDateTime,
        limit: &'a i64,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[before, limit],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        DeleteRefreshTokensParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for DeleteRefreshTokensStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a DeleteRefreshTokensParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.before, &params.limit))
    }
}
pub struct DiscardedImagesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn discarded_images() -> DiscardedImagesStmt {
    DiscardedImagesStmt(
        "select key from platform.discarded_images order by discarded_at limit $1::bigint",
        None,
    )
}
impl DiscardedImagesStmt {
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
        limit: &'a i64,
    ) -> StringQuery<'c, 'a, 's, C, String, 1> {
        StringQuery {
            client,
            params: [limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
    }
}
pub struct ForgetDiscardedImageStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn forget_discarded_image() -> ForgetDiscardedImageStmt {
    ForgetDiscardedImageStmt("delete from platform.discarded_images where key = $1", None)
}
impl ForgetDiscardedImageStmt {
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
