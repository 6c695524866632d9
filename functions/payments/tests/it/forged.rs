//! Forged notifications of every kind: each is refused, or kept and not believed, and moves nothing.

use crate::scene::{Placed, Scene, text};
use payments::midtrans_webhook;
use serde_json::{Value, json};
use sha2::{Digest, Sha512};
use testkit::{Call, hex};

const KEY: &str = "SB-Mid-server-test";

/// As Midtrans signs.
fn signed(mut notification: Value, key: &str) -> Value {
    let field = |name: &str| text(&notification[name]).to_owned();
    let said = field("order_id") + &field("status_code") + &field("gross_amount") + key;
    notification["signature_key"] = json!(hex(Sha512::digest(said.as_bytes())));
    notification
}

/// The notification, with some fields otherwise.
fn with(notification: &Value, fields: &Value) -> Value {
    let mut changed = notification.clone();
    for (name, value) in fields.as_object().unwrap() {
        changed[name] = value.clone();
    }
    changed
}

/// Two orders whose payments wait, and a true notification that the first one does.
struct Stage {
    scene: Scene,
    orders: [Placed; 2],
    payments: [Value; 2],
    truth: Value,
}

impl Stage {
    async fn set() -> Self {
        let scene = Scene::set().await;
        let orders = [scene.order().await, scene.order().await];
        let mut payments = [Value::Null, Value::Null];
        let mut truth = Value::Null;
        for (payment, order) in payments.iter_mut().zip(&orders).rev() {
            *payment = scene.started(order).await;
            let wish = json!({ "transaction_status": "pending", "payment_type": "qris" });
            truth = scene.simulate(payment, &wish).await;
        }
        Self {
            scene,
            orders,
            payments,
            truth,
        }
    }

    /// Whatever was kept is handled; both payments still wait, and nobody was told anything.
    async fn moved_nothing(&self, what: &str) {
        self.scene.work().await;
        for order in &self.orders {
            assert_eq!(self.scene.statuses(order).await, ["pending"], "{what}");
            let books = self.scene.payments(order).await;
            assert_eq!(books["refunds"], json!([]), "{what}");
        }
        let told = self.scene.told("sayur.payments.payment_succeeded.v1").await;
        assert!(told.is_empty(), "{what}");
    }
}

#[tokio::test]
async fn a_notification_that_midtrans_has_not_signed_is_refused() {
    let stage = Stage::set().await;
    let truth = &stage.truth;
    let paid = with(
        truth,
        &json!({ "transaction_status": "settlement", "status_code": "200" }),
    );
    let other = text(&stage.payments[1]["gateway_reference"]);
    for (what, forged) in [
        ("another key", signed(paid.clone(), "SB-Mid-server-other")),
        ("no key", signed(paid.clone(), "")),
        ("the code changed", paid.clone()),
        (
            "the amount changed",
            with(truth, &json!({ "gross_amount": "1.00" })),
        ),
        (
            "the amount in another form",
            with(truth, &json!({ "gross_amount": "25000" })),
        ),
        ("another order", with(truth, &json!({ "order_id": other }))),
        (
            "the signature cut short",
            with(
                truth,
                &json!({ "signature_key": &text(&truth["signature_key"])[1..] }),
            ),
        ),
        (
            "no signature in it",
            with(truth, &json!({ "signature_key": "" })),
        ),
    ] {
        let answer = stage.scene.notify(&forged).await;
        assert_eq!(answer.status, 401, "{what}: {}", answer.body);
        answer.expect_problem(401, "invalid_signature");
        stage.moved_nothing(what).await;
    }
    assert_eq!(stage.scene.shop.count("payments.gateway_events").await, 0);
}

