//! What Midtrans tells: kept once, and believed only after asking.

use crate::scene::{Scene, text};
use serde_json::json;

const REVERSED: &str = "sayur.payments.payment_reversed.v1";

#[tokio::test]
async fn a_forged_notification_is_refused_and_leaves_no_trace() {
    let scene = Scene::set().await;
    let payment = scene.started(&scene.order().await).await;
    let good = scene.pay(&payment, "qris").await;
    let mut wrong_amount = good.clone();
    wrong_amount["gross_amount"] = json!("1.00");
    let mut wrong_signature = good.clone();
    wrong_signature["signature_key"] = json!("0".repeat(128));
    for forged in [wrong_amount, wrong_signature] {
        scene
            .notify(&forged)
            .await
            .expect_problem(401, "invalid_signature");
    }
    for malformed in ["", "{}", "settlement", "[]"] {
        scene
            .notify_text(malformed)
            .await
            .expect_problem(400, "malformed_request");
    }
    assert_eq!(scene.shop.count("payments.gateway_events").await, 0);
    assert!(scene.queued().await.is_empty());
}

#[tokio::test]
async fn a_signed_notification_with_a_changed_status_is_not_believed() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let payment = scene.started(&order).await;
    let mut told = scene
        .simulate(
            &payment,
            &json!({ "transaction_status": "pending", "payment_type": "qris" }),
        )
        .await;
    // The signature covers the order, the code and the amount, and nothing else.
    told["transaction_status"] = json!("settlement");
    told["fraud_status"] = json!("accept");
    scene.notify(&told).await.expect(200);
    scene.work().await;
    assert_eq!(scene.statuses(&order).await, ["pending"]);
    assert!(
        scene
            .told("sayur.payments.payment_succeeded.v1")
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn another_amount_than_the_payments_is_not_accepted() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let payment = scene.started(&order).await;
    let notification = scene.pay(&payment, "qris").await;
    scene
        .shop
        .client()
        .execute("update payments.payments set amount = 26000", &[])
        .await
        .unwrap();
    scene.notify(&notification).await.expect(200);
    let event = scene.queued().await.remove(0);
    assert_eq!(
        scene.process(&event).await.unwrap_err().code(),
        "payment_mismatch"
    );
    assert_eq!(scene.statuses(&order).await, ["pending"]);
}

#[tokio::test]
async fn a_notification_about_no_payment_of_ours_is_not_found() {
    let scene = Scene::set().await;
    let payment = scene.started(&scene.order().await).await;
    let notification = scene.pay(&payment, "qris").await;
    scene
        .shop
        .client()
        .execute(
            "update payments.payments set gateway_reference = 'other'",
            &[],
        )
        .await
        .unwrap();
    scene
        .notify(&notification)
        .await
        .expect_problem(404, "payment_not_found");
    assert!(scene.queued().await.is_empty());
}

#[tokio::test]
async fn a_notification_that_comes_five_times_has_one_effect() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let payment = scene.started(&order).await;
    let notification = scene.pay(&payment, "gopay").await;
    for _ in 0..5 {
        assert_eq!(scene.notify(&notification).await.expect(200), json!({}));
    }
    assert_eq!(scene.shop.count("payments.gateway_events").await, 1);
    let queued = scene.queued().await;
    assert_eq!(queued.len(), 1);
    for _ in 0..5 {
        scene.process(&queued[0]).await.unwrap();
    }
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);
    assert_eq!(
        scene
            .told("sayur.payments.payment_succeeded.v1")
            .await
            .len(),
        1
    );
    let kept = scene
        .shop
        .client()
        .query_one("select body from payments.gateway_events", &[])
        .await
        .unwrap();
    assert_eq!(kept.get::<_, String>(0), notification.to_string());
    let forgotten = scene
        .shop
        .client()
        .execute("delete from payments.gateway_events", &[])
        .await;
    assert!(forgotten.is_err());
}

#[tokio::test]
async fn notifications_in_the_wrong_order_move_a_payment_forward_only() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let payment = scene.started(&order).await;
    let pending = scene
        .simulate(
            &payment,
            &json!({ "transaction_status": "pending", "payment_type": "qris" }),
        )
        .await;
    let settled = scene
        .simulate(&payment, &json!({ "transaction_status": "settlement" }))
        .await;
    for notification in [settled, pending] {
        scene.notify(&notification).await.expect(200);
        scene.work().await;
        assert_eq!(scene.statuses(&order).await, ["succeeded"]);
    }
    assert_eq!(scene.shop.count("payments.gateway_events").await, 2);
    assert_eq!(
        scene
            .told("sayur.payments.payment_succeeded.v1")
            .await
            .len(),
        1
    );
}

