// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct RequestLinkParams<
    T1: crate::BytesSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
    T8: crate::JsonSql,
> {
    pub user_id: Option<uuid::Uuid>,
    pub id: uuid::Uuid,
    pub token_hash: T1,
    pub purpose: T2,
    pub email: Option<T3>,
    pub now: time::OffsetDateTime,
    pub expires_at: time::OffsetDateTime,
    pub actor_id: Option<uuid::Uuid>,
    pub action: T4,
    pub ip: T5,
    pub user_agent: T6,
    pub request_id: T7,
    pub event_id: uuid::Uuid,
    pub event: T8,
}
#[derive(Debug)]
pub struct FindLinkOwnerParams<T1: crate::BytesSql, T2: crate::StringSql> {
    pub token_hash: T1,
    pub purpose: T2,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct ResetPasswordParams<
    T1: crate::BytesSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::JsonSql,
> {
    pub now: time::OffsetDateTime,
    pub token_hash: T1,
    pub password_hash: T2,
    pub ip: T3,
    pub user_agent: T4,
    pub request_id: T5,
    pub event_id: uuid::Uuid,
    pub event: T6,
}
#[derive(Debug)]
pub struct ChangePasswordParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::JsonSql,
> {
    pub password_hash: T1,
    pub now: time::OffsetDateTime,
    pub user_id: uuid::Uuid,
    pub checked_hash: T2,
    pub session_id: uuid::Uuid,
    pub ip: T3,
    pub user_agent: T4,
    pub request_id: T5,
    pub event_id: uuid::Uuid,
    pub event: T6,
}
#[derive(Debug)]
pub struct RemovePendingOwnerParams<T1: crate::BytesSql> {
    pub token_hash: T1,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct ChangeEmailParams<
    T1: crate::BytesSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::BytesSql,
    T5: crate::StringSql,
    T6: crate::JsonSql,
> {
    pub now: time::OffsetDateTime,
    pub token_hash: T1,
    pub session_id: uuid::Uuid,
    pub user_agent: T2,
    pub ip: T3,
    pub refresh_hash: T4,
    pub refresh_expires_at: time::OffsetDateTime,
    pub request_id: T5,
    pub event_id: uuid::Uuid,
    pub event: T6,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Addressee {
    pub id: uuid::Uuid,
    pub status: String,
    pub email: String,
    pub name: String,
    pub language: String,
}
pub struct AddresseeBorrowed<'a> {
    pub id: uuid::Uuid,
    pub status: &'a str,
    pub email: &'a str,
    pub name: &'a str,
    pub language: &'a str,
}
impl<'a> From<AddresseeBorrowed<'a>> for Addressee {
    fn from(
        AddresseeBorrowed {
            id,
            status,
            email,
            name,
            language,
        }: AddresseeBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            status: status.into(),
            email: email.into(),
            name: name.into(),
            language: language.into(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct FindHolder {
    pub id: uuid::Uuid,
    pub status: String,
    pub email: String,
    pub name: String,
    pub language: String,
    pub password_hash: Option<String>,
}
pub struct FindHolderBorrowed<'a> {
    pub id: uuid::Uuid,
    pub status: &'a str,
    pub email: &'a str,
    pub name: &'a str,
    pub language: &'a str,
    pub password_hash: Option<&'a str>,
}
impl<'a> From<FindHolderBorrowed<'a>> for FindHolder {
    fn from(
        FindHolderBorrowed {
            id,
            status,
            email,
            name,
            language,
            password_hash,
        }: FindHolderBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            status: status.into(),
            email: email.into(),
            name: name.into(),
            language: language.into(),
            password_hash: password_hash.map(|v| v.into()),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeEmail {
    pub id: uuid::Uuid,
    pub email: String,
    pub name: String,
    pub roles: Vec<String>,
    pub permissions: Vec<String>,
    pub access_version: i64,
    pub has_second_factor: bool,
    pub needs_second_factor: bool,
    pub has_session: bool,
}
pub struct ChangeEmailBorrowed<'a> {
    pub id: uuid::Uuid,
    pub email: &'a str,
    pub name: &'a str,
    pub roles: crate::ArrayIterator<'a, &'a str>,
    pub permissions: crate::ArrayIterator<'a, &'a str>,
    pub access_version: i64,
    pub has_second_factor: bool,
    pub needs_second_factor: bool,
    pub has_session: bool,
}
impl<'a> From<ChangeEmailBorrowed<'a>> for ChangeEmail {
    fn from(
        ChangeEmailBorrowed {
            id,
            email,
            name,
            roles,
            permissions,
            access_version,
            has_second_factor,
            needs_second_factor,
            has_session,
        }: ChangeEmailBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            email: email.into(),
            name: name.into(),
            roles: roles.map(|v| v.into()).collect(),
            permissions: permissions.map(|v| v.into()).collect(),
            access_version,
            has_second_factor,
            needs_second_factor,
            has_session,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct AddresseeQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<AddresseeBorrowed, tokio_postgres::Error>,
    mapper: fn(AddresseeBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> AddresseeQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(AddresseeBorrowed) -> R) -> AddresseeQuery<'c, 'a, 's, C, R, N> {
        AddresseeQuery {
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
pub struct FindHolderQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<FindHolderBorrowed, tokio_postgres::Error>,
    mapper: fn(FindHolderBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> FindHolderQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(FindHolderBorrowed) -> R,
    ) -> FindHolderQuery<'c, 'a, 's, C, R, N> {
        FindHolderQuery {
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
pub struct ChangeEmailQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ChangeEmailBorrowed, tokio_postgres::Error>,
    mapper: fn(ChangeEmailBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ChangeEmailQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ChangeEmailBorrowed) -> R,
    ) -> ChangeEmailQuery<'c, 'a, 's, C, R, N> {
        ChangeEmailQuery {
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
pub struct FindAddresseeStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_addressee() -> FindAddresseeStmt {
    FindAddresseeStmt(
        "select id, status, email, name, language from identity.users where email = $1 and status <> 'erased'",
        None,
    )
}
impl FindAddresseeStmt {
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
    ) -> AddresseeQuery<'c, 'a, 's, C, Addressee, 1> {
        AddresseeQuery {
            client,
            params: [email],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<AddresseeBorrowed, tokio_postgres::Error> {
                    Ok(AddresseeBorrowed {
                        id: row.try_get(0)?,
                        status: row.try_get(1)?,
                        email: row.try_get(2)?,
                        name: row.try_get(3)?,
                        language: row.try_get(4)?,
                    })
                },
            mapper: |it| Addressee::from(it),
        }
    }
}
pub struct FindHolderStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_holder() -> FindHolderStmt {
    FindHolderStmt(
        "select id, status, email, name, language, password_hash from identity.users where id = $1 and status = 'active'",
        None,
    )
}
impl FindHolderStmt {
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
    ) -> FindHolderQuery<'c, 'a, 's, C, FindHolder, 1> {
        FindHolderQuery {
            client,
            params: [user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<FindHolderBorrowed, tokio_postgres::Error> {
                    Ok(FindHolderBorrowed {
                        id: row.try_get(0)?,
                        status: row.try_get(1)?,
                        email: row.try_get(2)?,
                        name: row.try_get(3)?,
                        language: row.try_get(4)?,
                        password_hash: row.try_get(5)?,
                    })
                },
            mapper: |it| FindHolder::from(it),
        }
    }
}
pub struct RequestLinkStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn request_link() -> RequestLinkStmt {
    RequestLinkStmt(
        "with holder as ( select id from identity.users where id = $1 for no key update ), added as ( insert into identity.one_time_tokens (id, token_hash, user_id, purpose, email, created_at, expires_at) select $2, $3, id, $4, $5, $6, $7 from holder returning user_id, email ), replaced as ( update identity.one_time_tokens t set used_at = $6 from added where t.user_id = added.user_id and t.email <> added.email and t.used_at is null ), noted as ( insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id) values ($6, $8, $9, coalesce($1, $8), $10, $11, $12) ) insert into platform.outbox (id, event, created_at) values ($13, $14, $6)",
        None,
    )
}
impl RequestLinkStmt {
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
        T1: crate::BytesSql,
        T2: crate::StringSql,
        T3: crate::StringSql,
        T4: crate::StringSql,
        T5: crate::StringSql,
        T6: crate::StringSql,
        T7: crate::StringSql,
        T8: crate::JsonSql,
    >(
        &'s self,
        client: &'c C,
        user_id: &'a Option<uuid::Uuid>,
        id: &'a uuid::Uuid,
        token_hash: &'a T1,
        purpose: &'a T2,
        email: &'a Option<T3>,
        now: &'a time::OffsetDateTime,
        expires_at: &'a time::OffsetDateTime,
        actor_id: &'a Option<uuid::Uuid>,
        action: &'a T4,
        ip: &'a T5,
        user_agent: &'a T6,
        request_id: &'a T7,
        event_id: &'a uuid::Uuid,
        event: &'a T8,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    user_id, id, token_hash, purpose, email, now, expires_at, actor_id, action, ip,
                    user_agent, request_id, event_id, event,
                ],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::BytesSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
    T8: crate::JsonSql,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        RequestLinkParams<T1, T2, T3, T4, T5, T6, T7, T8>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for RequestLinkStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a RequestLinkParams<T1, T2, T3, T4, T5, T6, T7, T8>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.user_id,
            &params.id,
            &params.token_hash,
            &params.purpose,
            &params.email,
            &params.now,
            &params.expires_at,
            &params.actor_id,
            &params.action,
            &params.ip,
            &params.user_agent,
            &params.request_id,
            &params.event_id,
            &params.event,
        ))
    }
}
pub struct FindLinkOwnerStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_link_owner() -> FindLinkOwnerStmt {
    FindLinkOwnerStmt(
        "select u.id, u.status, u.email, u.name, u.language from identity.one_time_tokens t join identity.users u on u.id = t.user_id where t.token_hash = $1 and t.purpose = $2 and t.used_at is null and t.expires_at > $3 and (u.status = 'active' or u.status = 'pending' and t.purpose = 'reset_password')",
        None,
    )
}
impl FindLinkOwnerStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        token_hash: &'a T1,
        purpose: &'a T2,
        now: &'a time::OffsetDateTime,
    ) -> AddresseeQuery<'c, 'a, 's, C, Addressee, 3> {
        AddresseeQuery {
            client,
            params: [token_hash, purpose, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<AddresseeBorrowed, tokio_postgres::Error> {
                    Ok(AddresseeBorrowed {
                        id: row.try_get(0)?,
                        status: row.try_get(1)?,
                        email: row.try_get(2)?,
                        name: row.try_get(3)?,
                        language: row.try_get(4)?,
                    })
                },
            mapper: |it| Addressee::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        FindLinkOwnerParams<T1, T2>,
        AddresseeQuery<'c, 'a, 's, C, Addressee, 3>,
        C,
    > for FindLinkOwnerStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FindLinkOwnerParams<T1, T2>,
    ) -> AddresseeQuery<'c, 'a, 's, C, Addressee, 3> {
        self.bind(client, &params.token_hash, &params.purpose, &params.now)
    }
}
pub struct LockUserStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_user() -> LockUserStmt {
    LockUserStmt(
        "select id from identity.users where id = $1 for no key update",
        None,
    )
}
impl LockUserStmt {
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
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct ResetPasswordStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn reset_password() -> ResetPasswordStmt {
    ResetPasswordStmt(
        "with used as ( update identity.one_time_tokens set used_at = $1 where token_hash = $2 and purpose = 'reset_password' and used_at is null and expires_at > $1 returning user_id ), changed as ( update identity.users u set password_hash = $3, status = 'active', email_verified_at = coalesce(u.email_verified_at, $1), access_version = u.access_version + 1, updated_at = $1, version = u.version + 1 from used where u.id = used.user_id and u.status in ('pending', 'active') returning u.id, u.access_version ), others as ( update identity.one_time_tokens t set used_at = $1 from changed where t.user_id = changed.id and t.purpose in ('reset_password', 'change_email') and t.used_at is null and t.token_hash <> $2 ), ended as ( update identity.sessions s set revoked_at = $1 from changed where s.user_id = changed.id and s.revoked_at is null ), noted as ( insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id) select $1, id, 'password_reset', id, $4, $5, $6 from changed ), told as ( insert into platform.outbox (id, event, created_at) select $7, $8, $1 from changed ) select access_version from changed",
        None,
    )
}
impl ResetPasswordStmt {
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
        T5: crate::StringSql,
        T6: crate::JsonSql,
    >(
        &'s self,
        client: &'c C,
        now: &'a time::OffsetDateTime,
        token_hash: &'a T1,
        password_hash: &'a T2,
        ip: &'a T3,
        user_agent: &'a T4,
        request_id: &'a T5,
        event_id: &'a uuid::Uuid,
        event: &'a T6,
    ) -> I64Query<'c, 'a, 's, C, i64, 8> {
        I64Query {
            client,
            params: [
                now,
                token_hash,
                password_hash,
                ip,
                user_agent,
                request_id,
                event_id,
                event,
            ],
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
    T5: crate::StringSql,
    T6: crate::JsonSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ResetPasswordParams<T1, T2, T3, T4, T5, T6>,
        I64Query<'c, 'a, 's, C, i64, 8>,
        C,
    > for ResetPasswordStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ResetPasswordParams<T1, T2, T3, T4, T5, T6>,
    ) -> I64Query<'c, 'a, 's, C, i64, 8> {
        self.bind(
            client,
            &params.now,
            &params.token_hash,
            &params.password_hash,
            &params.ip,
            &params.user_agent,
            &params.request_id,
            &params.event_id,
            &params.event,
        )
    }
}
pub struct ChangePasswordStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn change_password() -> ChangePasswordStmt {
    ChangePasswordStmt(
        "with changed as ( update identity.users set password_hash = $1, access_version = access_version + 1, updated_at = $2, version = version + 1 where id = $3 and status = 'active' and password_hash = $4 returning id, access_version ), links as ( update identity.one_time_tokens t set used_at = $2 from changed where t.user_id = changed.id and t.purpose in ('reset_password', 'change_email') and t.used_at is null ), ended as ( update identity.sessions s set revoked_at = $2 from changed where s.user_id = changed.id and s.id <> $5 and s.revoked_at is null ), noted as ( insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id) select $2, id, 'password_changed', id, $6, $7, $8 from changed ), told as ( insert into platform.outbox (id, event, created_at) select $9, $10, $2 from changed ) select access_version from changed",
        None,
    )
}
impl ChangePasswordStmt {
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
        T6: crate::JsonSql,
    >(
        &'s self,
        client: &'c C,
        password_hash: &'a T1,
        now: &'a time::OffsetDateTime,
        user_id: &'a uuid::Uuid,
        checked_hash: &'a T2,
        session_id: &'a uuid::Uuid,
        ip: &'a T3,
        user_agent: &'a T4,
        request_id: &'a T5,
        event_id: &'a uuid::Uuid,
        event: &'a T6,
    ) -> I64Query<'c, 'a, 's, C, i64, 10> {
        I64Query {
            client,
            params: [
                password_hash,
                now,
                user_id,
                checked_hash,
                session_id,
                ip,
                user_agent,
                request_id,
                event_id,
                event,
            ],
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
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::JsonSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ChangePasswordParams<T1, T2, T3, T4, T5, T6>,
        I64Query<'c, 'a, 's, C, i64, 10>,
        C,
    > for ChangePasswordStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ChangePasswordParams<T1, T2, T3, T4, T5, T6>,
    ) -> I64Query<'c, 'a, 's, C, i64, 10> {
        self.bind(
            client,
            &params.password_hash,
            &params.now,
            &params.user_id,
            &params.checked_hash,
            &params.session_id,
            &params.ip,
            &params.user_agent,
            &params.request_id,
            &params.event_id,
            &params.event,
        )
    }
}
pub struct RemovePendingOwnerStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remove_pending_owner() -> RemovePendingOwnerStmt {
    RemovePendingOwnerStmt(
        "delete from identity.users u using identity.one_time_tokens t where t.token_hash = $1 and t.purpose = 'change_email' and t.used_at is null and t.expires_at > $2 and u.email = t.email and u.status = 'pending' returning u.id",
        None,
    )
}
impl RemovePendingOwnerStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql>(
        &'s self,
        client: &'c C,
        token_hash: &'a T1,
        now: &'a time::OffsetDateTime,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [token_hash, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        RemovePendingOwnerParams<T1>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for RemovePendingOwnerStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RemovePendingOwnerParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.token_hash, &params.now)
    }
}
pub struct ChangeEmailStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn change_email() -> ChangeEmailStmt {
    ChangeEmailStmt(
        "with used as ( update identity.one_time_tokens set used_at = $1 where token_hash = $2 and purpose = 'change_email' and used_at is null and expires_at > $1 returning user_id, email ), changed as ( update identity.users u set email = used.email, email_verified_at = $1, updated_at = $1, version = u.version + 1 from used where u.id = used.user_id and u.status = 'active' returning u.id, u.email ), others as ( update identity.one_time_tokens t set used_at = $1 from changed where t.user_id = changed.id and t.used_at is null and t.token_hash <> $2 ), opened as ( insert into identity.sessions (id, user_id, user_agent, ip, created_at, last_seen_at) select $3, changed.id, $4, $5, $1, $1 from changed join identity.accounts a on a.id = changed.id where not a.has_second_factor returning id ), token as ( insert into identity.refresh_tokens (token_hash, session_id, issued_at, expires_at) select $6, id, $1, $7 from opened ), noted as ( insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id) select $1, id, 'email_changed', id, $5, $4, $8 from changed ), told as ( insert into platform.outbox (id, event, created_at) select $9, $10, $1 from changed ) select changed.id, changed.email, a.name, a.roles, a.permissions, a.access_version, a.has_second_factor, a.needs_second_factor, exists (select from opened) as has_session from changed join identity.accounts a on a.id = changed.id",
        None,
    )
}
impl ChangeEmailStmt {
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
        T6: crate::JsonSql,
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
        event_id: &'a uuid::Uuid,
        event: &'a T6,
    ) -> ChangeEmailQuery<'c, 'a, 's, C, ChangeEmail, 10> {
        ChangeEmailQuery {
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
                event_id,
                event,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ChangeEmailBorrowed, tokio_postgres::Error> {
                    Ok(ChangeEmailBorrowed {
                        id: row.try_get(0)?,
                        email: row.try_get(1)?,
                        name: row.try_get(2)?,
                        roles: row.try_get(3)?,
                        permissions: row.try_get(4)?,
                        access_version: row.try_get(5)?,
                        has_second_factor: row.try_get(6)?,
                        needs_second_factor: row.try_get(7)?,
                        has_session: row.try_get(8)?,
                    })
                },
            mapper: |it| ChangeEmail::from(it),
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
    T6: crate::JsonSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ChangeEmailParams<T1, T2, T3, T4, T5, T6>,
        ChangeEmailQuery<'c, 'a, 's, C, ChangeEmail, 10>,
        C,
    > for ChangeEmailStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ChangeEmailParams<T1, T2, T3, T4, T5, T6>,
    ) -> ChangeEmailQuery<'c, 'a, 's, C, ChangeEmail, 10> {
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
            &params.event_id,
            &params.event,
        )
    }
}
