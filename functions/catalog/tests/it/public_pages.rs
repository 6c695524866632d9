//! What is kept in Redis is never older than staff's last answer.

use crate::market::Market;
use catalog::{BrowseApp, InventoryApp, get_product, list_products, receive_stock, update_variant};
use domain::SystemClock;
use domain::identity::Permission;
use domain::ids::UserId;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use testkit::{Answer, Call, Stage, Wire};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// A stage whose public answers are kept.
fn keeping(market: &Market) -> Stage {
    Stage::on(&market.database).with("PUBLIC_PAGES", "on")
}

async fn page(app: &'static BrowseApp) -> Answer {
    let call = Call::get("/v1/products/tomat").parameter("slug", "tomat");
    call.send(app, get_product::handle).await
}

async fn list(app: &'static BrowseApp, query: &str) -> Answer {
    let call = Call::get(&format!("/v1/products{query}"));
    call.send(app, list_products::handle).await
}

fn price(answer: Answer, variants: &str) -> i64 {
    let body = answer.expect(200);
    body.pointer(variants).unwrap()[0]["price"]["amount"]
        .as_i64()
        .unwrap()
}

async fn reprice(stage: &Stage, token: &str, price: i64) {
    let app: &update_variant::App = stage.app();
    let body = json!({ "price": { "amount": price, "currency": "IDR" } });
    let call = Call::new("PATCH", "/v1/admin/variants/TMT-KG")
        .parameter("sku", "TMT-KG")
        .bearer(token)
        .json(&body);
    let _: Value = call.send(app, update_variant::handle).await.expect(200);
}

fn staff(stage: &Stage) -> String {
    let permissions = [Permission::CatalogWrite, Permission::InventoryWrite];
    stage.token(UserId::generate(&SystemClock), &permissions)
}

#[tokio::test]
async fn what_was_asked_before_is_answered_without_the_database() {
    let market = Market::open().await;
    let wire = Wire::between(keeping(&market), &market.database).await;
    let app: &'static BrowseApp = wire.stage().app();
    let first = page(app).await;
    let (trips, again) = wire.round_trips(page(app)).await;
    assert_eq!(trips, 0);
    assert_eq!(again.headers["etag"], first.headers["etag"]);
    assert_eq!(again.expect(200), first.expect(200));

    let first = list(app, "?sort=price").await.expect(200);
    let (trips, again) = wire.round_trips(list(app, "?sort=price")).await;
    assert_eq!((trips, again.expect(200)), (0, first));
    let (trips, other) = wire.round_trips(list(app, "?sort=-price")).await;
    assert_eq!((trips, other.status), (1, 200));
}

#[tokio::test]
async fn fifty_who_ask_at_once_ask_the_database_once() {
    let market = Market::open().await;
    let wire = Wire::between(keeping(&market), &market.database).await;
    let app: &'static BrowseApp = wire.stage().app();
    let _ = list(app, "?q=tomat").await.expect(200);
    let asking = async {
        let mut asking = JoinSet::new();
        for _ in 0..50 {
            asking.spawn(list(app, "?sort=newest"));
        }
        asking.join_all().await
    };
    let (trips, answers) = wire.round_trips(asking).await;
    assert_eq!(trips, 1);
    assert!(answers.into_iter().all(|answer| answer.status == 200));
}

#[tokio::test]
async fn nobody_is_told_an_old_price_once_staff_have_their_answer() {
    let market = Market::open().await;
    let stage = keeping(&market);
    let token = staff(&stage);
    let done = Arc::new(AtomicBool::new(false));
    let mut crowd = JoinSet::new();
    for _ in 0..8 {
        let (app, done): (&'static BrowseApp, _) = (stage.app(), Arc::clone(&done));
        crowd.spawn(async move {
            while !done.load(Ordering::SeqCst) {
                let _ = page(app).await.expect(200);
                let _ = list(app, "?q=tomat").await.expect(200);
            }
        });
    }
    let app: &'static BrowseApp = stage.app();
    for new in 15_001..15_031 {
        reprice(&stage, &token, new).await;
        assert_eq!(price(page(app).await, "/variants"), new);
        let found = list(app, "?q=tomat").await;
        assert_eq!(price(found, "/items/0/variants"), new);
    }
    done.store(true, Ordering::SeqCst);
    let _ = crowd.join_all().await;
}

#[tokio::test]
async fn goods_that_came_in_are_told_of_at_once() {
    let market = Market::open().await;
    let stage = keeping(&market);
    let app: &'static BrowseApp = stage.app();
    let sold_out =
        async || list(app, "?q=cabai").await.expect(200)["items"][0]["variants"][0].clone();
    assert_eq!(sold_out().await["in_stock"], false);
    let stock: &InventoryApp = stage.app();
    let body = json!({ "sku": "CBR-KG", "location": "jakarta", "quantity": "5", "best_before": "2099-01-01",
                       "unit_cost": { "amount": 1, "currency": "IDR" } });
    let call = Call::post("/v1/admin/inventory/receipts").bearer(&staff(&stage));
    let _ = call
        .json(&body)
        .send(stock, receive_stock::handle)
        .await
        .expect(201);
    assert_eq!(sold_out().await["in_stock"], true);
}

#[tokio::test]
async fn without_redis_everybody_is_told_the_truth() {
    let market = Market::open().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let stage = keeping(&market).with("REDIS_URL", format!("redis://127.0.0.1:{port}"));
    let (app, token): (&'static BrowseApp, _) = (stage.app(), staff(&stage));
    for new in [16_000, 17_000] {
        reprice(&stage, &token, new).await;
        assert_eq!(price(page(app).await, "/variants"), new);
    }
}
