//! What the metrics tell of orders.

use crate::crew::{Crew, bring_to, courier, member, move_on, order, step};
use crate::scene::Scene;
use domain::identity::Permission;
use serde_json::json;
use telemetry::{Context, ORDERS_PLACED, PAYMENTS_SUCCEEDED, REVENUE, STOCK_OUTS};
use testkit::MetricLog;

#[tokio::test]
async fn every_metric_of_orders_is_emitted() {
    let log = MetricLog::start();
    let scene = Scene::set().await;
    scene.placed().await;
    scene.shop.lot(scene.variant, 1_000, 5).await;
    let (user, variant) = (scene.shopper.user, scene.variant);
    scene.shop.fill_cart(user, variant, 12_000).await;
    let too_much = scene.place("too-much", &scene.order_body()).await;
    too_much.expect_problem(409, "insufficient_stock");

    log.expect_all_of(Context::Orders);
    log.expect_all_of(Context::Every);
    assert_eq!((log.sum(&ORDERS_PLACED), log.sum(&STOCK_OUTS)), (1, 1));
    let metrics = log.metrics();
    let kinds: Vec<_> = metrics
        .iter()
        .filter_map(|metric| metric.dimensions.get("Kind"))
        .collect();
    assert_eq!(kinds, ["conflict"]);
    // One invocation started the process; each is found in the log by its request.
    let cold = metrics.iter().filter(|metric| metric.name == "ColdStarts");
    let cold: Vec<_> = cold.collect();
    assert_eq!(cold.len(), 1);
    assert_eq!(cold[0].dimensions["Function"], "tested");
    assert_eq!(cold[0].line["request_id"], "test-request");
}

#[tokio::test]
async fn an_order_that_is_replayed_is_counted_once() {
    let log = MetricLog::start();
    let scene = Scene::set().await;
    assert_eq!(scene.placed().await, scene.placed().await);
    assert_eq!(log.sum(&ORDERS_PLACED), 1);
}

#[tokio::test]
async fn cash_counts_when_it_is_taken_and_never_again() {
    let log = MetricLog::start();
    let crew = Crew::set().await;
    let by = courier(&crew).await;
    let placed = order(&crew, "cash", "cod").await;
    bring_to(&crew, &placed, "packed").await;
    let leaves = move_on(&crew, &by, &placed, step("out_for_delivery", "cod")).await;
    leaves.expect(200);
    assert_eq!(log.sum(&REVENUE), 0);
    let taken = json!({ "to": "delivered", "collected": { "amount": 20_000, "currency": "IDR" }, "note": "Kurang" });
    move_on(&crew, &by, &placed, taken).await.expect(200);
    let chief = member(&crew, Permission::ALL).await;
    let completes = move_on(&crew, &chief, &placed, step("completed", "cod")).await;
    completes.expect(200);
    assert_eq!(log.sum(&REVENUE), 20_000);
    assert_eq!(log.sum(&PAYMENTS_SUCCEEDED), 1);
}
