// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct ListUsersParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql> {
    pub role: Option<T1>,
    pub pattern: Option<T2>,
    pub status: Option<T3>,
    pub after_created_at: Option<time::OffsetDateTime>,
    pub after_id: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct FindUserParams {
    pub refreshable_since: time::OffsetDateTime,
    pub user_id: uuid::Uuid,
}
#[derive(Debug)]
pub struct ChangeAccessParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
> {
    pub status: T1,
    pub now: time::OffsetDateTime,
    pub user_id: uuid::Uuid,
    pub roles: T3,
    pub actor_id: uuid::Uuid,
}
#[derive(Debug, Clone, PartialEq)]
pub struct UserRow {
    pub id: uuid::Uuid,
    pub email: String,
    pub name: String,
    pub phone: Option<String>,
    pub status: String,
    pub created_at: time::OffsetDateTime,
    pub roles: Vec<String>,
    pub last_seen_at: Option<time::OffsetDateTime>,
}
pub struct UserRowBorrowed<'a> {
    pub id: uuid::Uuid,
    pub email: &'a str,
    pub name: &'a str,
    pub phone: Option<&'a str>,
    pub status: &'a str,
    pub created_at: time::OffsetDateTime,
    pub roles: crate::ArrayIterator<'a, &'a str>,
    pub last_seen_at: Option<time::OffsetDateTime>,
}
impl<'a> From<UserRowBorrowed<'a>> for UserRow {
    fn from(
        UserRowBorrowed {
            id,
            email,
            name,
            phone,
            status,
            created_at,
            roles,
            last_seen_at,
        }: UserRowBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            email: email.into(),
            name: name.into(),
            phone: phone.map(|v| v.into()),
            status: status.into(),
            created_at,
            roles: roles.map(|v| v.into()).collect(),
            last_seen_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct FindUser {
    pub id: uuid::Uuid,
    pub email: String,
    pub name: String,
    pub phone: Option<String>,
    pub language: String,
    pub status: String,
    pub created_at: time::OffsetDateTime,
    pub version: i64,
    pub roles: Vec<String>,
    pub permissions: Vec<String>,
    pub has_second_factor: bool,
    pub needs_second_factor: bool,
    pub email_verified: bool,
    pub open_sessions: i64,
    pub last_seen_at: Option<time::OffsetDateTime>,
    pub last_login_at: Option<time::OffsetDateTime>,
}
pub struct FindUserBorrowed<'a> {
    pub id: uuid::Uuid,
    pub email: &'a str,
    pub name: &'a str,
    pub phone: Option<&'a str>,
    pub language: &'a str,
    pub status: &'a str,
    pub created_at: time::OffsetDateTime,
    pub version: i64,
    pub roles: crate::ArrayIterator<'a, &'a str>,
    pub permissions: crate::ArrayIterator<'a, &'a str>,
    pub has_second_factor: bool,
    pub needs_second_factor: bool,
    pub email_verified: bool,
    pub open_sessions: i64,
    pub last_seen_at: Option<time::OffsetDateTime>,
    pub last_login_at: Option<time::OffsetDateTime>,
}
impl<'a> From<FindUserBorrowed<'a>> for FindUser {
    fn from(
        FindUserBorrowed {
            id,
            email,
            name,
            phone,
            language,
            status,
            created_at,
            version,
            roles,
            permissions,
            has_second_factor,
            needs_second_factor,
            email_verified,
            open_sessions,
            last_seen_at,
            last_login_at,
        }: FindUserBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            email: email.into(),
            name: name.into(),
            phone: phone.map(|v| v.into()),
            language: language.into(),
            status: status.into(),
            created_at,
            version,
            roles: roles.map(|v| v.into()).collect(),
            permissions: permissions.map(|v| v.into()).collect(),
            has_second_factor,
            needs_second_factor,
            email_verified,
            open_sessions,
            last_seen_at,
            last_login_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct FindSubject {
    pub id: uuid::Uuid,
    pub status: String,
    pub email_verified: bool,
    pub version: i64,
    pub roles: Vec<String>,
    pub other_super_admin: bool,
}
pub struct FindSubjectBorrowed<'a> {
    pub id: uuid::Uuid,
    pub status: &'a str,
    pub email_verified: bool,
    pub version: i64,
    pub roles: crate::ArrayIterator<'a, &'a str>,
    pub other_super_admin: bool,
}
impl<'a> From<FindSubjectBorrowed<'a>> for FindSubject {
    fn from(
        FindSubjectBorrowed {
            id,
            status,
            email_verified,
            version,
            roles,
            other_super_admin,
        }: FindSubjectBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            status: status.into(),
            email_verified,
            version,
            roles: roles.map(|v| v.into()).collect(),
            other_super_admin,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct UserRowQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<UserRowBorrowed, tokio_postgres::Error>,
    mapper: fn(UserRowBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> UserRowQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(UserRowBorrowed) -> R) -> UserRowQuery<'c, 'a, 's, C, R, N> {
        UserRowQuery {
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
pub struct FindUserQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<FindUserBorrowed, tokio_postgres::Error>,
    mapper: fn(FindUserBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> FindUserQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(FindUserBorrowed) -> R) -> FindUserQuery<'c, 'a, 's, C, R, N> {
        FindUserQuery {
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
pub struct StringQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<&str, tokio_postgres::Error>,
    mapper: fn(&str) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> StringQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(&str) -> R) -> StringQuery<'c, 'a, 's, C, R, N> {
        StringQuery {
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
pub struct VecStringQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor:
        fn(&tokio_postgres::Row) -> Result<crate::ArrayIterator<'_, &str>, tokio_postgres::Error>,
    mapper: fn(crate::ArrayIterator<'_, &str>) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> VecStringQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(crate::ArrayIterator<'_, &str>) -> R,
    ) -> VecStringQuery<'c, 'a, 's, C, R, N> {
        VecStringQuery {
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
pub struct FindSubjectQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<FindSubjectBorrowed, tokio_postgres::Error>,
    mapper: fn(FindSubjectBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> FindSubjectQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(FindSubjectBorrowed) -> R,
    ) -> FindSubjectQuery<'c, 'a, 's, C, R, N> {
        FindSubjectQuery {
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
pub struct ListUsersStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_users() -> ListUsersStmt {
    ListUsersStmt(
        "with page as ( select u.id, u.email, u.name, u.phone, u.status, u.created_at from identity.users u left join identity.user_roles g on g.user_id = u.id and g.role = $1::text where ($1 is null or g.role is not null) and ($2::text is null or lower(u.name || ' ' || u.email) like lower($2)) and ($3::text is null or u.status = $3) and ($4::timestamptz is null or (u.created_at, u.id) < ($4, $5::uuid)) order by u.created_at desc, u.id desc limit $6::bigint ) select page.*, array(select g.role from identity.user_roles g where g.user_id = page.id order by g.role) as roles, (select max(s.last_seen_at) from identity.sessions s where s.user_id = page.id) as last_seen_at from page order by page.created_at desc, page.id desc",
        None,
    )
}
impl ListUsersStmt {
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
        role: &'a Option<T1>,
        pattern: &'a Option<T2>,
        status: &'a Option<T3>,
        after_created_at: &'a Option<time::OffsetDateTime>,
        after_id: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> UserRowQuery<'c, 'a, 's, C, UserRow, 6> {
        UserRowQuery {
            client,
            params: [role, pattern, status, after_created_at, after_id, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<UserRowBorrowed, tokio_postgres::Error> {
                    Ok(UserRowBorrowed {
                        id: row.try_get(0)?,
                        email: row.try_get(1)?,
                        name: row.try_get(2)?,
                        phone: row.try_get(3)?,
                        status: row.try_get(4)?,
                        created_at: row.try_get(5)?,
                        roles: row.try_get(6)?,
                        last_seen_at: row.try_get(7)?,
                    })
                },
            mapper: |it| UserRow::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql, T3: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListUsersParams<T1, T2, T3>,
        UserRowQuery<'c, 'a, 's, C, UserRow, 6>,
        C,
    > for ListUsersStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListUsersParams<T1, T2, T3>,
    ) -> UserRowQuery<'c, 'a, 's, C, UserRow, 6> {
        self.bind(
            client,
            &params.role,
            &params.pattern,
            &params.status,
            &params.after_created_at,
            &params.after_id,
            &params.limit,
        )
    }
}
pub struct FindUserStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_user() -> FindUserStmt {
    FindUserStmt(
        "select a.id, a.email, a.name, a.phone, a.language, a.status, a.created_at, a.version, a.roles, a.permissions, a.has_second_factor, a.needs_second_factor, u.email_verified_at is not null as email_verified, s.open_sessions, s.last_seen_at, s.last_login_at from identity.accounts a join identity.users u on u.id = a.id cross join lateral ( select count(*) filter (where revoked_at is null and last_seen_at > $1) as open_sessions, max(last_seen_at) as last_seen_at, max(created_at) as last_login_at from identity.sessions where user_id = a.id ) s where a.id = $2",
        None,
    )
}
impl FindUserStmt {
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
        refreshable_since: &'a time::OffsetDateTime,
        user_id: &'a uuid::Uuid,
    ) -> FindUserQuery<'c, 'a, 's, C, FindUser, 2> {
        FindUserQuery {
            client,
            params: [refreshable_since, user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<FindUserBorrowed, tokio_postgres::Error> {
                    Ok(FindUserBorrowed {
                        id: row.try_get(0)?,
                        email: row.try_get(1)?,
                        name: row.try_get(2)?,
                        phone: row.try_get(3)?,
                        language: row.try_get(4)?,
                        status: row.try_get(5)?,
                        created_at: row.try_get(6)?,
                        version: row.try_get(7)?,
                        roles: row.try_get(8)?,
                        permissions: row.try_get(9)?,
                        has_second_factor: row.try_get(10)?,
                        needs_second_factor: row.try_get(11)?,
                        email_verified: row.try_get(12)?,
                        open_sessions: row.try_get(13)?,
                        last_seen_at: row.try_get(14)?,
                        last_login_at: row.try_get(15)?,
                    })
                },
            mapper: |it| FindUser::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        FindUserParams,
        FindUserQuery<'c, 'a, 's, C, FindUser, 2>,
        C,
    > for FindUserStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FindUserParams,
    ) -> FindUserQuery<'c, 'a, 's, C, FindUser, 2> {
        self.bind(client, &params.refreshable_since, &params.user_id)
    }
}
pub struct LockAccessStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_access() -> LockAccessStmt {
    LockAccessStmt(
        "select name from identity.roles where name = 'super_admin' for no key update",
        None,
    )
}
impl LockAccessStmt {
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
    ) -> StringQuery<'c, 'a, 's, C, String, 0> {
        StringQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
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
pub struct FindPermissionsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_permissions() -> FindPermissionsStmt {
    FindPermissionsStmt(
        "select permissions from identity.accounts where id = $1 and status = 'active'",
        None,
    )
}
impl FindPermissionsStmt {
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
    ) -> VecStringQuery<'c, 'a, 's, C, Vec<String>, 1> {
        VecStringQuery {
            client,
            params: [user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.map(|v| v.into()).collect(),
        }
    }
}
pub struct FindSubjectStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_subject() -> FindSubjectStmt {
    FindSubjectStmt(
        "select u.id, u.status, u.email_verified_at is not null as email_verified, u.version, array(select g.role from identity.user_roles g where g.user_id = u.id order by g.role) as roles, exists ( select from identity.user_roles g join identity.users o on o.id = g.user_id where g.role = 'super_admin' and o.status = 'active' and o.id <> u.id ) as other_super_admin from identity.users u where u.id = $1",
        None,
    )
}
impl FindSubjectStmt {
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
    ) -> FindSubjectQuery<'c, 'a, 's, C, FindSubject, 1> {
        FindSubjectQuery {
            client,
            params: [user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<FindSubjectBorrowed, tokio_postgres::Error> {
                    Ok(FindSubjectBorrowed {
                        id: row.try_get(0)?,
                        status: row.try_get(1)?,
                        email_verified: row.try_get(2)?,
                        version: row.try_get(3)?,
                        roles: row.try_get(4)?,
                        other_super_admin: row.try_get(5)?,
                    })
                },
            mapper: |it| FindSubject::from(it),
        }
    }
}
pub struct ChangeAccessStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn change_access() -> ChangeAccessStmt {
    ChangeAccessStmt(
        "with changed as ( update identity.users set status = $1::text, updated_at = $2, version = version + 1, access_version = access_version + 1 where id = $3 returning id, access_version ), revoked as ( delete from identity.user_roles g using changed where g.user_id = changed.id and g.role <> all ($4::text[]) ), granted as ( insert into identity.user_roles (user_id, role, granted_at, granted_by) select changed.id, r.role, $2, $5 from changed cross join unnest($4) as r (role) on conflict do nothing ), ended as ( update identity.sessions s set revoked_at = $2 from changed where $1 = 'suspended' and s.user_id = changed.id and s.revoked_at is null ) select access_version from changed",
        None,
    )
}
impl ChangeAccessStmt {
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
        T3: crate::ArraySql<Item = T2>,
    >(
        &'s self,
        client: &'c C,
        status: &'a T1,
        now: &'a time::OffsetDateTime,
        user_id: &'a uuid::Uuid,
        roles: &'a T3,
        actor_id: &'a uuid::Uuid,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        I64Query {
            client,
            params: [status, now, user_id, roles, actor_id],
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
    T3: crate::ArraySql<Item = T2>,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ChangeAccessParams<T1, T2, T3>,
        I64Query<'c, 'a, 's, C, i64, 5>,
        C,
    > for ChangeAccessStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ChangeAccessParams<T1, T2, T3>,
    ) -> I64Query<'c, 'a, 's, C, i64, 5> {
        self.bind(
            client,
            &params.status,
            &params.now,
            &params.user_id,
            &params.roles,
            &params.actor_id,
        )
    }
}