#[tokio::test]
async fn a_true_signature_vouches_for_nothing_that_it_does_not_cover() {
    let stage = Stage::set().await;
    let truth = &stage.truth;
    for (what, fields) in [
        ("status", json!({ "transaction_status": "settlement" })),
        (
            "status and fraud",
            json!({ "transaction_status": "capture", "fraud_status": "accept" }),
        ),
        (
            "deny",
            json!({ "transaction_status": "deny", "fraud_status": "deny" }),
        ),
        (
            "refund",
            json!({ "transaction_status": "refund", "refund_amount": "25000.00" }),
        ),
        (
            "merchant",
            json!({ "transaction_status": "settlement", "merchant_id": "G999999999" }),
        ),
        (
            "currency",
            json!({ "transaction_status": "settlement", "currency": "USD" }),
        ),
        (
            "transaction",
            json!({ "transaction_status": "settlement", "transaction_id": "another" }),
        ),
        (
            "more fields",
            json!({ "transaction_status": "settlement", "amount": 25_000, "paid": true }),
        ),
    ] {
        stage.scene.notify(&with(truth, &fields)).await.expect(200);
        stage.moved_nothing(what).await;
    }
    // Were the key ever to leak, or Midtrans to err: it is asked all the same.
    for (what, fields) in [
        (
            "paid",
            json!({ "status_code": "200", "transaction_status": "settlement" }),
        ),
        (
            "another amount",
            json!({ "gross_amount": "1.00", "transaction_status": "settlement" }),
        ),
    ] {
        let forged = signed(with(truth, &fields), KEY);
        stage.scene.notify(&forged).await.expect(200);
        stage.moved_nothing(what).await;
    }
    let unknown = signed(with(truth, &json!({ "order_id": "SYR-00000000-1" })), KEY);
    stage
        .scene
        .notify(&unknown)
        .await
        .expect_problem(404, "payment_not_found");
    stage.moved_nothing("an order of nobody").await;
}

#[tokio::test]
async fn what_is_no_notification_is_refused() {
    let stage = Stage::set().await;
    let truth = stage.truth.to_string();
    let twice = truth.replacen('{', "{\"order_id\":\"SYR-00000000-1\",", 1);
    let number = with(&stage.truth, &json!({ "gross_amount": 25_000 })).to_string();
    let huge = with(&stage.truth, &json!({ "note": "x".repeat(300_000) })).to_string();
    let deep = "[".repeat(100_000);
    for (what, body, status, code) in [
        ("nothing", "", 400, "malformed_request"),
        ("an empty object", "{}", 400, "malformed_request"),
        ("a list", "[]", 400, "malformed_request"),
        (
            "cut short",
            &truth[..truth.len() - 1],
            400,
            "malformed_request",
        ),
        (
            "two in one",
            &format!("{truth}{truth}"),
            400,
            "malformed_request",
        ),
        ("a field twice", &twice, 400, "malformed_request"),
        ("a number for a text", &number, 400, "malformed_request"),
        (
            "a form",
            "order_id=1&status_code=200",
            400,
            "malformed_request",
        ),
        ("very deep", &deep, 400, "malformed_request"),
        ("huge", &huge, 413, "body_too_large"),
    ] {
        let answer = stage.scene.notify_text(body).await;
        assert_eq!(answer.status, status, "{what}: {}", answer.body);
        answer.expect_problem(status, code);
        stage.moved_nothing(what).await;
    }
    let no_text = Call::post("/v1/webhooks/midtrans").bytes(&[0xff, 0xfe, b'{']);
    let answer = no_text.send(stage.scene.stage.app(), midtrans_webhook::handle);
    answer.await.expect_problem(400, "malformed_request");
    assert_eq!(stage.scene.shop.count("payments.gateway_events").await, 0);
}

#[tokio::test]
async fn an_old_notification_that_is_sent_again_moves_nothing() {
    let stage = Stage::set().await;
    let (scene, order) = (&stage.scene, &stage.orders[0]);
    let paid = scene.pay(&stage.payments[0], "qris").await;
    scene.notify(&paid).await.expect(200);
    scene.work().await;
    assert_eq!(scene.statuses(order).await, ["succeeded"]);
    let due = scene.due(order, 25_000, "all").await;
    scene.process(&due).await.unwrap();
    assert_eq!(scene.statuses(order).await, ["refunded"]);
    // With a blank more it is another message to whoever looks at bytes.
    for again in [
        stage.truth.to_string(),
        paid.to_string(),
        format!("{paid} "),
        format!("{} ", stage.truth),
    ] {
        for _ in 0..3 {
            scene.notify_text(&again).await.expect(200);
            scene.work().await;
            assert_eq!(scene.statuses(order).await, ["refunded"]);
        }
    }
    assert_eq!(
        scene
            .told("sayur.payments.payment_succeeded.v1")
            .await
            .len(),
        1
    );
    assert_eq!(
        scene.told("sayur.payments.payment_refunded.v1").await.len(),
        1
    );
    let known = scene.at_gateway(&stage.payments[0]).await;
    assert_eq!(known["refunds"].as_array().unwrap().len(), 1);
}
