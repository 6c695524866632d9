//! Refunds that a gateway refuses for good, and payouts whose money the customer has already.

use crate::desk::{complete, completing, money, payouts, refund, staff};
use crate::ended_orders::paid;
use crate::scene::{Scene, text};
use domain::events::Event;
use domain::identity::Permission::PaymentsRefund;
use domain::orders::OrderStatus;
use domain::payments::ports::{RefundOutcome, Written};
use domain::payments::{Payments, RefundStatus};
use domain::{Clock, SystemClock};
use payments::complete_payout;
use postgres::PgPayments;
use serde_json::{Value, json};

const REFUNDED: &str = "sayur.payments.payment_refunded.v1";

fn part(amount: i64) -> Value {
    json!({ "amount": money(amount), "reason": "Terlambat" })
}

fn refused() -> Value {
    json!({ "fault": "refused", "on": "refund" })
}

/// The bank takes the money back, and Midtrans tells of it.
async fn reverse(scene: &Scene, payment: &Value) -> Event {
    let denied = scene
        .simulate(payment, &json!({ "transaction_status": "deny" }))
        .await;
    scene.notify(&denied).await.expect(200);
    scene.queued().await.pop().unwrap()
}

#[tokio::test]
async fn what_a_gateway_refuses_for_good_staff_transfer() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "qris").await;
    let token = staff(&scene, &[PaymentsRefund]);
    scene.plan(&refused()).await;
    refund(&scene, &payment, "key", &token, &part(3_000))
        .await
        .expect(201);
    let asked = scene.queued().await.pop().unwrap();
    for _ in 0..3 {
        scene.process(&asked).await.unwrap();
        scene.pass(&order, 20).await;
        scene.reconcile().await;
    }
    // The queue has let go of it, though the gateway would do it now.
    let known = scene.at_gateway(&payment).await;
    assert_eq!(known["transaction_status"], "settlement");
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);
    let shown = scene.payments(&order).await;
    assert_eq!(shown["refunds"][0]["status"], "manual");
    let told = scene.told(REFUNDED).await;
    assert_eq!(
        (told.len(), &told[0]["route"]),
        (1, &json!("bank_transfer"))
    );

    // The money is set aside for the transfer.
    refund(&scene, &payment, "more", &token, &part(22_001))
        .await
        .expect_problem(409, "refund_above_payment");
    let open = payouts(&scene, &token, "").await.expect(200);
    let task = &open["items"][0];
    assert_eq!(
        (&task["amount"], &task["failure"], &task["withdrawn_at"]),
        (&money(3_000), &json!("412"), &Value::Null)
    );
    let proof = json!({ "reference": "BCA-0007" });
    complete(&scene, text(&task["id"]), &token, &proof)
        .await
        .expect(200);
    assert_eq!(scene.statuses(&order).await, ["partially_refunded"]);
}

#[tokio::test]
async fn an_order_that_ends_gives_back_by_hand_what_its_gateway_refuses() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "gopay").await;
    let ended = scene.end(&order, OrderStatus::Cancelled).await;
    scene.plan(&refused()).await;
    for _ in 0..3 {
        scene.process(&ended).await.unwrap();
    }
    let shown = scene.payments(&order).await;
    assert_eq!(shown["refunds"][0]["status"], "manual");
    let known = scene.at_gateway(&payment).await;
    assert_eq!(known["transaction_status"], "settlement");
    assert_eq!(scene.told(REFUNDED).await.len(), 1);
}

#[tokio::test]
async fn what_went_back_at_the_gateway_already_is_not_given_back_again() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "qris").await;
    let token = staff(&scene, &[PaymentsRefund]);
    // By hand, on Midtrans's own page; its notification is lost.
    scene
        .simulate(&payment, &json!({ "transaction_status": "refund" }))
        .await;
    refund(&scene, &payment, "key", &token, &part(25_000))
        .await
        .expect(201);
    let asked = scene.queued().await.pop().unwrap();
    for _ in 0..3 {
        scene.process(&asked).await.unwrap();
    }
    assert_eq!(scene.statuses(&order).await, ["refunded"]);
    let shown = scene.payments(&order).await;
    assert_eq!(shown["refunds"][0]["status"], "failed");
    assert!(scene.told(REFUNDED).await.is_empty());
    let open = payouts(&scene, &token, "").await.expect(200);
    assert_eq!(open["items"], json!([]));
    let withdrawn = payouts(&scene, &token, "status=withdrawn")
        .await
        .expect(200);
    let task = &withdrawn["items"][0];
    assert_eq!(task["failure"], "payment_refunded");
    assert!(task["withdrawn_at"].is_string());
    assert_eq!(set_aside(&scene).await, 0);
}

/// What the shop has set aside of its one payment.
async fn set_aside(scene: &Scene) -> i64 {
    let sum = "select sum(refunding)::bigint from payments.payments";
    let row = scene.shop.client().query_one(sum, &[]).await.unwrap();
    row.get(0)
}

