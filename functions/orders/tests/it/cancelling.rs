//! Orders that end before they are picked.

use crate::scene::{Scene, text};
use orders::{cancel_order, expire_orders};
use serde_json::{Value, json};
use testkit::{Answer, Call};

async fn cancel(scene: &Scene, token: &str, order: &Value, body: Value) -> Answer {
    Call::post("/v1/orders/code/cancel")
        .parameter("code", text(&order["code"]))
        .bearer(token)
        .json(&body)
        .send(scene.stage.app(), cancel_order::handle)
        .await
}

#[tokio::test]
async fn a_cancelled_order_gives_back_what_it_held_once() {
    let scene = Scene::set().await;
    let order = scene.placed().await;
    let stranger = scene.stage.token(scene.shop.shopper().await.user, &[]);
    cancel(&scene, &stranger, &order, json!({}))
        .await
        .expect_problem(404, "order_not_found");

    let cancelled = cancel(
        &scene,
        &scene.token,
        &order,
        json!({ "reason": "salah alamat" }),
    )
    .await
    .expect(200);
    assert_eq!(cancelled["status"], "cancelled");
    assert_eq!(scene.shop.level(scene.lot).await, (10_000, 0));
    assert_eq!(scene.shop.count("orders.slots where taken = 0").await, 1);
    assert_eq!(scene.shop.count("orders.allocations").await, 0);
    assert_eq!(
        scene.statuses(&order).await,
        ["awaiting_payment", "cancelled"]
    );

    cancel(&scene, &scene.token, &order, json!({}))
        .await
        .expect_problem(409, "illegal_transition");
    assert_eq!(scene.shop.level(scene.lot).await, (10_000, 0));
}

#[tokio::test]
async fn an_order_that_is_not_paid_in_time_expires() {
    let scene = Scene::set().await;
    let order = scene.placed().await;
    expire_orders::handle(scene.stage.app(), "run-1".into())
        .await
        .unwrap();
    assert_eq!(scene.statuses(&order).await, ["awaiting_payment"]);

    scene
        .shop
        .client()
        .execute("update orders.orders set expires_at = placed_at", &[])
        .await
        .unwrap();
    expire_orders::handle(scene.stage.app(), "run-2".into())
        .await
        .unwrap();
    expire_orders::handle(scene.stage.app(), "run-3".into())
        .await
        .unwrap();
    assert_eq!(
        scene.statuses(&order).await,
        ["awaiting_payment", "expired"]
    );
    assert_eq!(scene.shop.level(scene.lot).await, (10_000, 0));
    assert_eq!(
        scene.events().await,
        [
            "sayur.orders.order_placed.v1",
            "sayur.orders.order_status_changed.v1"
        ]
    );
}

#[tokio::test]
async fn the_ledger_sums_to_the_levels_after_all_that() {
    let scene = Scene::set().await;
    let order = scene.placed().await;
    cancel(&scene, &scene.token, &order, json!({}))
        .await
        .expect(200);
    scene
        .shop
        .fill_cart(scene.shopper.user, scene.variant, 3_000)
        .await;
    scene.place("again", &scene.order_body()).await.expect(201);
    let sums = "select sum(reserved_delta)::bigint from catalog.stock_movements";
    let reserved: i64 = scene
        .shop
        .client()
        .query_one(sums, &[])
        .await
        .unwrap()
        .get(0);
    assert_eq!(scene.shop.level(scene.lot).await, (10_000, reserved));
    assert!(
        scene
            .shop
            .client()
            .execute("update catalog.stock_movements set reason = 'x'", &[])
            .await
            .is_err()
    );
}
