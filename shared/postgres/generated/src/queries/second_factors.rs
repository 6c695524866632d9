// This file was generated with `cornucopia`. Do not modify.

#[derive(Clone, Copy, Debug)]
pub struct EnrolParams {
    pub id: uuid::Uuid,
    pub now: time::OffsetDateTime,
    pub user_id: uuid::Uuid,
}
#[derive(Debug)]
pub struct ConfirmParams<
    T1: crate::BytesSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::JsonSql,
> {
    pub now: time::OffsetDateTime,
    pub step: i64,
    pub user_id: uuid::Uuid,
    pub id: uuid::Uuid,
    pub code_hashes: T2,
    pub ip: T3,
    pub user_agent: T4,
    pub request_id: T5,
    pub event_id: uuid::Uuid,
    pub event: T6,
}
#[derive(Debug)]
pub struct SpendCodeParams<T1: crate::BytesSql> {
    pub user_id: uuid::Uuid,
    pub step: Option<i64>,
    pub now: time::OffsetDateTime,
    pub recovery_hash: Option<T1>,
}
#[derive(Debug)]
pub struct RemoveParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::JsonSql,
> {
    pub user_id: uuid::Uuid,
    pub now: time::OffsetDateTime,
    pub ip: T1,
    pub user_agent: T2,
    pub request_id: T3,
    pub event_id: uuid::Uuid,
    pub event: T4,
}
#[derive(Debug)]
pub struct ReplaceRecoveryCodesParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::BytesSql,
    T5: crate::ArraySql<Item = T4>,
