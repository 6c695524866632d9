//! Cards: entered on the shop's page, taken by Stripe, for which localstripe stands in.

use crate::client::{Stack, eventually, text};
use crate::journey::{reaches, ready_to_order};
use serde_json::json;
use testkit::{Card, LocalStripe};

#[tokio::test]
async fn the_journey_of_an_order_that_is_paid_by_card_and_cancelled() {
    let stack = Stack::of_the_suite();
    let shopper = stack.shopper().await;
    let body = ready_to_order(&stack, &shopper, "stripe").await;
    let order = shopper
        .post_once("/v1/orders", "card-order", &body)
        .await
        .expect(201);
    assert_eq!(order["status"], "awaiting_payment");

    let code = text(&order["code"]);
    let payments = format!("/v1/orders/{code}/payments");
    let payment = shopper
        .post_once(&payments, "card-payment", &json!({ "method": "card" }))
        .await
        .expect(201);
    assert_eq!(payment["gateway"], "stripe");
    assert!(payment["publishable_key"].is_string());
    let intent = text(&payment["gateway_reference"]);
    let forged = json!({
        "id": "evt_forged", "type": "payment_intent.succeeded",
        "data": { "object": { "object": "payment_intent", "id": intent, "status": "succeeded" } }
    });
    stack
        .stranger()
        .post("/v1/webhooks/stripe", &forged)
        .await
        .expect_problem(401, "invalid_signature");

    // What Stripe's script does on the shop's page: the card's bank wants to know who it is, and is content.
    let stripe = LocalStripe::at(
        stack.variable("STRIPE_API_URL"),
        stack.variable("STRIPE_SECRET_KEY"),
    );
    let wanted = stripe.enter(intent, Card::Guarded).await;
    assert_eq!(wanted["status"], "requires_action");
    stripe.identify(text(&payment["client_secret"]), true).await;
    reaches(&shopper, &order, "confirmed").await;
    let listed = shopper.get(&payments).await.expect(200);
    assert_eq!(listed["items"][0]["status"], "succeeded");
    stack.mail(&shopper.email, "dikonfirmasi").await;

    let cancel = format!("/v1/orders/{code}/cancel");
    shopper
        .post(&cancel, &json!({ "reason": "Salah pesan" }))
        .await
        .expect(200);
    let back = eventually("the money at the card", async || {
        stripe.refunds(intent).await.pop()
    });
    let due = order["amount_due"]["amount"].as_i64().unwrap();
    assert_eq!(back.await["amount"], due * 100);
    eventually("the refund on the books", async || {
        let listed = shopper.get(&payments).await.expect(200);
        (listed["items"][0]["status"] == "refunded").then_some(())
    })
    .await;
    assert_eq!(stripe.refunds(intent).await.len(), 1);
}
