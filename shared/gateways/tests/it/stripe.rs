//! What the shop asks of Stripe, and what Stripe makes of it.

use crate::scene::{bill, refund};
use config::{Environment, FromEnvironment};
use domain::payments::{
    CardForm, Ending, Gateway, GatewayError, GatewayName, GatewayStatus, Instructions, Method,
    Payment,
};
use domain::{Clock, Money, SystemClock};
use gateways::Gateways;
use serde_json::{Value, json};
use testkit::{Card, OwnStripe, Stage};
use time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// A shop that takes cards at a Stripe of its own.
struct Till {
    stripe: OwnStripe,
    gateways: Gateways,
}

impl Till {
    async fn open() -> Self {
        let stripe = OwnStripe::start().await;
        let gateways = gateways(&stripe.on(elsewhere()).environment());
        Self { stripe, gateways }
    }

    /// A payment of Rp25.000 that waits for a card, and what the shop's page is given.
    async fn opened(&self) -> (Payment, CardForm) {
        let (payment, now) = (created(), SystemClock.now());
        let opened = self.gateways.start(&payment, &bill(), now).await.unwrap();
        let payment = Payment {
            reference: opened.reference.unwrap(),
            instructions: Some(opened.instructions.clone()),
            ..payment
        };
        (payment, opened.instructions.card.unwrap())
    }

    async fn paid(&self) -> Payment {
        let (payment, _) = self.opened().await;
        self.stripe.enter(&payment.reference, Card::Good).await;
        payment
    }

    async fn status(&self, payment: &Payment) -> GatewayStatus {
        self.gateways.status(payment).await.unwrap().status
    }

    /// An intent that the shop has not made, as a payment of the shop's.
    async fn foreign(&self, fields: &[(&str, &str)]) -> Payment {
        let intent = self.stripe.post("payment_intents", fields).await;
        Payment {
            reference: intent["id"].as_str().unwrap().to_owned(),
            ..self.opened().await.0
        }
    }
}

/// The other gateways, where nobody is.
fn elsewhere() -> Stage {
    Stage::default()
        .with("MIDTRANS_SERVER_KEY", "key")
        .with("MIDTRANS_CORE_URL", "http://127.0.0.1:1")
        .with("MIDTRANS_SNAP_URL", "http://127.0.0.1:1")
        .with("SHOP_URL", "https://toko.example")
}

fn gateways(environment: &Environment) -> Gateways {
    Gateways::from_environment(environment).unwrap()
}

/// A shop whose Stripe is at this address.
fn gateways_at(url: &str, key: &str) -> Gateways {
    let stage = elsewhere()
        .with("STRIPE_API_URL", url)
        .with("STRIPE_SECRET_KEY", key)
        .with("STRIPE_PUBLISHABLE_KEY", "pk_test");
    gateways(&stage.environment())
}

/// A payment by card of Rp25.000, of which the gateway was not told.
fn created() -> Payment {
    Payment::new(&bill(), 1, GatewayName::Stripe, Method::Card, &SystemClock)
}

/// The same payment, open.
fn pending() -> Payment {
    Payment {
        reference: "pi_1".into(),
        instructions: Some(Instructions::default()),
        ..created()
    }
}

/// Gives every request this answer, and silence if it is empty; answers its address and the requests.
async fn answering(answer: String) -> (String, UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (sender, requests) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            let (sender, answer) = (sender.clone(), answer.clone());
            tokio::spawn(async move {
                let mut request = vec![0; 16_384];
                let length = connection.read(&mut request).await.unwrap();
                let text = String::from_utf8_lossy(&request[..length]);
                sender.send(text.into_owned()).unwrap();
                if answer.is_empty() {
                    std::future::pending::<()>().await;
                }
                connection.write_all(answer.as_bytes()).await.unwrap();
            });
        }
    });
    (url, requests)
}

/// Stripe's answer, as it is on the wire.
fn answer(status: &str, body: &Value) -> String {
    let body = body.to_string();
    let length = body.len();
    format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
}

