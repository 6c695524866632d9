//! Starting a payment: who may, for which orders, in which ways.

use crate::scene::{Placed, Scene, starting, text};
use domain::idempotency::{Idempotency, IdempotencyKey};
use domain::ids::UserId;
use domain::payments::{Attempt, GatewayName, Method, Payment, Payments};
use domain::{Clock, SystemClock};
use payments::{list_payments, start_payment};
use postgres::PgPayments;
use serde_json::{Value, json};
use std::error::Error;
use testkit::{Answer, Call};

fn snap() -> Value {
    json!({ "method": "snap" })
}

#[tokio::test]
async fn a_paid_page_moves_the_payment_and_tells_the_order_once() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let payment = scene.started(&order).await;
    assert_eq!(payment["status"], "pending");
    assert_eq!(payment["method"], "snap");
    assert_eq!(payment["gateway"], "midtrans");
    assert_eq!(
        payment["amount"],
        json!({ "amount": 25_000, "currency": "IDR" })
    );
    assert_eq!(payment["gateway_reference"], format!("{}-1", order.code));
    assert!(text(&payment["redirect_url"]).starts_with("http"));
    assert!(payment["expires_at"].is_string());

    let told = scene.told("sayur.payments.payment_started.v1").await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["order_code"], order.code.as_str());
    assert_eq!(told[0]["customer"]["email"], "siti@example.com");
    assert_eq!(
        told[0]["instructions"],
        json!({ "redirect_url": payment["redirect_url"] })
    );

    let notification = scene.pay(&payment, "qris").await;
    assert_eq!(scene.notify(&notification).await.expect(200), json!({}));
    scene.work().await;

    let payments = scene.payments(&order).await;
    assert_eq!(payments["items"].as_array().unwrap().len(), 1);
    assert_eq!(payments["items"][0]["status"], "succeeded");
    assert!(payments["items"][0]["paid_at"].is_string());
    let succeeded = scene.told("sayur.payments.payment_succeeded.v1").await;
    assert_eq!(succeeded.len(), 1);
    assert_eq!(succeeded[0]["order"], order.id.to_string());
    assert_eq!(succeeded[0]["payment"], payment["id"]);
    assert_eq!(succeeded[0]["amount"]["amount"], 25_000);
}

#[tokio::test]
async fn a_direct_charge_answers_with_what_is_needed_to_pay() {
    let scene = Scene::set().await;
    let transfer = json!({ "method": "bank_transfer", "bank": "bca" });
    let payment = scene
        .start(&scene.order().await, "a", &transfer)
        .await
        .expect(201);
    assert_eq!(
        (&payment["method"], &payment["bank"]),
        (&json!("bank_transfer"), &json!("bca"))
    );
    assert_eq!(text(&payment["va_number"]).len(), 11);

    let bill = json!({ "method": "bank_transfer", "bank": "mandiri" });
    let order = scene.order().await;
    let payment = scene.start(&order, "bill", &bill).await.expect(201);
    assert_eq!(payment["biller_code"], "70012");
    assert!(payment["bill_key"].is_string() && payment.get("va_number").is_none());
    // As it was written down.
    let again = scene.start(&order, "bill", &bill).await.expect(201);
    assert_eq!(again, payment);

    let card = json!({ "method": "card" });
    let payment = scene
        .start(&scene.order().await, "card", &card)
        .await
        .expect(201);
    assert_eq!(payment["method"], "card");
    assert!(payment["redirect_url"].is_string());

    let payment = scene
        .start(&scene.order().await, "b", &json!({ "method": "qris" }))
        .await
        .expect(201);
    assert!(text(&payment["qr"]).starts_with("http"));

    let payment = scene
        .start(&scene.order().await, "c", &json!({ "method": "gopay" }))
        .await
        .expect(201);
    assert!(payment["redirect_url"].is_string() && payment["qr"].is_string());
}

