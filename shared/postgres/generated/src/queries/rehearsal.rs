// This file was generated with `cornucopia`. Do not modify.

#[derive(Debug, Clone, PartialEq, Copy)]
pub struct RehearseOrders {
    pub orders: i64,
    pub lines: i64,
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct RehearseOrdersQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<RehearseOrders, tokio_postgres::Error>,
    mapper: fn(RehearseOrders) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> RehearseOrdersQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(RehearseOrders) -> R,
    ) -> RehearseOrdersQuery<'c, 'a, 's, C, R, N> {
        RehearseOrdersQuery {
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
pub struct PrepareRehearsalStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn prepare_rehearsal() -> PrepareRehearsalStmt {
    PrepareRehearsalStmt(
        "with zone as ( insert into orders.zones (id, name, fee, active) values (md5('rehearsal')::uuid, 'Rehearsal', 10000, false) on conflict do nothing ), day as ( select catalog.shop_date(now()) - back as date from generate_series(1, 60) as back ) insert into orders.slots (id, zone_id, date, starts_at, ends_at, cutoff_at, capacity) select md5('rehearsal ' || date)::uuid, md5('rehearsal')::uuid, date, (date + time '08:00') at time zone interval '7 hours', (date + time '11:00') at time zone interval '7 hours', (date + time '06:00') at time zone interval '7 hours', 1000000 from day on conflict do nothing",
        None,
    )
}
impl PrepareRehearsalStmt {
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
pub struct RehearseOrdersStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn rehearse_orders() -> RehearseOrdersStmt {
    RehearseOrdersStmt(
        "with goods as materialized ( select v.id, v.sku, v.unit, v.minimum, v.maximum, v.price, v.weighed, p.name_id, p.name_en, row_number() over (order by md5(v.sku)) - 1 as rank from catalog.offers v join catalog.products p on p.id = v.product_id where v.active and p.status = 'active' and p.tax_rate_bp = 0 ), dice as ( select n, md5('rehearsal order ' || n)::uuid as id, (hashint8extended(n, 1) & 1048575) / 1048576.0::double precision as age, (hashint8extended(n, 2) & 1048575) / 1048576.0::double precision as size, (hashint8extended(n, 3) & 1048575) / 1048576.0::double precision as hurry from generate_series(1, $1::bigint / 4) as n ), picked as ( select d.n, line, floor((select count(*) from goods) * power((hashint8extended(d.n, 10 + line) & 1048575) / 1048576.0::double precision, 3))::bigint as rank, 1 + (hashint8extended(d.n, 20 + line) & 1048575) % 3 as times from dice d cross join lateral generate_series(1, 1 + floor(7 * d.size)::integer) as line ), line as materialized ( select p.n, row_number() over (partition by p.n order by min(p.line)) as line, g.rank, least(g.minimum * max(p.times), g.maximum) as quantity from picked p join goods g on g.rank = p.rank group by p.n, g.rank, g.minimum, g.maximum ), priced as materialized ( select l.n, l.line, l.quantity, g.id, g.sku, g.name_id, g.name_en, g.unit, g.price, g.weighed, (l.quantity * g.price + 500) / 1000 as line_total from line l join goods g on g.rank = l.rank ), total as ( select n, sum(line_total)::bigint as subtotal from priced group by n ), added as ( insert into orders.orders (id, code, email, customer_name, language, status, payment_method, subtotal, delivery_fee, tax, total, amount_due, slot_id, slot_date, slot_starts_at, slot_ends_at, address, placed_at, version) select d.id, 'SYR-' || lpad(upper(to_hex(d.n * 2654435761 % 4294967296)), 8, '0'), 'rehearsal@example.com', 'Pembeli Contoh', 'id', 'completed', case when d.n % 3 = 0 then 'cod' else 'midtrans' end, t.subtotal, 10000, 0, t.subtotal + 10000, t.subtotal + 10000, s.id, s.date, s.starts_at, s.ends_at, jsonb_build_object('recipient', 'Pembeli Contoh', 'phone', '+628123456789', 'street', 'Jl. Melati 1', 'village', 'Senayan', 'district', 'Kebayoran Baru', 'city', 'Jakarta Selatan', 'province', 'DKI Jakarta', 'postcode', '12190'), s.cutoff_at - d.hurry * interval '20 hours', 6 from dice d join total t on t.n = d.n join orders.slots s on s.zone_id = md5('rehearsal')::uuid and s.date = catalog.shop_date(now()) - 2 - floor(59 * power(d.age, 1.5))::integer on conflict do nothing returning id, placed_at, slot_ends_at ), lines as ( insert into orders.lines (order_id, line, variant_id, sku, name_id, name_en, unit, quantity, unit_price, line_total, tax_rate_bp, weighed, substitution) select a.id, l.line, l.id, l.sku, l.name_id, l.name_en, l.unit, l.quantity, l.price, l.line_total, 0, l.weighed, 'none' from added a join dice d on d.id = a.id join priced l on l.n = d.n returning 1 ), timeline as ( insert into orders.timeline (order_id, version, status, actor_kind, at) select a.id, s.version, s.status, 'shop', case s.status when 'completed' then a.slot_ends_at + interval '24 hours' else a.placed_at + (a.slot_ends_at - a.placed_at) * (s.version - 1) / 4 end from added a cross join (values (1, 'confirmed'), (2, 'picking'), (3, 'packed'), (4, 'out_for_delivery'), (5, 'delivered'), (6, 'completed')) as s (version, status) ) select (select count(*) from added) as orders, (select count(*) from lines) as lines",
        None,
    )
}
impl RehearseOrdersStmt {
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
        lines: &'a i64,
    ) -> RehearseOrdersQuery<'c, 'a, 's, C, RehearseOrders, 1> {
        RehearseOrdersQuery {
            client,
            params: [lines],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<RehearseOrders, tokio_postgres::Error> {
                    Ok(RehearseOrders {
                        orders: row.try_get(0)?,
                        lines: row.try_get(1)?,
                    })
                },
            mapper: |it| RehearseOrders::from(it),
        }
    }
}
pub struct CountRehearsedSalesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn count_rehearsed_sales() -> CountRehearsedSalesStmt {
    CountRehearsedSalesStmt(
        "insert into catalog.daily_sales (product_id, day, orders) select v.product_id, catalog.shop_date(o.placed_at), count(distinct o.id) from orders.orders o join orders.lines l on l.order_id = o.id join catalog.variants v on v.id = l.variant_id where o.placed_at > now() - interval '31 days' and o.status not in ('cancelled', 'expired') group by v.product_id, catalog.shop_date(o.placed_at) order by v.product_id, catalog.shop_date(o.placed_at) on conflict (product_id, day) do update set orders = excluded.orders",
        None,
    )
}
impl CountRehearsedSalesStmt {
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
pub struct SettleRehearsedSalesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn settle_rehearsed_sales() -> SettleRehearsedSalesStmt {
    SettleRehearsedSalesStmt(
        "select true as settled from catalog.settle_sales(array(select distinct product_id from catalog.daily_sales order by 1))",
        None,
    )
}
impl SettleRehearsedSalesStmt {
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
    ) -> BoolQuery<'c, 'a, 's, C, bool, 0> {
        BoolQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct AnalyzeRehearsalStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn analyze_rehearsal() -> AnalyzeRehearsalStmt {
    AnalyzeRehearsalStmt(
        "vacuum (analyze) catalog.products, catalog.variants, catalog.prices, catalog.availability, catalog.listings, catalog.counts_by_category, catalog.counts_by_origin, catalog.uncounted, catalog.lots, catalog.stock_movements, catalog.daily_sales, orders.orders, orders.lines, orders.timeline, orders.slots",
        None,
    )
}
impl AnalyzeRehearsalStmt {
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
pub struct RehearsalIsSettledStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn rehearsal_is_settled() -> RehearsalIsSettledStmt {
    RehearsalIsSettledStmt(
        "select coalesce(bool_and(relallvisible >= relpages), true) as \"settled\" from pg_class where oid in ('catalog.listings'::regclass, 'catalog.products'::regclass, 'orders.lines'::regclass)",
        None,
    )
}
impl RehearsalIsSettledStmt {
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
    ) -> BoolQuery<'c, 'a, 's, C, bool, 0> {
        BoolQuery {
            client,
            params: [],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
