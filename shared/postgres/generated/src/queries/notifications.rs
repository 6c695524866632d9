// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct ClaimEmailParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
> {
    pub recipient: T1,
    pub is_optional: bool,
    pub user_id: Option<uuid::Uuid>,
    pub kind: T2,
    pub id: uuid::Uuid,
    pub event_id: uuid::Uuid,
    pub language: T3,
    pub subject: T4,
    pub claimed_until: time::OffsetDateTime,
    pub now: time::OffsetDateTime,
    pub entry_id: Option<uuid::Uuid>,
    pub summary: Option<T5>,
    pub order_code: Option<T6>,
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
#[derive(Debug)]
pub struct EmailWithdrawnParams<T1: crate::StringSql> {
    pub error: T1,
    pub id: uuid::Uuid,
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
pub struct OriginalEmail {
    pub recipient: String,
    pub user_id: Option<uuid::Uuid>,
    pub language: String,
    pub event: serde_json::Value,
}
pub struct OriginalEmailBorrowed<'a> {
    pub recipient: &'a str,
    pub user_id: Option<uuid::Uuid>,
    pub language: &'a str,
    pub event: postgres_types::Json<&'a serde_json::value::RawValue>,
}
impl<'a> From<OriginalEmailBorrowed<'a>> for OriginalEmail {
    fn from(
        OriginalEmailBorrowed {
            recipient,
            user_id,
            language,
            event,
        }: OriginalEmailBorrowed<'a>,
    ) -> Self {
        Self {
            recipient: recipient.into(),
            user_id,
            language: language.into(),
            event: serde_json::from_str(event.0.get()).unwrap(),
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
pub struct OriginalEmailQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<OriginalEmailBorrowed, tokio_postgres::Error>,
    mapper: fn(OriginalEmailBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> OriginalEmailQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(OriginalEmailBorrowed) -> R,
    ) -> OriginalEmailQuery<'c, 'a, 's, C, R, N> {
        OriginalEmailQuery {
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
        "with standing as ( select case when exists ( select from notifications.suppressions s where s.address = lower($1) and s.lifted_at is null ) then 'suppressed' when $2::boolean and exists ( select from notifications.muted m where m.user_id = $3::uuid and m.kind = $4 ) then 'muted' else 'sending' end as status ), claimed as ( insert into notifications.emails as mail (id, event_id, kind, user_id, recipient, language, subject, status, attempts, claimed_until, created_at) select $5, $6, $4, $3::uuid, $1, $7, $8, standing.status, case standing.status when 'sending' then 1 else 0 end, $9, $10 from standing where not exists ( select from notifications.emails where event_id = $6 and kind = $4 and recipient = platform.erased_address($3::uuid) ) on conflict on constraint emails_one_per_event do update set status = excluded.status, attempts = mail.attempts + excluded.attempts, claimed_until = excluded.claimed_until where mail.status = 'sending' and mail.claimed_until <= excluded.created_at returning mail.id, mail.attempts, mail.status ), told as ( insert into notifications.feed (id, user_id, event_id, kind, title, text, order_code, created_at) select $11::uuid, $3::uuid, $6, $4, $8, $12, $13, $10 from claimed where $11::uuid is not null and $3::uuid is not null on conflict do nothing ) select id, attempts, status, true as mine from claimed union all select id, attempts, status, false as mine from notifications.emails where event_id = $6 and kind = $4 and recipient in ($1, platform.erased_address($3::uuid)) and not exists (select from claimed)",
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
        T5: crate::StringSql,
        T6: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        recipient: &'a T1,
        is_optional: &'a bool,
        user_id: &'a Option<uuid::Uuid>,
        kind: &'a T2,
        id: &'a uuid::Uuid,
        event_id: &'a uuid::Uuid,
        language: &'a T3,
        subject: &'a T4,
        claimed_until: &'a time::OffsetDateTime,
        now: &'a time::OffsetDateTime,
        entry_id: &'a Option<uuid::Uuid>,
        summary: &'a Option<T5>,
        order_code: &'a Option<T6>,
    ) -> ClaimEmailQuery<'c, 'a, 's, C, ClaimEmail, 13> {
        ClaimEmailQuery {
            client,
            params: [
                recipient,
                is_optional,
                user_id,
                kind,
                id,
                event_id,
                language,
                subject,
                claimed_until,
                now,
                entry_id,
                summary,
                order_code,
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
    T5: crate::StringSql,
    T6: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ClaimEmailParams<T1, T2, T3, T4, T5, T6>,
        ClaimEmailQuery<'c, 'a, 's, C, ClaimEmail, 13>,
        C,
    > for ClaimEmailStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ClaimEmailParams<T1, T2, T3, T4, T5, T6>,
    ) -> ClaimEmailQuery<'c, 'a, 's, C, ClaimEmail, 13> {
        self.bind(
            client,
            &params.recipient,
            &params.is_optional,
            &params.user_id,
            &params.kind,
            &params.id,
            &params.event_id,
            &params.language,
            &params.subject,
            &params.claimed_until,
            &params.now,
            &params.entry_id,
            &params.summary,
            &params.order_code,
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
pub struct EmailWithdrawnStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn email_withdrawn() -> EmailWithdrawnStmt {
    EmailWithdrawnStmt(
        "update notifications.emails set status = 'failed', error = $1 where id = $2 and status = 'sending'",
        None,
    )
}
impl EmailWithdrawnStmt {
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
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[error, id],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        EmailWithdrawnParams<T1>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for EmailWithdrawnStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a EmailWithdrawnParams<T1>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.error, &params.id))
    }
}
pub struct OriginalEmailStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn original_email() -> OriginalEmailStmt {
    OriginalEmailStmt(
        "select mail.recipient, mail.user_id, mail.language, kept.event from notifications.emails mail join platform.outbox kept on kept.id = mail.event_id where mail.id = $1",
        None,
    )
}
impl OriginalEmailStmt {
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
    ) -> OriginalEmailQuery<'c, 'a, 's, C, OriginalEmail, 1> {
        OriginalEmailQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<OriginalEmailBorrowed, tokio_postgres::Error> {
                    Ok(OriginalEmailBorrowed {
                        recipient: row.try_get(0)?,
                        user_id: row.try_get(1)?,
                        language: row.try_get(2)?,
                        event: row.try_get(3)?,
                    })
                },
            mapper: |it| OriginalEmail::from(it),
        }
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
