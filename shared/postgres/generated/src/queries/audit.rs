// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct NoteParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::JsonSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
> {
    pub now: time::OffsetDateTime,
    pub actor_id: Option<uuid::Uuid>,
    pub action: T1,
    pub user_id: Option<uuid::Uuid>,
    pub target: T2,
    pub details: T3,
    pub ip: T4,
    pub user_agent: T5,
    pub request_id: T6,
}
#[derive(Debug)]
pub struct ListEntriesParams<T1: crate::StringSql> {
    pub actor_id: Option<uuid::Uuid>,
    pub action: Option<T1>,
    pub user_id: Option<uuid::Uuid>,
    pub since: Option<time::OffsetDateTime>,
    pub until: Option<time::OffsetDateTime>,
    pub after_at: Option<time::OffsetDateTime>,
    pub after_id: Option<i64>,
    pub limit: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ListEntries {
    pub id: i64,
    pub at: time::OffsetDateTime,
    pub actor_id: Option<uuid::Uuid>,
    pub actor_name: Option<String>,
    pub action: String,
    pub user_id: Option<uuid::Uuid>,
    pub user_name: Option<String>,
    pub target: String,
    pub ip: String,
    pub user_agent: String,
    pub request_id: String,
    pub details: serde_json::Value,
}
pub struct ListEntriesBorrowed<'a> {
    pub id: i64,
    pub at: time::OffsetDateTime,
    pub actor_id: Option<uuid::Uuid>,
    pub actor_name: Option<&'a str>,
    pub action: &'a str,
    pub user_id: Option<uuid::Uuid>,
    pub user_name: Option<&'a str>,
    pub target: &'a str,
    pub ip: &'a str,
    pub user_agent: &'a str,
    pub request_id: &'a str,
    pub details: postgres_types::Json<&'a serde_json::value::RawValue>,
}
impl<'a> From<ListEntriesBorrowed<'a>> for ListEntries {
    fn from(
        ListEntriesBorrowed {
            id,
            at,
            actor_id,
            actor_name,
            action,
            user_id,
            user_name,
            target,
            ip,
            user_agent,
            request_id,
            details,
        }: ListEntriesBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            at,
            actor_id,
            actor_name: actor_name.map(|v| v.into()),
            action: action.into(),
            user_id,
            user_name: user_name.map(|v| v.into()),
            target: target.into(),
            ip: ip.into(),
            user_agent: user_agent.into(),
            request_id: request_id.into(),
            details: serde_json::from_str(details.0.get()).unwrap(),
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct ListEntriesQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ListEntriesBorrowed, tokio_postgres::Error>,
    mapper: fn(ListEntriesBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ListEntriesQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ListEntriesBorrowed) -> R,
    ) -> ListEntriesQuery<'c, 'a, 's, C, R, N> {
        ListEntriesQuery {
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
pub struct NoteStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn note() -> NoteStmt {
    NoteStmt(
        "insert into identity.audit_log (at, actor_id, action, user_id, target, details, ip, user_agent, request_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        None,
    )
}
impl NoteStmt {
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
        T3: crate::JsonSql,
        T4: crate::StringSql,
        T5: crate::StringSql,
        T6: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        now: &'a time::OffsetDateTime,
        actor_id: &'a Option<uuid::Uuid>,
        action: &'a T1,
        user_id: &'a Option<uuid::Uuid>,
        target: &'a T2,
        details: &'a T3,
        ip: &'a T4,
        user_agent: &'a T5,
        request_id: &'a T6,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    now, actor_id, action, user_id, target, details, ip, user_agent, request_id,
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
    T3: crate::JsonSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        NoteParams<T1, T2, T3, T4, T5, T6>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for NoteStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a NoteParams<T1, T2, T3, T4, T5, T6>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.now,
            &params.actor_id,
            &params.action,
            &params.user_id,
            &params.target,
            &params.details,
            &params.ip,
            &params.user_agent,
            &params.request_id,
        ))
    }
}
pub struct ListEntriesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_entries() -> ListEntriesStmt {
    ListEntriesStmt(
        "with page as ( select * from identity.audit_log where ($1::uuid is null or actor_id = $1) and ($2::text is null or action = $2) and ($3::uuid is null or user_id = $3) and ($4::timestamptz is null or at >= $4) and ($5::timestamptz is null or at < $5) and ($6::timestamptz is null or (at, id) < ($6, $7::bigint)) order by at desc, id desc limit $8::bigint ) select page.id, page.at, page.actor_id, a.name as actor_name, page.action, page.user_id, u.name as user_name, page.target, page.ip, page.user_agent, page.request_id, page.details from page left join identity.users a on a.id = page.actor_id left join identity.users u on u.id = page.user_id order by page.at desc, page.id desc",
        None,
    )
}
impl ListEntriesStmt {
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
        actor_id: &'a Option<uuid::Uuid>,
        action: &'a Option<T1>,
        user_id: &'a Option<uuid::Uuid>,
        since: &'a Option<time::OffsetDateTime>,
        until: &'a Option<time::OffsetDateTime>,
        after_at: &'a Option<time::OffsetDateTime>,
        after_id: &'a Option<i64>,
        limit: &'a i64,
    ) -> ListEntriesQuery<'c, 'a, 's, C, ListEntries, 8> {
        ListEntriesQuery {
            client,
            params: [
                actor_id, action, user_id, since, until, after_at, after_id, limit,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ListEntriesBorrowed, tokio_postgres::Error> {
                    Ok(ListEntriesBorrowed {
                        id: row.try_get(0)?,
                        at: row.try_get(1)?,
                        actor_id: row.try_get(2)?,
                        actor_name: row.try_get(3)?,
                        action: row.try_get(4)?,
                        user_id: row.try_get(5)?,
                        user_name: row.try_get(6)?,
                        target: row.try_get(7)?,
                        ip: row.try_get(8)?,
                        user_agent: row.try_get(9)?,
                        request_id: row.try_get(10)?,
                        details: row.try_get(11)?,
                    })
                },
            mapper: |it| ListEntries::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListEntriesParams<T1>,
        ListEntriesQuery<'c, 'a, 's, C, ListEntries, 8>,
        C,
    > for ListEntriesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListEntriesParams<T1>,
    ) -> ListEntriesQuery<'c, 'a, 's, C, ListEntries, 8> {
        self.bind(
            client,
            &params.actor_id,
            &params.action,
            &params.user_id,
            &params.since,
            &params.until,
            &params.after_at,
            &params.after_id,
            &params.limit,
        )
    }
}
