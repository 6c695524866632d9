// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct ListCouriersParams<T1: crate::StringSql> {
    pub after_name: Option<T1>,
    pub after_id: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct SetCourierParams {
    pub courier_id: Option<uuid::Uuid>,
    pub id: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct OrdersToPickParams {
    pub date: Option<time::Date>,
    pub slot_id: Option<uuid::Uuid>,
    pub after_starts_at: Option<time::OffsetDateTime>,
    pub after_id: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct FindCourier {
    pub id: uuid::Uuid,
    pub name: String,
}
pub struct FindCourierBorrowed<'a> {
    pub id: uuid::Uuid,
    pub name: &'a str,
}
impl<'a> From<FindCourierBorrowed<'a>> for FindCourier {
    fn from(FindCourierBorrowed { id, name }: FindCourierBorrowed<'a>) -> Self {
        Self {
            id,
            name: name.into(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ListCouriers {
    pub id: uuid::Uuid,
    pub name: String,
}
pub struct ListCouriersBorrowed<'a> {
    pub id: uuid::Uuid,
    pub name: &'a str,
}
impl<'a> From<ListCouriersBorrowed<'a>> for ListCouriers {
    fn from(ListCouriersBorrowed { id, name }: ListCouriersBorrowed<'a>) -> Self {
        Self {
            id,
            name: name.into(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct UserName {
    pub id: uuid::Uuid,
    pub name: String,
}
pub struct UserNameBorrowed<'a> {
    pub id: uuid::Uuid,
    pub name: &'a str,
}
impl<'a> From<UserNameBorrowed<'a>> for UserName {
    fn from(UserNameBorrowed { id, name }: UserNameBorrowed<'a>) -> Self {
        Self {
            id,
            name: name.into(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct OrdersToPick {
    pub id: uuid::Uuid,
    pub code: String,
    pub status: String,
    pub slot_id: uuid::Uuid,
    pub slot_date: time::Date,
    pub slot_starts_at: time::OffsetDateTime,
    pub slot_ends_at: time::OffsetDateTime,
    pub note: Option<String>,
    pub recipient: String,
    pub lines: serde_json::Value,
}
pub struct OrdersToPickBorrowed<'a> {
    pub id: uuid::Uuid,
    pub code: &'a str,
    pub status: &'a str,
    pub slot_id: uuid::Uuid,
    pub slot_date: time::Date,
    pub slot_starts_at: time::OffsetDateTime,
    pub slot_ends_at: time::OffsetDateTime,
    pub note: Option<&'a str>,
    pub recipient: &'a str,
    pub lines: postgres_types::Json<&'a serde_json::value::RawValue>,
}
impl<'a> From<OrdersToPickBorrowed<'a>> for OrdersToPick {
    fn from(
        OrdersToPickBorrowed {
            id,
            code,
            status,
            slot_id,
            slot_date,
            slot_starts_at,
            slot_ends_at,
            note,
            recipient,
            lines,
        }: OrdersToPickBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            code: code.into(),
            status: status.into(),
            slot_id,
            slot_date,
            slot_starts_at,
            slot_ends_at,
            note: note.map(|v| v.into()),
            recipient: recipient.into(),
            lines: serde_json::from_str(lines.0.get()).unwrap(),
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct FindCourierQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<FindCourierBorrowed, tokio_postgres::Error>,
    mapper: fn(FindCourierBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> FindCourierQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(FindCourierBorrowed) -> R,
    ) -> FindCourierQuery<'c, 'a, 's, C, R, N> {
        FindCourierQuery {
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
pub struct ListCouriersQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ListCouriersBorrowed, tokio_postgres::Error>,
    mapper: fn(ListCouriersBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ListCouriersQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ListCouriersBorrowed) -> R,
    ) -> ListCouriersQuery<'c, 'a, 's, C, R, N> {
        ListCouriersQuery {
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
pub struct UserNameQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<UserNameBorrowed, tokio_postgres::Error>,
    mapper: fn(UserNameBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> UserNameQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(UserNameBorrowed) -> R) -> UserNameQuery<'c, 'a, 's, C, R, N> {
        UserNameQuery {
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
pub struct OrdersToPickQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<OrdersToPickBorrowed, tokio_postgres::Error>,
    mapper: fn(OrdersToPickBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> OrdersToPickQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(OrdersToPickBorrowed) -> R,
    ) -> OrdersToPickQuery<'c, 'a, 's, C, R, N> {
        OrdersToPickQuery {
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
pub struct FindCourierStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_courier() -> FindCourierStmt {
    FindCourierStmt(
        "select id, name from identity.accounts where id = $1 and status = 'active' and 'orders.deliver' = any (permissions)",
        None,
    )
}
impl FindCourierStmt {
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
    ) -> FindCourierQuery<'c, 'a, 's, C, FindCourier, 1> {
        FindCourierQuery {
            client,
            params: [user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<FindCourierBorrowed, tokio_postgres::Error> {
                    Ok(FindCourierBorrowed {
                        id: row.try_get(0)?,
                        name: row.try_get(1)?,
                    })
                },
            mapper: |it| FindCourier::from(it),
        }
    }
}
pub struct ListCouriersStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_couriers() -> ListCouriersStmt {
    ListCouriersStmt(
        "select a.id, a.name from identity.accounts a where a.id in ( select g.user_id from identity.roles r join identity.user_roles g on g.role = r.name where 'orders.deliver' = any (r.permissions) ) and a.status = 'active' and 'orders.deliver' = any (a.permissions) and ($1::text is null or (a.name, a.id) > ($1, $2::uuid)) order by a.name, a.id limit $3::bigint",
        None,
    )
}
impl ListCouriersStmt {
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
        after_name: &'a Option<T1>,
        after_id: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> ListCouriersQuery<'c, 'a, 's, C, ListCouriers, 3> {
        ListCouriersQuery {
            client,
            params: [after_name, after_id, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ListCouriersBorrowed, tokio_postgres::Error> {
                    Ok(ListCouriersBorrowed {
                        id: row.try_get(0)?,
                        name: row.try_get(1)?,
                    })
                },
            mapper: |it| ListCouriers::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListCouriersParams<T1>,
        ListCouriersQuery<'c, 'a, 's, C, ListCouriers, 3>,
        C,
    > for ListCouriersStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListCouriersParams<T1>,
    ) -> ListCouriersQuery<'c, 'a, 's, C, ListCouriers, 3> {
        self.bind(client, &params.after_name, &params.after_id, &params.limit)
    }
}
pub struct UserNameStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn user_name() -> UserNameStmt {
    UserNameStmt("select id, name from identity.users where id = $1", None)
}
impl UserNameStmt {
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
    ) -> UserNameQuery<'c, 'a, 's, C, UserName, 1> {
        UserNameQuery {
            client,
            params: [user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<UserNameBorrowed, tokio_postgres::Error> {
                    Ok(UserNameBorrowed {
                        id: row.try_get(0)?,
                        name: row.try_get(1)?,
                    })
                },
            mapper: |it| UserName::from(it),
        }
    }
}
pub struct SetCourierStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn set_courier() -> SetCourierStmt {
    SetCourierStmt(
        "update orders.orders set courier_id = $1 where id = $2",
        None,
    )
}
impl SetCourierStmt {
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
        courier_id: &'a Option<uuid::Uuid>,
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[courier_id, id],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        SetCourierParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for SetCourierStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a SetCourierParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.courier_id, &params.id))
    }
}
pub struct OrdersToPickStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn orders_to_pick() -> OrdersToPickStmt {
    OrdersToPickStmt(
        "with page as ( select o.id, o.code, o.status, o.slot_id, o.slot_date, o.slot_starts_at, o.slot_ends_at, o.note, o.address->>'recipient' as recipient from orders.orders o where o.status in ('confirmed', 'picking') and o.slot_date = coalesce($1::date, (select s.date from orders.slots s where s.id = $2::uuid)) and ($2 is null or o.slot_id = $2) and ($3::timestamptz is null or (o.slot_starts_at, o.id) > ($3, $4::uuid)) order by o.slot_starts_at, o.id limit $5::bigint ) select page.*, ( select coalesce(jsonb_agg(jsonb_build_object( 'sku', l.sku, 'name_id', l.name_id, 'name_en', l.name_en, 'unit', l.unit, 'quantity', l.quantity, 'weighed', l.weighed, 'substitution', l.substitution, 'substitute_for', l.substitute_for, 'category_id', c.name_id, 'category_en', c.name_en, 'lots', ( select coalesce(jsonb_agg(jsonb_build_object( 'lot', t.id, 'location', w.code, 'best_before', t.best_before, 'quantity', a.quantity ) order by t.best_before, t.id), '[]') from orders.allocations a join catalog.lots t on t.id = a.lot_id join catalog.locations w on w.id = t.location_id where a.order_id = l.order_id and a.line = l.line ) ) order by l.line), '[]') from orders.lines l join catalog.variants v on v.id = l.variant_id join catalog.products p on p.id = v.product_id join catalog.categories c on c.id = p.category_id where l.order_id = page.id ) as lines from page order by page.slot_starts_at, page.id",
        None,
    )
}
impl OrdersToPickStmt {
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
        date: &'a Option<time::Date>,
        slot_id: &'a Option<uuid::Uuid>,
        after_starts_at: &'a Option<time::OffsetDateTime>,
        after_id: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> OrdersToPickQuery<'c, 'a, 's, C, OrdersToPick, 5> {
        OrdersToPickQuery {
            client,
            params: [date, slot_id, after_starts_at, after_id, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<OrdersToPickBorrowed, tokio_postgres::Error> {
                    Ok(OrdersToPickBorrowed {
                        id: row.try_get(0)?,
                        code: row.try_get(1)?,
                        status: row.try_get(2)?,
                        slot_id: row.try_get(3)?,
                        slot_date: row.try_get(4)?,
                        slot_starts_at: row.try_get(5)?,
                        slot_ends_at: row.try_get(6)?,
                        note: row.try_get(7)?,
                        recipient: row.try_get(8)?,
                        lines: row.try_get(9)?,
                    })
                },
            mapper: |it| OrdersToPick::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        OrdersToPickParams,
        OrdersToPickQuery<'c, 'a, 's, C, OrdersToPick, 5>,
        C,
    > for OrdersToPickStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OrdersToPickParams,
    ) -> OrdersToPickQuery<'c, 'a, 's, C, OrdersToPick, 5> {
        self.bind(
            client,
            &params.date,
            &params.slot_id,
            &params.after_starts_at,
            &params.after_id,
            &params.limit,
        )
    }
}