#[tokio::test]
async fn a_card_is_charged_and_refunded_in_parts() {
    let till = Till::open().await;
    let (payment, form) = till.opened().await;
    assert!(payment.reference.starts_with("pi_"));
    assert!(form.client_secret.starts_with(&payment.reference));
    assert_eq!(form.publishable_key, "pk_test_sayur");
    let intent = till.stripe.intent(&payment.reference).await;
    assert_eq!(
        (&intent["amount"], &intent["currency"], &intent["metadata"]),
        (
            &json!(2_500_000),
            &json!("idr"),
            &json!({ "order_id": "SYR-0A1B2C3D-1" })
        )
    );
    assert_eq!(till.status(&payment).await, GatewayStatus::Pending);

    till.stripe.enter(&payment.reference, Card::Good).await;
    let report = till.gateways.status(&payment).await.unwrap();
    assert_eq!(
        (report.status, report.amount, &report.reference),
        (GatewayStatus::Paid, payment.amount, &payment.reference)
    );
    let paid_at = report.paid_at.unwrap();
    assert!((SystemClock.now() - paid_at).abs() < Duration::minutes(1));

    for (key, amount, expected) in [
        ("part", 5_000, GatewayStatus::PartiallyRefunded),
        // The same key once more: it was done, and is not done again.
        ("part", 5_000, GatewayStatus::PartiallyRefunded),
        ("rest", 20_000, GatewayStatus::Refunded),
        ("rest", 20_000, GatewayStatus::Refunded),
    ] {
        let part = refund(&payment, key, amount);
        till.gateways.refund(&payment, &part).await.unwrap();
        assert_eq!(till.status(&payment).await, expected);
    }
    let refunds = till.stripe.refunds(&payment.reference).await;
    let amounts: Vec<_> = refunds.iter().map(|refund| &refund["amount"]).collect();
    assert_eq!(amounts.len(), 2, "{refunds:?}");
    assert!(amounts.contains(&&json!(500_000)) && amounts.contains(&&json!(2_000_000)));
}

#[tokio::test]
async fn a_guarded_card_is_charged_when_its_bank_knows_the_customer() {
    let till = Till::open().await;
    let (payment, form) = till.opened().await;
    for (succeeds, expected) in [(false, GatewayStatus::Pending), (true, GatewayStatus::Paid)] {
        let intent = till.stripe.enter(&payment.reference, Card::Guarded).await;
        assert_eq!(intent["status"], "requires_action");
        assert_eq!(till.status(&payment).await, GatewayStatus::Pending);
        till.stripe.identify(&form.client_secret, succeeds).await;
        assert_eq!(till.status(&payment).await, expected);
    }
}

#[tokio::test]
async fn a_card_that_is_refused_leaves_the_payment_open() {
    let till = Till::open().await;
    let (payment, _) = till.opened().await;
    let refused = till.stripe.enter(&payment.reference, Card::Refused).await;
    assert_eq!(refused["error"]["code"], "card_declined");
    assert_eq!(till.status(&payment).await, GatewayStatus::Pending);
}

#[tokio::test]
async fn a_card_that_is_held_is_paid_when_it_is_captured() {
    let till = Till::open().await;
    let held = till
        .foreign(&[
            ("amount", "2500000"),
            ("currency", "idr"),
            ("capture_method", "manual"),
            ("metadata[order_id]", "SYR-0A1B2C3D-1"),
        ])
        .await;
    let intent = till.stripe.enter(&held.reference, Card::Good).await;
    assert_eq!(intent["status"], "requires_capture");
    assert_eq!(till.status(&held).await, GatewayStatus::Pending);
    let capture = format!("payment_intents/{}/capture", held.reference);
    till.stripe.post(&capture, &[]).await;
    assert_eq!(till.status(&held).await, GatewayStatus::Paid);
}

#[tokio::test]
async fn what_is_stopped_is_not_paid_any_more() {
    let till = Till::open().await;
    for ending in [Ending::Cancelled, Ending::Expired] {
        let (payment, _) = till.opened().await;
        till.gateways.end(&payment, ending).await.unwrap();
        assert_eq!(till.status(&payment).await, GatewayStatus::Cancelled);
        let refused = till.stripe.enter(&payment.reference, Card::Good).await;
        assert!(refused["error"].is_object(), "{refused}");
    }
    // What is paid stays paid.
    let paid = till.paid().await;
    let refused = till.gateways.end(&paid, Ending::Cancelled).await;
    assert!(
        matches!(refused, Err(GatewayError::Rejected { .. })),
        "{refused:?}"
    );
    assert_eq!(till.status(&paid).await, GatewayStatus::Paid);
}

