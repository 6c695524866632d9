//! A gateway that loses calls, answers and notifications: each fault alone, against the real adapter and handlers.

use crate::scene::{Placed, Scene, text};
use domain::events::Event;
use domain::orders::OrderStatus;
use serde_json::{Value, json};

const QRIS: &str = "qris";
const SUCCEEDED: &str = "sayur.payments.payment_succeeded.v1";
const REFUNDED: &str = "sayur.payments.payment_refunded.v1";

fn qris() -> Value {
    json!({ "method": "qris" })
}

/// A call that gets no answer: its connection breaks.
fn lost(fault: &str, on: &str) -> Value {
    json!({ "fault": fault, "on": on, "milliseconds": 0 })
}

/// An order with an open QRIS payment.
async fn open(scene: &Scene) -> (Placed, Value) {
    let order = scene.order().await;
    let payment = scene.start(&order, "open", &qris()).await.expect(201);
    (order, payment)
}

/// The event that an order has ended after it was paid.
async fn ended(scene: &Scene, order: &Placed, payment: &Value) -> Event {
    let notification = scene.pay(payment, QRIS).await;
    scene.notify(&notification).await.expect(200);
    scene.work().await;
    assert_eq!(scene.statuses(order).await, ["succeeded"]);
    scene.end(order, OrderStatus::Cancelled).await
}

#[tokio::test]
async fn an_attempt_whose_call_was_lost_is_taken_up_again_and_charged_once() {
    let scene = Scene::set().await;
    for fault in [
        lost("timeout_before", "charge"),
        lost("timeout_after", "charge"),
        json!({ "fault": "error", "on": "charge" }),
    ] {
        let order = scene.order().await;
        let wish = json!({ "method": "bank_transfer", "bank": "bca" });
        scene.plan(&fault).await;
        scene
            .start(&order, "key", &wish)
            .await
            .expect_problem(503, "payment_gateway_unavailable");
        let payment = scene.start(&order, "key", &wish).await.expect(201);
        assert_eq!(payment["gateway_reference"], format!("{}-1", order.code));
        assert!(payment["va_number"].is_string());
        let known = scene.all_at_gateway(&payment).await;
        assert_eq!(known.len(), 1, "{fault}");
        assert_eq!(known[0]["va_numbers"][0]["va_number"], payment["va_number"]);

        let notification = scene.pay(&payment, "bank_transfer").await;
        scene.notify(&notification).await.expect(200);
        scene.work().await;
        assert_eq!(scene.statuses(&order).await, ["succeeded"], "{fault}");
    }
}

#[tokio::test]
async fn a_page_that_was_lost_is_opened_again_for_the_same_attempt() {
    let scene = Scene::set().await;
    for fault in ["timeout_before", "timeout_after"] {
        let order = scene.order().await;
        scene.plan(&lost(fault, "snap")).await;
        let snap = json!({ "method": "snap" });
        scene
            .start(&order, "key", &snap)
            .await
            .expect_problem(503, "payment_gateway_unavailable");
        let payment = scene.start(&order, "key", &snap).await.expect(201);
        let notification = scene.pay(&payment, QRIS).await;
        scene.notify(&notification).await.expect(200);
        scene.work().await;
        assert_eq!(scene.statuses(&order).await, ["succeeded"], "{fault}");
    }
}

#[tokio::test]
async fn a_question_is_asked_again_and_then_by_the_queue() {
    let scene = Scene::set().await;
    for fault in [
        lost("timeout_before", "status"),
        json!({ "fault": "error", "on": "status" }),
    ] {
        let (order, payment) = open(&scene).await;
        let notification = scene.pay(&payment, QRIS).await;
        scene.notify(&notification).await.expect(200);
        let event = scene.queued().await.remove(0);
        // Once and again: the event is to come again.
        for _ in 0..2 {
            scene.plan(&fault).await;
        }
        let failed = scene.process(&event).await.unwrap_err();
        assert_eq!(failed.code(), "payment_gateway_unavailable");
        assert_eq!(scene.statuses(&order).await, ["pending"]);
        // Once: nobody notices.
        scene.plan(&fault).await;
        scene.work().await;
        assert_eq!(scene.statuses(&order).await, ["succeeded"], "{fault}");
    }
    assert_eq!(scene.told(SUCCEEDED).await.len(), 2);
}

#[tokio::test]
async fn another_way_to_pay_is_opened_only_once_the_one_before_is_known_to_be_over() {
    let scene = Scene::set().await;
    for fault in [
        lost("timeout_before", "cancel"),
        lost("timeout_after", "cancel"),
        json!({ "fault": "error", "on": "cancel" }),
    ] {
        let (order, first) = open(&scene).await;
        scene.plan(&fault).await;
        let second = scene
            .start(&order, "second", &json!({ "method": "gopay" }))
            .await
            .expect(201);
        assert_eq!(scene.statuses(&order).await, ["cancelled", "pending"]);
        for (payment, status) in [(&first, "cancel"), (&second, "pending")] {
            let known = scene.at_gateway(payment).await;
            assert_eq!(known["transaction_status"], status, "{fault}");
        }
    }
    // The gateway stays away: nothing is opened beside what may still be paid.
    let (order, first) = open(&scene).await;
    for _ in 0..2 {
        scene.plan(&lost("timeout_before", "cancel")).await;
    }
    scene
        .start(&order, "second", &json!({ "method": "gopay" }))
        .await
        .expect_problem(503, "payment_gateway_unavailable");
    assert_eq!(scene.statuses(&order).await, ["pending"]);
    assert_eq!(
        scene.at_gateway(&first).await["transaction_status"],
        "pending"
    );
}

