//! Random small markets, held against a plain model of them in memory: filters, facets, sorts, pages.

use crate::market::{Market, slugs};
use domain::catalog::shop_date;
use domain::{Clock, SystemClock};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;

const UNITS: [&str; 3] = ["kg", "ikat", "pack"];
const ORIGINS: [&str; 3] = ["", "Bogor", "Garut"];
/// Two shelves below `sayuran`, and one beside it.
const SHELVES: [&str; 3] = ["sayuran-daun", "sayuran-buah", "bumbu"];
const FACETS: [&str; 6] = [
    "category",
    "unit",
    "organic",
    "in_stock",
    "in_season",
    "origin",
];

#[derive(Debug, Clone)]
struct Variant {
    unit: usize,
    price: i64,
    /// In hours from now, what it costs from then on: some of it is past, some to come.
    change: Option<(i64, i64)>,
    /// Days from today to the best-before of its only lot.
    lot: Option<i64>,
    active: bool,
}

#[derive(Debug, Clone)]
struct Product {
    shelf: usize,
    organic: bool,
    origin: usize,
    /// Whether this month is its season; none means always.
    season: Option<bool>,
    best_selling: i64,
    active: bool,
    variants: Vec<Variant>,
}

#[derive(Debug, Clone, Default)]
struct Query {
    category: Option<&'static str>,
    unit: Option<usize>,
    organic: Option<bool>,
    in_stock: Option<bool>,
    origin: Option<usize>,
    in_season: bool,
    min_price: Option<i64>,
    max_price: Option<i64>,
    sort: Option<&'static str>,
    limit: usize,
}

impl Variant {
    fn price(&self) -> i64 {
        match self.change {
            Some((hours, price)) if hours < 0 => price,
            _ => self.price,
        }
    }

    fn in_stock(&self) -> bool {
        self.lot.is_some_and(|days| days >= 1)
    }
}

impl Product {
    fn matching(&self, query: &Query) -> Vec<&Variant> {
        let fits = |variant: &&Variant| {
            variant.active
                && query.unit.is_none_or(|unit| variant.unit == unit)
                && query.min_price.is_none_or(|least| variant.price() >= least)
                && query.max_price.is_none_or(|most| variant.price() <= most)
        };
        self.variants.iter().filter(fits).collect()
    }

    /// The variants by which it is found; none when it is not.
    fn found(&self, query: &Query) -> Vec<&Variant> {
        let matching = self.matching(query);
        let in_stock = matching.iter().any(|variant| variant.in_stock());
        let fits = self.active
            && query.category.is_none_or(|category| {
                category == SHELVES[self.shelf] || (category == "sayuran" && self.shelf < 2)
            })
            && query.organic.is_none_or(|organic| self.organic == organic)
            && query.origin.is_none_or(|origin| self.origin == origin)
            && (!query.in_season || self.season != Some(false))
            && query.in_stock.is_none_or(|wanted| in_stock == wanted);
        match query.in_stock {
            _ if !fits => Vec::new(),
            Some(true) => matching
                .into_iter()
                .filter(|variant| variant.in_stock())
                .collect(),
            _ => matching,
        }
    }
}

impl Query {
    fn text(&self) -> String {
        let mut text = format!("?limit={}", self.limit);
        let mut set = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                write!(text, "&{name}={value}").unwrap();
            }
        };
        set("category", self.category.map(str::to_owned));
        set("unit", self.unit.map(|unit| UNITS[unit].to_owned()));
        set("organic", self.organic.map(|organic| organic.to_string()));
        set("in_stock", self.in_stock.map(|wanted| wanted.to_string()));
        set(
            "origin",
            self.origin.map(|origin| ORIGINS[origin].to_owned()),
        );
        set("in_season", self.in_season.then(|| "true".to_owned()));
        set("min_price", self.min_price.map(|price| price.to_string()));
        set("max_price", self.max_price.map(|price| price.to_string()));
        set("sort", self.sort.map(str::to_owned));
        text
    }

    /// Narrowed by a facet's value.
    fn narrowed(&self, facet: &str, value: &Value) -> Self {
        let mut narrowed = self.clone();
        let place = |among: &[&str]| among.iter().position(|known| *value == **known);
        match facet {
            "category" => {
                let all = ["sayuran", "sayuran-daun", "sayuran-buah", "bumbu"];
                narrowed.category = Some(all[place(&all).unwrap()]);
            }
            "unit" => narrowed.unit = place(&UNITS),
            "organic" => narrowed.organic = value.as_bool(),
            "in_stock" => narrowed.in_stock = value.as_bool(),
            "in_season" => narrowed.in_season = true,
            _ => narrowed.origin = place(&ORIGINS),
        }
        narrowed
    }

    /// The values that further narrowing may have.
    fn values(&self, facet: &str) -> Vec<Value> {
        let texts = |texts: &[&str]| {
            texts
                .iter()
                .map(|&text| text.into())
                .collect::<Vec<Value>>()
        };
        let booleans = |asked: Option<bool>| match asked {
            Some(asked) => vec![asked.into()],
            None => vec![true.into(), false.into()],
        };
        match facet {
            "category" => match self.category {
                None => texts(&["sayuran", "sayuran-daun", "sayuran-buah", "bumbu"]),
                Some("sayuran") => texts(&["sayuran", "sayuran-daun", "sayuran-buah"]),
                Some(leaf) => texts(&[leaf]),
            },
            "unit" => texts(
                self.unit
                    .map_or(UNITS.as_slice(), |unit| &UNITS[unit..=unit]),
            ),
            "organic" => booleans(self.organic),
            "in_stock" => booleans(self.in_stock),
            "in_season" => vec![true.into()],
            _ => texts(
                self.origin
                    .map_or(&ORIGINS[1..], |origin| &ORIGINS[origin..=origin]),
            ),
        }
    }
}

