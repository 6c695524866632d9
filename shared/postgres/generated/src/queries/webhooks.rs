// This file was generated with `cornucopia`. Do not modify.

#[derive(Clone, Copy, Debug)]
pub struct ListWebhooksParams {
    pub after_id: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Debug)]
pub struct InsertWebhookParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
> {
    pub id: uuid::Uuid,
    pub url: T1,
    pub description: T2,
    pub event_types: T4,
    pub created_by: uuid::Uuid,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct UpdateWebhookParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::StringSql,
    T6: crate::StringSql,
> {
    pub url: T1,
    pub description: T2,
    pub event_types: T4,
    pub status: T5,
    pub disabled_reason: Option<T6>,
    pub disabled_at: Option<time::OffsetDateTime>,
    pub secret_version: i32,
    pub previous_secret_until: Option<time::OffsetDateTime>,
    pub failing_since: Option<time::OffsetDateTime>,
    pub failures: i32,
    pub version: i64,
    pub id: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct ResumeDeliveriesParams {
    pub now: time::OffsetDateTime,
    pub id: uuid::Uuid,
}
#[derive(Debug)]
pub struct QueueMessageParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub event_id: uuid::Uuid,
    pub event_type: T1,
    pub body: T2,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct QueuePingParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub webhook_id: uuid::Uuid,
    pub event_id: uuid::Uuid,
    pub event_type: T1,
    pub body: T2,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct ListDeliveriesParams<T1: crate::StringSql> {
    pub webhook_id: uuid::Uuid,
    pub status: Option<T1>,
    pub after_id: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct LockDeliveryParams {
    pub webhook_id: uuid::Uuid,
    pub event_id: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct ResendDeliveryParams {
    pub now: time::OffsetDateTime,
    pub webhook_id: uuid::Uuid,
    pub event_id: uuid::Uuid,
}
#[derive(Debug)]
pub struct ClaimDeliveriesParams<T1: crate::ArraySql<Item = uuid::Uuid>> {
    pub now: time::OffsetDateTime,
    pub event_ids: Option<T1>,
    pub each: i64,
    pub limit: i64,
    pub claimed_until: time::OffsetDateTime,
}
#[derive(Clone, Copy, Debug)]
pub struct NoteDeliveredParams {
    pub webhook_id: uuid::Uuid,
    pub now: time::OffsetDateTime,
    pub status: i32,
    pub event_id: uuid::Uuid,
    pub attempts: i32,
}
#[derive(Debug)]
pub struct NoteFailedParams<T1: crate::StringSql> {
    pub next_attempt_at: Option<time::OffsetDateTime>,
    pub last_status: Option<i32>,
    pub last_error: T1,
    pub webhook_id: uuid::Uuid,
    pub event_id: uuid::Uuid,
    pub attempts: i32,
}
#[derive(Debug)]
pub struct NoteSetbackParams<T1: crate::StringSql> {
    pub failures: i32,
    pub failing_since: time::OffsetDateTime,
    pub disabled_reason: Option<T1>,
    pub now: time::OffsetDateTime,
    pub webhook_id: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct DeleteWebhookDeliveriesParams {
    pub before: time::OffsetDateTime,
    pub limit: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    pub event_id: uuid::Uuid,
    pub event_type: String,
    pub status: String,
    pub attempts: i32,
    pub next_attempt_at: time::OffsetDateTime,
    pub last_attempt_at: Option<time::OffsetDateTime>,
    pub last_status: Option<i32>,
    pub last_error: Option<String>,
    pub created_at: time::OffsetDateTime,
    pub delivered_at: Option<time::OffsetDateTime>,
    pub claimed_until: Option<time::OffsetDateTime>,
}
pub struct DeliveryBorrowed<'a> {
    pub event_id: uuid::Uuid,
    pub event_type: &'a str,
    pub status: &'a str,
    pub attempts: i32,
    pub next_attempt_at: time::OffsetDateTime,
    pub last_attempt_at: Option<time::OffsetDateTime>,
    pub last_status: Option<i32>,
    pub last_error: Option<&'a str>,
    pub created_at: time::OffsetDateTime,
    pub delivered_at: Option<time::OffsetDateTime>,
    pub claimed_until: Option<time::OffsetDateTime>,
}
impl<'a> From<DeliveryBorrowed<'a>> for Delivery {
    fn from(
        DeliveryBorrowed {
            event_id,
            event_type,
            status,
            attempts,
            next_attempt_at,
            last_attempt_at,
            last_status,
            last_error,
            created_at,
            delivered_at,
            claimed_until,
        }: DeliveryBorrowed<'a>,
    ) -> Self {
        Self {
            event_id,
            event_type: event_type.into(),
            status: status.into(),
            attempts,
            next_attempt_at,
            last_attempt_at,
            last_status,
            last_error: last_error.map(|v| v.into()),
            created_at,
            delivered_at,
            claimed_until,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimDeliveries {
    pub webhook_id: uuid::Uuid,
    pub event_id: uuid::Uuid,
    pub attempts: i32,
    pub body: String,
    pub url: String,
    pub secret_version: i32,
    pub previous_secret_until: Option<time::OffsetDateTime>,
}
pub struct ClaimDeliveriesBorrowed<'a> {
    pub webhook_id: uuid::Uuid,
    pub event_id: uuid::Uuid,
    pub attempts: i32,
    pub body: &'a str,
    pub url: &'a str,
    pub secret_version: i32,
    pub previous_secret_until: Option<time::OffsetDateTime>,
}
impl<'a> From<ClaimDeliveriesBorrowed<'a>> for ClaimDeliveries {
    fn from(
        ClaimDeliveriesBorrowed {
            webhook_id,
            event_id,
            attempts,
            body,
            url,
            secret_version,
            previous_secret_until,
        }: ClaimDeliveriesBorrowed<'a>,
    ) -> Self {
        Self {
            webhook_id,
            event_id,
            attempts,
            body: body.into(),
            url: url.into(),
            secret_version,
            previous_secret_until,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
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
pub struct DeliveryQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<DeliveryBorrowed, tokio_postgres::Error>,
    mapper: fn(DeliveryBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> DeliveryQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(DeliveryBorrowed) -> R) -> DeliveryQuery<'c, 'a, 's, C, R, N> {
        DeliveryQuery {
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
pub struct ClaimDeliveriesQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ClaimDeliveriesBorrowed, tokio_postgres::Error>,
    mapper: fn(ClaimDeliveriesBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ClaimDeliveriesQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ClaimDeliveriesBorrowed) -> R,
    ) -> ClaimDeliveriesQuery<'c, 'a, 's, C, R, N> {
        ClaimDeliveriesQuery {
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
pub struct ListWebhooksStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_webhooks() -> ListWebhooksStmt {
    ListWebhooksStmt(
        "select to_jsonb(w) as webhook from notifications.webhooks w where $1::uuid is null or w.id < $1 order by w.id desc limit $2::bigint",
        None,
    )
}
impl ListWebhooksStmt {
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
        after_id: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> SerdejsonValueQuery<'c, 'a, 's, C, serde_json::Value, 2> {
        SerdejsonValueQuery {
            client,
            params: [after_id, limit],
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
        ListWebhooksParams,
        SerdejsonValueQuery<'c, 'a, 's, C, serde_json::Value, 2>,
        C,
    > for ListWebhooksStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListWebhooksParams,
    ) -> SerdejsonValueQuery<'c, 'a, 's, C, serde_json::Value, 2> {
        self.bind(client, &params.after_id, &params.limit)
    }
}
pub struct FindWebhookStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_webhook() -> FindWebhookStmt {
    FindWebhookStmt(
        "select to_jsonb(w) as webhook from notifications.webhooks w where w.id = $1",
        None,
    )
}
impl FindWebhookStmt {
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
    ) -> SerdejsonValueQuery<'c, 'a, 's, C, serde_json::Value, 1> {
        SerdejsonValueQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| serde_json::from_str(it.0.get()).unwrap(),
        }
    }
}
pub struct LockWebhookStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_webhook() -> LockWebhookStmt {
    LockWebhookStmt(
        "select to_jsonb(w) as webhook from notifications.webhooks w where w.id = $1 for no key update",
        None,
    )
}
impl LockWebhookStmt {
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
    ) -> SerdejsonValueQuery<'c, 'a, 's, C, serde_json::Value, 1> {
        SerdejsonValueQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| serde_json::from_str(it.0.get()).unwrap(),
        }
    }
}
pub struct InsertWebhookStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn insert_webhook() -> InsertWebhookStmt {
    InsertWebhookStmt(
        "insert into notifications.webhooks (id, url, description, event_types, status, created_by, created_at) values ($1, $2, $3, $4, 'active', $5, $6)",
        None,
    )
}
impl InsertWebhookStmt {
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
        T4: crate::ArraySql<Item = T3>,
    >(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        url: &'a T1,
        description: &'a T2,
        event_types: &'a T4,
        created_by: &'a uuid::Uuid,
        now: &'a time::OffsetDateTime,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[id, url, description, event_types, created_by, now],
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
    T4: crate::ArraySql<Item = T3>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        InsertWebhookParams<T1, T2, T3, T4>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for InsertWebhookStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a InsertWebhookParams<T1, T2, T3, T4>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.id,
            &params.url,
            &params.description,
            &params.event_types,
            &params.created_by,
            &params.now,
        ))
    }
}
pub struct UpdateWebhookStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn update_webhook() -> UpdateWebhookStmt {
    UpdateWebhookStmt(
        "update notifications.webhooks set url = $1, description = $2, event_types = $3, status = $4, disabled_reason = $5, disabled_at = $6, secret_version = $7, previous_secret_until = $8, failing_since = $9, failures = $10, version = $11 where id = $12",
        None,
    )
}
impl UpdateWebhookStmt {
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
        T4: crate::ArraySql<Item = T3>,
        T5: crate::StringSql,
        T6: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        url: &'a T1,
        description: &'a T2,
        event_types: &'a T4,
        status: &'a T5,
        disabled_reason: &'a Option<T6>,
        disabled_at: &'a Option<time::OffsetDateTime>,
        secret_version: &'a i32,
        previous_secret_until: &'a Option<time::OffsetDateTime>,
        failing_since: &'a Option<time::OffsetDateTime>,
        failures: &'a i32,
        version: &'a i64,
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    url,
                    description,
                    event_types,
                    status,
                    disabled_reason,
                    disabled_at,
                    secret_version,
                    previous_secret_until,
                    failing_since,
                    failures,
                    version,
                    id,
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
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::StringSql,
    T6: crate::StringSql,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        UpdateWebhookParams<T1, T2, T3, T4, T5, T6>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for UpdateWebhookStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a UpdateWebhookParams<T1, T2, T3, T4, T5, T6>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.url,
            &params.description,
            &params.event_types,
            &params.status,
            &params.disabled_reason,
            &params.disabled_at,
            &params.secret_version,
            &params.previous_secret_until,
            &params.failing_since,
            &params.failures,
            &params.version,
            &params.id,
        ))
    }
}
pub struct DeleteWebhookStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delete_webhook() -> DeleteWebhookStmt {
    DeleteWebhookStmt("delete from notifications.webhooks where id = $1", None)
}
impl DeleteWebhookStmt {
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
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[id],
            )
            .await
    }
}
pub struct ResumeDeliveriesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn resume_deliveries() -> ResumeDeliveriesStmt {
    ResumeDeliveriesStmt(
        "update notifications.webhook_deliveries set next_attempt_at = $1 where webhook_id = $2 and status = 'pending' and next_attempt_at > $1 and (claimed_until is null or claimed_until <= $1)",
        None,
    )
}
impl ResumeDeliveriesStmt {
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
        now: &'a time::OffsetDateTime,
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[now, id],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ResumeDeliveriesParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for ResumeDeliveriesStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ResumeDeliveriesParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.now, &params.id))
    }
}
pub struct QueueMessageStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn queue_message() -> QueueMessageStmt {
    QueueMessageStmt(
        "insert into notifications.webhook_deliveries ( webhook_id, event_id, event_type, body, status, next_attempt_at, created_at) select w.id, $1::uuid, $2::text, $3::text, 'pending', $4::timestamptz, $4 from notifications.webhooks w where $2 = any(w.event_types) on conflict do nothing",
        None,
    )
}
impl QueueMessageStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        event_id: &'a uuid::Uuid,
        event_type: &'a T1,
        body: &'a T2,
        now: &'a time::OffsetDateTime,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[event_id, event_type, body, now],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        QueueMessageParams<T1, T2>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for QueueMessageStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a QueueMessageParams<T1, T2>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.event_id,
            &params.event_type,
            &params.body,
            &params.now,
        ))
    }
}
pub struct QueuePingStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn queue_ping() -> QueuePingStmt {
    QueuePingStmt(
        "insert into notifications.webhook_deliveries ( webhook_id, event_id, event_type, body, status, next_attempt_at, created_at) values ($1, $2, $3, $4, 'pending', $5, $5)",
        None,
    )
}
impl QueuePingStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        webhook_id: &'a uuid::Uuid,
        event_id: &'a uuid::Uuid,
        event_type: &'a T1,
        body: &'a T2,
        now: &'a time::OffsetDateTime,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[webhook_id, event_id, event_type, body, now],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        QueuePingParams<T1, T2>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for QueuePingStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a QueuePingParams<T1, T2>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.webhook_id,
            &params.event_id,
            &params.event_type,
            &params.body,
            &params.now,
        ))
    }
}
pub struct ListDeliveriesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_deliveries() -> ListDeliveriesStmt {
    ListDeliveriesStmt(
        "select event_id, event_type, status, attempts, next_attempt_at, last_attempt_at, last_status, last_error, created_at, delivered_at, claimed_until from notifications.webhook_deliveries where webhook_id = $1 and ($2::text is null or status = $2) and ($3::uuid is null or event_id < $3) order by event_id desc limit $4::bigint",
        None,
    )
}
impl ListDeliveriesStmt {
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
        webhook_id: &'a uuid::Uuid,
        status: &'a Option<T1>,
        after_id: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> DeliveryQuery<'c, 'a, 's, C, Delivery, 4> {
        DeliveryQuery {
            client,
            params: [webhook_id, status, after_id, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<DeliveryBorrowed, tokio_postgres::Error> {
                    Ok(DeliveryBorrowed {
                        event_id: row.try_get(0)?,
                        event_type: row.try_get(1)?,
                        status: row.try_get(2)?,
                        attempts: row.try_get(3)?,
                        next_attempt_at: row.try_get(4)?,
                        last_attempt_at: row.try_get(5)?,
                        last_status: row.try_get(6)?,
                        last_error: row.try_get(7)?,
                        created_at: row.try_get(8)?,
                        delivered_at: row.try_get(9)?,
                        claimed_until: row.try_get(10)?,
                    })
                },
            mapper: |it| Delivery::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListDeliveriesParams<T1>,
        DeliveryQuery<'c, 'a, 's, C, Delivery, 4>,
        C,
    > for ListDeliveriesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListDeliveriesParams<T1>,
    ) -> DeliveryQuery<'c, 'a, 's, C, Delivery, 4> {
        self.bind(
            client,
            &params.webhook_id,
            &params.status,
            &params.after_id,
            &params.limit,
        )
    }
}
pub struct LockDeliveryStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_delivery() -> LockDeliveryStmt {
    LockDeliveryStmt(
        "select event_id, event_type, status, attempts, next_attempt_at, last_attempt_at, last_status, last_error, created_at, delivered_at, claimed_until from notifications.webhook_deliveries where webhook_id = $1 and event_id = $2 for update",
        None,
    )
}
impl LockDeliveryStmt {
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
        webhook_id: &'a uuid::Uuid,
        event_id: &'a uuid::Uuid,
    ) -> DeliveryQuery<'c, 'a, 's, C, Delivery, 2> {
        DeliveryQuery {
            client,
            params: [webhook_id, event_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<DeliveryBorrowed, tokio_postgres::Error> {
                    Ok(DeliveryBorrowed {
                        event_id: row.try_get(0)?,
                        event_type: row.try_get(1)?,
                        status: row.try_get(2)?,
                        attempts: row.try_get(3)?,
                        next_attempt_at: row.try_get(4)?,
                        last_attempt_at: row.try_get(5)?,
                        last_status: row.try_get(6)?,
                        last_error: row.try_get(7)?,
                        created_at: row.try_get(8)?,
                        delivered_at: row.try_get(9)?,
                        claimed_until: row.try_get(10)?,
                    })
                },
            mapper: |it| Delivery::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LockDeliveryParams,
        DeliveryQuery<'c, 'a, 's, C, Delivery, 2>,
        C,
    > for LockDeliveryStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockDeliveryParams,
    ) -> DeliveryQuery<'c, 'a, 's, C, Delivery, 2> {
        self.bind(client, &params.webhook_id, &params.event_id)
    }
}
pub struct ResendDeliveryStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn resend_delivery() -> ResendDeliveryStmt {
    ResendDeliveryStmt(
        "update notifications.webhook_deliveries set status = 'pending', attempts = 0, next_attempt_at = $1, claimed_until = null, delivered_at = null where webhook_id = $2 and event_id = $3 returning event_id, event_type, status, attempts, next_attempt_at, last_attempt_at, last_status, last_error, created_at, delivered_at, claimed_until",
        None,
    )
}
impl ResendDeliveryStmt {
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
        webhook_id: &'a uuid::Uuid,
        event_id: &'a uuid::Uuid,
    ) -> DeliveryQuery<'c, 'a, 's, C, Delivery, 3> {
        DeliveryQuery {
            client,
            params: [now, webhook_id, event_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<DeliveryBorrowed, tokio_postgres::Error> {
                    Ok(DeliveryBorrowed {
                        event_id: row.try_get(0)?,
                        event_type: row.try_get(1)?,
                        status: row.try_get(2)?,
                        attempts: row.try_get(3)?,
                        next_attempt_at: row.try_get(4)?,
                        last_attempt_at: row.try_get(5)?,
                        last_status: row.try_get(6)?,
                        last_error: row.try_get(7)?,
                        created_at: row.try_get(8)?,
                        delivered_at: row.try_get(9)?,
                        claimed_until: row.try_get(10)?,
                    })
                },
            mapper: |it| Delivery::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ResendDeliveryParams,
        DeliveryQuery<'c, 'a, 's, C, Delivery, 3>,
        C,
    > for ResendDeliveryStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ResendDeliveryParams,
    ) -> DeliveryQuery<'c, 'a, 's, C, Delivery, 3> {
        self.bind(client, &params.now, &params.webhook_id, &params.event_id)
    }
}
pub struct ClaimDeliveriesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn claim_deliveries() -> ClaimDeliveriesStmt {
    ClaimDeliveriesStmt(
        "with due as ( select d.webhook_id, d.event_id, w.url, w.secret_version, w.previous_secret_until from notifications.webhooks w cross join lateral ( select q.webhook_id, q.event_id, q.next_attempt_at from notifications.webhook_deliveries q where q.webhook_id = w.id and q.status = 'pending' and q.next_attempt_at <= $1::timestamptz and (q.claimed_until is null or q.claimed_until <= $1) and ($2::uuid[] is null or q.event_id = any($2)) order by q.next_attempt_at limit $3::bigint for update skip locked ) d where w.status = 'active' and ($2 is null or w.failing_since is null) order by d.next_attempt_at limit $4::bigint ), claimed as ( update notifications.webhook_deliveries d set attempts = d.attempts + 1, claimed_until = $5::timestamptz, last_attempt_at = $1 from due where d.webhook_id = due.webhook_id and d.event_id = due.event_id returning d.webhook_id, d.event_id, d.attempts, d.body, due.url, due.secret_version, due.previous_secret_until ) select webhook_id, event_id, attempts, body, url, secret_version, previous_secret_until from claimed",
        None,
    )
}
impl ClaimDeliveriesStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>(
        &'s self,
        client: &'c C,
        now: &'a time::OffsetDateTime,
        event_ids: &'a Option<T1>,
        each: &'a i64,
        limit: &'a i64,
        claimed_until: &'a time::OffsetDateTime,
    ) -> ClaimDeliveriesQuery<'c, 'a, 's, C, ClaimDeliveries, 5> {
        ClaimDeliveriesQuery {
            client,
            params: [now, event_ids, each, limit, claimed_until],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<ClaimDeliveriesBorrowed, tokio_postgres::Error> {
                Ok(ClaimDeliveriesBorrowed {
                    webhook_id: row.try_get(0)?,
                    event_id: row.try_get(1)?,
                    attempts: row.try_get(2)?,
                    body: row.try_get(3)?,
                    url: row.try_get(4)?,
                    secret_version: row.try_get(5)?,
                    previous_secret_until: row.try_get(6)?,
                })
            },
            mapper: |it| ClaimDeliveries::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ClaimDeliveriesParams<T1>,
        ClaimDeliveriesQuery<'c, 'a, 's, C, ClaimDeliveries, 5>,
        C,
    > for ClaimDeliveriesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ClaimDeliveriesParams<T1>,
    ) -> ClaimDeliveriesQuery<'c, 'a, 's, C, ClaimDeliveries, 5> {
        self.bind(
            client,
            &params.now,
            &params.event_ids,
            &params.each,
            &params.limit,
            &params.claimed_until,
        )
    }
}
pub struct NoteDeliveredStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn note_delivered() -> NoteDeliveredStmt {
    NoteDeliveredStmt(
        "with mine as ( select id from notifications.webhooks where id = $1 for no key update ), done as ( update notifications.webhook_deliveries d set status = 'delivered', delivered_at = $2, claimed_until = null, last_status = $3, last_error = null from mine where d.webhook_id = mine.id and d.event_id = $4 and d.status = 'pending' and d.attempts = $5 and d.claimed_until is not null returning d.webhook_id ) update notifications.webhooks w set failing_since = null, failures = 0 from done where w.id = done.webhook_id and w.failing_since is not null",
        None,
    )
}
impl NoteDeliveredStmt {
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
        webhook_id: &'a uuid::Uuid,
        now: &'a time::OffsetDateTime,
        status: &'a i32,
        event_id: &'a uuid::Uuid,
        attempts: &'a i32,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[webhook_id, now, status, event_id, attempts],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        NoteDeliveredParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for NoteDeliveredStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a NoteDeliveredParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.webhook_id,
            &params.now,
            &params.status,
            &params.event_id,
            &params.attempts,
        ))
    }
}
pub struct NoteFailedStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn note_failed() -> NoteFailedStmt {
    NoteFailedStmt(
        "update notifications.webhook_deliveries set status = case when $1::timestamptz is null then 'failed' else 'pending' end, next_attempt_at = coalesce($1, next_attempt_at), claimed_until = null, last_status = $2, last_error = $3 where webhook_id = $4 and event_id = $5 and status = 'pending' and attempts = $6 and claimed_until is not null",
        None,
    )
}
impl NoteFailedStmt {
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
        next_attempt_at: &'a Option<time::OffsetDateTime>,
        last_status: &'a Option<i32>,
        last_error: &'a T1,
        webhook_id: &'a uuid::Uuid,
        event_id: &'a uuid::Uuid,
        attempts: &'a i32,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    next_attempt_at,
                    last_status,
                    last_error,
                    webhook_id,
                    event_id,
                    attempts,
                ],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        NoteFailedParams<T1>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for NoteFailedStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a NoteFailedParams<T1>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.next_attempt_at,
            &params.last_status,
            &params.last_error,
            &params.webhook_id,
            &params.event_id,
            &params.attempts,
        ))
    }
}
pub struct NoteSetbackStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn note_setback() -> NoteSetbackStmt {
    NoteSetbackStmt(
        "update notifications.webhooks set failures = $1, failing_since = $2, status = case when $3::text is null then status else 'disabled' end, disabled_reason = coalesce($3, disabled_reason), disabled_at = case when $3 is null then disabled_at else $4::timestamptz end, version = case when $3 is null then version else version + 1 end where id = $5",
        None,
    )
}
impl NoteSetbackStmt {
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
        failures: &'a i32,
        failing_since: &'a time::OffsetDateTime,
        disabled_reason: &'a Option<T1>,
        now: &'a time::OffsetDateTime,
        webhook_id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[failures, failing_since, disabled_reason, now, webhook_id],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        NoteSetbackParams<T1>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for NoteSetbackStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a NoteSetbackParams<T1>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.failures,
            &params.failing_since,
            &params.disabled_reason,
            &params.now,
            &params.webhook_id,
        ))
    }
}
pub struct DeleteWebhookDeliveriesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delete_webhook_deliveries() -> DeleteWebhookDeliveriesStmt {
    DeleteWebhookDeliveriesStmt(
        "delete from notifications.webhook_deliveries where (webhook_id, event_id) in ( select webhook_id, event_id from notifications.webhook_deliveries where created_at < $1 order by created_at limit $2::bigint for update skip locked )",
        None,
    )
}
impl DeleteWebhookDeliveriesStmt {
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
        DeleteWebhookDeliveriesParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for DeleteWebhookDeliveriesStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a DeleteWebhookDeliveriesParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.before, &params.limit))
    }
}