#[tokio::test]
async fn a_refund_whose_call_or_answer_was_lost_is_made_once() {
    let scene = Scene::set().await;
    for fault in [
        lost("timeout_before", "refund"),
        lost("timeout_after", "refund"),
        json!({ "fault": "error", "on": "refund" }),
    ] {
        for times in 1..=2 {
            let (order, payment) = open(&scene).await;
            let ended = ended(&scene, &order, &payment).await;
            for _ in 0..times {
                scene.plan(&fault).await;
            }
            let first = scene.process(&ended).await;
            assert_eq!(first.is_ok(), times == 1, "{fault}");
            scene.process(&ended).await.unwrap();
            assert_eq!(scene.statuses(&order).await, ["refunded"], "{fault}");
            let known = scene.at_gateway(&payment).await;
            assert_eq!(known["refund_amount"], "25000.00");
            assert_eq!(known["refunds"].as_array().unwrap().len(), 1, "{fault}");
        }
    }
    assert_eq!(scene.told(REFUNDED).await.len(), 6);
}

#[tokio::test]
async fn a_card_that_is_given_back_before_it_settled_is_refunded_whoever_tells_of_it_first() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let card = json!({ "method": "card" });
    let payment = scene.start(&order, "card", &card).await.expect(201);
    let captured = json!({ "transaction_status": "capture", "payment_type": "credit_card" });
    let notification = scene.simulate(&payment, &captured).await;
    scene.notify(&notification).await.expect(200);
    scene.work().await;
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);

    let ended = scene.end(&order, OrderStatus::Cancelled).await;
    // The cancellation is done, its answer and every question after it are lost.
    scene.plan(&lost("timeout_after", "cancel")).await;
    scene.plan(&lost("timeout_before", "cancel")).await;
    scene.process(&ended).await.unwrap_err();
    let cancelled = scene.at_gateway(&payment).await;
    assert_eq!(cancelled["transaction_status"], "cancel");
    scene.notify(&cancelled).await.expect(200);
    scene.work().await;
    assert_eq!(scene.statuses(&order).await, ["refunded"]);
    assert_eq!(
        scene.told("sayur.payments.payment_reversed.v1").await.len(),
        0
    );
    scene.process(&ended).await.unwrap();
    let payments = scene.payments(&order).await;
    assert_eq!(payments["refunds"][0]["status"], "succeeded");
    assert_eq!(scene.told(REFUNDED).await.len(), 1);
}

#[tokio::test]
async fn a_notification_that_is_sent_twice_or_late_has_one_effect() {
    let scene = Scene::with_notifications().await;
    for fault in [
        json!({ "fault": "duplicated", "on": "settlement" }),
        json!({ "fault": "delayed", "on": "settlement", "milliseconds": 50 }),
    ] {
        let (order, payment) = open(&scene).await;
        scene.plan(&fault).await;
        scene.pay(&payment, QRIS).await;
        scene.delivered(&payment, "settlement").await;
        scene.work().await;
        assert_eq!(scene.statuses(&order).await, ["succeeded"], "{fault}");
        let kept = scene.kept(&payment, "settlement").await;
        assert_eq!(kept, 1, "{fault}");
    }
    assert_eq!(scene.told(SUCCEEDED).await.len(), 2);
}

#[tokio::test]
async fn notifications_in_the_wrong_order_do_not_move_a_payment_back() {
    let scene = Scene::with_notifications().await;
    let order = scene.order().await;
    let payment = scene.started(&order).await;
    scene
        .plan(&json!({ "fault": "out_of_order", "on": "pending" }))
        .await;
    let picked = json!({ "transaction_status": "pending", "payment_type": QRIS });
    scene.simulate(&payment, &picked).await;
    scene.pay(&payment, QRIS).await;
    scene.delivered(&payment, "pending").await;
    let order_of_arrival = "select body::jsonb->>'transaction_status' from payments.gateway_events order by received_at, id";
    let rows = scene
        .shop
        .client()
        .query(order_of_arrival, &[])
        .await
        .unwrap();
    let arrived: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(arrived, ["settlement", "pending"]);
    scene.work().await;
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);
    assert_eq!(scene.told(SUCCEEDED).await.len(), 1);
}

#[tokio::test]
async fn money_whose_notification_was_dropped_is_found_by_the_next_question() {
    let scene = Scene::with_notifications().await;
    let dropped = json!({ "fault": "dropped", "on": "settlement" });

    // The shopper tries another way to pay.
    let (order, payment) = open(&scene).await;
    scene.plan(&dropped).await;
    scene.pay(&payment, QRIS).await;
    assert_eq!(scene.statuses(&order).await, ["pending"]);
    scene
        .start(&order, "second", &json!({ "method": "gopay" }))
        .await
        .expect_problem(409, "order_not_payable");
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);

    // Nobody tries anything, and the order's time runs out.
    let (order, payment) = open(&scene).await;
    scene.plan(&dropped).await;
    scene.pay(&payment, QRIS).await;
    let expired = scene.end(&order, OrderStatus::Expired).await;
    scene.process(&expired).await.unwrap();
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);
    assert_eq!(scene.kept(&payment, "settlement").await, 0);
    let not_needed = scene.not_needed(&order, &payment).await;
    scene.process(&not_needed).await.unwrap();
    assert_eq!(scene.statuses(&order).await, ["refunded"]);
    assert_eq!(
        text(&scene.at_gateway(&payment).await["refund_amount"]),
        "25000.00"
    );
}
