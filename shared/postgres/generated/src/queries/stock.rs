// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct ReceiveLotsParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::ArraySql<Item = i64>,
    T7: crate::ArraySql<Item = time::Date>,
    T8: crate::ArraySql<Item = Option<time::Date>>,
    T9: crate::ArraySql<Item = i64>,
    T10: crate::StringSql,
    T11: crate::ArraySql<Item = T10>,
    T12: crate::StringSql,
    T13: crate::StringSql,
    T14: crate::StringSql,
> {
    pub lot_ids: T1,
    pub skus: T3,
    pub locations: T5,
    pub quantities: T6,
    pub best_befores: T7,
    pub harvested_ons: T8,
    pub unit_costs: T9,
    pub reasons: T11,
    pub now: time::OffsetDateTime,
    pub actor_id: Option<uuid::Uuid>,
    pub ip: T12,
    pub user_agent: T13,
    pub request_id: T14,
}
#[derive(Debug)]
pub struct AddLocationParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub id: uuid::Uuid,
    pub code: T1,
    pub name: T2,
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct ReceiveLots {
    pub sku_unknown: bool,
    pub location_unknown: bool,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct ReceiveLotsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ReceiveLots, tokio_postgres::Error>,
    mapper: fn(ReceiveLots) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ReceiveLotsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ReceiveLots) -> R) -> ReceiveLotsQuery<'c, 'a, 's, C, R, N> {
        ReceiveLotsQuery {
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
pub struct ReceiveLotsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn receive_lots() -> ReceiveLotsStmt {
    ReceiveLotsStmt(
        "with receipt as ( select r.*, v.id as variant_id, l.id as location_id from unnest( $1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::date[], $6::date[], $7::bigint[], $8::text[] ) as r (lot_id, sku, location, quantity, best_before, harvested_on, unit_cost, reason) left join catalog.variants v on v.sku = r.sku left join catalog.locations l on l.code = r.location ), lot as ( insert into catalog.lots (id, variant_id, location_id, received_at, harvested_on, best_before, unit_cost, on_hand) select lot_id, variant_id, location_id, $9::timestamptz, harvested_on, best_before, unit_cost, quantity from receipt where not exists (select from receipt where variant_id is null or location_id is null) returning id ), movement as ( insert into catalog.stock_movements (id, lot_id, kind, on_hand_delta, reserved_delta, actor_id, reason, moved_at) select lot.id, lot.id, 'receipt', r.quantity, 0, $10, r.reason, $9 from lot join receipt r on r.lot_id = lot.id ), noted as ( insert into identity.audit_log (at, actor_id, action, ip, user_agent, request_id, details) select $9, $10, 'stock_received', $11, $12, $13, jsonb_build_object('lot_id', lot.id, 'sku', r.sku, 'location', r.location) from lot join receipt r on r.lot_id = lot.id where $10 is not null ) select coalesce(bool_or(variant_id is null), false) as sku_unknown, coalesce(bool_or(location_id is null), false) as location_unknown from receipt",
        None,
    )
}
impl ReceiveLotsStmt {
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
        T1: crate::ArraySql<Item = uuid::Uuid>,
        T2: crate::StringSql,
        T3: crate::ArraySql<Item = T2>,
        T4: crate::StringSql,
        T5: crate::ArraySql<Item = T4>,
        T6: crate::ArraySql<Item = i64>,
        T7: crate::ArraySql<Item = time::Date>,
        T8: crate::ArraySql<Item = Option<time::Date>>,
        T9: crate::ArraySql<Item = i64>,
        T10: crate::StringSql,
        T11: crate::ArraySql<Item = T10>,
        T12: crate::StringSql,
        T13: crate::StringSql,
        T14: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        lot_ids: &'a T1,
        skus: &'a T3,
        locations: &'a T5,
        quantities: &'a T6,
        best_befores: &'a T7,
        harvested_ons: &'a T8,
        unit_costs: &'a T9,
        reasons: &'a T11,
        now: &'a time::OffsetDateTime,
        actor_id: &'a Option<uuid::Uuid>,
        ip: &'a T12,
        user_agent: &'a T13,
        request_id: &'a T14,
    ) -> ReceiveLotsQuery<'c, 'a, 's, C, ReceiveLots, 13> {
        ReceiveLotsQuery {
            client,
            params: [
                lot_ids,
                skus,
                locations,
                quantities,
                best_befores,
                harvested_ons,
                unit_costs,
                reasons,
                now,
                actor_id,
                ip,
                user_agent,
                request_id,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ReceiveLots, tokio_postgres::Error> {
                Ok(ReceiveLots {
                    sku_unknown: row.try_get(0)?,
                    location_unknown: row.try_get(1)?,
                })
            },
            mapper: |it| ReceiveLots::from(it),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = T2>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::ArraySql<Item = i64>,
    T7: crate::ArraySql<Item = time::Date>,
    T8: crate::ArraySql<Item = Option<time::Date>>,
    T9: crate::ArraySql<Item = i64>,
    T10: crate::StringSql,
    T11: crate::ArraySql<Item = T10>,
    T12: crate::StringSql,
    T13: crate::StringSql,
    T14: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ReceiveLotsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>,
        ReceiveLotsQuery<'c, 'a, 's, C, ReceiveLots, 13>,
        C,
    > for ReceiveLotsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ReceiveLotsParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>,
    ) -> ReceiveLotsQuery<'c, 'a, 's, C, ReceiveLots, 13> {
        self.bind(
            client,
            &params.lot_ids,
            &params.skus,
            &params.locations,
            &params.quantities,
            &params.best_befores,
            &params.harvested_ons,
            &params.unit_costs,
            &params.reasons,
            &params.now,
            &params.actor_id,
            &params.ip,
            &params.user_agent,
            &params.request_id,
        )
    }
}
pub struct AddLocationStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_location() -> AddLocationStmt {
    AddLocationStmt(
        "insert into catalog.locations (id, code, name) values ($1, $2, $3) on conflict (code) do nothing returning id",
        None,
    )
}
impl AddLocationStmt {
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
        id: &'a uuid::Uuid,
        code: &'a T1,
        name: &'a T2,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        UuidUuidQuery {
            client,
            params: [id, code, name],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        AddLocationParams<T1, T2>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3>,
        C,
    > for AddLocationStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a AddLocationParams<T1, T2>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        self.bind(client, &params.id, &params.code, &params.name)
    }
}
pub struct SkusWithoutGoodLotsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn skus_without_good_lots() -> SkusWithoutGoodLotsStmt {
    SkusWithoutGoodLotsStmt(
        "select v.sku from catalog.variants v where not exists (select from catalog.lots l where l.variant_id = v.id and l.best_before > $1::date)",
        None,
    )
}
impl SkusWithoutGoodLotsStmt {
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
        today: &'a time::Date,
    ) -> StringQuery<'c, 'a, 's, C, String, 1> {
        StringQuery {
            client,
            params: [today],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it.into(),
        }
    }
}
