// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct AddClaimParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = uuid::Uuid>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = T6>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = T8>,
    T10: crate::StringSql,
    T11: crate::ArraySql<Item = T10>,
    T12: crate::ArraySql<Item = i64>,
    T13: crate::ArraySql<Item = i64>,
> {
    pub id: uuid::Uuid,
    pub order_id: uuid::Uuid,
    pub reason: T1,
    pub text: Option<T2>,
    pub photos: T3,
    pub filed_at: time::OffsetDateTime,
    pub skus: T5,
    pub names_id: T7,
    pub names_en: T9,
    pub units: T11,
    pub quantities: T12,
    pub costs: T13,
}
#[derive(Debug)]
pub struct ResolveClaimParams<T1: crate::StringSql, T2: crate::StringSql> {
    pub status: T1,
    pub amount: Option<i64>,
    pub note: Option<T2>,
    pub resolved_by: uuid::Uuid,
    pub resolved_at: time::OffsetDateTime,
    pub id: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct ClaimsOfOrderParams {
    pub order_id: uuid::Uuid,
    pub limit: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct ClaimsOfUserParams {
    pub user_id: uuid::Uuid,
    pub limit: i64,
}
#[derive(Debug)]
pub struct ListClaimsParams<T1: crate::StringSql> {
    pub status: Option<T1>,
    pub since: Option<time::OffsetDateTime>,
    pub after_filed_at: Option<time::OffsetDateTime>,
    pub after_id: Option<uuid::Uuid>,
    pub limit: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    pub delivered_at: Option<time::OffsetDateTime>,
    pub claims: i64,
    pub claimed: serde_json::Value,
}
pub struct StandingBorrowed<'a> {
    pub delivered_at: Option<time::OffsetDateTime>,
    pub claims: i64,
    pub claimed: postgres_types::Json<&'a serde_json::value::RawValue>,
}
impl<'a> From<StandingBorrowed<'a>> for Standing {
    fn from(
        StandingBorrowed {
            delivered_at,
            claims,
            claimed,
        }: StandingBorrowed<'a>,
    ) -> Self {
        Self {
            delivered_at,
            claims,
            claimed: serde_json::from_str(claimed.0.get()).unwrap(),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    pub id: uuid::Uuid,
    pub order_id: uuid::Uuid,
    pub reason: String,
    pub text: Option<String>,
    pub photos: Vec<uuid::Uuid>,
    pub status: String,
    pub amount: Option<i64>,
    pub note: Option<String>,
    pub resolved_by: Option<uuid::Uuid>,
    pub filed_at: time::OffsetDateTime,
    pub resolved_at: Option<time::OffsetDateTime>,
    pub order_code: String,
    pub user_id: Option<uuid::Uuid>,
    pub email: String,
    pub customer_name: String,
    pub language: String,
    pub payment_method: String,
    pub lines: serde_json::Value,
}
pub struct ClaimBorrowed<'a> {
    pub id: uuid::Uuid,
    pub order_id: uuid::Uuid,
    pub reason: &'a str,
    pub text: Option<&'a str>,
    pub photos: crate::ArrayIterator<'a, uuid::Uuid>,
    pub status: &'a str,
    pub amount: Option<i64>,
    pub note: Option<&'a str>,
    pub resolved_by: Option<uuid::Uuid>,
    pub filed_at: time::OffsetDateTime,
    pub resolved_at: Option<time::OffsetDateTime>,
    pub order_code: &'a str,
    pub user_id: Option<uuid::Uuid>,
    pub email: &'a str,
    pub customer_name: &'a str,
    pub language: &'a str,
    pub payment_method: &'a str,
    pub lines: postgres_types::Json<&'a serde_json::value::RawValue>,
}
impl<'a> From<ClaimBorrowed<'a>> for Claim {
    fn from(
        ClaimBorrowed {
            id,
            order_id,
            reason,
            text,
            photos,
            status,
            amount,
            note,
            resolved_by,
            filed_at,
            resolved_at,
            order_code,
            user_id,
            email,
            customer_name,
            language,
            payment_method,
            lines,
        }: ClaimBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            order_id,
            reason: reason.into(),
            text: text.map(|v| v.into()),
            photos: photos.map(|v| v).collect(),
            status: status.into(),
            amount,
            note: note.map(|v| v.into()),
            resolved_by,
            filed_at,
            resolved_at,
            order_code: order_code.into(),
            user_id,
            email: email.into(),
            customer_name: customer_name.into(),
            language: language.into(),
            payment_method: payment_method.into(),
            lines: serde_json::from_str(lines.0.get()).unwrap(),
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct GivenBack {
    pub refunded: i64,
    pub customer_is_gone: bool,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct StandingQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<StandingBorrowed, tokio_postgres::Error>,
    mapper: fn(StandingBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> StandingQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(StandingBorrowed) -> R) -> StandingQuery<'c, 'a, 's, C, R, N> {
        StandingQuery {
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
pub struct ClaimQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<ClaimBorrowed, tokio_postgres::Error>,
    mapper: fn(ClaimBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> ClaimQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(ClaimBorrowed) -> R) -> ClaimQuery<'c, 'a, 's, C, R, N> {
        ClaimQuery {
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
pub struct GivenBackQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<GivenBack, tokio_postgres::Error>,
    mapper: fn(GivenBack) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> GivenBackQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(GivenBack) -> R) -> GivenBackQuery<'c, 'a, 's, C, R, N> {
        GivenBackQuery {
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
pub struct StandingStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn standing() -> StandingStmt {
    StandingStmt(
        "select ( select t.at from orders.timeline t where t.order_id = o.id and t.status = 'delivered' order by t.version desc limit 1 ) as delivered_at, (select count(*) from orders.claims c where c.order_id = o.id) as claims, orders.given_back(o.id) as claimed from orders.orders o where o.id = $1",
        None,
    )
}
impl StandingStmt {
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
        order_id: &'a uuid::Uuid,
    ) -> StandingQuery<'c, 'a, 's, C, Standing, 1> {
        StandingQuery {
            client,
            params: [order_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<StandingBorrowed, tokio_postgres::Error> {
                    Ok(StandingBorrowed {
                        delivered_at: row.try_get(0)?,
                        claims: row.try_get(1)?,
                        claimed: row.try_get(2)?,
                    })
                },
            mapper: |it| Standing::from(it),
        }
    }
}
pub struct AddClaimStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_claim() -> AddClaimStmt {
    AddClaimStmt(
        "with claim as ( insert into orders.claims (id, order_id, reason, text, photos, filed_at) values ($1, $2, $3, $4, $5, $6) returning id ) insert into orders.claim_lines (claim_id, line, sku, name_id, name_en, unit, quantity, cost) select claim.id, l.line, l.sku, l.name_id, l.name_en, l.unit, l.quantity, l.cost from claim cross join unnest( $7::text[], $8::text[], $9::text[], $10::text[], $11::bigint[], $12::bigint[] ) with ordinality l (sku, name_id, name_en, unit, quantity, cost, line)",
        None,
    )
}
impl AddClaimStmt {
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
        T3: crate::ArraySql<Item = uuid::Uuid>,
        T4: crate::StringSql,
        T5: crate::ArraySql<Item = T4>,
        T6: crate::StringSql,
        T7: crate::ArraySql<Item = T6>,
        T8: crate::StringSql,
        T9: crate::ArraySql<Item = T8>,
        T10: crate::StringSql,
        T11: crate::ArraySql<Item = T10>,
        T12: crate::ArraySql<Item = i64>,
        T13: crate::ArraySql<Item = i64>,
    >(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        order_id: &'a uuid::Uuid,
        reason: &'a T1,
        text: &'a Option<T2>,
        photos: &'a T3,
        filed_at: &'a time::OffsetDateTime,
        skus: &'a T5,
        names_id: &'a T7,
        names_en: &'a T9,
        units: &'a T11,
        quantities: &'a T12,
        costs: &'a T13,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    id, order_id, reason, text, photos, filed_at, skus, names_id, names_en, units,
                    quantities, costs,
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
    T3: crate::ArraySql<Item = uuid::Uuid>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::StringSql,
    T7: crate::ArraySql<Item = T6>,
    T8: crate::StringSql,
    T9: crate::ArraySql<Item = T8>,
    T10: crate::StringSql,
    T11: crate::ArraySql<Item = T10>,
    T12: crate::ArraySql<Item = i64>,
    T13: crate::ArraySql<Item = i64>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        AddClaimParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for AddClaimStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a AddClaimParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.id,
            &params.order_id,
            &params.reason,
            &params.text,
            &params.photos,
            &params.filed_at,
            &params.skus,
            &params.names_id,
            &params.names_en,
            &params.units,
            &params.quantities,
            &params.costs,
        ))
    }
}
pub struct FindClaimStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_claim() -> FindClaimStmt {
    FindClaimStmt("select * from orders.whole_claims c where c.id = $1", None)
}
impl FindClaimStmt {
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
    ) -> ClaimQuery<'c, 'a, 's, C, Claim, 1> {
        ClaimQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ClaimBorrowed, tokio_postgres::Error> {
                Ok(ClaimBorrowed {
                    id: row.try_get(0)?,
                    order_id: row.try_get(1)?,
                    reason: row.try_get(2)?,
                    text: row.try_get(3)?,
                    photos: row.try_get(4)?,
                    status: row.try_get(5)?,
                    amount: row.try_get(6)?,
                    note: row.try_get(7)?,
                    resolved_by: row.try_get(8)?,
                    filed_at: row.try_get(9)?,
                    resolved_at: row.try_get(10)?,
                    order_code: row.try_get(11)?,
                    user_id: row.try_get(12)?,
                    email: row.try_get(13)?,
                    customer_name: row.try_get(14)?,
                    language: row.try_get(15)?,
                    payment_method: row.try_get(16)?,
                    lines: row.try_get(17)?,
                })
            },
            mapper: |it| Claim::from(it),
        }
    }
}
pub struct GivenBackStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn given_back() -> GivenBackStmt {
    GivenBackStmt(
        "select (( select coalesce(sum(other.amount), 0)::bigint from orders.claims other where other.order_id = c.order_id and other.status = 'refunded' ) + ( select coalesce(sum(r.amount), 0)::bigint from payments.payments p join payments.refunds r on r.payment_id = p.id where p.order_code = o.code and r.requested_by is not null and r.status <> 'failed' )) as \"refunded\", exists (select from platform.erasures e where e.user_id = o.user_id) as customer_is_gone from orders.claims c join orders.orders o on o.id = c.order_id where c.id = $1",
        None,
    )
}
impl GivenBackStmt {
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
    ) -> GivenBackQuery<'c, 'a, 's, C, GivenBack, 1> {
        GivenBackQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<GivenBack, tokio_postgres::Error> {
                Ok(GivenBack {
                    refunded: row.try_get(0)?,
                    customer_is_gone: row.try_get(1)?,
                })
            },
            mapper: |it| GivenBack::from(it),
        }
    }
}
pub struct ResolveClaimStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn resolve_claim() -> ResolveClaimStmt {
    ResolveClaimStmt(
        "update orders.claims set status = $1, amount = $2, note = $3, resolved_by = $4, resolved_at = $5 where id = $6 and status = 'open'",
        None,
    )
}
impl ResolveClaimStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        status: &'a T1,
        amount: &'a Option<i64>,
        note: &'a Option<T2>,
        resolved_by: &'a uuid::Uuid,
        resolved_at: &'a time::OffsetDateTime,
        id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[status, amount, note, resolved_by, resolved_at, id],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ResolveClaimParams<T1, T2>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for ResolveClaimStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ResolveClaimParams<T1, T2>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.status,
            &params.amount,
            &params.note,
            &params.resolved_by,
            &params.resolved_at,
            &params.id,
        ))
    }
}
pub struct ClaimsOfOrderStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn claims_of_order() -> ClaimsOfOrderStmt {
    ClaimsOfOrderStmt(
        "select * from orders.whole_claims c where c.order_id = $1 order by c.filed_at, c.id limit $2::bigint",
        None,
    )
}
impl ClaimsOfOrderStmt {
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
        order_id: &'a uuid::Uuid,
        limit: &'a i64,
    ) -> ClaimQuery<'c, 'a, 's, C, Claim, 2> {
        ClaimQuery {
            client,
            params: [order_id, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ClaimBorrowed, tokio_postgres::Error> {
                Ok(ClaimBorrowed {
                    id: row.try_get(0)?,
                    order_id: row.try_get(1)?,
                    reason: row.try_get(2)?,
                    text: row.try_get(3)?,
                    photos: row.try_get(4)?,
                    status: row.try_get(5)?,
                    amount: row.try_get(6)?,
                    note: row.try_get(7)?,
                    resolved_by: row.try_get(8)?,
                    filed_at: row.try_get(9)?,
                    resolved_at: row.try_get(10)?,
                    order_code: row.try_get(11)?,
                    user_id: row.try_get(12)?,
                    email: row.try_get(13)?,
                    customer_name: row.try_get(14)?,
                    language: row.try_get(15)?,
                    payment_method: row.try_get(16)?,
                    lines: row.try_get(17)?,
                })
            },
            mapper: |it| Claim::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ClaimsOfOrderParams,
        ClaimQuery<'c, 'a, 's, C, Claim, 2>,
        C,
    > for ClaimsOfOrderStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ClaimsOfOrderParams,
    ) -> ClaimQuery<'c, 'a, 's, C, Claim, 2> {
        self.bind(client, &params.order_id, &params.limit)
    }
}
pub struct ClaimsOfUserStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn claims_of_user() -> ClaimsOfUserStmt {
    ClaimsOfUserStmt(
        "select * from orders.whole_claims c where c.user_id = $1 order by c.filed_at desc, c.id desc limit $2::bigint",
        None,
    )
}
impl ClaimsOfUserStmt {
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
    ) -> ClaimQuery<'c, 'a, 's, C, Claim, 2> {
        ClaimQuery {
            client,
            params: [user_id, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ClaimBorrowed, tokio_postgres::Error> {
                Ok(ClaimBorrowed {
                    id: row.try_get(0)?,
                    order_id: row.try_get(1)?,
                    reason: row.try_get(2)?,
                    text: row.try_get(3)?,
                    photos: row.try_get(4)?,
                    status: row.try_get(5)?,
                    amount: row.try_get(6)?,
                    note: row.try_get(7)?,
                    resolved_by: row.try_get(8)?,
                    filed_at: row.try_get(9)?,
                    resolved_at: row.try_get(10)?,
                    order_code: row.try_get(11)?,
                    user_id: row.try_get(12)?,
                    email: row.try_get(13)?,
                    customer_name: row.try_get(14)?,
                    language: row.try_get(15)?,
                    payment_method: row.try_get(16)?,
                    lines: row.try_get(17)?,
                })
            },
            mapper: |it| Claim::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ClaimsOfUserParams,
        ClaimQuery<'c, 'a, 's, C, Claim, 2>,
        C,
    > for ClaimsOfUserStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ClaimsOfUserParams,
    ) -> ClaimQuery<'c, 'a, 's, C, Claim, 2> {
        self.bind(client, &params.user_id, &params.limit)
    }
}
pub struct ListClaimsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_claims() -> ListClaimsStmt {
    ListClaimsStmt(
        "select * from orders.whole_claims c where ($1::text is null or c.status = $1) and ($2::timestamptz is null or c.filed_at >= $2) and ($3::timestamptz is null or (c.filed_at, c.id) < ($3, $4::uuid)) order by c.filed_at desc, c.id desc limit $5::bigint",
        None,
    )
}
impl ListClaimsStmt {
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
        status: &'a Option<T1>,
        since: &'a Option<time::OffsetDateTime>,
        after_filed_at: &'a Option<time::OffsetDateTime>,
        after_id: &'a Option<uuid::Uuid>,
        limit: &'a i64,
    ) -> ClaimQuery<'c, 'a, 's, C, Claim, 5> {
        ClaimQuery {
            client,
            params: [status, since, after_filed_at, after_id, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<ClaimBorrowed, tokio_postgres::Error> {
                Ok(ClaimBorrowed {
                    id: row.try_get(0)?,
                    order_id: row.try_get(1)?,
                    reason: row.try_get(2)?,
                    text: row.try_get(3)?,
                    photos: row.try_get(4)?,
                    status: row.try_get(5)?,
                    amount: row.try_get(6)?,
                    note: row.try_get(7)?,
                    resolved_by: row.try_get(8)?,
                    filed_at: row.try_get(9)?,
                    resolved_at: row.try_get(10)?,
                    order_code: row.try_get(11)?,
                    user_id: row.try_get(12)?,
                    email: row.try_get(13)?,
                    customer_name: row.try_get(14)?,
                    language: row.try_get(15)?,
                    payment_method: row.try_get(16)?,
                    lines: row.try_get(17)?,
                })
            },
            mapper: |it| Claim::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListClaimsParams<T1>,
        ClaimQuery<'c, 'a, 's, C, Claim, 5>,
        C,
    > for ListClaimsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListClaimsParams<T1>,
    ) -> ClaimQuery<'c, 'a, 's, C, Claim, 5> {
        self.bind(
            client,
            &params.status,
            &params.since,
            &params.after_filed_at,
            &params.after_id,
            &params.limit,
        )
    }
}
