//! Orders that have ended: nothing more is taken for them, and what was taken goes back once.

use crate::scene::{Placed, Scene, text};
use domain::orders::OrderStatus;
use serde_json::{Value, json};

const REFUNDED: &str = "sayur.payments.payment_refunded.v1";

/// An order with a payment that has succeeded.
pub(crate) async fn paid(scene: &Scene, means: &str) -> (Placed, Value) {
    let order = scene.order().await;
    let payment = scene.started(&order).await;
    let notification = scene.pay(&payment, means).await;
    scene.notify(&notification).await.expect(200);
    scene.work().await;
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);
    (order, payment)
}

#[tokio::test]
async fn an_open_attempt_ends_with_its_order() {
    let scene = Scene::set().await;
    for (status, expected, at_gateway) in [
        (OrderStatus::Cancelled, "cancelled", "cancel"),
        (OrderStatus::Expired, "expired", "expire"),
    ] {
        let order = scene.order().await;
        let payment = scene
            .start(&order, "key", &json!({ "method": "qris" }))
            .await
            .expect(201);
        let ended = scene.end(&order, status).await;
        for _ in 0..2 {
            scene.process(&ended).await.unwrap();
        }
        assert_eq!(scene.statuses(&order).await, [expected]);
        assert_eq!(
            scene.at_gateway(&payment).await["transaction_status"],
            at_gateway
        );
    }
}

#[tokio::test]
async fn money_that_comes_after_the_end_goes_back_once() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let payment = scene.started(&order).await;
    let ended = scene.end(&order, OrderStatus::Expired).await;
    scene.process(&ended).await.unwrap();
    assert_eq!(scene.statuses(&order).await, ["expired"]);

    // The page was still open somewhere.
    let notification = scene.pay(&payment, "gopay").await;
    scene.notify(&notification).await.expect(200);
    scene.work().await;
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);

    let not_needed = scene.not_needed(&order, &payment).await;
    for _ in 0..5 {
        scene.process(&not_needed).await.unwrap();
        scene.process(&ended).await.unwrap();
    }
    let payments = scene.payments(&order).await;
    assert_eq!(payments["items"][0]["status"], "refunded");
    assert_eq!(payments["refunds"].as_array().unwrap().len(), 1);
    assert_eq!(payments["refunds"][0]["status"], "succeeded");
    assert_eq!(payments["refunds"][0]["amount"]["amount"], 25_000);
    assert_eq!(payments["refunds"][0]["reason"], "order_expired");
    let known = scene.at_gateway(&payment).await;
    assert_eq!(
        (&known["transaction_status"], &known["refund_amount"]),
        (&json!("refund"), &json!("25000.00"))
    );
    let told = scene.told(REFUNDED).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["route"], "original_method");
    assert_eq!(told[0]["customer"]["language"], "id");

    // Midtrans tells of its refund: nothing new.
    let notification = scene.at_gateway(&payment).await;
    scene.notify(&notification).await.expect(200);
    scene.work().await;
    assert_eq!(scene.statuses(&order).await, ["refunded"]);
}

#[tokio::test]
async fn a_transfer_is_given_back_by_hand() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "bank_transfer").await;
    scene.end(&order, OrderStatus::Cancelled).await;
    let not_needed = scene.not_needed(&order, &payment).await;
    for _ in 0..2 {
        scene.process(&not_needed).await.unwrap();
    }
    let payments = scene.payments(&order).await;
    assert_eq!(payments["items"][0]["status"], "succeeded");
    assert_eq!(payments["refunds"][0]["status"], "manual");
    assert_eq!(payments["refunds"][0]["reason"], "order_cancelled");
    let told = scene.told(REFUNDED).await;
    assert_eq!(
        (told.len(), &told[0]["route"]),
        (1, &json!("bank_transfer"))
    );
}

#[tokio::test]
async fn a_cancelled_order_gives_back_every_payment_it_has() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let first = scene.started(&order).await;
    let second = scene
        .start(&order, "second", &json!({ "method": "qris" }))
        .await
        .expect(201);
    // The first page was still open somewhere, and somebody else pays there too.
    for payment in [&second, &first] {
        let notification = scene.pay(payment, "qris").await;
        scene.notify(&notification).await.expect(200);
        scene.work().await;
    }
    assert_eq!(scene.statuses(&order).await, ["succeeded", "succeeded"]);

    let ended = scene.end(&order, OrderStatus::Cancelled).await;
    for _ in 0..3 {
        scene.process(&ended).await.unwrap();
    }
    assert_eq!(scene.statuses(&order).await, ["refunded", "refunded"]);
    assert_eq!(scene.told(REFUNDED).await.len(), 2);
    for payment in [&first, &second] {
        assert_eq!(
            scene.at_gateway(payment).await["transaction_status"],
            "refund"
        );
    }
}

