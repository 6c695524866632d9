// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct AddUserParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
> {
    pub id: uuid::Uuid,
    pub email: T1,
    pub name: T2,
    pub phone: Option<T3>,
    pub language: T4,
    pub password_hash: T5,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct SettleRegistrationParams<
    T1: crate::StringSql,
    T2: crate::BytesSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::JsonSql,
> {
    pub user_id: uuid::Uuid,
    pub role: T1,
    pub now: time::OffsetDateTime,
    pub token_id: uuid::Uuid,
    pub token_hash: T2,
    pub expires_at: time::OffsetDateTime,
    pub action: T3,
    pub noted_id: Option<uuid::Uuid>,
    pub ip: T4,
    pub user_agent: T5,
    pub request_id: T6,
    pub event_id: uuid::Uuid,
    pub event: T7,
}
#[derive(Debug)]
pub struct AppointParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
> {
    pub id: uuid::Uuid,
    pub email: T1,
    pub name: T2,
    pub phone: Option<T3>,
    pub language: T4,
    pub now: time::OffsetDateTime,
    pub password_hash: T5,
    pub keep_password: bool,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
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
pub struct RemovePendingStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remove_pending() -> RemovePendingStmt {
    RemovePendingStmt(
        "delete from identity.users where email = $1 and status = 'pending' returning id",
        None,
    )
}
impl RemovePendingStmt {
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
pub struct AddUserStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_user() -> AddUserStmt {
    AddUserStmt(
        "insert into identity.users (id, email, name, phone, language, status, password_hash, created_at, updated_at) values ($1, $2, $3, $4, $5, 'pending', $6, $7, $7) on conflict (email) do nothing returning id",
        None,
    )
}
impl AddUserStmt {
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
        id: &'a uuid::Uuid,
        email: &'a T1,
        name: &'a T2,
        phone: &'a Option<T3>,
        language: &'a T4,
        password_hash: &'a T5,
        now: &'a time::OffsetDateTime,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 7> {
        UuidUuidQuery {
            client,
            params: [id, email, name, phone, language, password_hash, now],
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
        AddUserParams<T1, T2, T3, T4, T5>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 7>,
        C,
    > for AddUserStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a AddUserParams<T1, T2, T3, T4, T5>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 7> {
        self.bind(
            client,
            &params.id,
            &params.email,
            &params.name,
            &params.phone,
            &params.language,
            &params.password_hash,
            &params.now,
        )
    }
}
pub struct SettleRegistrationStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn settle_registration() -> SettleRegistrationStmt {
    SettleRegistrationStmt(
        "with taken_in as ( select id from identity.users where id = $1 ), granted as ( insert into identity.user_roles (user_id, role, granted_at) select id, $2, $3 from taken_in ), token as ( insert into identity.one_time_tokens (id, token_hash, user_id, purpose, created_at, expires_at) select $4, $5, id, 'verify_email', $3, $6 from taken_in ), noted as ( insert into identity.audit_log (at, action, user_id, ip, user_agent, request_id) values ($3, $7, $8, $9, $10, $11) ) insert into platform.outbox (id, event, created_at) values ($12, $13, $3)",
        None,
    )
}
impl SettleRegistrationStmt {
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
        T2: crate::BytesSql,
        T3: crate::StringSql,
        T4: crate::StringSql,
        T5: crate::StringSql,
        T6: crate::StringSql,
        T7: crate::JsonSql,
    >(
        &'s self,
        client: &'c C,
        user_id: &'a uuid::Uuid,
        role: &'a T1,
        now: &'a time::OffsetDateTime,
        token_id: &'a uuid::Uuid,
        token_hash: &'a T2,
        expires_at: &'a time::OffsetDateTime,
        action: &'a T3,
        noted_id: &'a Option<uuid::Uuid>,
        ip: &'a T4,
        user_agent: &'a T5,
        request_id: &'a T6,
        event_id: &'a uuid::Uuid,
        event: &'a T7,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    user_id, role, now, token_id, token_hash, expires_at, action, noted_id, ip,
                    user_agent, request_id, event_id, event,
                ],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::StringSql,
    T2: crate::BytesSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::JsonSql,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        SettleRegistrationParams<T1, T2, T3, T4, T5, T6, T7>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for SettleRegistrationStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a SettleRegistrationParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.user_id,
            &params.role,
            &params.now,
            &params.token_id,
            &params.token_hash,
            &params.expires_at,
            &params.action,
            &params.noted_id,
            &params.ip,
            &params.user_agent,
            &params.request_id,
            &params.event_id,
            &params.event,
        ))
    }
}
pub struct AppointStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn appoint() -> AppointStmt {
    AppointStmt(
        "with appointed as ( insert into identity.users as u (id, email, name, phone, language, status, email_verified_at, password_hash, created_at, updated_at) values ($1, $2, $3, $4, $5, 'active', $6, $7, $6, $6) on conflict (email) do update set status = 'active', email_verified_at = coalesce(u.email_verified_at, excluded.email_verified_at), password_hash = case when $8::boolean then u.password_hash else excluded.password_hash end, access_version = u.access_version + 1, updated_at = $6, version = u.version + 1 returning u.id, u.xmax = 0 as created ), ended as ( update identity.sessions s set revoked_at = $6 from appointed where s.user_id = appointed.id and s.revoked_at is null and not $8 ), noted as ( insert into identity.audit_log (at, action, user_id) select $6, 'super_admin_appointed', id from appointed ), granted as ( insert into identity.user_roles (user_id, role, granted_at) select appointed.id, r.role, $6 from appointed cross join unnest('{customer,super_admin}'::text[]) as r (role) on conflict do nothing ) select created from appointed",
        None,
    )
}
impl AppointStmt {
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
        id: &'a uuid::Uuid,
        email: &'a T1,
        name: &'a T2,
        phone: &'a Option<T3>,
        language: &'a T4,
        now: &'a time::OffsetDateTime,
        password_hash: &'a T5,
        keep_password: &'a bool,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 8> {
        BoolQuery {
            client,
            params: [
                id,
                email,
                name,
                phone,
                language,
                now,
                password_hash,
                keep_password,
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
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        AppointParams<T1, T2, T3, T4, T5>,
        BoolQuery<'c, 'a, 's, C, bool, 8>,
        C,
    > for AppointStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a AppointParams<T1, T2, T3, T4, T5>,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 8> {
        self.bind(
            client,
            &params.id,
            &params.email,
            &params.name,
            &params.phone,
            &params.language,
            &params.now,
            &params.password_hash,
            &params.keep_password,
        )
    }
}