#[tokio::test]
async fn an_attempt_that_nobody_was_told_of_is_neither_asked_about_nor_stopped() {
    let gateways = gateways_at("http://127.0.0.1:1", "sk_test");
    let report = gateways.status(&created()).await.unwrap();
    assert_eq!(
        (report.status, report.amount),
        (GatewayStatus::Pending, Money::rupiah(25_000))
    );
    gateways.end(&created(), Ending::Cancelled).await.unwrap();
}

#[tokio::test]
async fn what_is_another_payments_is_told_apart() {
    let till = Till::open().await;
    let (own, amount) = (
        ("metadata[order_id]", "SYR-0A1B2C3D-1"),
        ("amount", "2500000"),
    );
    let foreign = till
        .foreign(&[
            amount,
            ("currency", "idr"),
            ("metadata[order_id]", "SYR-0A1B2C3D-2"),
        ])
        .await;
    let report = till.gateways.status(&foreign).await.unwrap();
    assert_ne!(report.reference, foreign.reference);

    let less = till
        .foreign(&[("amount", "2400000"), ("currency", "idr"), own])
        .await;
    let report = till.gateways.status(&less).await.unwrap();
    assert_eq!(report.amount, Money::rupiah(24_000));

    let dollars = till.foreign(&[amount, ("currency", "usd"), own]).await;
    let broken = till
        .foreign(&[("amount", "2500050"), ("currency", "idr"), own])
        .await;
    for (payment, lacks) in [(dollars, "currency"), (broken, "amount")] {
        assert_eq!(
            till.gateways.status(&payment).await,
            Err(GatewayError::Unreadable(lacks))
        );
    }
}

#[tokio::test]
async fn a_request_has_a_key_that_is_made_of_the_payments_or_the_refunds_name() {
    let intent = json!({ "id": "pi_1", "client_secret": "pi_1_secret_2" });
    let (url, mut requests) = answering(answer("200 OK", &intent)).await;
    let gateways = gateways_at(&url, "sk_test");
    let payment = created();
    for _ in 0..2 {
        let opened = gateways.start(&payment, &bill(), SystemClock.now()).await;
        assert_eq!(opened.unwrap().reference.as_deref(), Some("pi_1"));
        let request = requests.recv().await.unwrap();
        for part in [
            "POST /v1/payment_intents HTTP/1.1",
            "authorization: Bearer sk_test\r\n",
            "stripe-version: 2024-06-20\r\n",
            "idempotency-key: SYR-0A1B2C3D-1-intent\r\n",
            "amount=2500000&currency=idr&payment_method_types%5B%5D=card&metadata%5Border_id%5D=SYR-0A1B2C3D-1",
        ] {
            assert!(request.contains(part), "{part} is not in {request}");
        }
    }
    let none = answer("200 OK", &json!({ "data": [] }));
    let (url, mut requests) = answering(none).await;
    let gateways = gateways_at(&url, "sk_test");
    let part = refund(&pending(), "part", 5_000);
    gateways.refund(&pending(), &part).await.unwrap();
    let question = requests.recv().await.unwrap();
    assert!(question.starts_with("GET /v1/refunds?payment_intent=pi_1&"));
    let request = requests.recv().await.unwrap();
    for part in [
        "idempotency-key: part-refund\r\n",
        "payment_intent=pi_1&amount=500000&metadata%5Brefund_key%5D=part",
    ] {
        assert!(request.contains(part), "{part} is not in {request}");
    }
}

#[tokio::test]
async fn only_a_question_is_asked_again() {
    let empty = json!({});
    for (answer, expected) in [
        (String::new(), GatewayError::Timeout),
        // Stripe itself cannot tell whether it was done.
        (
            answer("500 Internal Server Error", &empty),
            GatewayError::Timeout,
        ),
        (
            answer("429 Too Many Requests", &empty),
            GatewayError::Unavailable,
        ),
    ] {
        let (url, mut requests) = answering(answer).await;
        let gateways = gateways_at(&url, "sk_test");
        let started = gateways.start(&created(), &bill(), SystemClock.now()).await;
        assert_eq!(started, Err(expected.clone()));
        assert!(requests.try_recv().is_ok() && requests.try_recv().is_err());
        assert_eq!(gateways.status(&pending()).await, Err(expected));
        assert!(requests.try_recv().is_ok() && requests.try_recv().is_ok());
        assert!(requests.try_recv().is_err());
    }
}