> {
    pub user_id: uuid::Uuid,
    pub now: time::OffsetDateTime,
    pub ip: T1,
    pub user_agent: T2,
    pub request_id: T3,
    pub code_hashes: T5,
}
#[derive(Debug, Clone, PartialEq)]
pub struct FindHolder {
    pub email: String,
    pub name: String,
    pub language: String,
    pub password_hash: Option<String>,
    pub factor: Option<uuid::Uuid>,
    pub is_confirmed: bool,
}
pub struct FindHolderBorrowed<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub language: &'a str,
    pub password_hash: Option<&'a str>,
    pub factor: Option<uuid::Uuid>,
    pub is_confirmed: bool,
}
impl<'a> From<FindHolderBorrowed<'a>> for FindHolder {
    fn from(
        FindHolderBorrowed {
            email,
            name,
            language,
            password_hash,
            factor,
            is_confirmed,
        }: FindHolderBorrowed<'a>,
    ) -> Self {
        Self {
            email: email.into(),
            name: name.into(),
            language: language.into(),
            password_hash: password_hash.map(|v| v.into()),
            factor,
            is_confirmed,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
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
pub struct FindHolderStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_holder() -> FindHolderStmt {
    FindHolderStmt(
        "select u.email, u.name, u.language, u.password_hash, f.id as factor, f.confirmed_at is not null as is_confirmed from identity.users u left join identity.second_factors f on f.user_id = u.id where u.id = $1 and u.status = 'active'",
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
                        email: row.try_get(0)?,
                        name: row.try_get(1)?,
                        language: row.try_get(2)?,
                        password_hash: row.try_get(3)?,
                        factor: row.try_get(4)?,
                        is_confirmed: row.try_get(5)?,
                    })
                },
            mapper: |it| FindHolder::from(it),
        }
    }
}
pub struct EnrolStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn enrol() -> EnrolStmt {
    EnrolStmt(
        "insert into identity.second_factors as f (user_id, id, created_at) select u.id, $1, $2 from identity.users u where u.id = $3 and u.status = 'active' on conflict (user_id) do update set id = excluded.id, created_at = excluded.created_at, last_step = 0 where f.confirmed_at is null returning user_id",
        None,
    )
}
impl EnrolStmt {
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
        now: &'a time::OffsetDateTime,
        user_id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        UuidUuidQuery {
            client,
            params: [id, now, user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        EnrolParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3>,
        C,
    > for EnrolStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a EnrolParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        self.bind(client, &params.id, &params.now, &params.user_id)
    }
}
pub struct ConfirmStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn confirm() -> ConfirmStmt {
    ConfirmStmt(
        "with confirmed as ( update identity.second_factors set confirmed_at = $1, last_step = $2 where user_id = $3 and id = $4 and confirmed_at is null returning user_id ), codes as ( insert into identity.recovery_codes (user_id, code_hash) select confirmed.user_id, new.hash from confirmed cross join unnest($5::bytea[]) as new (hash) ), raised as ( update identity.users u set access_version = u.access_version + 1 from confirmed where u.id = confirmed.user_id returning u.id, u.access_version ), noted as ( insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id) select $1, id, 'second_factor_confirmed', id, $6, $7, $8 from raised ), told as ( insert into platform.outbox (id, event, created_at) select $9, $10, $1 from raised ) select access_version from raised",
        None,
    )
}
impl ConfirmStmt {
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
        T2: crate::ArraySql<Item = T1>,
        T3: crate::StringSql,
        T4: crate::StringSql,
        T5: crate::StringSql,
        T6: crate::JsonSql,
    >(
        &'s self,
        client: &'c C,
        now: &'a time::OffsetDateTime,
        step: &'a i64,
        user_id: &'a uuid::Uuid,
        id: &'a uuid::Uuid,
        code_hashes: &'a T2,
        ip: &'a T3,
        user_agent: &'a T4,
        request_id: &'a T5,
        event_id: &'a uuid::Uuid,
        event: &'a T6,
    ) -> I64Query<'c, 'a, 's, C, i64, 10> {
        I64Query {
            client,
            params: [
                now,
                step,
                user_id,
                id,
                code_hashes,
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
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::JsonSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ConfirmParams<T1, T2, T3, T4, T5, T6>,
        I64Query<'c, 'a, 's, C, i64, 10>,
        C,
    > for ConfirmStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ConfirmParams<T1, T2, T3, T4, T5, T6>,
    ) -> I64Query<'c, 'a, 's, C, i64, 10> {
        self.bind(
            client,
            &params.now,
            &params.step,
            &params.user_id,
            &params.id,
            &params.code_hashes,
            &params.ip,
            &params.user_agent,
            &params.request_id,
            &params.event_id,
            &params.event,
        )
    }
}
pub struct SpendCodeStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn spend_code() -> SpendCodeStmt {
    SpendCodeStmt(
        "with held as ( select id from identity.users where id = $1 and status = 'active' for no key update ), stepped as ( update identity.second_factors f set last_step = $2 from held where f.user_id = held.id and f.confirmed_at is not null and f.last_step < $2 returning f.user_id ), spent as ( update identity.recovery_codes r set used_at = $3 from held where r.user_id = held.id and r.code_hash = $4 and r.used_at is null returning r.user_id ) select user_id from stepped union all select user_id from spent",
        None,
    )
}
impl SpendCodeStmt {
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
        user_id: &'a uuid::Uuid,
        step: &'a Option<i64>,
        now: &'a time::OffsetDateTime,
        recovery_hash: &'a Option<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 4> {
        UuidUuidQuery {
            client,
            params: [user_id, step, now, recovery_hash],
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
        SpendCodeParams<T1>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 4>,
        C,
    > for SpendCodeStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SpendCodeParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 4> {
        self.bind(
            client,
            &params.user_id,
            &params.step,
            &params.now,
            &params.recovery_hash,
        )
    }
}
pub struct RemoveStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remove() -> RemoveStmt {
    RemoveStmt(
        "with removed as ( delete from identity.second_factors where user_id = $1 returning user_id ), raised as ( update identity.users u set access_version = u.access_version + 1 from removed where u.id = removed.user_id returning u.id, u.access_version ), noted as ( insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id) select $2, id, 'second_factor_removed', id, $3, $4, $5 from raised ), told as ( insert into platform.outbox (id, event, created_at) select $6, $7, $2 from raised ) select access_version from raised",
        None,
    )
}
impl RemoveStmt {
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
        T4: crate::JsonSql,
    >(
        &'s self,
        client: &'c C,
        user_id: &'a uuid::Uuid,
        now: &'a time::OffsetDateTime,
        ip: &'a T1,
        user_agent: &'a T2,
        request_id: &'a T3,
        event_id: &'a uuid::Uuid,
        event: &'a T4,
    ) -> I64Query<'c, 'a, 's, C, i64, 7> {
        I64Query {
            client,
            params: [user_id, now, ip, user_agent, request_id, event_id, event],
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
    T4: crate::JsonSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        RemoveParams<T1, T2, T3, T4>,
        I64Query<'c, 'a, 's, C, i64, 7>,
        C,
    > for RemoveStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RemoveParams<T1, T2, T3, T4>,
    ) -> I64Query<'c, 'a, 's, C, i64, 7> {
        self.bind(
            client,
            &params.user_id,
            &params.now,
            &params.ip,
            &params.user_agent,
            &params.request_id,
            &params.event_id,
            &params.event,
        )
    }
}
pub struct ReplaceRecoveryCodesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn replace_recovery_codes() -> ReplaceRecoveryCodesStmt {
    ReplaceRecoveryCodesStmt(
        "with gone as ( delete from identity.recovery_codes where user_id = $1 ), noted as ( insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id) values ($2, $1, 'recovery_codes_renewed', $1, $3, $4, $5) ) insert into identity.recovery_codes (user_id, code_hash) select $1::uuid, new.hash from unnest($6::bytea[]) as new (hash)",
        None,
    )
}
impl ReplaceRecoveryCodesStmt {
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
        T4: crate::BytesSql,
        T5: crate::ArraySql<Item = T4>,
    >(
        &'s self,
        client: &'c C,
        user_id: &'a uuid::Uuid,
        now: &'a time::OffsetDateTime,
        ip: &'a T1,
        user_agent: &'a T2,
        request_id: &'a T3,
        code_hashes: &'a T5,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[user_id, now, ip, user_agent, request_id, code_hashes],
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
    T4: crate::BytesSql,
    T5: crate::ArraySql<Item = T4>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ReplaceRecoveryCodesParams<T1, T2, T3, T4, T5>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for ReplaceRecoveryCodesStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ReplaceRecoveryCodesParams<T1, T2, T3, T4, T5>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.user_id,
            &params.now,
            &params.ip,
            &params.user_agent,
            &params.request_id,
            &params.code_hashes,
        ))
    }
}
