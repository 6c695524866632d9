// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct FindOwnerParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub issuer: T1,
    pub subject: T2,
    pub email: Option<T3>,
}
#[derive(Debug)]
pub struct LinkIdentityParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
> {
    pub issuer: T1,
    pub subject: T2,
    pub user_id: uuid::Uuid,
    pub now: time::OffsetDateTime,
    pub ip: T3,
    pub user_agent: T4,
    pub request_id: T5,
}
#[derive(Debug)]
pub struct TakeInParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
    T8: crate::StringSql,
> {
    pub id: uuid::Uuid,
    pub email: T1,
    pub name: T2,
    pub language: T3,
    pub now: time::OffsetDateTime,
    pub issuer: T4,
    pub subject: T5,
    pub ip: T6,
    pub user_agent: T7,
    pub request_id: T8,
}
#[derive(Debug, Clone, PartialEq)]
pub struct FindOwner {
    pub id: uuid::Uuid,
    pub status: String,
    pub email: String,
    pub name: String,
    pub language: String,
    pub is_known: bool,
    pub has_another: bool,
    pub second_factor: Option<uuid::Uuid>,
}
pub struct FindOwnerBorrowed<'a> {
    pub id: uuid::Uuid,
    pub status: &'a str,
    pub email: &'a str,
    pub name: &'a str,
    pub language: &'a str,
    pub is_known: bool,
    pub has_another: bool,
    pub second_factor: Option<uuid::Uuid>,
}
impl<'a> From<FindOwnerBorrowed<'a>> for FindOwner {
    fn from(
        FindOwnerBorrowed {
            id,
            status,
            email,
            name,
            language,
            is_known,
            has_another,
            second_factor,
        }: FindOwnerBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            status: status.into(),
            email: email.into(),
            name: name.into(),
            language: language.into(),
            is_known,
            has_another,
            second_factor,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct BoolQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<bool, tokio_postgres::Error>,
    mapper: fn(bool) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> BoolQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(bool) -> R) -> BoolQuery<'c, 'a, 's, C, R, N> {
        BoolQuery {
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
pub struct FindOwnerQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<FindOwnerBorrowed, tokio_postgres::Error>,
    mapper: fn(FindOwnerBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> FindOwnerQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(FindOwnerBorrowed) -> R) -> FindOwnerQuery<'c, 'a, 's, C, R, N> {
        FindOwnerQuery {
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
pub struct LockAddressStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_address() -> LockAddressStmt {
    LockAddressStmt(
        "select pg_advisory_xact_lock(hashtextextended('external_login ' || $1::text, 0)) is null as \"locked\"",
        None,
    )
}
impl LockAddressStmt {
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
    ) -> BoolQuery<'c, 'a, 's, C, bool, 1> {
        BoolQuery {
            client,
            params: [email],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct FindOwnerStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_owner() -> FindOwnerStmt {
    FindOwnerStmt(
        "with known as materialized ( select user_id from identity.external_identities where issuer = $1 and subject = $2 ) select u.id, u.status, u.email, u.name, u.language, exists (select from known) as is_known, exists ( select from identity.external_identities o where o.user_id = u.id and o.issuer = $1 and o.subject <> $2 ) as has_another, (select f.id from identity.second_factors f where f.user_id = u.id and f.confirmed_at is not null) as second_factor from identity.users u where u.id = coalesce((select user_id from known), (select id from identity.users where email = $3)) and (exists (select from known) or u.email = $3) for update of u",
        None,
    )
}
impl FindOwnerStmt {
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
        issuer: &'a T1,
        subject: &'a T2,
        email: &'a Option<T3>,
    ) -> FindOwnerQuery<'c, 'a, 's, C, FindOwner, 3> {
        FindOwnerQuery {
            client,
            params: [issuer, subject, email],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<FindOwnerBorrowed, tokio_postgres::Error> {
                    Ok(FindOwnerBorrowed {
                        id: row.try_get(0)?,
                        status: row.try_get(1)?,
                        email: row.try_get(2)?,
                        name: row.try_get(3)?,
                        language: row.try_get(4)?,
                        is_known: row.try_get(5)?,
                        has_another: row.try_get(6)?,
                        second_factor: row.try_get(7)?,
                    })
                },
            mapper: |it| FindOwner::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        FindOwnerParams<T1, T2, T3>,
        FindOwnerQuery<'c, 'a, 's, C, FindOwner, 3>,
        C,
    > for FindOwnerStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FindOwnerParams<T1, T2, T3>,
    ) -> FindOwnerQuery<'c, 'a, 's, C, FindOwner, 3> {
        self.bind(client, &params.issuer, &params.subject, &params.email)
    }
}
pub struct LinkIdentityStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn link_identity() -> LinkIdentityStmt {
    LinkIdentityStmt(
        "with linked as ( insert into identity.external_identities (issuer, subject, user_id, linked_at) values ($1, $2, $3, $4) on conflict do nothing returning user_id ), noted as ( insert into identity.audit_log (at, actor_id, action, user_id, details, ip, user_agent, request_id) select $4, user_id, 'external_login_linked', user_id, jsonb_build_object('issuer', $1::text), $5, $6, $7 from linked ) select user_id from linked",
        None,
    )
}
impl LinkIdentityStmt {
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
    >(
        &'s self,
        client: &'c C,
        issuer: &'a T1,
        subject: &'a T2,
        user_id: &'a uuid::Uuid,
        now: &'a time::OffsetDateTime,
        ip: &'a T3,
        user_agent: &'a T4,
        request_id: &'a T5,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 7> {
        UuidUuidQuery {
            client,
            params: [issuer, subject, user_id, now, ip, user_agent, request_id],
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
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LinkIdentityParams<T1, T2, T3, T4, T5>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 7>,
        C,
    > for LinkIdentityStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LinkIdentityParams<T1, T2, T3, T4, T5>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 7> {
        self.bind(
            client,
            &params.issuer,
            &params.subject,
            &params.user_id,
            &params.now,
            &params.ip,
            &params.user_agent,
            &params.request_id,
        )
    }
}
pub struct TakeInStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn take_in() -> TakeInStmt {
    TakeInStmt(
        "with taken_in as ( insert into identity.users as u (id, email, name, language, status, email_verified_at, created_at, updated_at) values ($1, $2, $3, $4, 'active', $5, $5, $5) on conflict (email) do update set name = excluded.name, phone = null, language = excluded.language, photo_key = null, status = 'active', email_verified_at = $5, password_hash = null, updated_at = $5, version = u.version + 1 where u.status = 'pending' returning u.id ), granted as ( insert into identity.user_roles (user_id, role, granted_at) select id, 'customer', $5 from taken_in on conflict do nothing ), linked as ( insert into identity.external_identities (issuer, subject, user_id, linked_at) select $6, $7, id, $5 from taken_in ), noted as ( insert into identity.audit_log (at, actor_id, action, user_id, details, ip, user_agent, request_id) select $5, id, 'registered_externally', id, jsonb_build_object('issuer', $6::text), $8, $9, $10 from taken_in ) select id from taken_in",
        None,
    )
}
impl TakeInStmt {
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
        T7: crate::StringSql,
        T8: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        email: &'a T1,
        name: &'a T2,
        language: &'a T3,
        now: &'a time::OffsetDateTime,
        issuer: &'a T4,
        subject: &'a T5,
        ip: &'a T6,
        user_agent: &'a T7,
        request_id: &'a T8,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 10> {
        UuidUuidQuery {
            client,
            params: [
                id, email, name, language, now, issuer, subject, ip, user_agent, request_id,
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
    T6: crate::StringSql,
    T7: crate::StringSql,
    T8: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        TakeInParams<T1, T2, T3, T4, T5, T6, T7, T8>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 10>,
        C,
    > for TakeInStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a TakeInParams<T1, T2, T3, T4, T5, T6, T7, T8>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 10> {
        self.bind(
            client,
            &params.id,
            &params.email,
            &params.name,
            &params.language,
            &params.now,
            &params.issuer,
            &params.subject,
            &params.ip,
            &params.user_agent,
            &params.request_id,
        )
    }
}
pub struct DropTokensStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn drop_tokens() -> DropTokensStmt {
    DropTokensStmt(
        "delete from identity.one_time_tokens t using identity.users u where u.email = $1 and t.user_id = u.id returning t.id",
        None,
    )
}
impl DropTokensStmt {
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
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [email],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