#[tokio::test]
async fn a_part_of_a_card_goes_back_once_that_is_settled() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let card = json!({ "method": "card" });
    let payment = scene.start(&order, "card", &card).await.expect(201);
    let captured = json!({ "transaction_status": "capture", "payment_type": "credit_card" });
    let notification = scene.simulate(&payment, &captured).await;
    scene.notify(&notification).await.expect(200);
    scene.work().await;
    let token = staff(&scene, &[PaymentsRefund]);
    refund(&scene, &payment, "key", &token, &part(3_000))
        .await
        .expect(201);
    scene.work().await;
    let shown = scene.payments(&order).await;
    assert_eq!(shown["refunds"][0]["status"], "requested");
    assert!(scene.told(REFUNDED).await.is_empty());

    let settled = json!({ "transaction_status": "settlement" });
    scene.simulate(&payment, &settled).await;
    scene.pass(&order, 20).await;
    scene.reconcile().await;
    let shown = scene.payments(&order).await;
    assert_eq!(shown["refunds"][0]["status"], "succeeded");
    assert_eq!(scene.statuses(&order).await, ["partially_refunded"]);
}

#[tokio::test]
async fn a_payout_of_money_that_was_taken_back_is_withdrawn() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "bank_transfer").await;
    let token = staff(&scene, &[PaymentsRefund]);
    for (key, amount) in [("one", 3_000), ("two", 4_000)] {
        refund(&scene, &payment, key, &token, &part(amount))
            .await
            .expect(201);
        scene.work().await;
    }
    let open = payouts(&scene, &token, "").await.expect(200);
    let (first, second) = (text(&open["items"][0]["id"]), text(&open["items"][1]["id"]));
    let proof = json!({ "reference": "BCA-0007" });
    complete(&scene, first, &token, &proof).await.expect(200);

    let told = reverse(&scene, &payment).await;
    scene.process(&told).await.unwrap();
    assert_eq!(scene.statuses(&order).await, ["reversed"]);
    let open = payouts(&scene, &token, "").await.expect(200);
    assert_eq!(open["items"], json!([]));
    let closed = payouts(&scene, &token, "status=closed").await.expect(200);
    assert_eq!(closed["items"][0]["id"], first);
    let withdrawn = payouts(&scene, &token, "status=withdrawn")
        .await
        .expect(200);
    assert_eq!(withdrawn["items"].as_array().unwrap().len(), 1);
    let task = &withdrawn["items"][0];
    assert_eq!(
        (&task["id"], &task["failure"], &task["completion"]),
        (&json!(second), &json!("payment_reversed"), &Value::Null)
    );
    complete(&scene, second, &token, &proof)
        .await
        .expect_problem(409, "payout_withdrawn");
    // What was transferred before is gone; nothing else is.
    assert_eq!(set_aside(&scene).await, 3_000);
}

#[tokio::test]
async fn a_refund_that_is_overtaken_by_a_reversal_becomes_no_payout() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "bank_transfer").await;
    let token = staff(&scene, &[PaymentsRefund]);
    refund(&scene, &payment, "key", &token, &part(3_000))
        .await
        .expect(201);
    let asked = scene.queued().await.pop().unwrap();
    let store: &PgPayments = scene.stage.of("payments").app();
    let before = store.standing(&order.code).await.unwrap().unwrap();
    let told = reverse(&scene, &payment).await;
    scene.process(&told).await.unwrap();

    // Decided before the reversal, and written after it.
    let late = RefundOutcome {
        refund: &before.refunds[0],
        status: RefundStatus::Manual,
        failure: None,
        now: SystemClock.now(),
    };
    let written = store.settle_refund(&late, &[], None).await.unwrap();
    assert_eq!(written, Written::Stale);
    scene.process(&asked).await.unwrap();
    let shown = scene.payments(&order).await;
    assert_eq!(shown["refunds"][0]["status"], "failed");
    assert!(scene.told(REFUNDED).await.is_empty());
    assert_eq!(set_aside(&scene).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payout_that_is_closed_and_taken_back_at_once_is_one_of_the_two() {
    let scene = Scene::set().await;
    let token = staff(&scene, &[PaymentsRefund]);
    let proof = json!({ "reference": "BCA-0007" });
    for _ in 0..10 {
        let (order, payment) = paid(&scene, "bank_transfer").await;
        refund(&scene, &payment, "key", &token, &part(3_000))
            .await
            .expect(201);
        scene.work().await;
        let open = payouts(&scene, &token, "").await.expect(200);
        let id = text(&open["items"][0]["id"]).to_owned();
        let told = reverse(&scene, &payment).await;
        let closing = completing(&id, &token, &proof);
        let (closed, moved) = tokio::join!(
            closing.send(scene.stage.app(), complete_payout::handle),
            scene.process(&told),
        );
        moved.unwrap();
        assert_eq!(scene.statuses(&order).await, ["reversed"]);
        let shown = scene.payments(&order).await;
        let expected = if closed.status == 200 {
            "succeeded"
        } else {
            closed.expect_problem(409, "payout_withdrawn");
            "failed"
        };
        assert_eq!(shown["refunds"][0]["status"], expected);
        scene.work().await;
    }
}