#[tokio::test]
async fn events_handled_at_once_confirm_once() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let payment = scene.started(&order).await;
    for wish in ["pending", "settlement"] {
        let told = scene
            .simulate(
                &payment,
                &json!({ "transaction_status": wish, "payment_type": "qris" }),
            )
            .await;
        scene.notify(&told).await.expect(200);
    }
    let (queued, app) = (scene.queued().await, scene.stage.app());
    let handled: Vec<_> = (0..20)
        .map(|turn| {
            let event = queued[turn % queued.len()].clone();
            tokio::spawn(payments::process_payment_event::handle(app, event))
        })
        .collect();
    for outcome in handled {
        // Whoever lost a race too often is told to come again.
        if let Err(problem) = outcome.await.unwrap() {
            assert_eq!(problem.code(), "unavailable");
        }
    }
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);
    assert_eq!(
        scene
            .told("sayur.payments.payment_succeeded.v1")
            .await
            .len(),
        1
    );
}

#[tokio::test]
async fn a_denied_payment_fails_and_a_settlement_that_is_denied_is_reversed() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let payment = scene.started(&order).await;
    for (wish, expected) in [("settlement", "succeeded"), ("deny", "reversed")] {
        let told = scene
            .simulate(
                &payment,
                &json!({ "transaction_status": wish, "payment_type": "qris" }),
            )
            .await;
        scene.notify(&told).await.expect(200);
        scene.work().await;
        assert_eq!(scene.statuses(&order).await, [expected]);
    }
    let reversed = scene.told(REVERSED).await;
    assert_eq!(reversed.len(), 1);
    assert_eq!(reversed[0]["order"], order.id.to_string());
    assert_eq!(reversed[0]["amount"]["amount"], 25_000);
    let order = scene.order().await;
    let payment = scene.started(&order).await;
    let denied = scene
        .simulate(
            &payment,
            &json!({ "transaction_status": "deny", "payment_type": "credit_card" }),
        )
        .await;
    scene.notify(&denied).await.expect(200);
    scene.work().await;
    assert_eq!(scene.statuses(&order).await, ["failed"]);
    assert_eq!(scene.told(REVERSED).await.len(), 1);
}

#[tokio::test]
async fn a_bank_that_takes_the_money_back_is_told_of_like_a_reversal() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let payment = scene.started(&order).await;
    for (wish, expected) in [("settlement", "succeeded"), ("chargeback", "charged_back")] {
        let wish = json!({ "transaction_status": wish, "payment_type": "qris" });
        let told = scene.simulate(&payment, &wish).await;
        for _ in 0..2 {
            scene.notify(&told).await.expect(200);
            scene.work().await;
        }
        assert_eq!(scene.statuses(&order).await, [expected]);
    }
    assert_eq!(scene.told(REVERSED).await.len(), 1);
}

#[tokio::test]
async fn what_is_told_of_another_merchants_payment_is_not_believed() {
    let mut scene = Scene::set().await;
    let order = scene.order().await;
    let payment = scene.started(&order).await;
    let notification = scene.pay(&payment, "qris").await;
    // The shop that the simulator works for.
    let ours = text(&notification["merchant_id"]).to_owned();
    let mut forged = notification.clone();
    forged["merchant_id"] = json!("G999999999");
    scene.stage = scene.stage.clone().with("MIDTRANS_MERCHANT_ID", &ours);
    scene
        .notify(&forged)
        .await
        .expect_problem(404, "payment_not_found");
    assert!(scene.queued().await.is_empty());
    scene.notify(&notification).await.expect(200);

    // The status that was asked for speaks of somebody else's money.
    let event = scene.queued().await.remove(0);
    let believer = scene.stage.clone();
    scene.stage = believer.clone().with("MIDTRANS_MERCHANT_ID", "G999999999");
    assert_eq!(
        scene.process(&event).await.unwrap_err().code(),
        "payment_gateway_unavailable"
    );
    assert_eq!(scene.statuses(&order).await, ["pending"]);
    scene.stage = believer;
    scene.work().await;
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);
}

#[tokio::test]
async fn an_outage_of_ours_is_told_so_that_midtrans_comes_again() {
    let scene = Scene::set().await;
    let payment = scene.started(&scene.order().await).await;
    let notification = scene.pay(&payment, "qris").await;
    let mut down = Scene::set().await;
    down.stage = down
        .stage
        .with("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing");
    down.notify(&notification)
        .await
        .expect_problem(503, "unavailable");
    assert!(text(&notification["signature_key"]).len() == 128);
}
