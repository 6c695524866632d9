// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct ListZonesParams<T1: crate::StringSql> {
    pub after_name: Option<T1>,
    pub limit: i64,
}
#[derive(Debug)]
pub struct ZoneConflictsParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
> {
    pub name: Option<T1>,
    pub id: uuid::Uuid,
    pub prefixes: T3,
}
#[derive(Debug)]
pub struct InsertZoneParams<T1: crate::StringSql> {
    pub id: uuid::Uuid,
    pub name: T1,
    pub fee: i64,
    pub free_above: Option<i64>,
    pub minimum_order: i64,
    pub cod_maximum: Option<i64>,
    pub active: bool,
}
#[derive(Debug)]
pub struct UpdateZoneParams<T1: crate::StringSql> {
    pub name: T1,
    pub fee: i64,
    pub free_above: Option<i64>,
    pub minimum_order: i64,
    pub cod_maximum: Option<i64>,
    pub active: bool,
    pub id: uuid::Uuid,
}
#[derive(Debug)]
pub struct SetPrefixesParams<T1: crate::StringSql, T2: crate::ArraySql<Item = T1>> {
    pub zone_id: uuid::Uuid,
    pub prefixes: T2,
}
#[derive(Debug)]
pub struct AddZoneParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::ArraySql<Item = uuid::Uuid>,
    T5: crate::ArraySql<Item = i16>,
    T6: crate::ArraySql<Item = time::Time>,
    T7: crate::ArraySql<Item = time::Time>,
    T8: crate::ArraySql<Item = i32>,
    T9: crate::ArraySql<Item = Option<i64>>,
    T10: crate::ArraySql<Item = i32>,
    T11: crate::ArraySql<Item = bool>,
