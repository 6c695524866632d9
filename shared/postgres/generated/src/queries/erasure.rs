// This file was generated with `cornucopia`. Do not modify.

#[derive(Clone, Copy, Debug)]
pub struct RememberErasureParams {
    pub user_id: uuid::Uuid,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct EraseContactsParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
> {
    pub user_id: Option<uuid::Uuid>,
    pub over: T2,
    pub limit: i64,
    pub now: time::OffsetDateTime,
    pub name: T3,
}
#[derive(Clone, Copy, Debug)]
pub struct EraseMailsParams {
    pub user_id: Option<uuid::Uuid>,
    pub now: time::OffsetDateTime,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct ForgetErasuresParams {
    pub before: time::OffsetDateTime,
    pub limit: i64,
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
pub struct RememberErasureStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remember_erasure() -> RememberErasureStmt {
    RememberErasureStmt(
        "insert into platform.erasures (user_id, erased_at) values ($1, $2) on conflict do nothing returning user_id",
        None,
    )
}
impl RememberErasureStmt {
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
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [user_id, now],
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
        RememberErasureParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for RememberErasureStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RememberErasureParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.user_id, &params.now)
    }
}
pub struct DeleteCartOfUserStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delete_cart_of_user() -> DeleteCartOfUserStmt {
    DeleteCartOfUserStmt(
        "delete from cart.carts where user_id = $1 returning id",
        None,
    )
}
impl DeleteCartOfUserStmt {
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
pub struct EraseContactsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn erase_contacts() -> EraseContactsStmt {
    EraseContactsStmt(
        "with late as ( select o.id from platform.erasures e join orders.orders o on o.user_id = e.user_id where ($1::uuid is null or e.user_id = $1) and o.status = any($2::text[]) and o.contact_erased_at is null limit $3::bigint for update of o skip locked ), discarded as ( insert into platform.discarded_images (key, discarded_at) select 'claims/' || c.order_id || '/' || photo, $4 from late join orders.claims c on c.order_id = late.id cross join unnest(c.photos) photo on conflict do nothing ), silenced as ( update orders.claims c set text = null, note = null, photos = '{}' from late where c.order_id = late.id ) update orders.orders o set email = platform.erased_address(o.user_id), customer_name = $5, note = null, contact_erased_at = $4, address = (o.address - '{latitude,longitude,courier_note}'::text[]) || jsonb_build_object('recipient', $5::text, 'phone', '', 'street', '', 'village', '', 'district', '') from late where o.id = late.id",
        None,
    )
}
impl EraseContactsStmt {
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
        T2: crate::ArraySql<Item = T1>,
        T3: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        user_id: &'a Option<uuid::Uuid>,
        over: &'a T2,
        limit: &'a i64,
        now: &'a time::OffsetDateTime,
        name: &'a T3,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[user_id, over, limit, now, name],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = T1>,
    T3: crate::StringSql,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        EraseContactsParams<T1, T2, T3>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for EraseContactsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a EraseContactsParams<T1, T2, T3>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.user_id,
            &params.over,
            &params.limit,
            &params.now,
            &params.name,
        ))
    }
}
pub struct EraseMailsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn erase_mails() -> EraseMailsStmt {
    EraseMailsStmt(
        "update notifications.emails set recipient = platform.erased_address(user_id), subject = '', error = null, status = case when status = 'sending' then 'failed' else status end where id in ( select late.id from platform.erasures e join notifications.emails late on late.user_id = e.user_id where ($1::uuid is null or e.user_id = $1) and late.recipient <> platform.erased_address(late.user_id) and (late.status <> 'sending' or late.claimed_until < $2::timestamptz - interval '1 day') limit $3::bigint for update of late skip locked )",
        None,
    )
}
impl EraseMailsStmt {
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
        now: &'a time::OffsetDateTime,
        limit: &'a i64,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[user_id, now, limit],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        EraseMailsParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for EraseMailsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a EraseMailsParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.user_id, &params.now, &params.limit))
    }
}
pub struct ForgetErasuresStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn forget_erasures() -> ForgetErasuresStmt {
    ForgetErasuresStmt(
        "delete from platform.erasures where user_id in ( select e.user_id from platform.erasures e where e.erased_at < $1 and not exists (select from orders.orders o where o.user_id = e.user_id and o.contact_erased_at is null) and not exists ( select from notifications.emails m where m.user_id = e.user_id and m.recipient <> platform.erased_address(m.user_id) ) and not exists (select from notifications.feed f where f.user_id = e.user_id) and not exists (select from notifications.muted m where m.user_id = e.user_id) order by e.erased_at limit $2::bigint for update of e skip locked )",
        None,
    )
}
impl ForgetErasuresStmt {
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
        before: &'a time::OffsetDateTime,
        limit: &'a i64,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[before, limit],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ForgetErasuresParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for ForgetErasuresStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ForgetErasuresParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.before, &params.limit))
    }
}
