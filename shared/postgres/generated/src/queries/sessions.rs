// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct OpenSessionParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::BytesSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::BytesSql,
    T7: crate::StringSql,
> {
    pub rehashed: Option<T1>,
    pub user_id: uuid::Uuid,
    pub checked_hash: Option<T2>,
    pub step: Option<i64>,
    pub now: time::OffsetDateTime,
    pub recovery_hash: Option<T3>,
    pub session_id: uuid::Uuid,
    pub user_agent: T4,
    pub ip: T5,
    pub refresh_hash: T6,
    pub refresh_expires_at: time::OffsetDateTime,
    pub request_id: T7,
}
#[derive(Debug)]
pub struct VerifyEmailParams<
    T1: crate::BytesSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::BytesSql,
    T5: crate::StringSql,
> {
    pub now: time::OffsetDateTime,
    pub token_hash: T1,
    pub session_id: uuid::Uuid,
    pub user_agent: T2,
    pub ip: T3,
    pub refresh_hash: T4,
    pub refresh_expires_at: time::OffsetDateTime,
    pub request_id: T5,
}
#[derive(Debug)]
pub struct RotateTokenParams<T1: crate::BytesSql, T2: crate::BytesSql> {
    pub now: time::OffsetDateTime,
    pub used_hash: T1,
    pub next_hash: T2,
    pub next_expires_at: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct EndReusedSessionParams<
    T1: crate::BytesSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
> {
    pub now: time::OffsetDateTime,
    pub used_hash: T1,
    pub ip: T2,
    pub user_agent: T3,
    pub request_id: T4,
}
#[derive(Debug)]
pub struct EndSessionParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub now: time::OffsetDateTime,
    pub user_id: uuid::Uuid,
    pub session_id: uuid::Uuid,
    pub ip: T1,
    pub user_agent: T2,
    pub request_id: T3,
}
#[derive(Debug)]
pub struct EndAllSessionsParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub user_id: uuid::Uuid,
    pub now: time::OffsetDateTime,
    pub ip: T1,
    pub user_agent: T2,
    pub request_id: T3,
}
#[derive(Debug, Clone, PartialEq)]
pub struct FindCredentials {
    pub id: uuid::Uuid,
    pub status: String,
    pub password_hash: Option<String>,
    pub second_factor: Option<uuid::Uuid>,
}
pub struct FindCredentialsBorrowed<'a> {
    pub id: uuid::Uuid,
    pub status: &'a str,
    pub password_hash: Option<&'a str>,
    pub second_factor: Option<uuid::Uuid>,
}
impl<'a> From<FindCredentialsBorrowed<'a>> for FindCredentials {
    fn from(
        FindCredentialsBorrowed {
            id,
            status,
            password_hash,
            second_factor,
        }: FindCredentialsBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            status: status.into(),
            password_hash: password_hash.map(|v| v.into()),
            second_factor,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct SignedIn {
    pub session_id: uuid::Uuid,
    pub user_id: uuid::Uuid,
    pub email: String,
    pub name: String,
    pub roles: Vec<String>,
    pub permissions: Vec<String>,
    pub access_version: i64,
    pub has_second_factor: bool,
    pub needs_second_factor: bool,
}
pub struct SignedInBorrowed<'a> {
    pub session_id: uuid::Uuid,
    pub user_id: uuid::Uuid,
    pub email: &'a str,
    pub name: &'a str,
    pub roles: crate::ArrayIterator<'a, &'a str>,
    pub permissions: crate::ArrayIterator<'a, &'a str>,
    pub access_version: i64,
    pub has_second_factor: bool,
    pub needs_second_factor: bool,
}
impl<'a> From<SignedInBorrowed<'a>> for SignedIn {
    fn from(
        SignedInBorrowed {
            session_id,
            user_id,
            email,
            name,
            roles,
            permissions,
            access_version,
            has_second_factor,
            needs_second_factor,
        }: SignedInBorrowed<'a>,
    ) -> Self {
        Self {
            session_id,
            user_id,
            email: email.into(),
            name: name.into(),
            roles: roles.map(|v| v.into()).collect(),
            permissions: permissions.map(|v| v.into()).collect(),
            access_version,
            has_second_factor,
            needs_second_factor,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct FindCredentialsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<FindCredentialsBorrowed, tokio_postgres::Error>,
    mapper: fn(FindCredentialsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> FindCredentialsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(FindCredentialsBorrowed) -> R,
    ) -> FindCredentialsQuery<'c, 'a, 's, C, R, N> {
        FindCredentialsQuery {
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
pub struct SignedInQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<SignedInBorrowed, tokio_postgres::Error>,
    mapper: fn(SignedInBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SignedInQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(SignedInBorrowed) -> R) -> SignedInQuery<'c, 'a, 's, C, R, N> {
        SignedInQuery {
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
pub struct FindCredentialsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_credentials() -> FindCredentialsStmt {
    FindCredentialsStmt(
        "select u.id, u.status, u.password_hash, f.id as second_factor from identity.users u left join identity.second_factors f on f.user_id = u.id and f.confirmed_at is not null where u.email = $1 and u.status <> 'erased'",
        None,
    )
}
impl FindCredentialsStmt {
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
        email: &'a T1,
    ) -> FindCredentialsQuery<'c, 'a, 's, C, FindCredentials, 1> {
        FindCredentialsQuery {
            client,
            params: [email],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<FindCredentialsBorrowed, tokio_postgres::Error> {
                Ok(FindCredentialsBorrowed {
                    id: row.try_get(0)?,
                    status: row.try_get(1)?,
                    password_hash: row.try_get(2)?,
                    second_factor: row.try_get(3)?,
                })
            },
            mapper: |it| FindCredentials::from(it),
        }
    }
}
pub struct OpenSessionStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn open_session() -> OpenSessionStmt {
    OpenSessionStmt(
        "with checked as ( update identity.users set password_hash = coalesce($1::text, password_hash) where id = $2 and status = 'active' and ($3::text is null or password_hash = $3) returning id ), stepped as ( update identity.second_factors f set last_step = $4 from checked where f.user_id = checked.id and f.confirmed_at is not null and f.last_step < $4 returning f.user_id ), spent as ( update identity.recovery_codes r set used_at = $5 from checked where r.user_id = checked.id and r.code_hash = $6 and r.used_at is null returning r.user_id ), let_in as ( select id, case when exists (select from stepped) then 'code' when exists (select from spent) then 'recovery_code' end as by from checked where exists (select from stepped) or exists (select from spent) or $4::bigint is null and $6::bytea is null and not exists ( select from identity.second_factors f where f.user_id = checked.id and f.confirmed_at is not null ) ), opened as ( insert into identity.sessions (id, user_id, user_agent, ip, created_at, last_seen_at) select $7, id, $8, $9, $5, $5 from let_in returning id, user_id ), token as ( insert into identity.refresh_tokens (token_hash, session_id, issued_at, expires_at) select $10, id, $5, $11 from opened ), noted as ( insert into identity.audit_log (at, actor_id, action, user_id, details, ip, user_agent, request_id) select $5, id, 'logged_in', id, jsonb_strip_nulls(jsonb_build_object('second_factor', by)), $9, $8, $12 from let_in ) select opened.id as session_id, a.id as user_id, a.email, a.name, a.roles, a.permissions, a.access_version, a.has_second_factor, a.needs_second_factor from opened join identity.accounts a on a.id = opened.user_id",
        None,
    )
}
impl OpenSessionStmt {
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
        T3: crate::BytesSql,
        T4: crate::StringSql,
        T5: crate::StringSql,
        T6: crate::BytesSql,
        T7: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        rehashed: &'a Option<T1>,
        user_id: &'a uuid::Uuid,
        checked_hash: &'a Option<T2>,
        step: &'a Option<i64>,
        now: &'a time::OffsetDateTime,
        recovery_hash: &'a Option<T3>,
        session_id: &'a uuid::Uuid,
        user_agent: &'a T4,
        ip: &'a T5,
        refresh_hash: &'a T6,
        refresh_expires_at: &'a time::OffsetDateTime,
        request_id: &'a T7,
    ) -> SignedInQuery<'c, 'a, 's, C, SignedIn, 12> {
        SignedInQuery {
            client,
            params: [
                rehashed,
                user_id,
                checked_hash,
                step,
                now,
                recovery_hash,
                session_id,
                user_agent,
                ip,
                refresh_hash,
                refresh_expires_at,
                request_id,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<SignedInBorrowed, tokio_postgres::Error> {
                    Ok(SignedInBorrowed {
                        session_id: row.try_get(0)?,
                        user_id: row.try_get(1)?,
                        email: row.try_get(2)?,
                        name: row.try_get(3)?,
                        roles: row.try_get(4)?,
                        permissions: row.try_get(5)?,
                        access_version: row.try_get(6)?,
                        has_second_factor: row.try_get(7)?,
                        needs_second_factor: row.try_get(8)?,
                    })
                },
            mapper: |it| SignedIn::from(it),
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
    T3: crate::BytesSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::BytesSql,
    T7: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        OpenSessionParams<T1, T2, T3, T4, T5, T6, T7>,
        SignedInQuery<'c, 'a, 's, C, SignedIn, 12>,
        C,
    > for OpenSessionStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OpenSessionParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> SignedInQuery<'c, 'a, 's, C, SignedIn, 12> {
        self.bind(
            client,
            &params.rehashed,
            &params.user_id,
            &params.checked_hash,
            &params.step,
            &params.now,
            &params.recovery_hash,
            &params.session_id,
            &params.user_agent,
            &params.ip,
            &params.refresh_hash,
            &params.refresh_expires_at,
            &params.request_id,
        )
    }
}
pub struct VerifyEmailStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn verify_email() -> VerifyEmailStmt {
    VerifyEmailStmt(
        "with used as ( update identity.one_time_tokens set used_at = $1 where token_hash = $2 and purpose = 'verify_email' and used_at is null and expires_at > $1 returning user_id ), verified as ( update identity.users u set status = 'active', email_verified_at = $1, updated_at = $1, version = version + 1 from used where u.id = used.user_id and u.status = 'pending' returning u.id ), opened as ( insert into identity.sessions (id, user_id, user_agent, ip, created_at, last_seen_at) select $3, id, $4, $5, $1, $1 from verified returning id, user_id ), token as ( insert into identity.refresh_tokens (token_hash, session_id, issued_at, expires_at) select $6, id, $1, $7 from opened ), noted as ( insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id) select $1, id, 'email_verified', id, $5, $4, $8 from verified ) select opened.id as session_id, a.id as user_id, a.email, a.name, a.roles, a.permissions, a.access_version, a.has_second_factor, a.needs_second_factor from opened join identity.accounts a on a.id = opened.user_id",
        None,
    )
}
impl VerifyEmailStmt {
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
        T1: crate::BytesSql,
        T2: crate::StringSql,
        T3: crate::StringSql,
        T4: crate::BytesSql,
        T5: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        now: &'a time::OffsetDateTime,
        token_hash: &'a T1,
        session_id: &'a uuid::Uuid,
        user_agent: &'a T2,
        ip: &'a T3,
        refresh_hash: &'a T4,
        refresh_expires_at: &'a time::OffsetDateTime,
        request_id: &'a T5,
    ) -> SignedInQuery<'c, 'a, 's, C, SignedIn, 8> {
        SignedInQuery {
            client,
            params: [
                now,
                token_hash,
                session_id,
                user_agent,
                ip,
                refresh_hash,
                refresh_expires_at,
                request_id,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<SignedInBorrowed, tokio_postgres::Error> {
                    Ok(SignedInBorrowed {
                        session_id: row.try_get(0)?,
                        user_id: row.try_get(1)?,
                        email: row.try_get(2)?,
                        name: row.try_get(3)?,
                        roles: row.try_get(4)?,
                        permissions: row.try_get(5)?,
                        access_version: row.try_get(6)?,
                        has_second_factor: row.try_get(7)?,
                        needs_second_factor: row.try_get(8)?,
                    })
                },
            mapper: |it| SignedIn::from(it),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::BytesSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::BytesSql,
    T5: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        VerifyEmailParams<T1, T2, T3, T4, T5>,
        SignedInQuery<'c, 'a, 's, C, SignedIn, 8>,
        C,
    > for VerifyEmailStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a VerifyEmailParams<T1, T2, T3, T4, T5>,
    ) -> SignedInQuery<'c, 'a, 's, C, SignedIn, 8> {
        self.bind(
            client,
            &params.now,
            &params.token_hash,
            &params.session_id,
            &params.user_agent,
            &params.ip,
            &params.refresh_hash,
            &params.refresh_expires_at,
            &params.request_id,
        )
    }
}
pub struct RotateTokenStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn rotate_token() -> RotateTokenStmt {
    RotateTokenStmt(
        "with used as ( update identity.refresh_tokens t set used_at = $1 from identity.sessions s join identity.users u on u.id = s.user_id where t.token_hash = $2 and t.used_at is null and t.expires_at > $1 and s.id = t.session_id and s.revoked_at is null and u.status = 'active' returning s.id as session_id, u.id as user_id ), seen as ( update identity.sessions s set last_seen_at = $1 from used where s.id = used.session_id ), token as ( insert into identity.refresh_tokens (token_hash, session_id, issued_at, expires_at) select $3, session_id, $1, $4 from used ) select used.session_id, used.user_id, a.email, a.name, a.roles, a.permissions, a.access_version, a.has_second_factor, a.needs_second_factor from used join identity.accounts a on a.id = used.user_id",
        None,
    )
}
impl RotateTokenStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql, T2: crate::BytesSql>(
        &'s self,
        client: &'c C,
        now: &'a time::OffsetDateTime,
        used_hash: &'a T1,
        next_hash: &'a T2,
        next_expires_at: &'a time::OffsetDateTime,
    ) -> SignedInQuery<'c, 'a, 's, C, SignedIn, 4> {
        SignedInQuery {
            client,
            params: [now, used_hash, next_hash, next_expires_at],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<SignedInBorrowed, tokio_postgres::Error> {
                    Ok(SignedInBorrowed {
                        session_id: row.try_get(0)?,
                        user_id: row.try_get(1)?,
                        email: row.try_get(2)?,
                        name: row.try_get(3)?,
                        roles: row.try_get(4)?,
                        permissions: row.try_get(5)?,
                        access_version: row.try_get(6)?,
                        has_second_factor: row.try_get(7)?,
                        needs_second_factor: row.try_get(8)?,
                    })
                },
            mapper: |it| SignedIn::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql, T2: crate::BytesSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        RotateTokenParams<T1, T2>,
        SignedInQuery<'c, 'a, 's, C, SignedIn, 4>,
        C,
    > for RotateTokenStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RotateTokenParams<T1, T2>,
    ) -> SignedInQuery<'c, 'a, 's, C, SignedIn, 4> {
        self.bind(
            client,
            &params.now,
            &params.used_hash,
            &params.next_hash,
            &params.next_expires_at,
        )
    }
}
pub struct EndReusedSessionStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn end_reused_session() -> EndReusedSessionStmt {
    EndReusedSessionStmt(
        "with ended as ( update identity.sessions s set revoked_at = coalesce(s.revoked_at, $1) from identity.refresh_tokens t where t.token_hash = $2 and t.used_at is not null and s.id = t.session_id returning s.id, s.user_id ), noted as ( insert into identity.audit_log (at, action, user_id, ip, user_agent, request_id) select $1, 'refresh_token_reused', user_id, $3, $4, $5 from ended ) select id from ended",
        None,
    )
}
impl EndReusedSessionStmt {
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
        T1: crate::BytesSql,
        T2: crate::StringSql,
        T3: crate::StringSql,
        T4: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        now: &'a time::OffsetDateTime,
        used_hash: &'a T1,
        ip: &'a T2,
        user_agent: &'a T3,
        request_id: &'a T4,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5> {
        UuidUuidQuery {
            client,
            params: [now, used_hash, ip, user_agent, request_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::BytesSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        EndReusedSessionParams<T1, T2, T3, T4>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5>,
        C,
    > for EndReusedSessionStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a EndReusedSessionParams<T1, T2, T3, T4>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5> {
        self.bind(
            client,
            &params.now,
            &params.used_hash,
            &params.ip,
            &params.user_agent,
            &params.request_id,
        )
    }
}
pub struct EndSessionStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn end_session() -> EndSessionStmt {
    EndSessionStmt(
        "with ended as ( update identity.sessions set revoked_at = $1 where user_id = $2 and id = $3 and revoked_at is null returning id ), noted as ( insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id) select $1, $2, 'logged_out', $2, $4, $5, $6 from ended ) select id from ended",
        None,
    )
}
impl EndSessionStmt {
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
        now: &'a time::OffsetDateTime,
        user_id: &'a uuid::Uuid,
        session_id: &'a uuid::Uuid,
        ip: &'a T1,
        user_agent: &'a T2,
        request_id: &'a T3,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 6> {
        UuidUuidQuery {
            client,
            params: [now, user_id, session_id, ip, user_agent, request_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        EndSessionParams<T1, T2, T3>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 6>,
        C,
    > for EndSessionStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a EndSessionParams<T1, T2, T3>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 6> {
        self.bind(
            client,
            &params.now,
            &params.user_id,
            &params.session_id,
            &params.ip,
            &params.user_agent,
            &params.request_id,
        )
    }
}
pub struct EndAllSessionsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn end_all_sessions() -> EndAllSessionsStmt {
    EndAllSessionsStmt(
        "with raised as ( update identity.users set access_version = access_version + 1 where id = $1 returning id, access_version ), ended as ( update identity.sessions s set revoked_at = $2 from raised where s.user_id = raised.id and s.revoked_at is null ), noted as ( insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id) select $2, id, 'logged_out_everywhere', id, $3, $4, $5 from raised ) select access_version from raised",
        None,
    )
}
impl EndAllSessionsStmt {
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
        user_id: &'a uuid::Uuid,
        now: &'a time::OffsetDateTime,
        ip: &'a T1,
        user_agent: &'a T2,
        request_id: &'a T3,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        I64Query {
            client,
            params: [user_id, now, ip, user_agent, request_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        EndAllSessionsParams<T1, T2, T3>,
        I64Query<'c, 'a, 's, C, i64, 5>,
        C,
    > for EndAllSessionsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a EndAllSessionsParams<T1, T2, T3>,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        self.bind(
            client,
            &params.user_id,
            &params.now,
            &params.ip,
            &params.user_agent,
            &params.request_id,
        )
    }
}