#[tokio::test]
async fn a_payment_in_the_moment_of_the_end_is_found_and_goes_back() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let payment = scene
        .start(&order, "key", &json!({ "method": "qris" }))
        .await
        .expect(201);
    scene.pay(&payment, "qris").await;
    // The end is handled before the notification has come.
    let ended = scene.end(&order, OrderStatus::Expired).await;
    scene.process(&ended).await.unwrap();
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);
    assert_eq!(
        scene
            .told("sayur.payments.payment_succeeded.v1")
            .await
            .len(),
        1
    );
    // The order context answers that with what it cannot use.
    let not_needed = scene.not_needed(&order, &payment).await;
    scene.process(&not_needed).await.unwrap();
    assert_eq!(scene.statuses(&order).await, ["refunded"]);
}

#[tokio::test]
async fn twenty_deliveries_at_once_give_back_once() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "qris").await;
    let ended = scene.end(&order, OrderStatus::Cancelled).await;
    let not_needed = scene.not_needed(&order, &payment).await;
    let app = scene.stage.app();
    let handled: Vec<_> = (0..20)
        .map(|turn| {
            let event = if turn % 2 == 0 {
                ended.clone()
            } else {
                not_needed.clone()
            };
            tokio::spawn(payments::process_payment_event::handle(app, event))
        })
        .collect();
    for outcome in handled {
        outcome.await.unwrap().unwrap();
    }
    let payments = scene.payments(&order).await;
    assert_eq!(payments["refunds"].as_array().unwrap().len(), 1);
    assert_eq!(payments["items"][0]["status"], "refunded");
    assert_eq!(scene.told(REFUNDED).await.len(), 1);
    assert_eq!(
        scene.at_gateway(&payment).await["refunds"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn a_refund_that_was_cut_short_is_finished_and_not_made_again() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "qris").await;
    scene.end(&order, OrderStatus::Expired).await;
    let not_needed = scene.not_needed(&order, &payment).await;
    scene.process(&not_needed).await.unwrap();
    // As if the function had died after the gateway's yes.
    let cut = "update payments.refunds set status = 'requested'; delete from platform.inbox;
        update payments.payments set status = 'succeeded';
        delete from platform.outbox where event->>'type' = 'sayur.payments.payment_refunded.v1'";
    scene.shop.client().batch_execute(cut).await.unwrap();
    scene.process(&not_needed).await.unwrap();
    assert_eq!(
        scene.payments(&order).await["refunds"][0]["status"],
        "succeeded"
    );
    assert_eq!(
        scene.at_gateway(&payment).await["refunds"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(scene.told(REFUNDED).await.len(), 1);
}

#[tokio::test]
async fn a_gateway_that_is_away_leaves_the_refund_for_the_next_delivery() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "qris").await;
    scene.end(&order, OrderStatus::Expired).await;
    let not_needed = scene.not_needed(&order, &payment).await;
    let away = scene.without_gateway();
    let failed = payments::process_payment_event::handle(away.app(), not_needed.clone()).await;
    assert_eq!(failed.unwrap_err().code(), "payment_gateway_unavailable");
    assert_eq!(
        scene.payments(&order).await["refunds"][0]["status"],
        "requested"
    );
    scene.process(&not_needed).await.unwrap();
    assert_eq!(
        text(&scene.payments(&order).await["refunds"][0]["status"]),
        "succeeded"
    );
}

#[tokio::test]
async fn an_order_that_goes_on_keeps_its_payment() {
    let scene = Scene::set().await;
    let (order, _) = paid(&scene, "qris").await;
    for status in [
        OrderStatus::Confirmed,
        OrderStatus::Picking,
        OrderStatus::Delivered,
    ] {
        let moved = scene.end(&order, status).await;
        scene.process(&moved).await.unwrap();
    }
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);
    assert_eq!(scene.payments(&order).await["refunds"], json!([]));
}
