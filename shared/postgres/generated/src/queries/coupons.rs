// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct ListCouponsParams<T1: crate::StringSql> {
    pub archived: bool,
    pub after_code: Option<T1>,
    pub limit: i64,
}
#[derive(Debug)]
pub struct CouponFactsParams<T1: crate::StringSql, T2: crate::ArraySql<Item = uuid::Uuid>> {
    pub code: T1,
    pub category_ids: T2,
}
#[derive(Debug)]
pub struct InsertCouponParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::ArraySql<Item = uuid::Uuid>,
> {
    pub code: T1,
    pub kind: T2,
    pub rate_bp: Option<i32>,
    pub maximum: Option<i64>,
    pub amount: Option<i64>,
    pub minimum_subtotal: i64,
    pub starts_at: Option<time::OffsetDateTime>,
    pub ends_at: Option<time::OffsetDateTime>,
    pub total_limit: Option<i32>,
    pub user_limit: Option<i32>,
    pub category_ids: T3,
    pub first_order_only: bool,
    pub active: bool,
}
#[derive(Debug)]
pub struct UpdateCouponParams<
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::StringSql,
> {
    pub kind: T1,
    pub rate_bp: Option<i32>,
    pub maximum: Option<i64>,
    pub amount: Option<i64>,
    pub minimum_subtotal: i64,
    pub starts_at: Option<time::OffsetDateTime>,
    pub ends_at: Option<time::OffsetDateTime>,
    pub total_limit: Option<i32>,
    pub user_limit: Option<i32>,
    pub category_ids: T2,
    pub first_order_only: bool,
    pub active: bool,
    pub code: T3,
}
#[derive(Debug)]
pub struct ArchiveCouponParams<T1: crate::StringSql> {
    pub now: time::OffsetDateTime,
    pub code: T1,
}
#[derive(Debug)]
pub struct QueueForFirstOrderParams<T1: crate::StringSql> {
    pub user_id: Option<uuid::Uuid>,
    pub code: T1,
}
#[derive(Debug)]
pub struct AddRedemptionParams<T1: crate::StringSql> {
    pub order_id: uuid::Uuid,
    pub user_id: Option<uuid::Uuid>,
    pub now: time::OffsetDateTime,
    pub code: T1,
}
#[derive(Clone, Copy, Debug)]
pub struct GiveBackCouponParams {
    pub now: time::OffsetDateTime,
    pub order_id: uuid::Uuid,
}
#[derive(Debug, Clone, PartialEq)]
pub struct CouponFacts {
    pub redeemed: bool,
    pub unknown_categories: Vec<uuid::Uuid>,
}
pub struct CouponFactsBorrowed<'a> {
    pub redeemed: bool,
    pub unknown_categories: crate::ArrayIterator<'a, uuid::Uuid>,
}
impl<'a> From<CouponFactsBorrowed<'a>> for CouponFacts {
    fn from(
        CouponFactsBorrowed {
            redeemed,
            unknown_categories,
        }: CouponFactsBorrowed<'a>,
    ) -> Self {
        Self {
            redeemed,
            unknown_categories: unknown_categories.map(|v| v).collect(),
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct SerdejsonValueQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor:
        fn(
            &tokio_postgres::Row,
        )
            -> Result<postgres_types::Json<&serde_json::value::RawValue>, tokio_postgres::Error>,
    mapper: fn(postgres_types::Json<&serde_json::value::RawValue>) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SerdejsonValueQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(postgres_types::Json<&serde_json::value::RawValue>) -> R,
    ) -> SerdejsonValueQuery<'c, 'a, 's, C, R, N> {
        SerdejsonValueQuery {
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
pub struct CouponFactsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CouponFactsBorrowed, tokio_postgres::Error>,
    mapper: fn(CouponFactsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CouponFactsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(CouponFactsBorrowed) -> R,
    ) -> CouponFactsQuery<'c, 'a, 's, C, R, N> {
        CouponFactsQuery {
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
pub struct ListCouponsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_coupons() -> ListCouponsStmt {
    ListCouponsStmt(
        "select to_jsonb(k) as coupon from orders.coupons k where (k.archived_at is not null) = $1 and ($2::text is null or k.code > $2) order by k.code limit $3::bigint",
        None,
    )
}
impl ListCouponsStmt {
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
        archived: &'a bool,
        after_code: &'a Option<T1>,
        limit: &'a i64,
    ) -> SerdejsonValueQuery<'c, 'a, 's, C, serde_json::Value, 3> {
        SerdejsonValueQuery {
            client,
            params: [archived, after_code, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| serde_json::from_str(it.0.get()).unwrap(),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ListCouponsParams<T1>,
        SerdejsonValueQuery<'c, 'a, 's, C, serde_json::Value, 3>,
        C,
    > for ListCouponsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ListCouponsParams<T1>,
    ) -> SerdejsonValueQuery<'c, 'a, 's, C, serde_json::Value, 3> {
        self.bind(client, &params.archived, &params.after_code, &params.limit)
    }
}
pub struct LockCouponStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_coupon() -> LockCouponStmt {
    LockCouponStmt(
        "select to_jsonb(k) as coupon from orders.coupons k where k.code = $1 for update",
        None,
    )
}
impl LockCouponStmt {
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
        code: &'a T1,
    ) -> SerdejsonValueQuery<'c, 'a, 's, C, serde_json::Value, 1> {
        SerdejsonValueQuery {
            client,
            params: [code],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| serde_json::from_str(it.0.get()).unwrap(),
        }
    }
}
pub struct CouponFactsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn coupon_facts() -> CouponFactsStmt {
    CouponFactsStmt(
        "select exists (select from orders.redemptions r where r.coupon_code = $1) as \"redeemed\", array( select wanted.id from unnest($2::uuid[]) wanted (id) where not exists (select from catalog.categories c where c.id = wanted.id) ) as \"unknown_categories\"",
        None,
    )
}
impl CouponFactsStmt {
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
        T2: crate::ArraySql<Item = uuid::Uuid>,
    >(
        &'s self,
        client: &'c C,
        code: &'a T1,
        category_ids: &'a T2,
    ) -> CouponFactsQuery<'c, 'a, 's, C, CouponFacts, 2> {
        CouponFactsQuery {
            client,
            params: [code, category_ids],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CouponFactsBorrowed, tokio_postgres::Error> {
                    Ok(CouponFactsBorrowed {
                        redeemed: row.try_get(0)?,
                        unknown_categories: row.try_get(1)?,
                    })
                },
            mapper: |it| CouponFacts::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::ArraySql<Item = uuid::Uuid>>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CouponFactsParams<T1, T2>,
        CouponFactsQuery<'c, 'a, 's, C, CouponFacts, 2>,
        C,
    > for CouponFactsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CouponFactsParams<T1, T2>,
    ) -> CouponFactsQuery<'c, 'a, 's, C, CouponFacts, 2> {
        self.bind(client, &params.code, &params.category_ids)
    }
}
pub struct InsertCouponStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn insert_coupon() -> InsertCouponStmt {
    InsertCouponStmt(
        "insert into orders.coupons ( code, kind, rate_bp, maximum, amount, minimum_subtotal, starts_at, ends_at, total_limit, user_limit, category_ids, first_order_only, active) values ( $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        None,
    )
}
impl InsertCouponStmt {
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
    >(
        &'s self,
        client: &'c C,
        code: &'a T1,
        kind: &'a T2,
        rate_bp: &'a Option<i32>,
        maximum: &'a Option<i64>,
        amount: &'a Option<i64>,
        minimum_subtotal: &'a i64,
        starts_at: &'a Option<time::OffsetDateTime>,
        ends_at: &'a Option<time::OffsetDateTime>,
        total_limit: &'a Option<i32>,
        user_limit: &'a Option<i32>,
        category_ids: &'a T3,
        first_order_only: &'a bool,
        active: &'a bool,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    code,
                    kind,
                    rate_bp,
                    maximum,
                    amount,
                    minimum_subtotal,
                    starts_at,
                    ends_at,
                    total_limit,
                    user_limit,
                    category_ids,
                    first_order_only,
                    active,
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
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        InsertCouponParams<T1, T2, T3>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for InsertCouponStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a InsertCouponParams<T1, T2, T3>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.code,
            &params.kind,
            &params.rate_bp,
            &params.maximum,
            &params.amount,
            &params.minimum_subtotal,
            &params.starts_at,
            &params.ends_at,
            &params.total_limit,
            &params.user_limit,
            &params.category_ids,
            &params.first_order_only,
            &params.active,
        ))
    }
}
pub struct UpdateCouponStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn update_coupon() -> UpdateCouponStmt {
    UpdateCouponStmt(
        "update orders.coupons set kind = $1, rate_bp = $2, maximum = $3, amount = $4, minimum_subtotal = $5, starts_at = $6, ends_at = $7, total_limit = $8, user_limit = $9, category_ids = $10, first_order_only = $11, active = $12, version = version + 1 where code = $13",
        None,
    )
}
impl UpdateCouponStmt {
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
        T2: crate::ArraySql<Item = uuid::Uuid>,
        T3: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        kind: &'a T1,
        rate_bp: &'a Option<i32>,
        maximum: &'a Option<i64>,
        amount: &'a Option<i64>,
        minimum_subtotal: &'a i64,
        starts_at: &'a Option<time::OffsetDateTime>,
        ends_at: &'a Option<time::OffsetDateTime>,
        total_limit: &'a Option<i32>,
        user_limit: &'a Option<i32>,
        category_ids: &'a T2,
        first_order_only: &'a bool,
        active: &'a bool,
        code: &'a T3,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    kind,
                    rate_bp,
                    maximum,
                    amount,
                    minimum_subtotal,
                    starts_at,
                    ends_at,
                    total_limit,
                    user_limit,
                    category_ids,
                    first_order_only,
                    active,
                    code,
                ],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::StringSql,
    T2: crate::ArraySql<Item = uuid::Uuid>,
    T3: crate::StringSql,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        UpdateCouponParams<T1, T2, T3>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for UpdateCouponStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a UpdateCouponParams<T1, T2, T3>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.kind,
            &params.rate_bp,
            &params.maximum,
            &params.amount,
            &params.minimum_subtotal,
            &params.starts_at,
            &params.ends_at,
            &params.total_limit,
            &params.user_limit,
            &params.category_ids,
            &params.first_order_only,
            &params.active,
            &params.code,
        ))
    }
}
pub struct ArchiveCouponStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn archive_coupon() -> ArchiveCouponStmt {
    ArchiveCouponStmt(
        "update orders.coupons set archived_at = $1, version = version + 1 where code = $2",
        None,
    )
}
impl ArchiveCouponStmt {
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
        now: &'a time::OffsetDateTime,
        code: &'a T1,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[now, code],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ArchiveCouponParams<T1>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for ArchiveCouponStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ArchiveCouponParams<T1>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.now, &params.code))
    }
}
pub struct DeleteCouponStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delete_coupon() -> DeleteCouponStmt {
    DeleteCouponStmt("delete from orders.coupons where code = $1", None)
}
impl DeleteCouponStmt {
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
        code: &'a T1,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[code],
            )
            .await
    }
}
pub struct RedeemCouponStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn redeem_coupon() -> RedeemCouponStmt {
    RedeemCouponStmt(
        "with redeemed as ( update orders.coupons set used = used + 1 where code = $1 and active and archived_at is null and (total_limit is null or used < total_limit) returning code ) select platform.require(exists (select from redeemed), 'coupon_has_uses') as \"done\"",
        None,
    )
}
impl RedeemCouponStmt {
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
        code: &'a T1,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 1> {
        BoolQuery {
            client,
            params: [code],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct QueueForFirstOrderStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn queue_for_first_order() -> QueueForFirstOrderStmt {
    QueueForFirstOrderStmt(
        "select count(pg_advisory_xact_lock(hashtextextended($1::uuid::text, 3))) as \"turns\" from orders.coupons k where k.code = $2 and k.first_order_only",
        None,
    )
}
impl QueueForFirstOrderStmt {
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
        user_id: &'a Option<uuid::Uuid>,
        code: &'a T1,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        I64Query {
            client,
            params: [user_id, code],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        QueueForFirstOrderParams<T1>,
        I64Query<'c, 'a, 's, C, i64, 2>,
        C,
    > for QueueForFirstOrderStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a QueueForFirstOrderParams<T1>,
    ) -> I64Query<'c, 'a, 's, C, i64, 2> {
        self.bind(client, &params.user_id, &params.code)
    }
}
pub struct AddRedemptionStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_redemption() -> AddRedemptionStmt {
    AddRedemptionStmt(
        "with added as ( insert into orders.redemptions (order_id, coupon_code, user_id, at) select $1::uuid, k.code, $2::uuid, $3::timestamptz from orders.coupons k where k.code = $4 and (k.user_limit is null or k.user_limit > ( select count(*) from orders.redemptions r where r.coupon_code = k.code and r.user_id = $2 and r.given_back_at is null )) and (not k.first_order_only or not exists ( select from orders.orders o where o.user_id = $2 and o.id <> $1 and o.status not in ('cancelled', 'expired') )) returning order_id ) select platform.require(exists (select from added), case when k.first_order_only then 'coupon_is_for_first_order' else 'coupon_has_uses_of_user' end) as \"done\" from orders.coupons k where k.code = $4",
        None,
    )
}
impl AddRedemptionStmt {
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
        order_id: &'a uuid::Uuid,
        user_id: &'a Option<uuid::Uuid>,
        now: &'a time::OffsetDateTime,
        code: &'a T1,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 4> {
        BoolQuery {
            client,
            params: [order_id, user_id, now, code],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        AddRedemptionParams<T1>,
        BoolQuery<'c, 'a, 's, C, bool, 4>,
        C,
    > for AddRedemptionStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a AddRedemptionParams<T1>,
    ) -> BoolQuery<'c, 'a, 's, C, bool, 4> {
        self.bind(
            client,
            &params.order_id,
            &params.user_id,
            &params.now,
            &params.code,
        )
    }
}
pub struct GiveBackCouponStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn give_back_coupon() -> GiveBackCouponStmt {
    GiveBackCouponStmt(
        "with back as ( update orders.redemptions set given_back_at = $1 where order_id = $2 and given_back_at is null returning coupon_code ) update orders.coupons k set used = k.used - 1 from back where k.code = back.coupon_code",
        None,
    )
}
impl GiveBackCouponStmt {
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
        now: &'a time::OffsetDateTime,
        order_id: &'a uuid::Uuid,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[now, order_id],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        GiveBackCouponParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for GiveBackCouponStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a GiveBackCouponParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.now, &params.order_id))
    }
}
