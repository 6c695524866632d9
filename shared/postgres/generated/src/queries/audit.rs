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
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
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
