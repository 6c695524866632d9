//! How the database goes about what the catalogue asks of it, at 10,000 products.

use catalog::{BrowseApp, get_product, list_categories, list_products, suggest_products};
use log::{LevelFilter, Log, Metadata, Record};
use serde_json::Value;
use std::sync::{Mutex, PoisonError};
use testkit::{Call, Stage, TestDatabase};

const GENERATED: &str = include_str!("generated.sql");

/// Tables that are read by an index, whatever is asked.
const LARGE: [&str; 7] = [
    "products",
    "variants",
    "lots",
    "prices",
    "listings",
    "words",
    "availability",
];

/// Every filter, and every filter with every sort, stands for a case of its own in the statement.
const FILTERS: [&str; 14] = [
    "",
    "category=departemen-3",
    "category=rak-3",
    "min_price=10000&max_price=20000",
    "max_price=5000",
    "organic=true",
    "in_stock=true",
    "in_stock=false",
    "unit=ikat",
    "origin=Bogor",
    "in_season=true",
    "category=departemen-3&min_price=10000&organic=true&in_stock=true&unit=ikat&in_season=true",
    "q=bayam",
    "q=daun+bawnag&in_stock=true",
];
const SORTS: [&str; 5] = ["relevance", "newest", "price", "-price", "best_selling"];
const WORDS: [&str; 9] = [
    "bayam+hijau",
    "tomatoes",
    "kangkng",
    "cabe+rawit",
    "sepeda",
    "bawangputih",
    "kangk",
    "bayam+sepeda+zzz",
    "segar",
];
const BEGINNINGS: [&str; 8] = [
    "b",
    "ba",
    "bay",
    "bayam+hi",
    "lombok",
    "kangkng",
    "zzzz",
    "daun+jeruk",
];

/// What the server says of its plans (`auto_explain`), as the connection logs it.
struct Plans(Mutex<Vec<String>>);

static PLANS: Plans = Plans(Mutex::new(Vec::new()));

impl Log for Plans {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let text = record.args().to_string();
        if record.target().starts_with("tokio_postgres") && text.contains("plan:") {
            let mut plans = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            plans.push(text);
        }
    }

    fn flush(&self) {}
}

impl Plans {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The tables that a plan reads from end to end.
fn read_whole(plan: &Value, tables: &mut Vec<String>) {
    if plan["Node Type"] == "Seq Scan" {
        tables.push(plan["Relation Name"].as_str().unwrap().to_owned());
    }
    for below in plan["Plans"].as_array().into_iter().flatten() {
        read_whole(below, tables);
    }
}

/// 10,000 products in a database that tells its plans, which it makes without looking at the values.
async fn large_market() -> TestDatabase {
    let database = TestDatabase::create().await;
    let client = database.client().await;
    client
        .batch_execute(&format!("begin;{GENERATED}commit"))
        .await
        .unwrap();
    client.batch_execute("vacuum analyze").await.unwrap();
    let settings = "do $$ begin
        execute format('alter database %I set session_preload_libraries = auto_explain', current_database());
        execute format('alter database %I set auto_explain.log_min_duration = 0', current_database());
        execute format('alter database %I set auto_explain.log_nested_statements = on', current_database());
        execute format('alter database %I set auto_explain.log_format = json', current_database());
        execute format('alter database %I set auto_explain.log_level = notice', current_database());
        execute format('alter database %I set plan_cache_mode = force_generic_plan', current_database());
    end $$";
    client.batch_execute(settings).await.unwrap();
    database
}

/// Fails if what was asked since reads a large table from end to end.
fn no_table_is_read_whole(asked: &str) {
    let plans = PLANS.take();
    assert!(!plans.is_empty(), "{asked} tells no plan");
    for plan in plans {
        let json = plan.split_once("plan:").unwrap().1;
        let explained: Value = serde_json::from_str(json).unwrap();
        let mut tables = Vec::new();
        read_whole(&explained["Plan"], &mut tables);
        tables.retain(|table| LARGE.contains(&table.as_str()));
        assert!(tables.is_empty(), "{asked} reads {tables:?}: {plan}");
    }
}

#[tokio::test]
async fn no_question_reads_a_large_table_from_end_to_end() {
    log::set_logger(&PLANS).unwrap();
    log::set_max_level(LevelFilter::Info);
    let database = large_market().await;
    let stage = Stage::on(&database);
    let browse: &BrowseApp = stage.app();
    let tree: &list_categories::App = stage.app();

    let lists = FILTERS.iter().flat_map(|filter| {
        SORTS
            .iter()
            .map(move |sort| format!("{filter}&sort={sort}"))
    });
    let searches = WORDS.iter().map(|words| format!("q={words}"));
    for query in lists.chain(searches) {
        let path = format!("/v1/products?{}", query.trim_start_matches('&'));
        let call = Call::get(&path).send(browse, list_products::handle);
        let _ = call.await.expect(200);
        no_table_is_read_whole(&path);
    }
    for beginning in BEGINNINGS {
        let path = format!("/v1/products/suggest?q={beginning}");
        let call = Call::get(&path).send(browse, suggest_products::handle);
        let _ = call.await.expect(200);
        no_table_is_read_whole(&path);
    }
    let call = Call::get("/v1/products/produk-7").parameter("slug", "produk-7");
    let _ = call.send(browse, get_product::handle).await.expect(200);
    no_table_is_read_whole("a product's page");
    let call = Call::get("/v1/categories").send(tree, list_categories::handle);
    let _ = call.await.expect(200);
    no_table_is_read_whole("the tree of categories");
}

#[test]
fn a_table_read_whole_is_seen_wherever_it_is_in_a_plan() {
    let plan = serde_json::json!({ "Node Type": "Limit", "Plans": [
        { "Node Type": "Index Scan", "Relation Name": "lots" },
        { "Node Type": "Sort", "Plans": [{ "Node Type": "Seq Scan", "Relation Name": "listings" }] },
    ]});
    let mut tables = Vec::new();
    read_whole(&plan, &mut tables);
    assert_eq!(tables, ["listings"]);
}