/// The slugs of what is found, in the order of the query.
fn expected(products: &[Product], query: &Query) -> Vec<String> {
    let mut found: Vec<(i64, usize)> = Vec::new();
    for (number, product) in products.iter().enumerate() {
        let variants = product.found(query);
        let Some(cheapest) = variants.iter().map(|variant| variant.price()).min() else {
            continue;
        };
        let rank = match query.sort {
            Some("price") => cheapest,
            Some("-price") => -cheapest,
            Some("best_selling") => -product.best_selling,
            // The last made is the newest.
            _ => -i64::try_from(number).unwrap(),
        };
        found.push((rank, number));
    }
    found.sort_unstable();
    found
        .into_iter()
        .map(|(_, number)| format!("p{number}"))
        .collect()
}

fn variants() -> impl Strategy<Value = Variant> {
    let price = prop::sample::select(vec![1_000_i64, 2_000, 3_000, 4_000]);
    let change = (prop::sample::select(vec![-5_i64, 5]), price.clone());
    (
        0..UNITS.len(),
        price,
        prop::option::weighted(0.3, change),
        prop::option::weighted(0.7, 0..3_i64),
        prop::bool::weighted(0.9),
    )
        .prop_map(|(unit, price, change, lot, active)| Variant {
            unit,
            price,
            change,
            lot,
            active,
        })
}

fn products() -> impl Strategy<Value = Vec<Product>> {
    let product = (
        0..SHELVES.len(),
        any::<bool>(),
        0..ORIGINS.len(),
        prop::option::of(any::<bool>()),
        0..4_i64,
        prop::bool::weighted(0.9),
        prop::collection::vec(variants(), 0..4),
    )
        .prop_map(
            |(shelf, organic, origin, season, best_selling, active, variants)| Product {
                shelf,
                organic,
                origin,
                season,
                best_selling,
                active,
                variants,
            },
        );
    prop::collection::vec(product, 1..9)
}

fn queries() -> impl Strategy<Value = Query> {
    let category = prop::sample::select(vec!["sayuran", "sayuran-daun", "bumbu"]);
    let price = prop::sample::select(vec![1_000_i64, 2_000, 2_500, 3_000, 4_000]);
    let sort = prop::sample::select(vec![
        "price",
        "-price",
        "newest",
        "best_selling",
        "relevance",
    ]);
    (
        (
            prop::option::weighted(0.3, category),
            prop::option::weighted(0.3, 0..UNITS.len()),
            prop::option::weighted(0.3, any::<bool>()),
            prop::option::weighted(0.4, any::<bool>()),
            prop::option::weighted(0.2, 1..ORIGINS.len()),
        ),
        prop::bool::weighted(0.2),
        prop::option::weighted(0.2, price.clone()),
        prop::option::weighted(0.2, price),
        prop::option::of(sort),
        1..4_usize,
    )
        .prop_map(
            |((category, unit, organic, in_stock, origin), in_season, min, max, sort, limit)| {
                Query {
                    category,
                    unit,
                    organic,
                    in_stock,
                    origin,
                    in_season,
                    min_price: min,
                    max_price: max,
                    sort,
                    limit,
                }
            },
        )
}

