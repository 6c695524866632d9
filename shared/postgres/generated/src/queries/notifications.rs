// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct ClaimEmailParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
> {
    pub id: uuid::Uuid,
    pub event_id: uuid::Uuid,
    pub kind: T1,
    pub user_id: Option<uuid::Uuid>,
    pub recipient: T2,
    pub language: T3,
    pub subject: T4,
    pub claimed_until: time::OffsetDateTime,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct EmailSentParams<T1: crate::StringSql> {
    pub provider_message_id: T1,
    pub now: time::OffsetDateTime,
    pub id: uuid::Uuid,
    pub attempt: i32,
}
#[derive(Debug)]
pub struct EmailRefusedParams<T1: crate::StringSql> {
    pub error: T1,
    pub id: uuid::Uuid,
    pub attempt: i32,
}
#[derive(Debug)]
pub struct EmailPutBackParams<T1: crate::StringSql> {
    pub now: time::OffsetDateTime,
    pub error: T1,
    pub id: uuid::Uuid,
    pub attempt: i32,
}
#[derive(Clone, Copy, Debug)]
pub struct MailsOfUserParams {
    pub user_id: uuid::Uuid,
    pub limit: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimEmail {
    pub id: uuid::Uuid,
    pub attempts: i32,
    pub status: String,
    pub mine: bool,
}
pub struct ClaimEmailBorrowed<'a> {
    pub id: uuid::Uuid,
    pub attempts: i32,
    pub status: &'a str,
    pub mine: bool,
}
impl<'a> From<ClaimEmailBorrowed<'a>> for ClaimEmail {
    fn from(
        ClaimEmailBorrowed {
            id,
            attempts,
            status,
            mine,
        }: ClaimEmailBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            attempts,
            status: status.into(),
            mine,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct MailsOfUser {
    pub kind: String,
    pub subject: String,
    pub created_at: time::OffsetDateTime,
}
pub struct MailsOfUserBorrowed<'a> {
    pub kind: &'a str,
    pub subject: &'a str,
    pub created_at: time::OffsetDateTime,
}
impl<'a> From<MailsOfUserBorrowed<'a>> for MailsOfUser {
    fn from(
        MailsOfUserBorrowed {
            kind,
            subject,
            created_at,
        }: MailsOfUserBorrowed<'a>,
    ) -> Self {
        Self {
            kind: kind.into(),
            subject: subject.into(),
            created_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct WhoMay {
    pub id: uuid::Uuid,
    pub email: String,
    pub name: String,
    pub language: String,
}
pub struct WhoMayBorrowed<'a> {
    pub id: uuid::Uuid,
    pub email: &'a str,
    pub name: &'a str,
    pub language: &'a str,
}
impl<'a> From<WhoMayBorrowed<'a>> for WhoMay {
    fn from(
        WhoMayBorrowed {
            id,
            email,
            name,
            language,
        }: WhoMayBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            email: email.into(),
            name: name.into(),
            language: language.into(),
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct ClaimEmailQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ClaimEmailBorrowed, tokio_postgres::Error>,
    mapper: fn(ClaimEmailBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ClaimEmailQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ClaimEmailBorrowed) -> R,
    ) -> ClaimEmailQuery<'c, 'a, 's, C, R, N> {
        ClaimEmailQuery {
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
pub struct MailsOfUserQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<MailsOfUserBorrowed, tokio_postgres::Error>,
    mapper: fn(MailsOfUserBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> MailsOfUserQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(MailsOfUserBorrowed) -> R,
    ) -> MailsOfUserQuery<'c, 'a, 's, C, R, N> {
        MailsOfUserQuery {
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
pub struct WhoMayQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<WhoMayBorrowed, tokio_postgres::Error>,
    mapper: fn(WhoMayBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> WhoMayQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(WhoMayBorrowed) -> R) -> WhoMayQuery<'c, 'a, 's, C, R, N> {
        WhoMayQuery {
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
pub struct ClaimEmailStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn claim_email() -> ClaimEmailStmt {
    ClaimEmailStmt(
        "with claimed as ( insert into notifications.emails as mail (id, event_id, kind, user_id, recipient, language, subject, status, attempts, claimed_until, created_at) select $1, $2, $3, $4::uuid, $5, $6, $7, 'sending', 1, $8, $9 where not exists ( select from notifications.emails where event_id = $2 and kind = $3 and recipient = platform.erased_address($4::uuid) ) on conflict on constraint emails_one_per_event do update set attempts = mail.attempts + 1, claimed_until = excluded.claimed_until where mail.status = 'sending' and mail.claimed_until <= excluded.created_at returning mail.id, mail.attempts, mail.status ) select id, attempts, status, true as mine from claimed union all select id, attempts, status, false as mine from notifications.emails where event_id = $2 and kind = $3 and recipient in ($5, platform.erased_address($4::uuid)) and not exists (select from claimed)",
        None,
    )
}
impl ClaimEmailStmt {
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
        T4: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        event_id: &'a uuid::Uuid,
        kind: &'a T1,
        user_id: &'a Option<uuid::Uuid>,
        recipient: &'a T2,
        language: &'a T3,
        subject: &'a T4,
        claimed_until: &'a time::OffsetDateTime,
        now: &'a time::OffsetDateTime,
    ) -> ClaimEmailQuery<'c, 'a, 's, C, ClaimEmail, 9> {
        ClaimEmailQuery {
            client,
            params: [
                id,
                event_id,
                kind,
                user_id,
                recipient,
                language,
                subject,
                claimed_until,
                now,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ClaimEmailBorrowed, tokio_postgres::Error> {
                    Ok(ClaimEmailBorrowed {
                        id: row.try_get(0)?,
                        attempts: row.try_get(1)?,
                        status: row.try_get(2)?,
                        mine: row.try_get(3)?,
                    })
                },
            mapper: |it| ClaimEmail::from(it),
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
    T4: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ClaimEmailParams<T1, T2, T3, T4>,
        ClaimEmailQuery<'c, 'a, 's, C, ClaimEmail, 9>,
        C,
    > for ClaimEmailStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ClaimEmailParams<T1, T2, T3, T4>,
    ) -> ClaimEmailQuery<'c, 'a, 's, C, ClaimEmail, 9> {
        self.bind(
            client,
            &params.id,
            &params.event_id,
            &params.kind,
            &params.user_id,
            &params.recipient,
            &params.language,
            &params.subject,
            &params.claimed_until,
            &params.now,
        )
    }
}
pub struct EmailSentStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn email_sent() -> EmailSentStmt {
    EmailSentStmt(
        "update notifications.emails set status = 'sent', provider_message_id = $1, sent_at = $2, error = null where id = $3 and attempts = $4 and status = 'sending'",
        None,
    )
}
impl EmailSentStmt {
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
        provider_message_id: &'a T1,
        now: &'a time::OffsetDateTime,
        id: &'a uuid::Uuid,
        attempt: &'a i32,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[provider_message_id, now, id, attempt],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        EmailSentParams<T1>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for EmailSentStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a EmailSentParams<T1>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.provider_message_id,
            &params.now,
            &params.id,
            &params.attempt,
        ))
    }
}
pub struct EmailRefusedStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn email_refused() -> EmailRefusedStmt {
    EmailRefusedStmt(
        "update notifications.emails set status = 'failed', error = $1 where id = $2 and attempts = $3 and status = 'sending'",
        None,
    )
}
impl EmailRefusedStmt {
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
        error: &'a T1,
        id: &'a uuid::Uuid,
        attempt: &'a i32,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[error, id, attempt],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        EmailRefusedParams<T1>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for EmailRefusedStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a EmailRefusedParams<T1>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.error, &params.id, &params.attempt))
    }
}
pub struct EmailPutBackStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn email_put_back() -> EmailPutBackStmt {
    EmailPutBackStmt(
        "update notifications.emails set claimed_until = $1, error = $2 where id = $3 and attempts = $4 and status = 'sending'",
        None,
    )
}
impl EmailPutBackStmt {
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
        now: &'a time::OffsetDateTime,
        error: &'a T1,
        id: &'a uuid::Uuid,
        attempt: &'a i32,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[now, error, id, attempt],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        EmailPutBackParams<T1>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for EmailPutBackStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a EmailPutBackParams<T1>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.now,
            &params.error,
            &params.id,
            &params.attempt,
        ))
    }
}
pub struct MailsOfUserStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn mails_of_user() -> MailsOfUserStmt {
    MailsOfUserStmt(
        "select kind, subject, created_at from notifications.emails where user_id = $1 order by created_at desc limit $2::bigint",
        None,
    )
}
impl MailsOfUserStmt {
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
        limit: &'a i64,
    ) -> MailsOfUserQuery<'c, 'a, 's, C, MailsOfUser, 2> {
        MailsOfUserQuery {
            client,
            params: [user_id, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<MailsOfUserBorrowed, tokio_postgres::Error> {
                    Ok(MailsOfUserBorrowed {
                        kind: row.try_get(0)?,
                        subject: row.try_get(1)?,
                        created_at: row.try_get(2)?,
                    })
                },
            mapper: |it| MailsOfUser::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        MailsOfUserParams,
        MailsOfUserQuery<'c, 'a, 's, C, MailsOfUser, 2>,
        C,
    > for MailsOfUserStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a MailsOfUserParams,
    ) -> MailsOfUserQuery<'c, 'a, 's, C, MailsOfUser, 2> {
        self.bind(client, &params.user_id, &params.limit)
    }
}
pub struct WhoMayStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn who_may() -> WhoMayStmt {
    WhoMayStmt(
        "select a.id, a.email, a.name, a.language from identity.accounts a where a.id in ( select g.user_id from identity.roles r join identity.user_roles g on g.role = r.name where $1::text = any (r.permissions) ) and a.status = 'active' and $1 = any (a.permissions) order by a.id",
        None,
    )
}
impl WhoMayStmt {
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
        permission: &'a T1,
    ) -> WhoMayQuery<'c, 'a, 's, C, WhoMay, 1> {
        WhoMayQuery {
            client,
            params: [permission],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<WhoMayBorrowed, tokio_postgres::Error> {
                    Ok(WhoMayBorrowed {
                        id: row.try_get(0)?,
                        email: row.try_get(1)?,
                        name: row.try_get(2)?,
                        language: row.try_get(3)?,
                    })
                },
            mapper: |it| WhoMay::from(it),
        }
    }
}
