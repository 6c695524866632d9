// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct ListMailsParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub status: Option<T1>,
    pub kind: Option<T2>,
    pub recipient: Option<T3>,
    pub user_id: Option<uuid::Uuid>,
    pub since: Option<time::OffsetDateTime>,
    pub until: Option<time::OffsetDateTime>,
    pub after_at: Option<time::OffsetDateTime>,
    pub after_id: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Debug)]
pub struct AddResendParams<
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
    pub now: time::OffsetDateTime,
    pub resend_of: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct LiftSuppressionParams {
    pub now: time::OffsetDateTime,
    pub email: uuid::Uuid,
}
#[derive(Debug)]
pub struct NoteFeedbackParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
> {
    pub feedback: T1,
    pub at: time::OffsetDateTime,
    pub id: uuid::Uuid,
    pub outranked: T3,
}
#[derive(Debug)]
pub struct SuppressParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::ArraySql<Item = T3>,
> {
    pub reason: T1,
    pub detail: T2,
    pub now: time::OffsetDateTime,
    pub addresses: T4,
    pub mailed_at: time::OffsetDateTime,
}
#[derive(Debug, Clone, PartialEq)]
pub struct LoggedMail {
    pub id: uuid::Uuid,
    pub kind: String,
    pub user_id: Option<uuid::Uuid>,
    pub recipient: String,
    pub language: String,
    pub subject: String,
    pub status: String,
    pub attempts: i32,
    pub error: Option<String>,
    pub created_at: time::OffsetDateTime,
    pub sent_at: Option<time::OffsetDateTime>,
    pub feedback: Option<String>,
    pub feedback_at: Option<time::OffsetDateTime>,
    pub resend_of: Option<uuid::Uuid>,
    pub suppressed: Option<String>,
}
pub struct LoggedMailBorrowed<'a> {
    pub id: uuid::Uuid,
    pub kind: &'a str,
    pub user_id: Option<uuid::Uuid>,
    pub recipient: &'a str,
    pub language: &'a str,
    pub subject: &'a str,
    pub status: &'a str,
    pub attempts: i32,
    pub error: Option<&'a str>,
    pub created_at: time::OffsetDateTime,
    pub sent_at: Option<time::OffsetDateTime>,
    pub feedback: Option<&'a str>,
    pub feedback_at: Option<time::OffsetDateTime>,
    pub resend_of: Option<uuid::Uuid>,
    pub suppressed: Option<&'a str>,
}
impl<'a> From<LoggedMailBorrowed<'a>> for LoggedMail {
    fn from(
        LoggedMailBorrowed {
            id,
            kind,
            user_id,
            recipient,
            language,
            subject,
            status,
            attempts,
            error,
            created_at,
            sent_at,
            feedback,
            feedback_at,
            resend_of,
            suppressed,
        }: LoggedMailBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            kind: kind.into(),
            user_id,
            recipient: recipient.into(),
            language: language.into(),
            subject: subject.into(),
            status: status.into(),
            attempts,
            error: error.map(|v| v.into()),
            created_at,
            sent_at,
            feedback: feedback.map(|v| v.into()),
            feedback_at,
            resend_of,
            suppressed: suppressed.map(|v| v.into()),
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct ResendStanding {
    pub is_kept: bool,
    pub is_in_flight: bool,
}
#[derive(Debug, Clone, PartialEq)]
pub struct LiftSuppression {
    pub user_id: Option<uuid::Uuid>,
    pub reason: String,
}
pub struct LiftSuppressionBorrowed<'a> {
    pub user_id: Option<uuid::Uuid>,
    pub reason: &'a str,
}
impl<'a> From<LiftSuppressionBorrowed<'a>> for LiftSuppression {
    fn from(LiftSuppressionBorrowed { user_id, reason }: LiftSuppressionBorrowed<'a>) -> Self {
        Self {
            user_id,
            reason: reason.into(),
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct LoggedMailQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LoggedMailBorrowed, tokio_postgres::Error>,
    mapper: fn(LoggedMailBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LoggedMailQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(LoggedMailBorrowed) -> R,
    ) -> LoggedMailQuery<'c, 'a, 's, C, R, N> {
        LoggedMailQuery {
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
pub struct UuidUuidQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<uuid::Uuid, tokio_postgres::Error>,
    mapper: fn(uuid::Uuid) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> UuidUuidQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(uuid::Uuid) -> R) -> UuidUuidQuery<'c, 'a, 's, C, R, N> {
        UuidUuidQuery {
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
pub struct ResendStandingQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ResendStanding, tokio_postgres::Error>,
    mapper: fn(ResendStanding) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ResendStandingQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ResendStanding) -> R,
    ) -> ResendStandingQuery<'c, 'a, 's, C, R, N> {
        ResendStandingQuery {
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
pub struct LiftSuppressionQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LiftSuppressionBorrowed, tokio_postgres::Error>,
    mapper: fn(LiftSuppressionBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LiftSuppressionQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(LiftSuppressionBorrowed) -> R,
    ) -> LiftSuppressionQuery<'c, 'a, 's, C, R, N> {
        LiftSuppressionQuery {
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
pub struct ListMailsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_mails() -> ListMailsStmt {
    ListMailsStmt(
        "select m.id, m.kind, m.user_id, m.recipient, m.language, m.subject, m.status, m.attempts, m.error, m.created_at, m.sent_at, m.feedback, m.feedback_at, m.resend_of, s.reason as suppressed from notifications.emails m left join notifications.suppressions s on s.address = lower(m.recipient) and s.lifted_at is null where ($1::text is null or m.status = $1) and ($2::text is null or m.kind = $2) and ($3::text is null or m.recipient = $3) and ($4::uuid is null or m.user_id = $4) and ($5::timestamptz is null or m.created_at >= $5) and ($6::timestamptz is null or m.created_at < $6) and ($7::timestamptz is null or (m.created_at, m.id) < ($7, $8::uuid)) order by m.created_at desc, m.id desc limit $9::bigint",
        None,
    )
}
impl ListMailsStmt {
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
        status: &'a Option<T1>,
        kind: &'a Option<T2>,
        recipient: &'a Option<T3>,
        user_id: &'a Option<uuid::Uuid>,
        since: &'a Option<time::OffsetDateTime>,
        until: &'a Option<time::OffsetDateTime>,
        after_at: &'a Option<time::OffsetDateTime>,
        after_id: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> LoggedMailQuery<'c, 'a, 's, C, LoggedMail, 9> {
        LoggedMailQuery {
            client,
            params: [
                status, kind, recipient, user_id, since, until, after_at, after_id, limit,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<LoggedMailBorrowed, tokio_postgres::Error> {
                    Ok(LoggedMailBorrowed {
                        id: row.try_get(0)?,
                        kind: row.try_get(1)?,
                        user_id: row.try_get(2)?,
                        recipient: row.try_get(3)?,
                        language: row.try_get(4)?,
                        subject: row.try_get(5)?,
                        status: row.try_get(6)?,
                        attempts: row.try_get(7)?,
                        error: row.try_get(8)?,
                        created_at: row.try_get(9)?,
                        sent_at: row.try_get(10)?,
                        feedback: row.try_get(11)?,
                        feedback_at: row.try_get(12)?,
                        resend_of: row.try_get(13)?,
                        suppressed: row.try_get(14)?,
                    })
                },
            mapper: |it| LoggedMail::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListMailsParams<T1, T2, T3>,
        LoggedMailQuery<'c, 'a, 's, C, LoggedMail, 9>,
        C,
    > for ListMailsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListMailsParams<T1, T2, T3>,
    ) -> LoggedMailQuery<'c, 'a, 's, C, LoggedMail, 9> {
        self.bind(
            client,
            &params.status,
            &params.kind,
            &params.recipient,
            &params.user_id,
            &params.since,
            &params.until,
            &params.after_at,
            &params.after_id,
            &params.limit,
        )
    }
}
pub struct LockFirstMailStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_first_mail() -> LockFirstMailStmt {
    LockFirstMailStmt(
        "select id from notifications.emails where id = (select coalesce(resend_of, id) from notifications.emails where id = $1) for update",
        None,
    )
}
impl LockFirstMailStmt {
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
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct MailToResendStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn mail_to_resend() -> MailToResendStmt {
    MailToResendStmt(
        "select m.id, m.kind, m.user_id, m.recipient, m.language, m.subject, m.status, m.attempts, m.error, m.created_at, m.sent_at, m.feedback, m.feedback_at, m.resend_of, s.reason as suppressed from notifications.emails m left join notifications.suppressions s on s.address = lower(m.recipient) and s.lifted_at is null where m.id = $1",
        None,
    )
}
impl MailToResendStmt {
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
    ) -> LoggedMailQuery<'c, 'a, 's, C, LoggedMail, 1> {
        LoggedMailQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<LoggedMailBorrowed, tokio_postgres::Error> {
                    Ok(LoggedMailBorrowed {
                        id: row.try_get(0)?,
                        kind: row.try_get(1)?,
                        user_id: row.try_get(2)?,
                        recipient: row.try_get(3)?,
                        language: row.try_get(4)?,
                        subject: row.try_get(5)?,
                        status: row.try_get(6)?,
                        attempts: row.try_get(7)?,
                        error: row.try_get(8)?,
                        created_at: row.try_get(9)?,
                        sent_at: row.try_get(10)?,
                        feedback: row.try_get(11)?,
                        feedback_at: row.try_get(12)?,
                        resend_of: row.try_get(13)?,
                        suppressed: row.try_get(14)?,
                    })
                },
            mapper: |it| LoggedMail::from(it),
        }
    }
}
pub struct ResendStandingStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn resend_standing() -> ResendStandingStmt {
    ResendStandingStmt(
        "select exists ( select from notifications.emails root join platform.outbox kept on kept.id = root.event_id where root.id = $1 ) as is_kept, exists (select from notifications.emails again where again.resend_of = $1 and again.status = 'sending') as is_in_flight",
        None,
    )
}
impl ResendStandingStmt {
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
        root: &'a uuid::Uuid,
    ) -> ResendStandingQuery<'c, 'a, 's, C, ResendStanding, 1> {
        ResendStandingQuery {
            client,
            params: [root],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ResendStanding, tokio_postgres::Error> {
                    Ok(ResendStanding {
                        is_kept: row.try_get(0)?,
                        is_in_flight: row.try_get(1)?,
                    })
                },
            mapper: |it| ResendStanding::from(it),
        }
    }
}
pub struct AddResendStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_resend() -> AddResendStmt {
    AddResendStmt(
        "insert into notifications.emails (id, event_id, kind, user_id, recipient, language, subject, status, attempts, claimed_until, created_at, resend_of) values ($1, $2, $3, $4, $5, $6, $7, 'sending', 0, $8, $8, $9)",
        None,
    )
}
impl AddResendStmt {
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
        now: &'a time::OffsetDateTime,
        resend_of: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    id, event_id, kind, user_id, recipient, language, subject, now, resend_of,
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
    T4: crate::StringSql,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        AddResendParams<T1, T2, T3, T4>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for AddResendStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a AddResendParams<T1, T2, T3, T4>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.id,
            &params.event_id,
            &params.kind,
            &params.user_id,
            &params.recipient,
            &params.language,
            &params.subject,
            &params.now,
            &params.resend_of,
        ))
    }
}
pub struct LiftSuppressionStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lift_suppression() -> LiftSuppressionStmt {
    LiftSuppressionStmt(
        "with lifted as ( update notifications.suppressions s set lifted_at = $1 from notifications.emails m where m.id = $2 and s.address = lower(m.recipient) and s.lifted_at is null returning m.user_id, s.reason ) select user_id, reason from lifted",
        None,
    )
}
impl LiftSuppressionStmt {
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
        email: &'a uuid::Uuid,
    ) -> LiftSuppressionQuery<'c, 'a, 's, C, LiftSuppression, 2> {
        LiftSuppressionQuery {
            client,
            params: [now, email],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<LiftSuppressionBorrowed, tokio_postgres::Error> {
                Ok(LiftSuppressionBorrowed {
                    user_id: row.try_get(0)?,
                    reason: row.try_get(1)?,
                })
            },
            mapper: |it| LiftSuppression::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LiftSuppressionParams,
        LiftSuppressionQuery<'c, 'a, 's, C, LiftSuppression, 2>,
        C,
    > for LiftSuppressionStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LiftSuppressionParams,
    ) -> LiftSuppressionQuery<'c, 'a, 's, C, LiftSuppression, 2> {
        self.bind(client, &params.now, &params.email)
    }
}
pub struct NoteFeedbackStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn note_feedback() -> NoteFeedbackStmt {
    NoteFeedbackStmt(
        "update notifications.emails set feedback = $1, feedback_at = $2 where id = $3 and (feedback is null or feedback = any($4::text[]))",
        None,
    )
}
impl NoteFeedbackStmt {
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
        T3: crate::ArraySql<Item = T2>,
    >(
        &'s self,
        client: &'c C,
        feedback: &'a T1,
        at: &'a time::OffsetDateTime,
        id: &'a uuid::Uuid,
        outranked: &'a T3,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[feedback, at, id, outranked],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        NoteFeedbackParams<T1, T2, T3>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for NoteFeedbackStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a NoteFeedbackParams<T1, T2, T3>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.feedback,
            &params.at,
            &params.id,
            &params.outranked,
        ))
    }
}
pub struct SuppressStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn suppress() -> SuppressStmt {
    SuppressStmt(
        "insert into notifications.suppressions as known (address, reason, detail, suppressed_at) select lower(address), $1, $2, $3 from unnest($4::text[]) address on conflict (address) do update set reason = excluded.reason, detail = excluded.detail, suppressed_at = excluded.suppressed_at, lifted_at = null where known.lifted_at is not null and known.lifted_at < $5::timestamptz",
        None,
    )
}
impl SuppressStmt {
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
        reason: &'a T1,
        detail: &'a T2,
        now: &'a time::OffsetDateTime,
        addresses: &'a T4,
        mailed_at: &'a time::OffsetDateTime,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[reason, detail, now, addresses, mailed_at],
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
        SuppressParams<T1, T2, T3, T4>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for SuppressStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a SuppressParams<T1, T2, T3, T4>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.reason,
            &params.detail,
            &params.now,
            &params.addresses,
            &params.mailed_at,
        ))
    }
}
pub struct EraseSuppressionsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn erase_suppressions() -> EraseSuppressionsStmt {
    EraseSuppressionsStmt(
        "delete from notifications.suppressions s using notifications.emails m where m.user_id = $1 and s.address = lower(m.recipient)",
        None,
    )
}
impl EraseSuppressionsStmt {
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
        user_id: &'a Option<uuid::Uuid>,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[user_id],
            )
            .await
    }
}
