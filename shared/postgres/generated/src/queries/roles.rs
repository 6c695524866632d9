// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct AddRoleParams<T1: crate::StringSql, T2: crate::StringSql, T3: crate::ArraySql<Item = T2>>
{
    pub name: T1,
    pub permissions: T3,
    pub requires_second_factor: bool,
}
#[derive(Debug)]
pub struct RedefineRoleParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
> {
    pub permissions: T2,
    pub requires_second_factor: bool,
    pub name: T3,
}
#[derive(Debug, Clone, PartialEq)]
pub struct HeldRole {
    pub name: String,
    pub permissions: Vec<String>,
    pub requires_second_factor: bool,
    pub built_in: bool,
    pub users: i64,
}
pub struct HeldRoleBorrowed<'a> {
    pub name: &'a str,
    pub permissions: crate::ArrayIterator<'a, &'a str>,
    pub requires_second_factor: bool,
    pub built_in: bool,
    pub users: i64,
}
impl<'a> From<HeldRoleBorrowed<'a>> for HeldRole {
    fn from(
        HeldRoleBorrowed {
            name,
            permissions,
            requires_second_factor,
            built_in,
            users,
        }: HeldRoleBorrowed<'a>,
    ) -> Self {
        Self {
            name: name.into(),
            permissions: permissions.map(|v| v.into()).collect(),
            requires_second_factor,
            built_in,
            users,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct AllRoles {
    pub name: String,
    pub permissions: Vec<String>,
    pub requires_second_factor: bool,
    pub built_in: bool,
}
pub struct AllRolesBorrowed<'a> {
    pub name: &'a str,
    pub permissions: crate::ArrayIterator<'a, &'a str>,
    pub requires_second_factor: bool,
    pub built_in: bool,
}
impl<'a> From<AllRolesBorrowed<'a>> for AllRoles {
    fn from(
        AllRolesBorrowed {
            name,
            permissions,
            requires_second_factor,
            built_in,
        }: AllRolesBorrowed<'a>,
    ) -> Self {
        Self {
            name: name.into(),
            permissions: permissions.map(|v| v.into()).collect(),
            requires_second_factor,
            built_in,
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct RedefineRole {
    pub id: uuid::Uuid,
    pub access_version: i64,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct HeldRoleQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<HeldRoleBorrowed, tokio_postgres::Error>,
    mapper: fn(HeldRoleBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> HeldRoleQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(HeldRoleBorrowed) -> R) -> HeldRoleQuery<'c, 'a, 's, C, R, N> {
        HeldRoleQuery {
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
pub struct AllRolesQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<AllRolesBorrowed, tokio_postgres::Error>,
    mapper: fn(AllRolesBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> AllRolesQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(AllRolesBorrowed) -> R) -> AllRolesQuery<'c, 'a, 's, C, R, N> {
        AllRolesQuery {
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
pub struct RedefineRoleQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<RedefineRole, tokio_postgres::Error>,
    mapper: fn(RedefineRole) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> RedefineRoleQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(RedefineRole) -> R) -> RedefineRoleQuery<'c, 'a, 's, C, R, N> {
        RedefineRoleQuery {
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
pub struct ListRolesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_roles() -> ListRolesStmt {
    ListRolesStmt(
        "select r.name, r.permissions, r.requires_second_factor, r.built_in, coalesce(g.users, 0) as users from identity.roles r left join (select role, count(*) as users from identity.user_roles group by role) g on g.role = r.name order by r.name",
        None,
    )
}
impl ListRolesStmt {
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
    ) -> HeldRoleQuery<'c, 'a, 's, C, HeldRole, 0> {
        HeldRoleQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<HeldRoleBorrowed, tokio_postgres::Error> {
                    Ok(HeldRoleBorrowed {
                        name: row.try_get(0)?,
                        permissions: row.try_get(1)?,
                        requires_second_factor: row.try_get(2)?,
                        built_in: row.try_get(3)?,
                        users: row.try_get(4)?,
                    })
                },
            mapper: |it| HeldRole::from(it),
        }
    }
}
pub struct FindRoleStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_role() -> FindRoleStmt {
    FindRoleStmt(
        "select r.name, r.permissions, r.requires_second_factor, r.built_in, (select count(*) from identity.user_roles g where g.role = r.name) as users from identity.roles r where r.name = $1",
        None,
    )
}
impl FindRoleStmt {
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
        name: &'a T1,
    ) -> HeldRoleQuery<'c, 'a, 's, C, HeldRole, 1> {
        HeldRoleQuery {
            client,
            params: [name],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<HeldRoleBorrowed, tokio_postgres::Error> {
                    Ok(HeldRoleBorrowed {
                        name: row.try_get(0)?,
                        permissions: row.try_get(1)?,
                        requires_second_factor: row.try_get(2)?,
                        built_in: row.try_get(3)?,
                        users: row.try_get(4)?,
                    })
                },
            mapper: |it| HeldRole::from(it),
        }
    }
}
pub struct AllRolesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn all_roles() -> AllRolesStmt {
    AllRolesStmt(
        "select name, permissions, requires_second_factor, built_in from identity.roles order by name",
        None,
    )
}
impl AllRolesStmt {
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
    ) -> AllRolesQuery<'c, 'a, 's, C, AllRoles, 0> {
        AllRolesQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<AllRolesBorrowed, tokio_postgres::Error> {
                    Ok(AllRolesBorrowed {
                        name: row.try_get(0)?,
                        permissions: row.try_get(1)?,
                        requires_second_factor: row.try_get(2)?,
                        built_in: row.try_get(3)?,
                    })
                },
            mapper: |it| AllRoles::from(it),
        }
    }
}
pub struct AddRoleStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_role() -> AddRoleStmt {
    AddRoleStmt(
        "insert into identity.roles (name, permissions, requires_second_factor) values ($1, $2, $3)",
        None,
    )
}
impl AddRoleStmt {
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
        name: &'a T1,
        permissions: &'a T3,
        requires_second_factor: &'a bool,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[name, permissions, requires_second_factor],
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
        AddRoleParams<T1, T2, T3>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for AddRoleStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a AddRoleParams<T1, T2, T3>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.name,
            &params.permissions,
            &params.requires_second_factor,
        ))
    }
}
pub struct RedefineRoleStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn redefine_role() -> RedefineRoleStmt {
    RedefineRoleStmt(
        "with changed as ( update identity.roles set permissions = $1, requires_second_factor = $2 where name = $3 returning name ) update identity.users u set access_version = u.access_version + 1 from changed join identity.user_roles g on g.role = changed.name where u.id = g.user_id returning u.id, u.access_version",
        None,
    )
}
impl RedefineRoleStmt {
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
        T2: crate::ArraySql<Item = T1>,
        T3: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        permissions: &'a T2,
        requires_second_factor: &'a bool,
        name: &'a T3,
    ) -> RedefineRoleQuery<'c, 'a, 's, C, RedefineRole, 3> {
        RedefineRoleQuery {
            client,
            params: [permissions, requires_second_factor, name],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<RedefineRole, tokio_postgres::Error> {
                Ok(RedefineRole {
                    id: row.try_get(0)?,
                    access_version: row.try_get(1)?,
                })
            },
            mapper: |it| RedefineRole::from(it),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        RedefineRoleParams<T1, T2, T3>,
        RedefineRoleQuery<'c, 'a, 's, C, RedefineRole, 3>,
        C,
    > for RedefineRoleStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RedefineRoleParams<T1, T2, T3>,
    ) -> RedefineRoleQuery<'c, 'a, 's, C, RedefineRole, 3> {
        self.bind(
            client,
            &params.permissions,
            &params.requires_second_factor,
            &params.name,
        )
    }
}
pub struct RemoveRoleStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remove_role() -> RemoveRoleStmt {
    RemoveRoleStmt(
        "delete from identity.roles where name = $1 and not built_in",
        None,
    )
}
impl RemoveRoleStmt {
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
        name: &'a T1,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[name],
            )
            .await
    }
}
