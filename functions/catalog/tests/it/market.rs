//! A small market to leaf through.

use catalog::{BrowseApp, list_products};
use domain::catalog::shop_date;
use domain::ids::ProductId;
use domain::{Clock, SystemClock};
use serde_json::Value;
use testkit::{Answer, Call, Stage, TestDatabase};
use time::Duration;
use tokio_postgres::Client;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

pub(crate) struct Market {
    pub(crate) database: TestDatabase,
    pub(crate) stage: Stage,
    pub(crate) app: &'static BrowseApp,
    client: Client,
}

/// A product as the tests need it told.
pub(crate) struct Goods<'a> {
    pub(crate) slug: &'a str,
    pub(crate) category: &'a str,
    pub(crate) names: (&'a str, &'a str),
    pub(crate) organic: bool,
    /// The months from now in which it is in season; none means always.
    pub(crate) season: &'a [i32],
    pub(crate) status: &'a str,
    /// SKU, unit, price, whole units in stock.
    pub(crate) variants: &'a [(&'a str, &'a str, i64, i64)],
}

impl Default for Goods<'_> {
    fn default() -> Self {
        Self {
            slug: "",
            category: "sayuran-daun",
            names: ("", ""),
            organic: false,
            season: &[],
            status: "active",
            variants: &[],
        }
    }
}

fn id() -> Uuid {
    ProductId::generate(&SystemClock).uuid()
}

impl Market {
    /// Categories `sayuran` (with `sayuran-daun` and `sayuran-buah` below), `bumbu`, and a hidden one; no goods.
    pub(crate) async fn empty() -> Self {
        let database = TestDatabase::create().await;
        let stage = Stage::on(&database);
        let market = Self {
            app: stage.app(),
            client: database.client().await,
            database,
            stage,
        };
        market.category("sayuran", None, 1, true).await;
        market
            .category("sayuran-buah", Some("sayuran"), 2, true)
            .await;
        market
            .category("sayuran-daun", Some("sayuran"), 1, true)
            .await;
        market.category("bumbu", None, 2, true).await;
        market.category("gudang", None, 3, false).await;
        market
            .category("gudang-dalam", Some("gudang"), 1, true)
            .await;
        market
    }

    /// The market on a usual day.
    pub(crate) async fn open() -> Self {
        let market = Self::empty().await;
        let goods = [
            Goods {
                slug: "bayam-hijau",
                names: ("Bayam Hijau", "Green Amaranth"),
                organic: true,
                variants: &[
                    ("BYM-IKAT", "ikat", 4_500, 10),
                    ("BYM-PACK", "pack", 8_500, 0),
                ],
                ..Goods::default()
            },
            Goods {
                slug: "kangkung",
                names: ("Kangkung", "Water Spinach"),
                variants: &[("KKG-IKAT", "ikat", 3_500, 5)],
                ..Goods::default()
            },
            Goods {
                slug: "tomat",
                category: "sayuran-buah",
                names: ("Tomat", "Tomato"),
                season: &[0],
                variants: &[("TMT-KG", "kg", 15_000, 20)],
                ..Goods::default()
            },
            Goods {
                slug: "cabai-rawit",
                category: "sayuran-buah",
                names: ("Cabai Rawit", "Bird's Eye Chili"),
                organic: true,
                season: &[1],
                variants: &[("CBR-KG", "kg", 60_000, 0)],
                ..Goods::default()
            },
            Goods {
                slug: "jahe",
                category: "bumbu",
                names: ("Jahe", "Ginger"),
                variants: &[("JHE-KG", "kg", 30_000, 3)],
                ..Goods::default()
            },
            Goods {
                slug: "kubis",
                names: ("Kubis", "Cabbage"),
                status: "draft",
                variants: &[("KBS-KG", "kg", 9_000, 9)],
                ..Goods::default()
            },
            Goods {
                slug: "selada",
                names: ("Selada", "Lettuce"),
                status: "archived",
                variants: &[("SLD-PACK", "pack", 7_000, 9)],
                ..Goods::default()
            },
        ];
        for goods in &goods {
            market.sell(goods).await;
        }
        market
    }

    pub(crate) async fn run(&self, statement: &str) {
        self.client.batch_execute(statement).await.unwrap();
    }

    /// One number from the database.
    pub(crate) async fn number(&self, query: &str) -> i64 {
        self.client.query_one(query, &[]).await.unwrap().get(0)
    }

