// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct UpdateProfileParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::JsonSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
> {
    pub name: Option<T1>,
    pub language: Option<T2>,
    pub sets_phone: bool,
    pub phone: Option<T3>,
    pub now: time::OffsetDateTime,
    pub user_id: uuid::Uuid,
    pub details: T4,
    pub ip: T5,
    pub user_agent: T6,
    pub request_id: T7,
}
#[derive(Debug)]
pub struct SetPhotoParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
> {
    pub user_id: uuid::Uuid,
    pub photo_key: Option<T1>,
    pub now: time::OffsetDateTime,
    pub ip: T2,
    pub user_agent: T3,
    pub request_id: T4,
}
#[derive(Clone, Copy, Debug)]
pub struct OpenSessionsParams {
    pub user_id: uuid::Uuid,
    pub now: time::OffsetDateTime,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct SessionsOfUserParams {
    pub user_id: uuid::Uuid,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct ExternalIdentitiesOfUserParams {
    pub user_id: uuid::Uuid,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct SecurityEventsOfUserParams {
    pub user_id: uuid::Uuid,
    pub limit: i64,
}
#[derive(Debug)]
pub struct EraseUserParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub user_id: uuid::Uuid,
    pub name: T1,
    pub now: time::OffsetDateTime,
    pub request_id: T2,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileRow {
    pub id: uuid::Uuid,
    pub email: String,
    pub name: String,
    pub phone: Option<String>,
    pub language: String,
    pub photo_key: Option<String>,
    pub email_verified: bool,
    pub roles: Vec<String>,
    pub permissions: Vec<String>,
    pub access_version: i64,
    pub has_second_factor: bool,
    pub needs_second_factor: bool,
}
pub struct ProfileRowBorrowed<'a> {
    pub id: uuid::Uuid,
    pub email: &'a str,
    pub name: &'a str,
    pub phone: Option<&'a str>,
    pub language: &'a str,
    pub photo_key: Option<&'a str>,
    pub email_verified: bool,
    pub roles: crate::ArrayIterator<'a, &'a str>,
    pub permissions: crate::ArrayIterator<'a, &'a str>,
    pub access_version: i64,
    pub has_second_factor: bool,
    pub needs_second_factor: bool,
}
impl<'a> From<ProfileRowBorrowed<'a>> for ProfileRow {
    fn from(
        ProfileRowBorrowed {
            id,
            email,
            name,
            phone,
            language,
            photo_key,
            email_verified,
            roles,
            permissions,
            access_version,
            has_second_factor,
            needs_second_factor,
        }: ProfileRowBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            email: email.into(),
            name: name.into(),
            phone: phone.map(|v| v.into()),
            language: language.into(),
            photo_key: photo_key.map(|v| v.into()),
            email_verified,
            roles: roles.map(|v| v.into()).collect(),
            permissions: permissions.map(|v| v.into()).collect(),
            access_version,
            has_second_factor,
            needs_second_factor,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct SessionRow {
    pub id: uuid::Uuid,
    pub user_agent: String,
    pub ip: String,
    pub created_at: time::OffsetDateTime,
    pub last_seen_at: time::OffsetDateTime,
    pub ended_at: Option<time::OffsetDateTime>,
}
pub struct SessionRowBorrowed<'a> {
    pub id: uuid::Uuid,
    pub user_agent: &'a str,
    pub ip: &'a str,
    pub created_at: time::OffsetDateTime,
    pub last_seen_at: time::OffsetDateTime,
    pub ended_at: Option<time::OffsetDateTime>,
}
impl<'a> From<SessionRowBorrowed<'a>> for SessionRow {
    fn from(
        SessionRowBorrowed {
            id,
            user_agent,
            ip,
            created_at,
            last_seen_at,
            ended_at,
        }: SessionRowBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            user_agent: user_agent.into(),
            ip: ip.into(),
            created_at,
            last_seen_at,
            ended_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct SecondFactorOfUser {
    pub created_at: time::OffsetDateTime,
    pub confirmed_at: Option<time::OffsetDateTime>,
    pub recovery_codes_left: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct ExternalIdentitiesOfUser {
    pub issuer: String,
    pub subject: String,
    pub linked_at: time::OffsetDateTime,
}
pub struct ExternalIdentitiesOfUserBorrowed<'a> {
    pub issuer: &'a str,
    pub subject: &'a str,
    pub linked_at: time::OffsetDateTime,
}
impl<'a> From<ExternalIdentitiesOfUserBorrowed<'a>> for ExternalIdentitiesOfUser {
    fn from(
        ExternalIdentitiesOfUserBorrowed {
            issuer,
            subject,
            linked_at,
        }: ExternalIdentitiesOfUserBorrowed<'a>,
    ) -> Self {
        Self {
            issuer: issuer.into(),
            subject: subject.into(),
            linked_at,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct SecurityEventsOfUser {
    pub at: time::OffsetDateTime,
    pub action: String,
    pub by_user: bool,
    pub about_user: bool,
    pub ip: String,
    pub user_agent: String,
    pub details: serde_json::Value,
}
pub struct SecurityEventsOfUserBorrowed<'a> {
    pub at: time::OffsetDateTime,
    pub action: &'a str,
    pub by_user: bool,
    pub about_user: bool,
    pub ip: &'a str,
    pub user_agent: &'a str,
    pub details: postgres_types::Json<&'a serde_json::value::RawValue>,
}
impl<'a> From<SecurityEventsOfUserBorrowed<'a>> for SecurityEventsOfUser {
    fn from(
        SecurityEventsOfUserBorrowed {
            at,
            action,
            by_user,
            about_user,
            ip,
            user_agent,
            details,
        }: SecurityEventsOfUserBorrowed<'a>,
    ) -> Self {
        Self {
            at,
            action: action.into(),
            by_user,
            about_user,
            ip: ip.into(),
            user_agent: user_agent.into(),
            details: serde_json::from_str(details.0.get()).unwrap(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct EraseUser {
    pub access_version: i64,
    pub photo_key: Option<String>,
}
pub struct EraseUserBorrowed<'a> {
    pub access_version: i64,
    pub photo_key: Option<&'a str>,
}
impl<'a> From<EraseUserBorrowed<'a>> for EraseUser {
    fn from(
        EraseUserBorrowed {
            access_version,
            photo_key,
        }: EraseUserBorrowed<'a>,
    ) -> Self {
        Self {
            access_version,
            photo_key: photo_key.map(|v| v.into()),
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct ProfileRowQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ProfileRowBorrowed, tokio_postgres::Error>,
    mapper: fn(ProfileRowBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ProfileRowQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ProfileRowBorrowed) -> R,
    ) -> ProfileRowQuery<'c, 'a, 's, C, R, N> {
        ProfileRowQuery {
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
pub struct OptionStringQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<Option<&str>, tokio_postgres::Error>,
    mapper: fn(Option<&str>) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> OptionStringQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(Option<&str>) -> R) -> OptionStringQuery<'c, 'a, 's, C, R, N> {
        OptionStringQuery {
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
pub struct SessionRowQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<SessionRowBorrowed, tokio_postgres::Error>,
    mapper: fn(SessionRowBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SessionRowQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(SessionRowBorrowed) -> R,
    ) -> SessionRowQuery<'c, 'a, 's, C, R, N> {
        SessionRowQuery {
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
pub struct SecondFactorOfUserQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<SecondFactorOfUser, tokio_postgres::Error>,
    mapper: fn(SecondFactorOfUser) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SecondFactorOfUserQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(SecondFactorOfUser) -> R,
    ) -> SecondFactorOfUserQuery<'c, 'a, 's, C, R, N> {
        SecondFactorOfUserQuery {
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
pub struct ExternalIdentitiesOfUserQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor:
        fn(&tokio_postgres::Row) -> Result<ExternalIdentitiesOfUserBorrowed, tokio_postgres::Error>,
    mapper: fn(ExternalIdentitiesOfUserBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ExternalIdentitiesOfUserQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ExternalIdentitiesOfUserBorrowed) -> R,
    ) -> ExternalIdentitiesOfUserQuery<'c, 'a, 's, C, R, N> {
        ExternalIdentitiesOfUserQuery {
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
pub struct SecurityEventsOfUserQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor:
        fn(&tokio_postgres::Row) -> Result<SecurityEventsOfUserBorrowed, tokio_postgres::Error>,
    mapper: fn(SecurityEventsOfUserBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SecurityEventsOfUserQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(SecurityEventsOfUserBorrowed) -> R,
    ) -> SecurityEventsOfUserQuery<'c, 'a, 's, C, R, N> {
        SecurityEventsOfUserQuery {
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
pub struct EraseUserQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<EraseUserBorrowed, tokio_postgres::Error>,
    mapper: fn(EraseUserBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> EraseUserQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(EraseUserBorrowed) -> R) -> EraseUserQuery<'c, 'a, 's, C, R, N> {
        EraseUserQuery {
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
pub struct FindProfileStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_profile() -> FindProfileStmt {
    FindProfileStmt(
        "select a.id, a.email, a.name, a.phone, a.language, a.photo_key, u.email_verified_at is not null as email_verified, a.roles, a.permissions, a.access_version, a.has_second_factor, a.needs_second_factor from identity.accounts a join identity.users u on u.id = a.id where a.id = $1 and a.status <> 'erased'",
        None,
    )
}
impl FindProfileStmt {
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
    ) -> ProfileRowQuery<'c, 'a, 's, C, ProfileRow, 1> {
        ProfileRowQuery {
            client,
            params: [user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ProfileRowBorrowed, tokio_postgres::Error> {
                    Ok(ProfileRowBorrowed {
                        id: row.try_get(0)?,
                        email: row.try_get(1)?,
                        name: row.try_get(2)?,
                        phone: row.try_get(3)?,
                        language: row.try_get(4)?,
                        photo_key: row.try_get(5)?,
                        email_verified: row.try_get(6)?,
                        roles: row.try_get(7)?,
                        permissions: row.try_get(8)?,
                        access_version: row.try_get(9)?,
                        has_second_factor: row.try_get(10)?,
                        needs_second_factor: row.try_get(11)?,
                    })
                },
            mapper: |it| ProfileRow::from(it),
        }
    }
}
pub struct UpdateProfileStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn update_profile() -> UpdateProfileStmt {
    UpdateProfileStmt(
        "with changed as ( update identity.users u set name = coalesce($1::text, u.name), language = coalesce($2::text, u.language), phone = case when $3::boolean then $4::text else u.phone end, updated_at = $5, version = u.version + 1 where u.id = $6 and u.status = 'active' returning u.id, u.name, u.phone, u.language, u.email_verified_at ), noted as ( insert into identity.audit_log (at, actor_id, action, user_id, details, ip, user_agent, request_id) select $5, id, 'profile_changed', id, $7::jsonb, $8, $9, $10 from changed ) select a.id, a.email, c.name, c.phone, c.language, a.photo_key, c.email_verified_at is not null as email_verified, a.roles, a.permissions, a.access_version, a.has_second_factor, a.needs_second_factor from changed c join identity.accounts a on a.id = c.id",
        None,
    )
}
impl UpdateProfileStmt {
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
        T5: crate::StringSql,
        T6: crate::StringSql,
        T7: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        name: &'a Option<T1>,
        language: &'a Option<T2>,
        sets_phone: &'a bool,
        phone: &'a Option<T3>,
        now: &'a time::OffsetDateTime,
        user_id: &'a uuid::Uuid,
        details: &'a T4,
        ip: &'a T5,
        user_agent: &'a T6,
        request_id: &'a T7,
    ) -> ProfileRowQuery<'c, 'a, 's, C, ProfileRow, 10> {
        ProfileRowQuery {
            client,
            params: [
                name, language, sets_phone, phone, now, user_id, details, ip, user_agent,
                request_id,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ProfileRowBorrowed, tokio_postgres::Error> {
                    Ok(ProfileRowBorrowed {
                        id: row.try_get(0)?,
                        email: row.try_get(1)?,
                        name: row.try_get(2)?,
                        phone: row.try_get(3)?,
                        language: row.try_get(4)?,
                        photo_key: row.try_get(5)?,
                        email_verified: row.try_get(6)?,
                        roles: row.try_get(7)?,
                        permissions: row.try_get(8)?,
                        access_version: row.try_get(9)?,
                        has_second_factor: row.try_get(10)?,
                        needs_second_factor: row.try_get(11)?,
                    })
                },
            mapper: |it| ProfileRow::from(it),
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
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        UpdateProfileParams<T1, T2, T3, T4, T5, T6, T7>,
        ProfileRowQuery<'c, 'a, 's, C, ProfileRow, 10>,
        C,
    > for UpdateProfileStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a UpdateProfileParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> ProfileRowQuery<'c, 'a, 's, C, ProfileRow, 10> {
        self.bind(
            client,
            &params.name,
            &params.language,
            &params.sets_phone,
            &params.phone,
            &params.now,
            &params.user_id,
            &params.details,
            &params.ip,
            &params.user_agent,
            &params.request_id,
        )
    }
}
pub struct SetPhotoStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn set_photo() -> SetPhotoStmt {
    SetPhotoStmt(
        "with before as ( select id, photo_key from identity.users where id = $1 and status = 'active' for update ), changed as ( update identity.users u set photo_key = $2::text, updated_at = $3, version = u.version + 1 from before where u.id = before.id and before.photo_key is distinct from $2::text returning u.id ), discarded as ( insert into platform.discarded_images (key, discarded_at) select before.photo_key, $3 from before join changed on changed.id = before.id where before.photo_key is not null on conflict do nothing ), taken_back as ( delete from platform.discarded_images d using changed where d.key = $2::text ), noted as ( insert into identity.audit_log (at, actor_id, action, user_id, ip, user_agent, request_id) select $3, id, case when $2::text is null then 'photo_removed' else 'photo_changed' end, id, $4, $5, $6 from changed ) select before.photo_key as previous from before",
        None,
    )
}
impl SetPhotoStmt {
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
        user_id: &'a uuid::Uuid,
        photo_key: &'a Option<T1>,
        now: &'a time::OffsetDateTime,
        ip: &'a T2,
        user_agent: &'a T3,
        request_id: &'a T4,
    ) -> OptionStringQuery<'c, 'a, 's, C, Option<String>, 6> {
        OptionStringQuery {
            client,
            params: [user_id, photo_key, now, ip, user_agent, request_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.map(|v| v.into()),
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
        SetPhotoParams<T1, T2, T3, T4>,
        OptionStringQuery<'c, 'a, 's, C, Option<String>, 6>,
        C,
    > for SetPhotoStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SetPhotoParams<T1, T2, T3, T4>,
    ) -> OptionStringQuery<'c, 'a, 's, C, Option<String>, 6> {
        self.bind(
            client,
            &params.user_id,
            &params.photo_key,
            &params.now,
            &params.ip,
            &params.user_agent,
            &params.request_id,
        )
    }
}
pub struct OpenSessionsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn open_sessions() -> OpenSessionsStmt {
    OpenSessionsStmt(
        "select s.id, s.user_agent, s.ip, s.created_at, s.last_seen_at, s.revoked_at as ended_at from identity.sessions s where s.user_id = $1 and s.revoked_at is null and exists ( select from identity.refresh_tokens t where t.session_id = s.id and t.used_at is null and t.expires_at > $2 ) order by s.last_seen_at desc, s.id desc limit $3::bigint",
        None,
    )
}
impl OpenSessionsStmt {
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
        now: &'a time::OffsetDateTime,
        limit: &'a i64,
    ) -> SessionRowQuery<'c, 'a, 's, C, SessionRow, 3> {
        SessionRowQuery {
            client,
            params: [user_id, now, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<SessionRowBorrowed, tokio_postgres::Error> {
                    Ok(SessionRowBorrowed {
                        id: row.try_get(0)?,
                        user_agent: row.try_get(1)?,
                        ip: row.try_get(2)?,
                        created_at: row.try_get(3)?,
                        last_seen_at: row.try_get(4)?,
                        ended_at: row.try_get(5)?,
                    })
                },
            mapper: |it| SessionRow::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        OpenSessionsParams,
        SessionRowQuery<'c, 'a, 's, C, SessionRow, 3>,
        C,
    > for OpenSessionsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OpenSessionsParams,
    ) -> SessionRowQuery<'c, 'a, 's, C, SessionRow, 3> {
        self.bind(client, &params.user_id, &params.now, &params.limit)
    }
}
pub struct SessionsOfUserStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn sessions_of_user() -> SessionsOfUserStmt {
    SessionsOfUserStmt(
        "select id, user_agent, ip, created_at, last_seen_at, revoked_at as ended_at from identity.sessions where user_id = $1 order by created_at desc, id desc limit $2::bigint",
        None,
    )
}
impl SessionsOfUserStmt {
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
    ) -> SessionRowQuery<'c, 'a, 's, C, SessionRow, 2> {
        SessionRowQuery {
            client,
            params: [user_id, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<SessionRowBorrowed, tokio_postgres::Error> {
                    Ok(SessionRowBorrowed {
                        id: row.try_get(0)?,
                        user_agent: row.try_get(1)?,
                        ip: row.try_get(2)?,
                        created_at: row.try_get(3)?,
                        last_seen_at: row.try_get(4)?,
                        ended_at: row.try_get(5)?,
                    })
                },
            mapper: |it| SessionRow::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SessionsOfUserParams,
        SessionRowQuery<'c, 'a, 's, C, SessionRow, 2>,
        C,
    > for SessionsOfUserStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SessionsOfUserParams,
    ) -> SessionRowQuery<'c, 'a, 's, C, SessionRow, 2> {
        self.bind(client, &params.user_id, &params.limit)
    }
}
pub struct SecondFactorOfUserStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn second_factor_of_user() -> SecondFactorOfUserStmt {
    SecondFactorOfUserStmt(
        "select f.created_at, f.confirmed_at, (select count(*) from identity.recovery_codes c where c.user_id = f.user_id and c.used_at is null) as recovery_codes_left from identity.second_factors f where f.user_id = $1",
        None,
    )
}
impl SecondFactorOfUserStmt {
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
    ) -> SecondFactorOfUserQuery<'c, 'a, 's, C, SecondFactorOfUser, 1> {
        SecondFactorOfUserQuery {
            client,
            params: [user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<SecondFactorOfUser, tokio_postgres::Error> {
                    Ok(SecondFactorOfUser {
                        created_at: row.try_get(0)?,
                        confirmed_at: row.try_get(1)?,
                        recovery_codes_left: row.try_get(2)?,
                    })
                },
            mapper: |it| SecondFactorOfUser::from(it),
        }
    }
}
pub struct ExternalIdentitiesOfUserStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn external_identities_of_user() -> ExternalIdentitiesOfUserStmt {
    ExternalIdentitiesOfUserStmt(
        "select issuer, subject, linked_at from identity.external_identities where user_id = $1 order by linked_at, issuer limit $2::bigint",
        None,
    )
}
impl ExternalIdentitiesOfUserStmt {
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
    ) -> ExternalIdentitiesOfUserQuery<'c, 'a, 's, C, ExternalIdentitiesOfUser, 2> {
        ExternalIdentitiesOfUserQuery {
            client,
            params: [user_id, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<ExternalIdentitiesOfUserBorrowed, tokio_postgres::Error> {
                Ok(ExternalIdentitiesOfUserBorrowed {
                    issuer: row.try_get(0)?,
                    subject: row.try_get(1)?,
                    linked_at: row.try_get(2)?,
                })
            },
            mapper: |it| ExternalIdentitiesOfUser::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ExternalIdentitiesOfUserParams,
        ExternalIdentitiesOfUserQuery<'c, 'a, 's, C, ExternalIdentitiesOfUser, 2>,
        C,
    > for ExternalIdentitiesOfUserStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ExternalIdentitiesOfUserParams,
    ) -> ExternalIdentitiesOfUserQuery<'c, 'a, 's, C, ExternalIdentitiesOfUser, 2> {
        self.bind(client, &params.user_id, &params.limit)
    }
}
pub struct SecurityEventsOfUserStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn security_events_of_user() -> SecurityEventsOfUserStmt {
    SecurityEventsOfUserStmt(
        "with by_them as ( select * from identity.audit_log where actor_id = $1 order by at desc, id desc limit $2::bigint ), about_them as ( select * from identity.audit_log where user_id = $1 order by at desc, id desc limit $2::bigint ), events as ( select * from by_them union all select * from about_them where actor_id is distinct from $1 ) select at, action, coalesce(actor_id = $1, false) as by_user, coalesce(user_id = $1, false) as about_user, case when actor_id is null or actor_id = $1 then ip else '' end as ip, case when actor_id is null or actor_id = $1 then user_agent else '' end as user_agent, case when user_id = $1 then details else '{}'::jsonb end as details from events order by at desc, id desc limit $2::bigint",
        None,
    )
}
impl SecurityEventsOfUserStmt {
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
    ) -> SecurityEventsOfUserQuery<'c, 'a, 's, C, SecurityEventsOfUser, 2> {
        SecurityEventsOfUserQuery {
            client,
            params: [user_id, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<SecurityEventsOfUserBorrowed, tokio_postgres::Error> {
                Ok(SecurityEventsOfUserBorrowed {
                    at: row.try_get(0)?,
                    action: row.try_get(1)?,
                    by_user: row.try_get(2)?,
                    about_user: row.try_get(3)?,
                    ip: row.try_get(4)?,
                    user_agent: row.try_get(5)?,
                    details: row.try_get(6)?,
                })
            },
            mapper: |it| SecurityEventsOfUser::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SecurityEventsOfUserParams,
        SecurityEventsOfUserQuery<'c, 'a, 's, C, SecurityEventsOfUser, 2>,
        C,
    > for SecurityEventsOfUserStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SecurityEventsOfUserParams,
    ) -> SecurityEventsOfUserQuery<'c, 'a, 's, C, SecurityEventsOfUser, 2> {
        self.bind(client, &params.user_id, &params.limit)
    }
}
pub struct LockSuperAdminsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_super_admins() -> LockSuperAdminsStmt {
    LockSuperAdminsStmt(
        "select name from identity.roles where name = 'super_admin' for update",
        None,
    )
}
impl LockSuperAdminsStmt {
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
pub struct LockForErasureStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_for_erasure() -> LockForErasureStmt {
    LockForErasureStmt(
        "select exists (select from identity.user_roles g where g.user_id = u.id and g.role = 'super_admin') and not exists ( select from identity.user_roles g join identity.users o on o.id = g.user_id where g.role = 'super_admin' and o.id <> u.id and o.status = 'active' ) as is_last_super_admin from identity.users u where u.id = $1 and u.status = 'active' for update of u",
        None,
    )
}
impl LockForErasureStmt {
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
    ) -> BoolQuery<'c, 'a, 's, C, bool, 1> {
        BoolQuery {
            client,
            params: [user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct EraseUserStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn erase_user() -> EraseUserStmt {
    EraseUserStmt(
        "with before as ( select id, photo_key from identity.users where id = $1 ), erased as ( update identity.users u set email = platform.erased_address(u.id), name = $2, phone = null, photo_key = null, password_hash = null, status = 'erased', access_version = u.access_version + 1, updated_at = $3, version = u.version + 1 from before where u.id = before.id returning u.id, u.access_version ), discarded as ( insert into platform.discarded_images (key, discarded_at) select before.photo_key, $3 from before where before.photo_key is not null on conflict do nothing ), addresses as ( delete from identity.addresses a using erased where a.user_id = erased.id ), mailed_tokens as ( delete from identity.one_time_tokens t using erased where t.user_id = erased.id ), second_factor as ( delete from identity.second_factors f using erased where f.user_id = erased.id ), external_identities as ( delete from identity.external_identities x using erased where x.user_id = erased.id ), roles as ( delete from identity.user_roles g using erased where g.user_id = erased.id ), refresh_tokens as ( delete from identity.refresh_tokens t using identity.sessions s, erased where s.user_id = erased.id and t.session_id = s.id ), sessions as ( update identity.sessions s set ip = '', user_agent = '', revoked_at = coalesce(s.revoked_at, $3) from erased where s.user_id = erased.id ), noted as ( insert into identity.audit_log (at, actor_id, action, user_id, request_id) select $3, id, 'account_erased', id, $4 from erased ) select erased.access_version, before.photo_key from erased join before on before.id = erased.id",
        None,
    )
}
impl EraseUserStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        user_id: &'a uuid::Uuid,
        name: &'a T1,
        now: &'a time::OffsetDateTime,
        request_id: &'a T2,
    ) -> EraseUserQuery<'c, 'a, 's, C, EraseUser, 4> {
        EraseUserQuery {
            client,
            params: [user_id, name, now, request_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<EraseUserBorrowed, tokio_postgres::Error> {
                    Ok(EraseUserBorrowed {
                        access_version: row.try_get(0)?,
                        photo_key: row.try_get(1)?,
                    })
                },
            mapper: |it| EraseUser::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        EraseUserParams<T1, T2>,
        EraseUserQuery<'c, 'a, 's, C, EraseUser, 4>,
        C,
    > for EraseUserStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a EraseUserParams<T1, T2>,
    ) -> EraseUserQuery<'c, 'a, 's, C, EraseUser, 4> {
        self.bind(
            client,
            &params.user_id,
            &params.name,
            &params.now,
            &params.request_id,
        )
    }
}
