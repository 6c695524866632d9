// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct ReplayParams<T1: crate::StringSql> {
    pub since: time::OffsetDateTime,
    pub until: time::OffsetDateTime,
    pub kind: Option<T1>,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct ReplayStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn replay() -> ReplayStmt {
    ReplayStmt(
        "update platform.outbox set sent_at = null, claimed_until = null where sent_at is not null and created_at >= $1 and created_at < $2 and ($3::text is null or event ->> 'type' = $3)",
        None,
    )
}
impl ReplayStmt {
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
        since: &'a time::OffsetDateTime,
        until: &'a time::OffsetDateTime,
        kind: &'a Option<T1>,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[since, until, kind],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ReplayParams<T1>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for ReplayStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ReplayParams<T1>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.since, &params.until, &params.kind))
    }
}
