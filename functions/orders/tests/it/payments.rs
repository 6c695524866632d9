//! What a payment's success does to its order.

use crate::scene::{Scene, text};
use domain::events::Event;
use domain::ids::{OrderId, PaymentId};
use domain::payments::events::{PaymentReversed, PaymentSucceeded};
use domain::{Clock, Money, SystemClock};
use orders::apply_payment_to_order;
use serde_json::Value;

pub(crate) fn succeeded(order: &Value) -> Event {
    let order: OrderId = text(&order["id"]).parse().unwrap();
    let payment = PaymentSucceeded {
        payment: PaymentId::generate(&SystemClock),
        order,
        amount: Money::rupiah(25_000),
        paid_at: SystemClock.now(),
    };
    Event::new(&SystemClock, "test-request", order, &payment).unwrap()
}

fn reversed(order: &Value) -> Event {
    let order: OrderId = text(&order["id"]).parse().unwrap();
    let payment = PaymentReversed {
        payment: PaymentId::generate(&SystemClock),
        order,
        amount: Money::rupiah(25_000),
    };
    Event::new(&SystemClock, "test-request", order, &payment).unwrap()
}

async fn apply(scene: &Scene, event: &Event) {
    apply_payment_to_order::handle(scene.stage.app(), event.clone())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_paid_order_is_confirmed_once_however_often_the_event_comes() {
    let scene = Scene::set().await;
    let order = scene.placed().await;
    let event = succeeded(&order);
    for _ in 0..5 {
        apply(&scene, &event).await;
    }
    assert_eq!(
        scene.statuses(&order).await,
        ["awaiting_payment", "confirmed"]
    );
    assert_eq!(
        scene.events().await,
        [
            "sayur.orders.order_placed.v1",
            "sayur.orders.order_status_changed.v1"
        ]
    );
    // What is confirmed waits no more.
    assert_eq!(
        scene
            .shop
            .count("orders.orders where expires_at is null")
            .await,
        1
    );
}

#[tokio::test]
async fn money_that_the_order_cannot_use_is_to_be_given_back() {
    let scene = Scene::set().await;
    let order = scene.placed().await;
    apply(&scene, &succeeded(&order)).await;
    // A second payment of the same order.
    apply(&scene, &succeeded(&order)).await;
    assert_eq!(
        scene.statuses(&order).await,
        ["awaiting_payment", "confirmed"]
    );
    assert_eq!(
        scene.events().await.last().unwrap(),
        "sayur.orders.payment_not_needed.v1"
    );
}

#[tokio::test]
async fn a_payment_after_expiry_does_not_bring_the_order_back() {
    let scene = Scene::set().await;
    let order = scene.placed().await;
    scene
        .shop
        .client()
        .execute("update orders.orders set expires_at = placed_at", &[])
        .await
        .unwrap();
    orders::expire_orders::handle(scene.stage.app(), "run".into())
        .await
        .unwrap();
    apply(&scene, &succeeded(&order)).await;
    assert_eq!(
        scene.statuses(&order).await,
        ["awaiting_payment", "expired"]
    );
    assert_eq!(scene.shop.level(scene.lot).await, (10_000, 0));
    assert_eq!(
        scene.events().await.last().unwrap(),
        "sayur.orders.payment_not_needed.v1"
    );
}

const UNPAID: &str = "sayur.orders.order_unpaid.v1";

async fn count_unpaid(scene: &Scene) -> usize {
    let told = scene.events().await;
    told.iter().filter(|kind| *kind == UNPAID).count()
}

#[tokio::test]
async fn money_that_is_taken_back_cancels_an_order_that_is_still_in_the_warehouse_once() {
    for stage in ["confirmed", "picking"] {
        let scene = Scene::set().await;
        let order = scene.placed().await;
        apply(&scene, &succeeded(&order)).await;
        put(&scene, stage).await;
        let event = reversed(&order);
        for _ in 0..5 {
            apply(&scene, &event).await;
        }
        assert_eq!(scene.statuses(&order).await.last().unwrap(), "cancelled");
        let reason = "orders.timeline where status = 'cancelled' and reason = 'payment_reversed'";
        assert_eq!(scene.shop.count(reason).await, 1);
        // The goods are on sale again.
        assert_eq!(scene.shop.level(scene.lot).await, (10_000, 0));
        assert_eq!(count_unpaid(&scene).await, 1);
    }
}

#[tokio::test]
async fn a_reversal_that_overtakes_the_news_of_the_payment_ends_the_order_all_the_same() {
    let scene = Scene::set().await;
    let order = scene.placed().await;
    apply(&scene, &reversed(&order)).await;
    apply(&scene, &succeeded(&order)).await;
    assert_eq!(
        scene.statuses(&order).await,
        ["awaiting_payment", "cancelled"]
    );
    assert_eq!(scene.shop.level(scene.lot).await, (10_000, 0));
}

#[tokio::test]
async fn an_order_that_is_packed_goes_on_and_staff_are_told() {
    for stage in ["packed", "out_for_delivery", "delivered"] {
        let scene = Scene::set().await;
        let order = scene.placed().await;
        apply(&scene, &succeeded(&order)).await;
        put(&scene, stage).await;
        let event = reversed(&order);
        for _ in 0..3 {
            apply(&scene, &event).await;
        }
        let kept = format!("orders.orders where status = '{stage}'");
        assert_eq!(scene.shop.count(&kept).await, 1);
        assert_eq!(count_unpaid(&scene).await, 1);
    }
}

#[tokio::test]
async fn an_order_that_has_ended_loses_nothing() {
    let scene = Scene::set().await;
    let order = scene.placed().await;
    put(&scene, "expired").await;
    apply(&scene, &reversed(&order)).await;
    assert_eq!(count_unpaid(&scene).await, 0);
}

/// The order is there now.
async fn put(scene: &Scene, status: &str) {
    let set = "update orders.orders set status = $1, expires_at = null";
    scene.shop.client().execute(set, &[&status]).await.unwrap();
}