    pub(crate) async fn category(
        &self,
        slug: &str,
        parent: Option<&str>,
        position: i32,
        active: bool,
    ) {
        let statement = "insert into catalog.categories (id, parent_id, slug, name_id, name_en, position, active)
            values ($1, (select id from catalog.categories where slug = $2), $3, $3 || ' (id)', $3 || ' (en)', $4, $5)";
        self.client
            .execute(statement, &[&id(), &parent, &slug, &position, &active])
            .await
            .unwrap();
    }

    /// Adds goods; those added later are newer.
    pub(crate) async fn sell(&self, goods: &Goods<'_>) {
        let product = id();
        let month = i32::from(u8::from(shop_date(SystemClock.now()).month()));
        let season: Vec<i32> = goods
            .season
            .iter()
            .map(|from_now| (month + from_now - 1) % 12 + 1)
            .collect();
        let statement = "insert into catalog.products (id, category_id, slug, name_id, name_en, organic,
                shelf_life_days, season_months, status, created_at, updated_at)
            values ($1, (select id from catalog.categories where slug = $2), $3, $4, $5, $6, 3, $7, $8,
                clock_timestamp(), now())";
        self.client
            .execute(
                statement,
                &[
                    &product,
                    &goods.category,
                    &goods.slug,
                    &goods.names.0,
                    &goods.names.1,
                    &goods.organic,
                    &season,
                    &goods.status,
                ],
            )
            .await
            .unwrap();
        for (position, (sku, unit, price, stock)) in (1_i32..).zip(goods.variants) {
            self.variant(product, sku, unit, *price, position).await;
            if *stock > 0 {
                self.lot(sku, *stock, 3).await;
            }
        }
    }

    async fn variant(&self, product: Uuid, sku: &str, unit: &str, price: i64, position: i32) {
        let statement = "with variant as (
                insert into catalog.variants (id, product_id, sku, unit, step, minimum, maximum, position)
                values ($1, $2, $3, $4, 1000, 1000, 20000, $6)
                returning id
            )
            insert into catalog.prices (variant_id, starts_at, price) select id, '-infinity', $5 from variant";
        self.client
            .execute(
                statement,
                &[&id(), &product, &sku, &unit, &price, &position],
            )
            .await
            .unwrap();
    }

    /// Sets the SKU's price from now on, with one to compare it with for so many minutes.
    pub(crate) async fn price(&self, sku: &str, price: i64, compare_at: Option<(i64, i32)>) {
        let (compare_at, minutes) = compare_at.unzip();
        let statement = "insert into catalog.prices
                (variant_id, starts_at, price, compare_at_price, compare_at_until)
            select id, clock_timestamp(), $2, $3, now() + make_interval(mins => $4)
            from catalog.variants where sku = $1";
        let values: [&(dyn ToSql + Sync); 4] = [&sku, &price, &compare_at, &minutes];
        self.client.execute(statement, &values).await.unwrap();
    }

    /// Whole units that are good for so many days from today.
    pub(crate) async fn lot(&self, sku: &str, units: i64, days: i64) {
        self.run(
            "insert into catalog.locations values \
            ('00000000-0000-7000-8000-000000000001', 'jakarta', 'Jakarta') on conflict do nothing",
        )
        .await;
        let statement = "insert into catalog.lots
                (id, variant_id, location_id, received_at, best_before, unit_cost, on_hand)
            values ($1, (select id from catalog.variants where sku = $2),
                (select id from catalog.locations where code = 'jakarta'), now(), $3, 1000, $4)";
        let best_before = shop_date(SystemClock.now()) + Duration::days(days);
        self.client
            .execute(statement, &[&id(), &sku, &best_before, &(units * 1_000)])
            .await
            .unwrap();
    }

    pub(crate) async fn get(&self, query: &str) -> Answer {
        Call::get(&format!("/v1/products{query}"))
            .send(self.app, list_products::handle)
            .await
    }

    /// The slugs of what a query finds, in their order.
    pub(crate) async fn found(&self, query: &str) -> Vec<String> {
        slugs(&self.get(query).await.expect(200))
    }
}

pub(crate) fn slugs(listing: &Value) -> Vec<String> {
    let items = listing["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["slug"].as_str().unwrap().to_owned())
        .collect()
}