#[tokio::test]
async fn cash_waits_for_the_courier_and_no_gateway_is_called() {
    let scene = Scene::set().await;
    let order = scene.order_in("confirmed", "cod").await;
    let stage = scene.without_gateway();
    let payment = scene
        .start_on(&stage, &order, "cash", &json!({ "method": "cod" }))
        .await
        .expect(201);
    assert_eq!(
        (&payment["status"], &payment["gateway"]),
        (&json!("pending"), &json!("cod"))
    );
    assert_eq!(payment["expires_at"], Value::Null);
    assert!(payment.get("redirect_url").is_none());
    assert!(
        scene
            .told("sayur.payments.payment_started.v1")
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn an_order_is_paid_by_its_user_or_by_its_link_and_by_nobody_else() {
    let scene = Scene::set().await;
    let (order, other) = (scene.order().await, scene.order().await);
    let stranger = scene.stage.token(UserId::generate(&SystemClock), &[]);
    let start = async |order: &Placed, dress: &dyn Fn(Call) -> Call| -> Answer {
        dress(starting(order, "key", &snap()))
            .send(scene.stage.app(), start_payment::handle)
            .await
    };
    start(&order, &|call| call)
        .await
        .expect_problem(401, "authentication_required");
    start(&order, &|call| call.bearer("nonsense"))
        .await
        .expect_problem(401, "invalid_token");
    start(&order, &|call| call.bearer(&stranger))
        .await
        .expect_problem(404, "order_not_found");
    let foreign = other.link();
    start(&order, &|call| call.header("tracking-token", &foreign))
        .await
        .expect_problem(404, "order_not_found");
    start(&order, &|call| call.header("tracking-token", ""))
        .await
        .expect_problem(404, "order_not_found");
    let nowhere = Placed {
        id: order.id,
        code: "SYR-00000000".parse().unwrap(),
    };
    start(&nowhere, &|call| {
        call.header("tracking-token", order.link())
    })
    .await
    .expect_problem(404, "order_not_found");

    // The link is enough, also for somebody who is signed in as another.
    let by_link = |call: Call| {
        call.bearer(&stranger)
            .header("tracking-token", order.link())
    };
    let payment = start(&order, &by_link).await.expect(201);
    let path = format!("/v1/orders/{}/payments?token={}", order.code, order.link());
    let listed = Call::get(&path)
        .parameter("code", order.code.as_str())
        .send(scene.stage.app(), list_payments::handle)
        .await
        .expect(200);
    assert_eq!(listed["items"][0]["id"], payment["id"]);
    assert_eq!(listed["refunds"], json!([]));
    let listing = Call::get("/v1/orders/code/payments").parameter("code", order.code.as_str());
    listing
        .bearer(&stranger)
        .send(scene.stage.app(), list_payments::handle)
        .await
        .expect_problem(404, "order_not_found");
}

#[tokio::test]
async fn only_an_order_that_waits_for_it_is_paid() {
    let scene = Scene::set().await;
    for status in ["confirmed", "cancelled", "expired", "delivered"] {
        let order = scene.order_in(status, "midtrans").await;
        scene
            .start(&order, "key", &snap())
            .await
            .expect_problem(409, "order_not_payable");
    }
    let order = scene.order().await;
    let late = "update orders.orders set expires_at = now() - interval '1 second' where id = $1";
    scene
        .shop
        .client()
        .execute(late, &[&order.id.uuid()])
        .await
        .unwrap();
    scene
        .start(&order, "key", &snap())
        .await
        .expect_problem(409, "order_not_payable");
    let order = scene.order_in("delivered", "cod").await;
    scene
        .start(&order, "key", &json!({ "method": "cod" }))
        .await
        .expect_problem(409, "order_not_payable");
    assert_eq!(scene.shop.count("payments.payments").await, 0);
}

#[tokio::test]
async fn a_method_that_is_not_offered_is_refused() {
    let scene = Scene::set().await;
    let (online, cash) = (
        scene.order().await,
        scene.order_in("confirmed", "cod").await,
    );
    let stripe = scene.order_in("awaiting_payment", "stripe").await;
    for (order, method) in [
        (&online, "cod"),
        (&online, "shells"),
        (&cash, "snap"),
        (&cash, "card"),
        (&stripe, "snap"),
    ] {
        let refused = scene
            .start(order, "key", &json!({ "method": method }))
            .await;
        refused.expect_problem(422, "payment_method_not_supported");
    }
    for body in [
        json!({ "method": "bank_transfer" }),
        json!({ "method": "bank_transfer", "bank": "bank of moon" }),
        json!({ "method": "snap", "bank": "bca" }),
    ] {
        let refused = scene.start(&online, "key", &body).await;
        assert_eq!(refused.body["errors"][0]["pointer"], "/bank");
        refused.expect_problem(422, "validation_failed");
    }
    let unknown = scene
        .start(&online, "key", &json!({ "method": "snap", "amount": 1 }))
        .await;
    unknown.expect_problem(400, "malformed_request");
    assert_eq!(scene.shop.count("payments.payments").await, 0);
}

#[tokio::test]
async fn an_order_is_not_tried_without_end() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let qris = json!({ "method": "qris" });
    for number in 0..20 {
        let key = format!("key-{number}");
        scene.start(&order, &key, &qris).await.expect(201);
    }
    scene
        .start(&order, "one-more", &qris)
        .await
        .expect_problem(409, "too_many_payment_attempts");
    // The last one is still good, and told again.
    let last = scene.start(&order, "key-19", &qris).await.expect(201);
    assert_eq!(last["status"], "pending");
    let told = scene.told("sayur.payments.payment_started.v1").await;
    assert_eq!(told.len(), 20);
}

#[tokio::test]
async fn what_owes_nothing_is_not_paid_and_no_row_of_it_gets_into_the_log() {
    let scene = Scene::set().await;
    let order = scene.order_in("confirmed", "cod").await;
    let nothing = "update orders.orders set amount_due = 0 where id = $1";
    let client = scene.shop.client();
    client.execute(nothing, &[&order.id.uuid()]).await.unwrap();
    scene
        .start(&order, "key", &json!({ "method": "cod" }))
        .await
        .expect_problem(409, "order_not_payable");

    // Past that rule the database refuses it, and says why without the row.
    let payments: &PgPayments = scene.stage.of("payments").app();
    let bill = payments.standing(&order.code).await.unwrap().unwrap().bill;
    let payment = Payment::new(&bill, 1, GatewayName::Cod, Method::Cod, &SystemClock);
    let request = Idempotency {
        scope: "user".into(),
        key: IdempotencyKey::parse("a-key-of-somebody").unwrap(),
        fingerprint: [0; 32],
    };
    let attempt = Attempt::new(payment, request, SystemClock.now());
    let refused = payments.open(&attempt, &bill).await.unwrap_err();
    let (mut said, mut cause): (Vec<String>, Option<&dyn Error>) = (Vec::new(), Some(&refused));
    while let Some(error) = cause {
        said.push(error.to_string());
        cause = error.source();
    }
    let said = said.join(": ");
    assert!(said.contains("payments_amount_check"), "{said}");
    assert!(!said.contains("a-key-of-somebody"), "{said}");
}