#[tokio::test]
async fn a_refusal_is_told_by_its_code() {
    let rejected = |code: &str| GatewayError::Rejected { code: code.into() };
    for (status, code, expected) in [
        (
            "400 Bad Request",
            "resource_missing",
            rejected("resource_missing"),
        ),
        (
            "400 Bad Request",
            "amount_too_small",
            GatewayError::NotOffered,
        ),
        (
            "409 Conflict",
            "idempotency_key_in_use",
            GatewayError::Unavailable,
        ),
    ] {
        let refusal = json!({ "error": { "code": code, "message": "sk_test" } });
        let (url, _requests) = answering(answer(status, &refusal)).await;
        let started = gateways_at(&url, "sk_test")
            .start(&created(), &bill(), SystemClock.now())
            .await;
        assert_eq!(started, Err(expected));
    }
    let till = Till::open().await;
    let (payment, _) = till.opened().await;
    let url = till.stripe.on(Stage::default());
    let url = url.variables().find(|(name, _)| *name == "STRIPE_API_URL");
    let stranger = gateways_at(url.unwrap().1, "another");
    assert_eq!(stranger.status(&payment).await, Err(rejected("401")));
}

#[tokio::test]
async fn a_refund_is_refused_for_good_only_for_its_own_sake() {
    let rejected = |code: &str| GatewayError::Rejected { code: code.into() };
    for (status, code, expected) in [
        (
            "401 Unauthorized",
            "api_key_expired",
            GatewayError::Unavailable,
        ),
        (
            "403 Forbidden",
            "more_permissions_required",
            GatewayError::Unavailable,
        ),
        (
            "400 Bad Request",
            "balance_insufficient",
            GatewayError::Unavailable,
        ),
        (
            "400 Bad Request",
            "charge_disputed",
            rejected("charge_disputed"),
        ),
    ] {
        let refusal = json!({ "error": { "code": code } });
        let (url, _requests) = answering(answer(status, &refusal)).await;
        let back = refund(&pending(), "back", 5_000);
        let refused = gateways_at(&url, "sk_test").refund(&pending(), &back).await;
        assert_eq!(refused, Err(expected), "{code}");
    }
}

#[tokio::test]
async fn a_disputed_charge_is_charged_back_by_what_the_dispute_says() {
    for (status, expected) in [
        ("needs_response", GatewayStatus::ChargedBack),
        ("won", GatewayStatus::Paid),
    ] {
        let body = json!({
            "id": "pi_1", "status": "succeeded", "amount": 2_500_000, "currency": "idr",
            "metadata": { "order_id": "SYR-0A1B2C3D-1" },
            "latest_charge": { "created": 1, "disputed": true },
            // What is asked next is answered alike.
            "data": [{ "status": status }]
        });
        let (url, mut requests) = answering(answer("200 OK", &body)).await;
        let report = gateways_at(&url, "sk_test").status(&pending()).await;
        assert_eq!(report.unwrap().status, expected);
        let asked = requests.recv().await.unwrap();
        assert!(asked.contains("/payment_intents/pi_1?expand%5B%5D=latest_charge "));
        assert!(
            requests
                .recv()
                .await
                .unwrap()
                .contains("/disputes?payment_intent=pi_1 ")
        );
    }
}

#[tokio::test]
async fn a_shop_that_has_stopped_taking_cards_still_gives_back() {
    let till = Till::open().await;
    let paid = till.paid().await;
    let stage = till
        .stripe
        .on(elsewhere())
        .with("STRIPE_PUBLISHABLE_KEY", "");
    let gateways = gateways(&stage.environment());
    let started = gateways.start(&created(), &bill(), SystemClock.now()).await;
    assert_eq!(started, Err(GatewayError::NotOffered));
    let back = refund(&paid, "back", 25_000);
    gateways.refund(&paid, &back).await.unwrap();
    assert_eq!(till.status(&paid).await, GatewayStatus::Refunded);
}

#[tokio::test]
async fn a_shop_without_stripe_takes_no_cards_there() {
    let gateways = gateways(&elsewhere().environment());
    let started = gateways.start(&created(), &bill(), SystemClock.now()).await;
    assert_eq!(started, Err(GatewayError::NotOffered));
    // What was paid there has not become a payment without a way back.
    assert_eq!(
        gateways.status(&pending()).await,
        Err(GatewayError::Unavailable)
    );
    let back = refund(&pending(), "back", 25_000);
    assert_eq!(
        gateways.refund(&pending(), &back).await,
        Err(GatewayError::Unavailable)
    );
}
