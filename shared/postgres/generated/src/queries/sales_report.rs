// This file was generated with `cornucopia`. Do not modify.

#[derive(Clone, Copy, Debug)]
pub struct SalesTotalsParams {
    pub first_day: time::Date,
    pub last_day: time::Date,
}
#[derive(Clone, Copy, Debug)]
pub struct SalesByDayParams {
    pub first_day: time::Date,
    pub after: Option<time::Date>,
    pub last_day: time::Date,
    pub limit: Option<i64>,
}
#[derive(Debug)]
pub struct SalesByCategoryParams<T1: crate::StringSql> {
    pub first_day: time::Date,
    pub last_day: time::Date,
    pub after: Option<T1>,
    pub limit: Option<i64>,
}
#[derive(Debug)]
pub struct SalesBySkuParams<T1: crate::StringSql> {
    pub first_day: time::Date,
    pub last_day: time::Date,
    pub after: Option<T1>,
    pub limit: Option<i64>,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Sales {
    pub key: String,
    pub orders: i64,
    pub units: serde_json::Value,
    pub gross: i64,
    pub discount: i64,
    pub tax: i64,
    pub delivery_fees: i64,
    pub refunds: i64,
}
pub struct SalesBorrowed<'a> {
    pub key: &'a str,
    pub orders: i64,
    pub units: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub gross: i64,
    pub discount: i64,
    pub tax: i64,
    pub delivery_fees: i64,
    pub refunds: i64,
}
impl<'a> From<SalesBorrowed<'a>> for Sales {
    fn from(
        SalesBorrowed {
            key,
            orders,
            units,
            gross,
            discount,
            tax,
            delivery_fees,
            refunds,
        }: SalesBorrowed<'a>,
    ) -> Self {
        Self {
            key: key.into(),
            orders,
            units: serde_json::from_str(units.0.get()).unwrap(),
            gross,
            discount,
            tax,
            delivery_fees,
            refunds,
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct NamedSales {
    pub key: String,
    pub name_id: String,
    pub name_en: String,
    pub orders: i64,
    pub units: serde_json::Value,
    pub gross: i64,
    pub discount: i64,
    pub tax: i64,
}
pub struct NamedSalesBorrowed<'a> {
    pub key: &'a str,
    pub name_id: &'a str,
    pub name_en: &'a str,
    pub orders: i64,
    pub units: postgres_types::Json<&'a serde_json::value::RawValue>,
    pub gross: i64,
    pub discount: i64,
    pub tax: i64,
}
impl<'a> From<NamedSalesBorrowed<'a>> for NamedSales {
    fn from(
        NamedSalesBorrowed {
            key,
            name_id,
            name_en,
            orders,
            units,
            gross,
            discount,
            tax,
        }: NamedSalesBorrowed<'a>,
    ) -> Self {
        Self {
            key: key.into(),
            name_id: name_id.into(),
            name_en: name_en.into(),
            orders,
            units: serde_json::from_str(units.0.get()).unwrap(),
            gross,
            discount,
            tax,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct SalesQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<SalesBorrowed, tokio_postgres::Error>,
    mapper: fn(SalesBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SalesQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(SalesBorrowed) -> R) -> SalesQuery<'c, 'a, 's, C, R, N> {
        SalesQuery {
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
pub struct NamedSalesQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<NamedSalesBorrowed, tokio_postgres::Error>,
    mapper: fn(NamedSalesBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> NamedSalesQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(NamedSalesBorrowed) -> R,
    ) -> NamedSalesQuery<'c, 'a, 's, C, R, N> {
        NamedSalesQuery {
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
pub struct SalesTotalsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn sales_totals() -> SalesTotalsStmt {
    SalesTotalsStmt(
        "with sold as materialized (select * from orders.sold($1, $2)), units as ( select l.unit, sum(coalesce(l.packed_quantity, l.quantity))::bigint as quantity from sold s join orders.lines l on l.order_id = s.order_id group by l.unit ) select '' as key, count(*) as orders, (select coalesce(jsonb_object_agg(unit, quantity), '{}') from units) as units, coalesce(sum(subtotal), 0)::bigint as gross, coalesce(sum(discount), 0)::bigint as discount, coalesce(sum(tax), 0)::bigint as tax, coalesce(sum(delivery_fee), 0)::bigint as delivery_fees, coalesce(sum(refunds), 0)::bigint as refunds from sold",
        None,
    )
}
impl SalesTotalsStmt {
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
        first_day: &'a time::Date,
        last_day: &'a time::Date,
    ) -> SalesQuery<'c, 'a, 's, C, Sales, 2> {
        SalesQuery {
            client,
            params: [first_day, last_day],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<SalesBorrowed, tokio_postgres::Error> {
                Ok(SalesBorrowed {
                    key: row.try_get(0)?,
                    orders: row.try_get(1)?,
                    units: row.try_get(2)?,
                    gross: row.try_get(3)?,
                    discount: row.try_get(4)?,
                    tax: row.try_get(5)?,
                    delivery_fees: row.try_get(6)?,
                    refunds: row.try_get(7)?,
                })
            },
            mapper: |it| Sales::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SalesTotalsParams,
        SalesQuery<'c, 'a, 's, C, Sales, 2>,
        C,
    > for SalesTotalsStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SalesTotalsParams,
    ) -> SalesQuery<'c, 'a, 's, C, Sales, 2> {
        self.bind(client, &params.first_day, &params.last_day)
    }
}
pub struct SalesByDayStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn sales_by_day() -> SalesByDayStmt {
    SalesByDayStmt(
        "with sold as materialized ( select * from orders.sold(greatest($1::date, $2::date + 1), $3::date) ), days as ( select day, count(*) as orders, sum(subtotal)::bigint as gross, sum(discount)::bigint as discount, sum(tax)::bigint as tax, sum(delivery_fee)::bigint as delivery_fees, sum(refunds)::bigint as refunds from sold group by day order by day limit $4::bigint ), units as ( select s.day, l.unit, sum(coalesce(l.packed_quantity, l.quantity))::bigint as quantity from sold s join orders.lines l on l.order_id = s.order_id where s.day <= (select max(day) from days) group by s.day, l.unit ) select d.day::text as key, d.orders, (select coalesce(jsonb_object_agg(u.unit, u.quantity), '{}') from units u where u.day = d.day) as units, d.gross, d.discount, d.tax, d.delivery_fees, d.refunds from days d order by d.day",
        None,
    )
}
impl SalesByDayStmt {
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
        first_day: &'a time::Date,
        after: &'a Option<time::Date>,
        last_day: &'a time::Date,
        limit: &'a Option<i64>,
    ) -> SalesQuery<'c, 'a, 's, C, Sales, 4> {
        SalesQuery {
            client,
            params: [first_day, after, last_day, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<SalesBorrowed, tokio_postgres::Error> {
                Ok(SalesBorrowed {
                    key: row.try_get(0)?,
                    orders: row.try_get(1)?,
                    units: row.try_get(2)?,
                    gross: row.try_get(3)?,
                    discount: row.try_get(4)?,
                    tax: row.try_get(5)?,
                    delivery_fees: row.try_get(6)?,
                    refunds: row.try_get(7)?,
                })
            },
            mapper: |it| Sales::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SalesByDayParams,
        SalesQuery<'c, 'a, 's, C, Sales, 4>,
        C,
    > for SalesByDayStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SalesByDayParams,
    ) -> SalesQuery<'c, 'a, 's, C, Sales, 4> {
        self.bind(
            client,
            &params.first_day,
            &params.after,
            &params.last_day,
            &params.limit,
        )
    }
}
pub struct SalesByCategoryStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn sales_by_category() -> SalesByCategoryStmt {
    SalesByCategoryStmt(
        "with lines as ( select c.slug collate \"C\" as key, c.name_id, c.name_en, l.order_id, l.unit, l.quantity, l.gross, l.discount, l.tax from orders.sold_lines($1, $2) l join catalog.variants v on v.id = l.variant_id join catalog.products p on p.id = v.product_id join catalog.categories c on c.id = p.category_id where $3::text is null or c.slug collate \"C\" > $3 ), units as (select key, unit, sum(quantity)::bigint as quantity from lines group by key, unit), sums as ( select key, min(name_id) as name_id, min(name_en) as name_en, count(distinct order_id) as orders, sum(gross)::bigint as gross, sum(discount)::bigint as discount, sum(tax)::bigint as tax from lines group by key order by key limit $4::bigint ) select s.key, s.name_id, s.name_en, s.orders, (select jsonb_object_agg(u.unit, u.quantity) from units u where u.key = s.key) as units, s.gross, s.discount, s.tax from sums s order by s.key",
        None,
    )
}
impl SalesByCategoryStmt {
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
        first_day: &'a time::Date,
        last_day: &'a time::Date,
        after: &'a Option<T1>,
        limit: &'a Option<i64>,
    ) -> NamedSalesQuery<'c, 'a, 's, C, NamedSales, 4> {
        NamedSalesQuery {
            client,
            params: [first_day, last_day, after, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<NamedSalesBorrowed, tokio_postgres::Error> {
                    Ok(NamedSalesBorrowed {
                        key: row.try_get(0)?,
                        name_id: row.try_get(1)?,
                        name_en: row.try_get(2)?,
                        orders: row.try_get(3)?,
                        units: row.try_get(4)?,
                        gross: row.try_get(5)?,
                        discount: row.try_get(6)?,
                        tax: row.try_get(7)?,
                    })
                },
            mapper: |it| NamedSales::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SalesByCategoryParams<T1>,
        NamedSalesQuery<'c, 'a, 's, C, NamedSales, 4>,
        C,
    > for SalesByCategoryStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SalesByCategoryParams<T1>,
    ) -> NamedSalesQuery<'c, 'a, 's, C, NamedSales, 4> {
        self.bind(
            client,
            &params.first_day,
            &params.last_day,
            &params.after,
            &params.limit,
        )
    }
}
pub struct SalesBySkuStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn sales_by_sku() -> SalesBySkuStmt {
    SalesBySkuStmt(
        "with lines as ( select l.sku collate \"C\" as key, l.name_id, l.name_en, l.order_id, l.unit, l.quantity, l.gross, l.discount, l.tax from orders.sold_lines($1, $2) l where $3::text is null or l.sku collate \"C\" > $3 ), units as (select key, unit, sum(quantity)::bigint as quantity from lines group by key, unit), sums as ( select key, (array_agg(name_id order by order_id desc))[1] as name_id, (array_agg(name_en order by order_id desc))[1] as name_en, count(distinct order_id) as orders, sum(gross)::bigint as gross, sum(discount)::bigint as discount, sum(tax)::bigint as tax from lines group by key order by key limit $4::bigint ) select s.key, s.name_id, s.name_en, s.orders, (select jsonb_object_agg(u.unit, u.quantity) from units u where u.key = s.key) as units, s.gross, s.discount, s.tax from sums s order by s.key",
        None,
    )
}
impl SalesBySkuStmt {
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
        first_day: &'a time::Date,
        last_day: &'a time::Date,
        after: &'a Option<T1>,
        limit: &'a Option<i64>,
    ) -> NamedSalesQuery<'c, 'a, 's, C, NamedSales, 4> {
        NamedSalesQuery {
            client,
            params: [first_day, last_day, after, limit],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<NamedSalesBorrowed, tokio_postgres::Error> {
                    Ok(NamedSalesBorrowed {
                        key: row.try_get(0)?,
                        name_id: row.try_get(1)?,
                        name_en: row.try_get(2)?,
                        orders: row.try_get(3)?,
                        units: row.try_get(4)?,
                        gross: row.try_get(5)?,
                        discount: row.try_get(6)?,
                        tax: row.try_get(7)?,
                    })
                },
            mapper: |it| NamedSales::from(it),
        }
    }
}
impl<'c, 'a, 's, C: GenericClient, T1: crate::StringSql>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        SalesBySkuParams<T1>,
        NamedSalesQuery<'c, 'a, 's, C, NamedSales, 4>,
        C,
    > for SalesBySkuStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a SalesBySkuParams<T1>,
    ) -> NamedSalesQuery<'c, 'a, 's, C, NamedSales, 4> {
        self.bind(
            client,
            &params.first_day,
            &params.last_day,
            &params.after,
            &params.limit,
        )
    }
}