> {
    pub id: uuid::Uuid,
    pub name: T1,
    pub fee: i64,
    pub free_above: Option<i64>,
    pub minimum_order: i64,
    pub cod_maximum: Option<i64>,
    pub prefixes: T3,
    pub template_ids: T4,
    pub weekdays: T5,
    pub starts: T6,
    pub ends: T7,
    pub capacities: T8,
    pub capacities_grams: T9,
    pub cutoffs: T10,
    pub actives: T11,
}
#[derive(Clone, Copy, Debug)]
pub struct ListTemplatesParams {
    pub zone_id: Option<uuid::Uuid>,
    pub after_id: Option<uuid::Uuid>,
    pub after_zone: Option<uuid::Uuid>,
    pub after_weekday: Option<i16>,
    pub after_starts: Option<time::Time>,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct LockTemplateZoneParams {
    pub zone_id: Option<uuid::Uuid>,
    pub template_id: Option<uuid::Uuid>,
}
#[derive(Clone, Copy, Debug)]
pub struct InsertTemplateParams {
    pub id: uuid::Uuid,
    pub zone_id: uuid::Uuid,
    pub weekday: i16,
    pub starts: time::Time,
    pub ends: time::Time,
    pub capacity: i32,
    pub capacity_grams: Option<i64>,
    pub cutoff_minutes: i32,
    pub active: bool,
}
#[derive(Clone, Copy, Debug)]
pub struct UpdateTemplateParams {
    pub weekday: i16,
    pub starts: time::Time,
    pub ends: time::Time,
    pub capacity: i32,
    pub capacity_grams: Option<i64>,
    pub cutoff_minutes: i32,
    pub active: bool,
    pub id: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct LockSlotsParams {
    pub template_id: uuid::Uuid,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct DropSlotsParams<T1: crate::ArraySql<Item = time::Date>> {
    pub template_id: uuid::Uuid,
    pub now: time::OffsetDateTime,
    pub dates: T1,
}
#[derive(Debug)]
pub struct CloseSlotsParams<T1: crate::ArraySql<Item = time::Date>> {
    pub now: time::OffsetDateTime,
    pub template_id: uuid::Uuid,
    pub dates: T1,
}
#[derive(Debug)]
pub struct ReshapeSlotsParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = time::Date>,
    T3: crate::ArraySql<Item = time::OffsetDateTime>,
    T4: crate::ArraySql<Item = time::OffsetDateTime>,
    T5: crate::ArraySql<Item = time::OffsetDateTime>,
    T6: crate::ArraySql<Item = i32>,
    T7: crate::ArraySql<Item = Option<i64>>,
> {
    pub template_ids: T1,
    pub dates: T2,
    pub starts: T3,
    pub ends: T4,
    pub cutoffs: T5,
    pub capacities: T6,
    pub capacities_grams: T7,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct AddSlotsParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::ArraySql<Item = uuid::Uuid>,
    T4: crate::ArraySql<Item = time::Date>,
    T5: crate::ArraySql<Item = time::OffsetDateTime>,
    T6: crate::ArraySql<Item = time::OffsetDateTime>,
    T7: crate::ArraySql<Item = time::OffsetDateTime>,
    T8: crate::ArraySql<Item = i32>,
    T9: crate::ArraySql<Item = Option<i64>>,
> {
    pub ids: T1,
    pub template_ids: T2,
    pub zone_ids: T3,
    pub dates: T4,
    pub starts: T5,
    pub ends: T6,
    pub cutoffs: T7,
    pub capacities: T8,
    pub capacities_grams: T9,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    pub id: uuid::Uuid,
    pub name: String,
    pub fee: i64,
    pub free_above: Option<i64>,
    pub minimum_order: i64,
    pub cod_maximum: Option<i64>,
    pub active: bool,
    pub version: i64,
    pub prefixes: Vec<String>,
}
pub struct ZoneBorrowed<'a> {
    pub id: uuid::Uuid,
    pub name: &'a str,
    pub fee: i64,
    pub free_above: Option<i64>,
    pub minimum_order: i64,
    pub cod_maximum: Option<i64>,
    pub active: bool,
    pub version: i64,
    pub prefixes: crate::ArrayIterator<'a, &'a str>,
}
impl<'a> From<ZoneBorrowed<'a>> for Zone {
    fn from(
        ZoneBorrowed {
            id,
            name,
            fee,
            free_above,
            minimum_order,
            cod_maximum,
            active,
            version,
            prefixes,
        }: ZoneBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            name: name.into(),
            fee,
            free_above,
            minimum_order,
            cod_maximum,
            active,
            version,
            prefixes: prefixes.map(|v| v.into()).collect(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct ZoneConflicts {
    pub name_taken: bool,
    pub in_use: bool,
    pub taken_prefixes: Vec<String>,
}
pub struct ZoneConflictsBorrowed<'a> {
    pub name_taken: bool,
    pub in_use: bool,
    pub taken_prefixes: crate::ArrayIterator<'a, &'a str>,
}
impl<'a> From<ZoneConflictsBorrowed<'a>> for ZoneConflicts {
    fn from(
        ZoneConflictsBorrowed {
            name_taken,
            in_use,
            taken_prefixes,
        }: ZoneConflictsBorrowed<'a>,
    ) -> Self {
        Self {
            name_taken,
            in_use,
            taken_prefixes: taken_prefixes.map(|v| v.into()).collect(),
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct Template {
    pub id: uuid::Uuid,
    pub zone_id: uuid::Uuid,
    pub weekday: i16,
    pub starts: time::Time,
    pub ends: time::Time,
    pub capacity: i32,
    pub capacity_grams: Option<i64>,
    pub cutoff_minutes: i32,
    pub active: bool,
    pub version: i64,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct ZoneQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ZoneBorrowed, tokio_postgres::Error>,
    mapper: fn(ZoneBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ZoneQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ZoneBorrowed) -> R) -> ZoneQuery<'c, 'a, 's, C, R, N> {
        ZoneQuery {
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
pub struct ZoneConflictsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ZoneConflictsBorrowed, tokio_postgres::Error>,
    mapper: fn(ZoneConflictsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ZoneConflictsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(ZoneConflictsBorrowed) -> R,
    ) -> ZoneConflictsQuery<'c, 'a, 's, C, R, N> {
        ZoneConflictsQuery {
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
pub struct TemplateQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<Template, tokio_postgres::Error>,
    mapper: fn(Template) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> TemplateQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(Template) -> R) -> TemplateQuery<'c, 'a, 's, C, R, N> {
        TemplateQuery {
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
pub struct ListZonesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_zones() -> ListZonesStmt {
    ListZonesStmt(
        "select z.id, z.name, z.fee, z.free_above, z.minimum_order, z.cod_maximum, z.active, z.version, array(select p.prefix from orders.zone_prefixes p where p.zone_id = z.id order by p.prefix) as prefixes from orders.zones z where $1::text is null or z.name > $1 order by z.name limit $2::bigint",
        None,
    )
}
impl ListZonesStmt {
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
        limit: &'a i64,
    ) -> ZoneQuery<'c, 'a, 's, C, Zone, 2> {
        ZoneQuery {
            client,
            params: [after_name, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ZoneBorrowed, tokio_postgres::Error> {
                Ok(ZoneBorrowed {
                    id: row.try_get(0)?,
                    name: row.try_get(1)?,
                    fee: row.try_get(2)?,
                    free_above: row.try_get(3)?,
                    minimum_order: row.try_get(4)?,
                    cod_maximum: row.try_get(5)?,
                    active: row.try_get(6)?,
                    version: row.try_get(7)?,
                    prefixes: row.try_get(8)?,
                })
            },
            mapper: |it| Zone::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListZonesParams<T1>,
        ZoneQuery<'c, 'a, 's, C, Zone, 2>,
        C,
    > for ListZonesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListZonesParams<T1>,
    ) -> ZoneQuery<'c, 'a, 's, C, Zone, 2> {
        self.bind(client, &params.after_name, &params.limit)
    }
}
pub struct LockZonePrefixesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_zone_prefixes() -> LockZonePrefixesStmt {
    LockZonePrefixesStmt(
        "lock table orders.zone_prefixes in share row exclusive mode",
        None,
    )
}
impl LockZonePrefixesStmt {
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
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[],
            )
            .await
    }
}
pub struct LockZoneStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_zone() -> LockZoneStmt {
    LockZoneStmt(
        "select z.id, z.name, z.fee, z.free_above, z.minimum_order, z.cod_maximum, z.active, z.version, array(select p.prefix from orders.zone_prefixes p where p.zone_id = z.id order by p.prefix) as prefixes from orders.zones z where z.id = $1 for no key update",
        None,
    )
}
impl LockZoneStmt {
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
    ) -> ZoneQuery<'c, 'a, 's, C, Zone, 1> {
        ZoneQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ZoneBorrowed, tokio_postgres::Error> {
                Ok(ZoneBorrowed {
                    id: row.try_get(0)?,
                    name: row.try_get(1)?,
                    fee: row.try_get(2)?,
                    free_above: row.try_get(3)?,
                    minimum_order: row.try_get(4)?,
                    cod_maximum: row.try_get(5)?,
                    active: row.try_get(6)?,
                    version: row.try_get(7)?,
                    prefixes: row.try_get(8)?,
                })
            },
            mapper: |it| Zone::from(it),
        }
    }
}
pub struct ZoneConflictsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn zone_conflicts() -> ZoneConflictsStmt {
    ZoneConflictsStmt(
        "select exists (select from orders.zones where name = $1 and id <> $2) as \"name_taken\", exists (select from orders.slots where zone_id = $2) or exists (select from orders.slot_templates where zone_id = $2) as \"in_use\", array( select prefix from orders.zone_prefixes where prefix = any ($3::text[]) and zone_id <> $2 ) as \"taken_prefixes\"",
        None,
    )
}
impl ZoneConflictsStmt {
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
        name: &'a Option<T1>,
        id: &'a uuid::Uuid,
        prefixes: &'a T3,
    ) -> ZoneConflictsQuery<'c, 'a, 's, C, ZoneConflicts, 3> {
        ZoneConflictsQuery {
            client,
            params: [name, id, prefixes],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<ZoneConflictsBorrowed, tokio_postgres::Error> {
                    Ok(ZoneConflictsBorrowed {
                        name_taken: row.try_get(0)?,
                        in_use: row.try_get(1)?,
                        taken_prefixes: row.try_get(2)?,
                    })
                },
            mapper: |it| ZoneConflicts::from(it),
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
        ZoneConflictsParams<T1, T2, T3>,
        ZoneConflictsQuery<'c, 'a, 's, C, ZoneConflicts, 3>,
        C,
    > for ZoneConflictsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ZoneConflictsParams<T1, T2, T3>,
    ) -> ZoneConflictsQuery<'c, 'a, 's, C, ZoneConflicts, 3> {
        self.bind(client, &params.name, &params.id, &params.prefixes)
    }
}
pub struct InsertZoneStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn insert_zone() -> InsertZoneStmt {
    InsertZoneStmt(
        "insert into orders.zones (id, name, fee, free_above, minimum_order, cod_maximum, active) values ($1, $2, $3, $4, $5, $6, $7)",
        None,
    )
}
impl InsertZoneStmt {
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
        id: &'a uuid::Uuid,
        name: &'a T1,
        fee: &'a i64,
        free_above: &'a Option<i64>,
        minimum_order: &'a i64,
        cod_maximum: &'a Option<i64>,
        active: &'a bool,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    id,
                    name,
                    fee,
                    free_above,
                    minimum_order,
                    cod_maximum,
                    active,
                ],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        InsertZoneParams<T1>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for InsertZoneStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a InsertZoneParams<T1>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.id,
            &params.name,
            &params.fee,
            &params.free_above,
            &params.minimum_order,
            &params.cod_maximum,
            &params.active,
        ))
    }
}
pub struct UpdateZoneStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn update_zone() -> UpdateZoneStmt {
    UpdateZoneStmt(
        "update orders.zones set name = $1, fee = $2, free_above = $3, minimum_order = $4, cod_maximum = $5, active = $6, version = version + 1 where id = $7",
        None,
    )
}
impl UpdateZoneStmt {
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
        fee: &'a i64,
        free_above: &'a Option<i64>,
        minimum_order: &'a i64,
        cod_maximum: &'a Option<i64>,
        active: &'a bool,
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    name,
                    fee,
                    free_above,
                    minimum_order,
                    cod_maximum,
                    active,
                    id,
                ],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        UpdateZoneParams<T1>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for UpdateZoneStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a UpdateZoneParams<T1>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.name,
            &params.fee,
            &params.free_above,
            &params.minimum_order,
            &params.cod_maximum,
            &params.active,
            &params.id,
        ))
    }
}
pub struct SetPrefixesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn set_prefixes() -> SetPrefixesStmt {
    SetPrefixesStmt(
        "with gone as ( delete from orders.zone_prefixes where zone_id = $1 and prefix <> all ($2::text[]) ) insert into orders.zone_prefixes (prefix, zone_id) select prefix, $1 from unnest($2::text[]) prefix on conflict (prefix) do nothing",
        None,
    )
}
impl SetPrefixesStmt {
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
    >(
        &'s self,
        client: &'c C,
        zone_id: &'a uuid::Uuid,
        prefixes: &'a T2,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[zone_id, prefixes],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql, T2: crate::ArraySql<Item = T1>>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        SetPrefixesParams<T1, T2>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for SetPrefixesStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a SetPrefixesParams<T1, T2>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.zone_id, &params.prefixes))
    }
}
pub struct DeleteZoneStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delete_zone() -> DeleteZoneStmt {
    DeleteZoneStmt("delete from orders.zones where id = $1", None)
}
impl DeleteZoneStmt {
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
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[id],
            )
            .await
    }
}
pub struct AddZoneStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_zone() -> AddZoneStmt {
    AddZoneStmt(
        "with zone as ( insert into orders.zones (id, name, fee, free_above, minimum_order, cod_maximum) values ($1, $2, $3, $4, $5, $6) on conflict (name) do nothing returning id ), prefixes as ( insert into orders.zone_prefixes (prefix, zone_id) select prefix, zone.id from zone cross join unnest($7::text[]) prefix on conflict (prefix) do nothing ) insert into orders.slot_templates (id, zone_id, weekday, starts, ends, capacity, capacity_grams, cutoff_minutes, active) select t.id, zone.id, t.weekday, t.starts, t.ends, t.capacity, t.capacity_grams, t.cutoff_minutes, t.active from zone cross join unnest($8::uuid[], $9::smallint[], $10::time[], $11::time[], $12::integer[], $13::bigint[], $14::integer[], $15::boolean[]) as t (id, weekday, starts, ends, capacity, capacity_grams, cutoff_minutes, active)",
        None,
    )
}
impl AddZoneStmt {
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
        T4: crate::ArraySql<Item = uuid::Uuid>,
        T5: crate::ArraySql<Item = i16>,
        T6: crate::ArraySql<Item = time::Time>,
        T7: crate::ArraySql<Item = time::Time>,
        T8: crate::ArraySql<Item = i32>,
        T9: crate::ArraySql<Item = Option<i64>>,
        T10: crate::ArraySql<Item = i32>,
        T11: crate::ArraySql<Item = bool>,
    >(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        name: &'a T1,
        fee: &'a i64,
        free_above: &'a Option<i64>,
        minimum_order: &'a i64,
        cod_maximum: &'a Option<i64>,
        prefixes: &'a T3,
        template_ids: &'a T4,
        weekdays: &'a T5,
        starts: &'a T6,
        ends: &'a T7,
        capacities: &'a T8,
        capacities_grams: &'a T9,
        cutoffs: &'a T10,
        actives: &'a T11,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    id,
                    name,
                    fee,
                    free_above,
                    minimum_order,
                    cod_maximum,
                    prefixes,
                    template_ids,
                    weekdays,
                    starts,
                    ends,
                    capacities,
                    capacities_grams,
                    cutoffs,
                    actives,
                ],
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
    T4: crate::ArraySql<Item = uuid::Uuid>,
    T5: crate::ArraySql<Item = i16>,
    T6: crate::ArraySql<Item = time::Time>,
    T7: crate::ArraySql<Item = time::Time>,
    T8: crate::ArraySql<Item = i32>,
    T9: crate::ArraySql<Item = Option<i64>>,
    T10: crate::ArraySql<Item = i32>,
    T11: crate::ArraySql<Item = bool>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        AddZoneParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for AddZoneStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a AddZoneParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.id,
            &params.name,
            &params.fee,
            &params.free_above,
            &params.minimum_order,
            &params.cod_maximum,
            &params.prefixes,
            &params.template_ids,
            &params.weekdays,
            &params.starts,
            &params.ends,
            &params.capacities,
            &params.capacities_grams,
            &params.cutoffs,
            &params.actives,
        ))
    }
}
pub struct ListTemplatesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_templates() -> ListTemplatesStmt {
    ListTemplatesStmt(
        "select id, zone_id, weekday, starts, ends, capacity, capacity_grams, cutoff_minutes, active, version from orders.slot_templates where ($1::uuid is null or zone_id = $1) and ($2::uuid is null or (zone_id, weekday, starts, id) > ($3::uuid, $4::smallint, $5::time, $2)) order by zone_id, weekday, starts, id limit $6::bigint",
        None,
    )
}
impl ListTemplatesStmt {
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
        zone_id: &'a Option<uuid::Uuid>,
        after_id: &'a Option<uuid::Uuid>,
        after_zone: &'a Option<uuid::Uuid>,
        after_weekday: &'a Option<i16>,
        after_starts: &'a Option<time::Time>,
        limit: &'a i64,
    ) -> TemplateQuery<'c, 'a, 's, C, Template, 6> {
        TemplateQuery {
            client,
            params: [
                zone_id,
                after_id,
                after_zone,
                after_weekday,
                after_starts,
                limit,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<Template, tokio_postgres::Error> {
                Ok(Template {
                    id: row.try_get(0)?,
                    zone_id: row.try_get(1)?,
                    weekday: row.try_get(2)?,
                    starts: row.try_get(3)?,
                    ends: row.try_get(4)?,
                    capacity: row.try_get(5)?,
                    capacity_grams: row.try_get(6)?,
                    cutoff_minutes: row.try_get(7)?,
                    active: row.try_get(8)?,
                    version: row.try_get(9)?,
                })
            },
            mapper: |it| Template::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListTemplatesParams,
        TemplateQuery<'c, 'a, 's, C, Template, 6>,
        C,
    > for ListTemplatesStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListTemplatesParams,
    ) -> TemplateQuery<'c, 'a, 's, C, Template, 6> {
        self.bind(
            client,
            &params.zone_id,
            &params.after_id,
            &params.after_zone,
            &params.after_weekday,
            &params.after_starts,
            &params.limit,
        )
    }
}
pub struct LockTemplatesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_templates() -> LockTemplatesStmt {
    LockTemplatesStmt(
        "select t.id, t.zone_id, t.weekday, t.starts, t.ends, t.capacity, t.capacity_grams, t.cutoff_minutes, t.active, t.version from orders.slot_templates t join orders.zones z on z.id = t.zone_id where t.active and case when $1::uuid is null then z.active else z.id = $1 end order by t.id for update of t",
        None,
    )
}
impl LockTemplatesStmt {
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
        zone_id: &'a Option<uuid::Uuid>,
    ) -> TemplateQuery<'c, 'a, 's, C, Template, 1> {
        TemplateQuery {
            client,
            params: [zone_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<Template, tokio_postgres::Error> {
                Ok(Template {
                    id: row.try_get(0)?,
                    zone_id: row.try_get(1)?,
                    weekday: row.try_get(2)?,
                    starts: row.try_get(3)?,
                    ends: row.try_get(4)?,
                    capacity: row.try_get(5)?,
                    capacity_grams: row.try_get(6)?,
                    cutoff_minutes: row.try_get(7)?,
                    active: row.try_get(8)?,
                    version: row.try_get(9)?,
                })
            },
            mapper: |it| Template::from(it),
        }
    }
}
pub struct LockTemplateZoneStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_template_zone() -> LockTemplateZoneStmt {
    LockTemplateZoneStmt(
        "select z.id from orders.zones z where z.id = coalesce($1, (select t.zone_id from orders.slot_templates t where t.id = $2)) for no key update",
        None,
    )
}
impl LockTemplateZoneStmt {
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
        zone_id: &'a Option<uuid::Uuid>,
        template_id: &'a Option<uuid::Uuid>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [zone_id, template_id],
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
        LockTemplateZoneParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for LockTemplateZoneStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockTemplateZoneParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.zone_id, &params.template_id)
    }
}
pub struct LockTemplateStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_template() -> LockTemplateStmt {
    LockTemplateStmt(
        "select id, zone_id, weekday, starts, ends, capacity, capacity_grams, cutoff_minutes, active, version from orders.slot_templates where id = $1 for update",
        None,
    )
}
impl LockTemplateStmt {
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
        id: &'a Option<uuid::Uuid>,
    ) -> TemplateQuery<'c, 'a, 's, C, Template, 1> {
        TemplateQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<Template, tokio_postgres::Error> {
                Ok(Template {
                    id: row.try_get(0)?,
                    zone_id: row.try_get(1)?,
                    weekday: row.try_get(2)?,
                    starts: row.try_get(3)?,
                    ends: row.try_get(4)?,
                    capacity: row.try_get(5)?,
                    capacity_grams: row.try_get(6)?,
                    cutoff_minutes: row.try_get(7)?,
                    active: row.try_get(8)?,
                    version: row.try_get(9)?,
                })
            },
            mapper: |it| Template::from(it),
        }
    }
}
pub struct InsertTemplateStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn insert_template() -> InsertTemplateStmt {
    InsertTemplateStmt(
        "insert into orders.slot_templates (id, zone_id, weekday, starts, ends, capacity, capacity_grams, cutoff_minutes, active) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        None,
    )
}
impl InsertTemplateStmt {
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
        id: &'a uuid::Uuid,
        zone_id: &'a uuid::Uuid,
        weekday: &'a i16,
        starts: &'a time::Time,
        ends: &'a time::Time,
        capacity: &'a i32,
        capacity_grams: &'a Option<i64>,
        cutoff_minutes: &'a i32,
        active: &'a bool,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    id,
                    zone_id,
                    weekday,
                    starts,
                    ends,
                    capacity,
                    capacity_grams,
                    cutoff_minutes,
                    active,
                ],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        InsertTemplateParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for InsertTemplateStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a InsertTemplateParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.id,
            &params.zone_id,
            &params.weekday,
            &params.starts,
            &params.ends,
            &params.capacity,
            &params.capacity_grams,
            &params.cutoff_minutes,
            &params.active,
        ))
    }
}
pub struct UpdateTemplateStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn update_template() -> UpdateTemplateStmt {
    UpdateTemplateStmt(
        "update orders.slot_templates set weekday = $1, starts = $2, ends = $3, capacity = $4, capacity_grams = $5, cutoff_minutes = $6, active = $7, version = version + 1 where id = $8",
        None,
    )
}
impl UpdateTemplateStmt {
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
        weekday: &'a i16,
        starts: &'a time::Time,
        ends: &'a time::Time,
        capacity: &'a i32,
        capacity_grams: &'a Option<i64>,
        cutoff_minutes: &'a i32,
        active: &'a bool,
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    weekday,
                    starts,
                    ends,
                    capacity,
                    capacity_grams,
                    cutoff_minutes,
                    active,
                    id,
                ],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        UpdateTemplateParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for UpdateTemplateStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a UpdateTemplateParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.weekday,
            &params.starts,
            &params.ends,
            &params.capacity,
            &params.capacity_grams,
            &params.cutoff_minutes,
            &params.active,
            &params.id,
        ))
    }
}
pub struct DeleteTemplateStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delete_template() -> DeleteTemplateStmt {
    DeleteTemplateStmt("delete from orders.slot_templates where id = $1", None)
}
impl DeleteTemplateStmt {
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
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[id],
            )
            .await
    }
}
pub struct LockSlotsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_slots() -> LockSlotsStmt {
    LockSlotsStmt(
        "select id from orders.slots where template_id = $1 and starts_at > $2 order by id for update",
        None,
    )
}
impl LockSlotsStmt {
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
        template_id: &'a uuid::Uuid,
        now: &'a time::OffsetDateTime,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [template_id, now],
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
        LockSlotsParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for LockSlotsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockSlotsParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.template_id, &params.now)
    }
}
pub struct DropSlotsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn drop_slots() -> DropSlotsStmt {
    DropSlotsStmt(
        "delete from orders.slots s where s.template_id = $1 and s.starts_at > $2 and s.date <> all ($3::date[]) and s.taken = 0 and not exists (select from orders.orders o where o.slot_id = s.id)",
        None,
    )
}
impl DropSlotsStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = time::Date>>(
        &'s self,
        client: &'c C,
        template_id: &'a uuid::Uuid,
        now: &'a time::OffsetDateTime,
        dates: &'a T1,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[template_id, now, dates],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::ArraySql<Item = time::Date>>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        DropSlotsParams<T1>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for DropSlotsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a DropSlotsParams<T1>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.template_id, &params.now, &params.dates))
    }
}
pub struct CloseSlotsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn close_slots() -> CloseSlotsStmt {
    CloseSlotsStmt(
        "update orders.slots set template_id = null, cutoff_at = least(cutoff_at, $1) where template_id = $2 and starts_at > $1 and date <> all ($3::date[])",
        None,
    )
}
impl CloseSlotsStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::ArraySql<Item = time::Date>>(
        &'s self,
        client: &'c C,
        now: &'a time::OffsetDateTime,
        template_id: &'a uuid::Uuid,
        dates: &'a T1,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[now, template_id, dates],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::ArraySql<Item = time::Date>>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        CloseSlotsParams<T1>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for CloseSlotsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a CloseSlotsParams<T1>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.now, &params.template_id, &params.dates))
    }
}
pub struct ReshapeSlotsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn reshape_slots() -> ReshapeSlotsStmt {
    ReshapeSlotsStmt(
        "update orders.slots s set starts_at = w.starts_at, ends_at = w.ends_at, cutoff_at = w.starts_at - w.cutoff, capacity = greatest(w.capacity, s.taken), capacity_grams = case when w.capacity_grams is not null then greatest(w.capacity_grams, s.taken_grams) end from ( select o.id, n.starts_at - n.cutoff_at as cutoff, n.capacity, n.capacity_grams, case when moves then n.starts_at else o.starts_at end as starts_at, case when moves then n.ends_at else o.ends_at end as ends_at from unnest($1::uuid[], $2::date[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::integer[], $7::bigint[]) as n (template_id, date, starts_at, ends_at, cutoff_at, capacity, capacity_grams) join orders.slots o on o.template_id = n.template_id and o.date = n.date and o.starts_at > $8 cross join lateral ( select o.taken = 0 and not exists ( select from orders.slots other where other.zone_id = o.zone_id and other.id <> o.id and other.starts_at < n.ends_at and other.ends_at > n.starts_at ) as moves ) as free ) as w where s.id = w.id",
        None,
    )
}
impl ReshapeSlotsStmt {
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
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::ArraySql<Item = time::Date>,
        T3: crate::ArraySql<Item = time::OffsetDateTime>,
        T4: crate::ArraySql<Item = time::OffsetDateTime>,
        T5: crate::ArraySql<Item = time::OffsetDateTime>,
        T6: crate::ArraySql<Item = i32>,
        T7: crate::ArraySql<Item = Option<i64>>,
    >(
        &'s self,
        client: &'c C,
        template_ids: &'a T1,
        dates: &'a T2,
        starts: &'a T3,
        ends: &'a T4,
        cutoffs: &'a T5,
        capacities: &'a T6,
        capacities_grams: &'a T7,
        now: &'a time::OffsetDateTime,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    template_ids,
                    dates,
                    starts,
                    ends,
                    cutoffs,
                    capacities,
                    capacities_grams,
                    now,
                ],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = time::Date>,
    T3: crate::ArraySql<Item = time::OffsetDateTime>,
    T4: crate::ArraySql<Item = time::OffsetDateTime>,
    T5: crate::ArraySql<Item = time::OffsetDateTime>,
    T6: crate::ArraySql<Item = i32>,
    T7: crate::ArraySql<Item = Option<i64>>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ReshapeSlotsParams<T1, T2, T3, T4, T5, T6, T7>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for ReshapeSlotsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ReshapeSlotsParams<T1, T2, T3, T4, T5, T6, T7>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.template_ids,
            &params.dates,
            &params.starts,
            &params.ends,
            &params.cutoffs,
            &params.capacities,
            &params.capacities_grams,
            &params.now,
        ))
    }
}
pub struct AddSlotsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_slots() -> AddSlotsStmt {
    AddSlotsStmt(
        "insert into orders.slots as s (id, template_id, zone_id, date, starts_at, ends_at, cutoff_at, capacity, capacity_grams) select n.* from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::date[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[], $8::integer[], $9::bigint[]) as n (id, template_id, zone_id, date, starts_at, ends_at, cutoff_at, capacity, capacity_grams) where not exists (select from orders.slots o where o.template_id = n.template_id and o.date = n.date) and not exists ( select from orders.slots o where o.zone_id = n.zone_id and o.template_id <> n.template_id and o.starts_at < n.ends_at and o.ends_at > n.starts_at) on conflict (zone_id, starts_at) do update set template_id = excluded.template_id, ends_at = case when s.taken = 0 then excluded.ends_at else s.ends_at end, cutoff_at = excluded.cutoff_at, capacity = greatest(excluded.capacity, s.taken), capacity_grams = case when excluded.capacity_grams is not null then greatest(excluded.capacity_grams, s.taken_grams) end where s.template_id is null",
        None,
    )
}
impl AddSlotsStmt {
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
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::ArraySql<Item = uuid::Uuid>,
        T3: crate::ArraySql<Item = uuid::Uuid>,
        T4: crate::ArraySql<Item = time::Date>,
        T5: crate::ArraySql<Item = time::OffsetDateTime>,
        T6: crate::ArraySql<Item = time::OffsetDateTime>,
        T7: crate::ArraySql<Item = time::OffsetDateTime>,
        T8: crate::ArraySql<Item = i32>,
        T9: crate::ArraySql<Item = Option<i64>>,
    >(
        &'s self,
        client: &'c C,
        ids: &'a T1,
        template_ids: &'a T2,
        zone_ids: &'a T3,
        dates: &'a T4,
        starts: &'a T5,
        ends: &'a T6,
        cutoffs: &'a T7,
        capacities: &'a T8,
        capacities_grams: &'a T9,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    ids,
                    template_ids,
                    zone_ids,
                    dates,
                    starts,
                    ends,
                    cutoffs,
                    capacities,
                    capacities_grams,
                ],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::ArraySql<Item = uuid::Uuid>,
    T4: crate::ArraySql<Item = time::Date>,
    T5: crate::ArraySql<Item = time::OffsetDateTime>,
    T6: crate::ArraySql<Item = time::OffsetDateTime>,
    T7: crate::ArraySql<Item = time::OffsetDateTime>,
    T8: crate::ArraySql<Item = i32>,
    T9: crate::ArraySql<Item = Option<i64>>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        AddSlotsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for AddSlotsStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a AddSlotsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.ids,
            &params.template_ids,
            &params.zone_ids,
            &params.dates,
            &params.starts,
            &params.ends,
            &params.cutoffs,
            &params.capacities,
            &params.capacities_grams,
        ))
    }
}
