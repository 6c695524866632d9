// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug)]
pub struct OpenCartParams<T1: crate::BytesSql> {
    pub id: uuid::Uuid,
    pub token_hash: T1,
    pub now: time::OffsetDateTime,
    pub expires_at: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct CartContentsParams<T1: crate::BytesSql> {
    pub user_id: Option<uuid::Uuid>,
    pub token_hash: Option<T1>,
    pub now: time::OffsetDateTime,
    pub today: time::Date,
}
#[derive(Debug)]
pub struct FindOfferParams<T1: crate::StringSql> {
    pub today: time::Date,
    pub sku: T1,
}
#[derive(Clone, Copy, Debug)]
pub struct ForgetExpiredCartParams {
    pub user_id: uuid::Uuid,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct PutLineOfUserParams<T1: crate::StringSql> {
    pub cart_id: uuid::Uuid,
    pub user_id: uuid::Uuid,
    pub now: time::OffsetDateTime,
    pub expires_at: time::OffsetDateTime,
    pub variant_id: uuid::Uuid,
    pub quantity: i64,
    pub substitution: Option<T1>,
    pub price: i64,
    pub most_lines: i64,
}
#[derive(Debug)]
pub struct PutLineOfGuestParams<T1: crate::BytesSql, T2: crate::StringSql> {
    pub now: time::OffsetDateTime,
    pub expires_at: time::OffsetDateTime,
    pub token_hash: T1,
    pub variant_id: uuid::Uuid,
    pub quantity: i64,
    pub substitution: Option<T2>,
    pub price: i64,
    pub most_lines: i64,
}
#[derive(Debug)]
pub struct RemoveLineParams<T1: crate::BytesSql, T2: crate::StringSql> {
    pub now: time::OffsetDateTime,
    pub expires_at: time::OffsetDateTime,
    pub user_id: Option<uuid::Uuid>,
    pub token_hash: Option<T1>,
    pub sku: T2,
}
#[derive(Debug)]
pub struct SetCouponOfUserParams<T1: crate::StringSql> {
    pub cart_id: uuid::Uuid,
    pub user_id: uuid::Uuid,
    pub coupon_code: T1,
    pub now: time::OffsetDateTime,
    pub expires_at: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct SetCouponOfGuestParams<T1: crate::StringSql, T2: crate::BytesSql> {
    pub coupon_code: T1,
    pub now: time::OffsetDateTime,
    pub expires_at: time::OffsetDateTime,
    pub token_hash: T2,
}
#[derive(Debug)]
pub struct RemoveCouponParams<T1: crate::BytesSql> {
    pub now: time::OffsetDateTime,
    pub expires_at: time::OffsetDateTime,
    pub user_id: Option<uuid::Uuid>,
    pub token_hash: Option<T1>,
}
#[derive(Debug)]
pub struct LockGuestCartParams<T1: crate::BytesSql> {
    pub token_hash: T1,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct MergeGuestCartParams<T1: crate::BytesSql> {
    pub token_hash: T1,
    pub now: time::OffsetDateTime,
    pub cart_id: uuid::Uuid,
    pub user_id: uuid::Uuid,
    pub expires_at: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct LinesToReorderParams<T1: crate::StringSql> {
    pub code: T1,
    pub user_id: uuid::Uuid,
    pub today: time::Date,
    pub now: time::OffsetDateTime,
}
#[derive(Debug)]
pub struct RefillCartParams<
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = i64>,
    T3: crate::ArraySql<Item = i64>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::ArraySql<Item = i64>,
> {
    pub cart_id: uuid::Uuid,
    pub user_id: uuid::Uuid,
    pub now: time::OffsetDateTime,
    pub expires_at: time::OffsetDateTime,
    pub variant_ids: T1,
    pub quantities: T2,
    pub bounds: T3,
    pub substitutions: T5,
    pub prices: T6,
}
#[derive(Debug, Clone, PartialEq)]
pub struct CartContents {
    pub lines: serde_json::Value,
    pub coupon_code: Option<String>,
    pub coupon: Option<serde_json::Value>,
}
pub struct CartContentsBorrowed<'a> {
    pub lines: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub coupon_code: Option<&'a str>,
    pub coupon: Option<postgres_types::Json<&'a serde_json::value::RawValue>>,
}
impl<'a> From<CartContentsBorrowed<'a>> for CartContents {
    fn from(
        CartContentsBorrowed {
            lines,
            coupon_code,
            coupon,
        }: CartContentsBorrowed<'a>,
    ) -> Self {
        Self {
            lines: serde_json::from_str(lines.0.get()).unwrap(),
            coupon_code: coupon_code.map(|v| v.into()),
            coupon: coupon.map(|v| serde_json::from_str(v.0.get()).unwrap()),
        }
    }
}
#[derive(Debug, Clone, PartialEq, Copy)]
pub struct FindOffer {
    pub id: uuid::Uuid,
    pub step: i64,
    pub minimum: i64,
    pub maximum: i64,
    pub price: i64,
    pub available: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct LinesToReorder {
    pub sku: String,
    pub quantity: i64,
    pub substitution: String,
    pub variant_id: Option<uuid::Uuid>,
    pub step: Option<i64>,
    pub minimum: Option<i64>,
    pub maximum: Option<i64>,
    pub price: Option<i64>,
    pub sold: bool,
    pub available: i64,
    pub in_cart: i64,
}
pub struct LinesToReorderBorrowed<'a> {
    pub sku: &'a str,
    pub quantity: i64,
    pub substitution: &'a str,
    pub variant_id: Option<uuid::Uuid>,
    pub step: Option<i64>,
    pub minimum: Option<i64>,
    pub maximum: Option<i64>,
    pub price: Option<i64>,
    pub sold: bool,
    pub available: i64,
    pub in_cart: i64,
}
impl<'a> From<LinesToReorderBorrowed<'a>> for LinesToReorder {
    fn from(
        LinesToReorderBorrowed {
            sku,
            quantity,
            substitution,
            variant_id,
            step,
            minimum,
            maximum,
            price,
            sold,
            available,
            in_cart,
        }: LinesToReorderBorrowed<'a>,
    ) -> Self {
        Self {
            sku: sku.into(),
            quantity,
            substitution: substitution.into(),
            variant_id,
            step,
            minimum,
            maximum,
            price,
            sold,
            available,
            in_cart,
        }
    }
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
pub struct CartContentsQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<CartContentsBorrowed, tokio_postgres::Error>,
    mapper: fn(CartContentsBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> CartContentsQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(CartContentsBorrowed) -> R,
    ) -> CartContentsQuery<'c, 'a, 's, C, R, N> {
        CartContentsQuery {
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
pub struct FindOfferQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<FindOffer, tokio_postgres::Error>,
    mapper: fn(FindOffer) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> FindOfferQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(FindOffer) -> R) -> FindOfferQuery<'c, 'a, 's, C, R, N> {
        FindOfferQuery {
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
pub struct LinesToReorderQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<LinesToReorderBorrowed, tokio_postgres::Error>,
    mapper: fn(LinesToReorderBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> LinesToReorderQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(LinesToReorderBorrowed) -> R,
    ) -> LinesToReorderQuery<'c, 'a, 's, C, R, N> {
        LinesToReorderQuery {
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
pub struct OpenCartStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn open_cart() -> OpenCartStmt {
    OpenCartStmt(
        "insert into cart.carts (id, token_hash, created_at, updated_at, expires_at) values ($1, $2, $3, $3, $4) returning id",
        None,
    )
}
impl OpenCartStmt {
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
        id: &'a uuid::Uuid,
        token_hash: &'a T1,
        now: &'a time::OffsetDateTime,
        expires_at: &'a time::OffsetDateTime,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 4> {
        UuidUuidQuery {
            client,
            params: [id, token_hash, now, expires_at],
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
        OpenCartParams<T1>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 4>,
        C,
    > for OpenCartStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a OpenCartParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 4> {
        self.bind(
            client,
            &params.id,
            &params.token_hash,
            &params.now,
            &params.expires_at,
        )
    }
}
pub struct CartContentsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn cart_contents() -> CartContentsStmt {
    CartContentsStmt(
        "with mine as ( select id, user_id, coupon_code from cart.carts where (user_id = $1 or token_hash = $2) and expires_at > $3 ), seen as ( update cart.lines l set seen_price = v.price from mine, catalog.offers v where l.cart_id = mine.id and v.id = l.variant_id and l.seen_price <> v.price ) select ( select coalesce(json_agg(json_build_object( 'variant', v.id, 'sku', v.sku, 'name', json_build_object('id', p.name_id, 'en', p.name_en), 'quantity', l.quantity, 'unit', v.unit, 'step', v.step, 'minimum', v.minimum, 'maximum', v.maximum, 'substitution', l.substitution, 'unit_price', v.price, 'seen_price', l.seen_price, 'sold', v.active and p.status = 'active', 'discountable', k.code is null or k.category_ids = '{}' or exists ( select from catalog.shelves s where s.category_id = p.category_id and s.above_id = any (k.category_ids) ), 'available', ( select coalesce(sum(s.on_hand - s.reserved), 0)::bigint from catalog.lots s join catalog.locations o on o.id = s.location_id and o.active where s.variant_id = v.id and s.on_hand > 0 and s.best_before > $4 ) ) order by l.added_at, l.variant_id), '[]') from cart.lines l join catalog.offers v on v.id = l.variant_id join catalog.products p on p.id = v.product_id left join orders.coupons k on k.code = mine.coupon_code where l.cart_id = mine.id ) as lines, mine.coupon_code, orders.coupon_for(mine.coupon_code, mine.user_id) as coupon from mine",
        None,
    )
}
impl CartContentsStmt {
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
        user_id: &'a Option<uuid::Uuid>,
        token_hash: &'a Option<T1>,
        now: &'a time::OffsetDateTime,
        today: &'a time::Date,
    ) -> CartContentsQuery<'c, 'a, 's, C, CartContents, 4> {
        CartContentsQuery {
            client,
            params: [user_id, token_hash, now, today],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<CartContentsBorrowed, tokio_postgres::Error> {
                    Ok(CartContentsBorrowed {
                        lines: row.try_get(0)?,
                        coupon_code: row.try_get(1)?,
                        coupon: row.try_get(2)?,
                    })
                },
            mapper: |it| CartContents::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        CartContentsParams<T1>,
        CartContentsQuery<'c, 'a, 's, C, CartContents, 4>,
        C,
    > for CartContentsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a CartContentsParams<T1>,
    ) -> CartContentsQuery<'c, 'a, 's, C, CartContents, 4> {
        self.bind(
            client,
            &params.user_id,
            &params.token_hash,
            &params.now,
            &params.today,
        )
    }
}
pub struct FindOfferStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn find_offer() -> FindOfferStmt {
    FindOfferStmt(
        "select v.id, v.step, v.minimum, v.maximum, v.price, ( select coalesce(sum(l.on_hand - l.reserved), 0)::bigint from catalog.lots l join catalog.locations o on o.id = l.location_id and o.active where l.variant_id = v.id and l.on_hand > 0 and l.best_before > $1 ) as available from catalog.offers v join catalog.products p on p.id = v.product_id where v.sku = $2 and v.active and p.status = 'active'",
        None,
    )
}
impl FindOfferStmt {
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
        today: &'a time::Date,
        sku: &'a T1,
    ) -> FindOfferQuery<'c, 'a, 's, C, FindOffer, 2> {
        FindOfferQuery {
            client,
            params: [today, sku],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<FindOffer, tokio_postgres::Error> {
                Ok(FindOffer {
                    id: row.try_get(0)?,
                    step: row.try_get(1)?,
                    minimum: row.try_get(2)?,
                    maximum: row.try_get(3)?,
                    price: row.try_get(4)?,
                    available: row.try_get(5)?,
                })
            },
            mapper: |it| FindOffer::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        FindOfferParams<T1>,
        FindOfferQuery<'c, 'a, 's, C, FindOffer, 2>,
        C,
    > for FindOfferStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a FindOfferParams<T1>,
    ) -> FindOfferQuery<'c, 'a, 's, C, FindOffer, 2> {
        self.bind(client, &params.today, &params.sku)
    }
}
pub struct ForgetExpiredCartStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn forget_expired_cart() -> ForgetExpiredCartStmt {
    ForgetExpiredCartStmt(
        "delete from cart.carts where user_id = $1 and expires_at <= $2 returning id",
        None,
    )
}
impl ForgetExpiredCartStmt {
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
        ForgetExpiredCartParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for ForgetExpiredCartStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ForgetExpiredCartParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.user_id, &params.now)
    }
}
pub struct PutLineOfUserStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn put_line_of_user() -> PutLineOfUserStmt {
    PutLineOfUserStmt(
        "with mine as ( insert into cart.carts (id, user_id, created_at, updated_at, expires_at) values ($1, $2, $3, $3, $4) on conflict (user_id) do update set updated_at = excluded.updated_at, expires_at = excluded.expires_at returning id ) insert into cart.lines as l (cart_id, variant_id, quantity, substitution, seen_price, added_at) select mine.id, $5::uuid, $6::bigint, coalesce($7::text, 'none'), $8::bigint, $3::timestamptz from mine where (select count(*) from cart.lines o where o.cart_id = mine.id and o.variant_id <> $5) < $9::bigint on conflict (cart_id, variant_id) do update set quantity = excluded.quantity, seen_price = excluded.seen_price, substitution = coalesce($7, l.substitution) returning l.cart_id",
        None,
    )
}
impl PutLineOfUserStmt {
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
        cart_id: &'a uuid::Uuid,
        user_id: &'a uuid::Uuid,
        now: &'a time::OffsetDateTime,
        expires_at: &'a time::OffsetDateTime,
        variant_id: &'a uuid::Uuid,
        quantity: &'a i64,
        substitution: &'a Option<T1>,
        price: &'a i64,
        most_lines: &'a i64,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 9> {
        UuidUuidQuery {
            client,
            params: [
                cart_id,
                user_id,
                now,
                expires_at,
                variant_id,
                quantity,
                substitution,
                price,
                most_lines,
            ],
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
        PutLineOfUserParams<T1>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 9>,
        C,
    > for PutLineOfUserStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a PutLineOfUserParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 9> {
        self.bind(
            client,
            &params.cart_id,
            &params.user_id,
            &params.now,
            &params.expires_at,
            &params.variant_id,
            &params.quantity,
            &params.substitution,
            &params.price,
            &params.most_lines,
        )
    }
}
pub struct PutLineOfGuestStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn put_line_of_guest() -> PutLineOfGuestStmt {
    PutLineOfGuestStmt(
        "with mine as ( update cart.carts set updated_at = $1, expires_at = $2 where token_hash = $3 and expires_at > $1 returning id ) insert into cart.lines as l (cart_id, variant_id, quantity, substitution, seen_price, added_at) select mine.id, $4::uuid, $5::bigint, coalesce($6::text, 'none'), $7::bigint, $1::timestamptz from mine where (select count(*) from cart.lines o where o.cart_id = mine.id and o.variant_id <> $4) < $8::bigint on conflict (cart_id, variant_id) do update set quantity = excluded.quantity, seen_price = excluded.seen_price, substitution = coalesce($6, l.substitution) returning l.cart_id",
        None,
    )
}
impl PutLineOfGuestStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        now: &'a time::OffsetDateTime,
        expires_at: &'a time::OffsetDateTime,
        token_hash: &'a T1,
        variant_id: &'a uuid::Uuid,
        quantity: &'a i64,
        substitution: &'a Option<T2>,
        price: &'a i64,
        most_lines: &'a i64,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 8> {
        UuidUuidQuery {
            client,
            params: [
                now,
                expires_at,
                token_hash,
                variant_id,
                quantity,
                substitution,
                price,
                most_lines,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        PutLineOfGuestParams<T1, T2>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 8>,
        C,
    > for PutLineOfGuestStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a PutLineOfGuestParams<T1, T2>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 8> {
        self.bind(
            client,
            &params.now,
            &params.expires_at,
            &params.token_hash,
            &params.variant_id,
            &params.quantity,
            &params.substitution,
            &params.price,
            &params.most_lines,
        )
    }
}
pub struct RemoveLineStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remove_line() -> RemoveLineStmt {
    RemoveLineStmt(
        "with mine as ( update cart.carts set updated_at = $1, expires_at = $2 where (user_id = $3 or token_hash = $4) and expires_at > $1 returning id ) delete from cart.lines l using mine, catalog.variants v where l.cart_id = mine.id and v.id = l.variant_id and v.sku = $5 returning l.cart_id",
        None,
    )
}
impl RemoveLineStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql, T2: crate::StringSql>(
        &'s self,
        client: &'c C,
        now: &'a time::OffsetDateTime,
        expires_at: &'a time::OffsetDateTime,
        user_id: &'a Option<uuid::Uuid>,
        token_hash: &'a Option<T1>,
        sku: &'a T2,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5> {
        UuidUuidQuery {
            client,
            params: [now, expires_at, user_id, token_hash, sku],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql, T2: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        RemoveLineParams<T1, T2>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5>,
        C,
    > for RemoveLineStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RemoveLineParams<T1, T2>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5> {
        self.bind(
            client,
            &params.now,
            &params.expires_at,
            &params.user_id,
            &params.token_hash,
            &params.sku,
        )
    }
}
pub struct SetCouponOfUserStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn set_coupon_of_user() -> SetCouponOfUserStmt {
    SetCouponOfUserStmt(
        "insert into cart.carts (id, user_id, coupon_code, created_at, updated_at, expires_at) values ($1, $2, $3::text, $4, $4, $5) on conflict (user_id) do update set coupon_code = excluded.coupon_code, updated_at = excluded.updated_at, expires_at = excluded.expires_at",
        None,
    )
}
impl SetCouponOfUserStmt {
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
        cart_id: &'a uuid::Uuid,
        user_id: &'a uuid::Uuid,
        coupon_code: &'a T1,
        now: &'a time::OffsetDateTime,
        expires_at: &'a time::OffsetDateTime,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[cart_id, user_id, coupon_code, now, expires_at],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        SetCouponOfUserParams<T1>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for SetCouponOfUserStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a SetCouponOfUserParams<T1>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.cart_id,
            &params.user_id,
            &params.coupon_code,
            &params.now,
            &params.expires_at,
        ))
    }
}
pub struct SetCouponOfGuestStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn set_coupon_of_guest() -> SetCouponOfGuestStmt {
    SetCouponOfGuestStmt(
        "update cart.carts set coupon_code = $1::text, updated_at = $2, expires_at = $3 where token_hash = $4 and expires_at > $2",
        None,
    )
}
impl SetCouponOfGuestStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::StringSql, T2: crate::BytesSql>(
        &'s self,
        client: &'c C,
        coupon_code: &'a T1,
        now: &'a time::OffsetDateTime,
        expires_at: &'a time::OffsetDateTime,
        token_hash: &'a T2,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[coupon_code, now, expires_at, token_hash],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::StringSql, T2: crate::BytesSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        SetCouponOfGuestParams<T1, T2>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for SetCouponOfGuestStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a SetCouponOfGuestParams<T1, T2>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.coupon_code,
            &params.now,
            &params.expires_at,
            &params.token_hash,
        ))
    }
}
pub struct RemoveCouponStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn remove_coupon() -> RemoveCouponStmt {
    RemoveCouponStmt(
        "update cart.carts set coupon_code = null, updated_at = $1, expires_at = $2 where (user_id = $3 or token_hash = $4) and expires_at > $1",
        None,
    )
}
impl RemoveCouponStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient, T1: crate::BytesSql>(
        &'s self,
        client: &'c C,
        now: &'a time::OffsetDateTime,
        expires_at: &'a time::OffsetDateTime,
        user_id: &'a Option<uuid::Uuid>,
        token_hash: &'a Option<T1>,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[now, expires_at, user_id, token_hash],
            )
            .await
    }
}
impl<'a, C: GenericClient + Send + Sync, T1: crate::BytesSql>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        RemoveCouponParams<T1>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for RemoveCouponStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a RemoveCouponParams<T1>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.now,
            &params.expires_at,
            &params.user_id,
            &params.token_hash,
        ))
    }
}
pub struct LockGuestCartStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_guest_cart() -> LockGuestCartStmt {
    LockGuestCartStmt(
        "select id from cart.carts where token_hash = $1 and expires_at > $2 for update",
        None,
    )
}
impl LockGuestCartStmt {
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
        token_hash: &'a T1,
        now: &'a time::OffsetDateTime,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [token_hash, now],
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
        LockGuestCartParams<T1>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for LockGuestCartStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LockGuestCartParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.token_hash, &params.now)
    }
}
pub struct MergeGuestCartStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn merge_guest_cart() -> MergeGuestCartStmt {
    MergeGuestCartStmt(
        "with guest as ( delete from cart.carts where token_hash = $1 and expires_at > $2 returning id, coupon_code ), mine as ( insert into cart.carts as c (id, user_id, coupon_code, created_at, updated_at, expires_at) select $3::uuid, $4::uuid, guest.coupon_code, $2, $2, $5::timestamptz from guest on conflict (user_id) do update set coupon_code = coalesce(c.coupon_code, excluded.coupon_code), updated_at = excluded.updated_at, expires_at = excluded.expires_at returning id ) insert into cart.lines as l (cart_id, variant_id, quantity, substitution, seen_price, added_at) select mine.id, g.variant_id, g.quantity, g.substitution, g.seen_price, g.added_at from guest cross join mine join cart.lines g on g.cart_id = guest.id on conflict (cart_id, variant_id) do update set quantity = least( l.quantity + excluded.quantity, (select v.maximum from catalog.variants v where v.id = excluded.variant_id) ), substitution = case l.substitution when 'none' then excluded.substitution else l.substitution end returning l.cart_id",
        None,
    )
}
impl MergeGuestCartStmt {
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
        token_hash: &'a T1,
        now: &'a time::OffsetDateTime,
        cart_id: &'a uuid::Uuid,
        user_id: &'a uuid::Uuid,
        expires_at: &'a time::OffsetDateTime,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5> {
        UuidUuidQuery {
            client,
            params: [token_hash, now, cart_id, user_id, expires_at],
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
        MergeGuestCartParams<T1>,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5>,
        C,
    > for MergeGuestCartStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a MergeGuestCartParams<T1>,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 5> {
        self.bind(
            client,
            &params.token_hash,
            &params.now,
            &params.cart_id,
            &params.user_id,
            &params.expires_at,
        )
    }
}
pub struct LinesToReorderStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lines_to_reorder() -> LinesToReorderStmt {
    LinesToReorderStmt(
        "with wanted as ( select coalesce(l.substitute_for, l.sku) as sku, min(l.line) as line, sum(l.quantity)::bigint as quantity, (array_agg(l.substitution order by l.line))[1] as substitution from orders.orders o join orders.lines l on l.order_id = o.id where o.code = $1 and o.user_id = $2 and (l.substitute_for is null or not exists ( select from orders.lines own where own.order_id = l.order_id and own.sku = l.substitute_for and own.substitute_for is null )) group by 1 ) select w.sku, w.quantity, w.substitution, v.id as variant_id, v.step, v.minimum, v.maximum, v.price, coalesce(v.active and p.status = 'active', false) as sold, ( select coalesce(sum(s.on_hand - s.reserved), 0)::bigint from catalog.lots s join catalog.locations o on o.id = s.location_id and o.active where s.variant_id = v.id and s.on_hand > 0 and s.best_before > $3 ) as available, ( select coalesce(sum(l.quantity), 0)::bigint from cart.carts c join cart.lines l on l.cart_id = c.id where c.user_id = $2 and c.expires_at > $4 and l.variant_id = v.id ) as in_cart from wanted w left join catalog.offers v on v.sku = w.sku left join catalog.products p on p.id = v.product_id order by w.line",
        None,
    )
}
impl LinesToReorderStmt {
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
        user_id: &'a uuid::Uuid,
        today: &'a time::Date,
        now: &'a time::OffsetDateTime,
    ) -> LinesToReorderQuery<'c, 'a, 's, C, LinesToReorder, 4> {
        LinesToReorderQuery {
            client,
            params: [code, user_id, today, now],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |
                row: &tokio_postgres::Row,
            | -> Result<LinesToReorderBorrowed, tokio_postgres::Error> {
                Ok(LinesToReorderBorrowed {
                    sku: row.try_get(0)?,
                    quantity: row.try_get(1)?,
                    substitution: row.try_get(2)?,
                    variant_id: row.try_get(3)?,
                    step: row.try_get(4)?,
                    minimum: row.try_get(5)?,
                    maximum: row.try_get(6)?,
                    price: row.try_get(7)?,
                    sold: row.try_get(8)?,
                    available: row.try_get(9)?,
                    in_cart: row.try_get(10)?,
                })
            },
            mapper: |it| LinesToReorder::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        LinesToReorderParams<T1>,
        LinesToReorderQuery<'c, 'a, 's, C, LinesToReorder, 4>,
        C,
    > for LinesToReorderStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a LinesToReorderParams<T1>,
    ) -> LinesToReorderQuery<'c, 'a, 's, C, LinesToReorder, 4> {
        self.bind(
            client,
            &params.code,
            &params.user_id,
            &params.today,
            &params.now,
        )
    }
}
pub struct RefillCartStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn refill_cart() -> RefillCartStmt {
    RefillCartStmt(
        "with mine as ( insert into cart.carts (id, user_id, created_at, updated_at, expires_at) values ($1, $2, $3, $3, $4) on conflict (user_id) do update set updated_at = excluded.updated_at, expires_at = excluded.expires_at returning id ), wanted as ( select * from unnest( $5::uuid[], $6::bigint[], $7::bigint[], $8::text[], $9::bigint[] ) with ordinality w (variant_id, quantity, bound, substitution, price, line) ) insert into cart.lines as l (cart_id, variant_id, quantity, substitution, seen_price, added_at) select mine.id, w.variant_id, least(w.quantity, w.bound), w.substitution, w.price, $3::timestamptz + w.line * interval '1 microsecond' from mine cross join wanted w on conflict (cart_id, variant_id) do update set quantity = greatest(l.quantity, least( l.quantity + excluded.quantity, (select w.bound from wanted w where w.variant_id = excluded.variant_id) )), seen_price = excluded.seen_price",
        None,
    )
}
impl RefillCartStmt {
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
        T2: crate::ArraySql<Item = i64>,
        T3: crate::ArraySql<Item = i64>,
        T4: crate::StringSql,
        T5: crate::ArraySql<Item = T4>,
        T6: crate::ArraySql<Item = i64>,
    >(
        &'s self,
        client: &'c C,
        cart_id: &'a uuid::Uuid,
        user_id: &'a uuid::Uuid,
        now: &'a time::OffsetDateTime,
        expires_at: &'a time::OffsetDateTime,
        variant_ids: &'a T1,
        quantities: &'a T2,
        bounds: &'a T3,
        substitutions: &'a T5,
        prices: &'a T6,
    ) -> Result<u64, tokio_postgres::Error> {
        client
            .execute(
                &match &self.1 {
                    Some(it) => it.clone(),
                    None => client.prepare(self.0).await?,
                },
                &[
                    cart_id,
                    user_id,
                    now,
                    expires_at,
                    variant_ids,
                    quantities,
                    bounds,
                    substitutions,
                    prices,
                ],
            )
            .await
    }
}
impl<
    'a,
    C: GenericClient + Send + Sync,
    T1: crate::ArraySql<Item = uuid::Uuid>,
    T2: crate::ArraySql<Item = i64>,
    T3: crate::ArraySql<Item = i64>,
    T4: crate::StringSql,
    T5: crate::ArraySql<Item = T4>,
    T6: crate::ArraySql<Item = i64>,
>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        RefillCartParams<T1, T2, T3, T4, T5, T6>,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for RefillCartStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a RefillCartParams<T1, T2, T3, T4, T5, T6>,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(
            client,
            &params.cart_id,
            &params.user_id,
            &params.now,
            &params.expires_at,
            &params.variant_ids,
            &params.quantities,
            &params.bounds,
            &params.substitutions,
            &params.prices,
        ))
    }
}