/// Puts the products into the market in place of those before them. Half of the listings stay as they were settled
/// hours ago, when the prices of then held and goods were there that are not good any more.
async fn stock(market: &Market, products: &[Product]) {
    let month = i32::from(u8::from(shop_date(SystemClock.now()).month()));
    let mut sql = String::from(
        "alter table catalog.stock_movements disable trigger user;
         truncate catalog.products cascade;
         insert into catalog.locations values ('00000000-0000-7000-8000-000000000001', 'jakarta', 'Jakarta')
         on conflict do nothing;",
    );
    for (number, product) in products.iter().enumerate() {
        let season = match product.season {
            None => "{}".to_owned(),
            Some(true) => format!("{{{month}}}"),
            Some(false) => format!("{{{}}}", month % 12 + 1),
        };
        let status = if product.active { "active" } else { "draft" };
        write!(
            sql,
            "insert into catalog.products (id, category_id, slug, name_id, name_en, origin, organic, shelf_life_days,
                 season_months, status, created_at, updated_at)
             select '00000000-0000-7000-8000-{number:012}', id, 'p{number}', 'P', 'P', '{}', {}, 3, '{season}',
                 '{status}', now() + interval '{number} seconds', now()
             from catalog.categories where slug = '{}';",
            ORIGINS[product.origin], product.organic, SHELVES[product.shelf],
        )
        .unwrap();
        for (position, variant) in product.variants.iter().enumerate() {
            write!(
                sql,
                "insert into catalog.variants (id, product_id, sku, unit, step, minimum, maximum, position, active)
                 values ('00000000-0000-7000-9000-{number:06}{position:06}', '00000000-0000-7000-8000-{number:012}',
                     'S{number}-{position}', '{}', 1000, 1000, 9000, {position}, {});
                 insert into catalog.prices (variant_id, starts_at, price)
                 select id, '-infinity', {} from catalog.variants where sku = 'S{number}-{position}';",
                UNITS[variant.unit], variant.active, variant.price,
            )
            .unwrap();
            if let Some((hours, price)) = variant.change {
                write!(
                    sql,
                    "insert into catalog.prices (variant_id, starts_at, price)
                     select id, now() + interval '{hours} hours', {price}
                     from catalog.variants where sku = 'S{number}-{position}';",
                )
                .unwrap();
            }
            if let Some(days) = variant.lot {
                write!(
                    sql,
                    "insert into catalog.lots (id, variant_id, location_id, received_at, best_before, unit_cost,
                         on_hand)
                     select '00000000-0000-7000-a000-{number:06}{position:06}', id,
                         '00000000-0000-7000-8000-000000000001', now(), catalog.shop_date(now()) + {days}, 1, 5000
                     from catalog.variants where sku = 'S{number}-{position}';",
                )
                .unwrap();
            }
        }
        write!(
            sql,
            "update catalog.listings set best_selling = -{}
             where product_id = '00000000-0000-7000-8000-{number:012}';",
            product.best_selling,
        )
        .unwrap();
        if number % 3 == 1 {
            // What came before is counted, what comes is not yet.
            sql.push_str("select catalog.count_listings();");
        }
        if number % 2 == 0 {
            // A summary of another day: it says nothing of today.
            write!(
                sql,
                "update catalog.listings
                 set settled_until = now() - interval '1 hour', lowest_price = 7, highest_price = 9,
                     lowest_stocked = 8, highest_stocked = 8, traits = traits # ((127::bigint << 20) | (127 << 12)),
                     offers = array(
                         select (unit, price, stocked_until, starts_at, ends_at)::catalog.offered
                         from unnest(offers)
                         union all
                         select (1, 1, '2020-01-01', '-infinity', now() - interval '1 minute')::catalog.offered
                     )
                 where product_id = '00000000-0000-7000-8000-{number:012}' and shown;",
            )
            .unwrap();
        }
    }
    market.run(&sql).await;
}

/// Every page of the list, one after the other.
async fn leafed(market: &Market, query: &Query) -> (Vec<String>, Value) {
    let (mut whole, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = market
            .get(&format!("{}{cursor}", query.text()))
            .await
            .expect(200);
        let slugs = slugs(&page);
        assert!(slugs.len() <= query.limit);
        whole.extend(slugs);
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return (whole, page["facets"].clone()),
        }
    }
}

async fn check(market: &Market, products: &[Product], query: &Query) -> Result<(), TestCaseError> {
    let (found, facets) = leafed(market, query).await;
    prop_assert_eq!(&found, &expected(products, query), "{}", query.text());
    for facet in FACETS {
        let counted = facets[facet].as_array().unwrap();
        let names: BTreeSet<String> = counted.iter().map(|c| c["value"].to_string()).collect();
        prop_assert_eq!(names.len(), counted.len(), "a value is told once");
        for value in query.values(facet) {
            let count = expected(products, &query.narrowed(facet, &value)).len();
            let told = counted.iter().find(|counted| counted["value"] == value);
            let told = told.map_or(0, |counted| counted["count"].as_u64().unwrap());
            let text = query.text();
            prop_assert_eq!(
                told,
                u64::try_from(count).unwrap(),
                "{} {} {}",
                text,
                facet,
                value
            );
        }
    }
    let prices = products.iter().flat_map(|product| product.found(query));
    let prices: Vec<i64> = prices.map(Variant::price).collect();
    prop_assert_eq!(
        facets["price"]["min"]["amount"].as_i64(),
        prices.iter().copied().min(),
        "{}",
        query.text()
    );
    prop_assert_eq!(
        facets["price"]["max"]["amount"].as_i64(),
        prices.iter().copied().max(),
        "{}",
        query.text()
    );
    Ok(())
}

#[test]
fn the_catalogue_lists_and_counts_what_a_plain_model_does() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let market = runtime.block_on(Market::empty());
    let mut runner = TestRunner::new(Config {
        cases: 24,
        max_shrink_iters: 200,
        failure_persistence: None,
        ..Config::default()
    });
    let cases = (products(), prop::collection::vec(queries(), 8));
    runner
        .run(&cases, |(products, queries)| {
            runtime.block_on(async {
                stock(&market, &products).await;
                for query in &queries {
                    check(&market, &products, query).await?;
                }
                Ok(())
            })
        })
        .unwrap();
    drop(market);
}
