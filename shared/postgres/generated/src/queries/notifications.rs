// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct ClaimEmailsParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = T6>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = T8>,
    T10: crate::StringSql,
    T11: crate::ArraySql<Item = T10>,
    T12: crate::ArraySql<Item = bool>,
    T13: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T14: crate::StringSql,
    T15: crate::ArraySql<Item = Option<T14>>,
    T16: crate::StringSql,
    T17: crate::ArraySql<Item = Option<T16>>,
> {
    pub ids: T1,
    pub event_ids: T2,
    pub kinds: T4,
    pub user_ids: T5,
    pub recipients: T7,
    pub languages: T9,
    pub subjects: T11,
    pub are_optional: T12,
    pub entry_ids: T13,
    pub summaries: T15,
    pub order_codes: T17,
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
pub struct ClaimEmails {
    pub place: i64,
    pub id: uuid::Uuid,
    pub attempts: i32,
    pub status: String,
    pub mine: bool,
}
pub struct ClaimEmailsBorrowed<'a> {
    pub place: i64,
    pub id: uuid::Uuid,
    pub attempts: i32,
    pub status: &'a str,
    pub mine: bool,
}
impl<'a> From<ClaimEmailsBorrowed<'a>> for ClaimEmails {
    fn from(
        ClaimEmailsBorrowed {
            place,
            id,
            attempts,
            status,
            mine,
        }: ClaimEmailsBorrowed<'a>,
    ) -> Self {
        Self {
            place,
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
pub struct ClaimEmailsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ClaimEmailsBorrowed, tokio_postgres::Error>,
    mapper: fn(ClaimEmailsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ClaimEmailsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ClaimEmailsBorrowed) -> R,
    ) -> ClaimEmailsQuery<'c, 'a, 's, C, R, N> {
        ClaimEmailsQuery {
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
pub struct ClaimEmailsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn claim_emails() -> ClaimEmailsStmt {
    ClaimEmailsStmt(
        "with wanted as materialized ( select * from unnest( $1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::boolean[], $9::uuid[], $10::text[], $11::text[] ) with ordinality as mail ( id, event_id, kind, user_id, recipient, language, subject, is_optional, entry_id, summary, order_code, place ) ), standing as materialized ( select wanted.*, case when exists ( select from notifications.suppressions s where s.address = lower(wanted.recipient) and s.lifted_at is null ) then 'suppressed' when wanted.is_optional and exists ( select from notifications.muted m where m.user_id = wanted.user_id and m.kind = wanted.kind ) then 'muted' else 'sending' end as status from wanted where not exists ( select from notifications.emails erased where erased.event_id = wanted.event_id and erased.kind = wanted.kind and erased.recipient = platform.erased_address(wanted.user_id) ) ), claimed as ( insert into notifications.emails as mail (id, event_id, kind, user_id, recipient, language, subject, status, attempts, claimed_until, created_at) select id, event_id, kind, user_id, recipient, language, subject, status, case status when 'sending' then 1 else 0 end, $12::timestamptz, $13::timestamptz from standing order by event_id, kind, recipient on conflict on constraint emails_one_per_event do update set status = excluded.status, attempts = mail.attempts + excluded.attempts, claimed_until = excluded.claimed_until where mail.status = 'sending' and mail.claimed_until <= excluded.created_at returning mail.id, mail.event_id, mail.kind, mail.recipient, mail.attempts, mail.status ), told as ( insert into notifications.feed (id, user_id, event_id, kind, title, text, order_code, created_at) select wanted.entry_id, wanted.user_id, wanted.event_id, wanted.kind, wanted.subject, wanted.summary, wanted.order_code, $13 from claimed join wanted using (event_id, kind, recipient) where wanted.entry_id is not null and wanted.user_id is not null order by wanted.event_id, wanted.user_id on conflict do nothing ) select wanted.place, claimed.id, claimed.attempts, claimed.status, true as mine from claimed join wanted using (event_id, kind, recipient) union all select wanted.place, mail.id, mail.attempts, mail.status, false as mine from wanted join notifications.emails mail on mail.event_id = wanted.event_id and mail.kind = wanted.kind and mail.recipient in (wanted.recipient, platform.erased_address(wanted.user_id)) where not exists ( select from claimed where claimed.event_id = wanted.event_id and claimed.kind = wanted.kind and claimed.recipient = wanted.recipient )",
        None,
    )
}
impl ClaimEmailsStmt {
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
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::ArraySql<Item = uuid::Uuid>,
        T3: crate::StringSql,
        T4: crate::ArraySql<Item = T3>,
        T5: crate::ArraySql<Item = Option<uuid::Uuid>>,
        T6: crate::StringSql,
        T7: crate::ArraySql<Item = T6>,
        T8: crate::StringSql,
        T9: crate::ArraySql<Item = T8>,
        T10: crate::StringSql,
        T11: crate::ArraySql<Item = T10>,
        T12: crate::ArraySql<Item = bool>,
        T13: crate::ArraySql<Item = Option<uuid::Uuid>>,
        T14: crate::StringSql,
        T15: crate::ArraySql<Item = Option<T14>>,
        T16: crate::StringSql,
        T17: crate::ArraySql<Item = Option<T16>>,
    >(
        &'s self,
        client: &'c C,
        ids: &'a T1,
        event_ids: &'a T2,
        kinds: &'a T4,
        user_ids: &'a T5,
        recipients: &'a T7,
        languages: &'a T9,
        subjects: &'a T11,
        are_optional: &'a T12,
        entry_ids: &'a T13,
        summaries: &'a T15,
        order_codes: &'a T17,
        claimed_until: &'a time::OffsetDateTime,
        now: &'a time::OffsetDateTime,
    ) -> ClaimEmailsQuery<'c, 'a, 's, C, ClaimEmails, 13> {
        ClaimEmailsQuery {
            client,
            params: [
                ids,
                event_ids,
                kinds,
                user_ids,
                recipients,
                languages,
                subjects,
                are_optional,
                entry_ids,
                summaries,
                order_codes,
                claimed_until,
                now,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ClaimEmailsBorrowed, tokio_postgres::Error> {
                    Ok(ClaimEmailsBorrowed {
                        place: row.try_get(0)?,
                        id: row.try_get(1)?,
                        attempts: row.try_get(2)?,
                        status: row.try_get(3)?,
                        mine: row.try_get(4)?,
                    })
                },
            mapper: |it| ClaimEmails::from(it),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
    T5: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = T6>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = T8>,
    T10: crate::StringSql,
    T11: crate::ArraySql<Item = T10>,
    T12: crate::ArraySql<Item = bool>,
    T13: crate::ArraySql<Item = Option<uuid::Uuid>>,
    T14: crate::StringSql,
    T15: crate::ArraySql<Item = Option<T14>>,
    T16: crate::StringSql,
    T17: crate::ArraySql<Item = Option<T16>>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ClaimEmailsParams<
            T1,
            T2,
            T3,
            T4,
            T5,
            T6,
            T7,
            T8,
            T9,
            T10,
            T11,
            T12,
            T13,
            T14,
            T15,
            T16,
            T17,
        >,
        ClaimEmailsQuery<'c, 'a, 's, C, ClaimEmails, 13>,
        C,
    > for ClaimEmailsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ClaimEmailsParams<
            T1,
            T2,
            T3,
            T4,
            T5,
            T6,
            T7,
            T8,
            T9,
            T10,
            T11,
            T12,
            T13,
            T14,
            T15,
            T16,
            T17,
        >,
    ) -> ClaimEmailsQuery<'c, 'a, 's, C, ClaimEmails, 13> {
        self.bind(
            client,
            &params.ids,
            &params.event_ids,
            &params.kinds,
            &params.user_ids,
            &params.recipients,
            &params.languages,
            &params.subjects,
            &params.are_optional,
            &params.entry_ids,
            &params.summaries,
            &params.order_codes,
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
