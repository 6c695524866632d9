//! Cards by Stripe, against localstripe: started, paid, told of by signed events, given back.

use crate::desk::{complete, money, payouts, staff};
use crate::scene::{Placed, Scene, text};
use domain::identity::Permission;
use domain::ids::UserId;
use domain::orders::OrderStatus;
use domain::{Clock, SystemClock};
use payments::process_payment_event::handle;
use payments::{list_all_payments, stripe_webhook};
use serde_json::{Value, json};
use testkit::{Answer, Call, Card, LocalStripe, OwnStripe, Stage, Told};

const SUCCEEDED: &str = "sayur.payments.payment_succeeded.v1";
const REFUNDED: &str = "sayur.payments.payment_refunded.v1";

/// A shop that takes cards at a Stripe of its own.
async fn set() -> (Scene, OwnStripe) {
    let mut scene = Scene::set().await;
    let stripe = OwnStripe::start().await;
    scene.stage = stripe.on(scene.stage.clone());
    (scene, stripe)
}

fn card() -> Value {
    json!({ "method": "card" })
}

/// An order with a payment that waits for a card.
async fn started(scene: &Scene) -> (Placed, Value) {
    let order = scene.order_in("awaiting_payment", "stripe").await;
    let payment = scene.start(&order, "the-card", &card()).await.expect(201);
    (order, payment)
}

/// An order with a payment that has succeeded.
async fn paid(scene: &Scene, stripe: &mut OwnStripe) -> (Placed, Value) {
    let (order, payment) = started(scene).await;
    stripe.enter(intent(&payment), Card::Good).await;
    tell(&scene.stage, &stripe.told().await).await.expect(200);
    scene.work().await;
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);
    (order, payment)
}

/// Stripe's name for a payment.
fn intent(payment: &Value) -> &str {
    text(&payment["gateway_reference"])
}

async fn tell(stage: &Stage, told: &Told) -> Answer {
    Call::post("/v1/webhooks/stripe")
        .text(&told.body)
        .header("content-type", "application/json; charset=utf-8")
        .header("stripe-signature", &told.signature)
        .send(stage.app(), stripe_webhook::handle)
        .await
}

/// An event about a payment, signed so many seconds from now.
fn signed(id: &str, payment: &Value, seconds: i64) -> Told {
    let object = json!({ "object": "payment_intent", "id": payment["gateway_reference"] });
    let body = LocalStripe::event(id, "payment_intent.succeeded", &object);
    let at = SystemClock.now().unix_timestamp() + seconds;
    Told {
        signature: LocalStripe::sign(&body, at),
        body,
    }
}

/// What was given back at Stripe, in hundredths of a rupiah.
async fn given_back(stripe: &LocalStripe, payment: &Value) -> Vec<i64> {
    let refunds = stripe.refunds(intent(payment)).await;
    let amounts = refunds.iter().map(|refund| refund["amount"].as_i64());
    amounts.collect::<Option<_>>().unwrap()
}

#[tokio::test]
async fn a_card_that_is_entered_on_the_shops_page_pays_the_order_once() {
    let (scene, mut stripe) = set().await;
    let (order, payment) = started(&scene).await;
    assert_eq!(
        (&payment["status"], &payment["method"], &payment["gateway"]),
        (&json!("pending"), &json!("card"), &json!("stripe"))
    );
    assert!(intent(&payment).starts_with("pi_"));
    assert!(text(&payment["client_secret"]).starts_with(intent(&payment)));
    assert_eq!(payment["publishable_key"], "pk_test_sayur");
    assert!(payment.get("redirect_url").is_none());
    // A repeat of the request gets the same answer, and the page may be opened again.
    let again = scene.start(&order, "the-card", &card()).await.expect(201);
    assert_eq!(again, payment);
    assert_eq!(scene.payments(&order).await["items"][0], payment);

    stripe.enter(intent(&payment), Card::Good).await;
    // Signed by localstripe itself.
    let told = stripe.told().await;
    for _ in 0..5 {
        assert_eq!(tell(&scene.stage, &told).await.expect(200), json!({}));
    }
    assert_eq!(scene.shop.count("payments.gateway_events").await, 1);
    let queued = scene.queued().await;
    assert_eq!(queued.len(), 1);
    for _ in 0..5 {
        scene.process(&queued[0]).await.unwrap();
    }
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);
    let succeeded = scene.told(SUCCEEDED).await;
    assert_eq!(succeeded.len(), 1);
    assert_eq!(succeeded[0]["order"], order.id.to_string());
    assert_eq!(succeeded[0]["amount"]["amount"], 25_000);
}

#[tokio::test]
async fn what_completes_a_payment_is_in_no_event_and_not_for_staff() {
    let (scene, _stripe) = set().await;
    let (_, payment) = started(&scene).await;
    let told = scene.told("sayur.payments.payment_started.v1").await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["method"], json!({ "name": "card" }));
    let outbox = "select coalesce(string_agg(event::text, ''), '') from platform.outbox";
    let outbox = scene.shop.client().query_one(outbox, &[]).await.unwrap();
    let outbox: String = outbox.get(0);
    assert!(!outbox.contains(text(&payment["client_secret"])));
    let staff = UserId::generate(&SystemClock);
    let listed = Call::get("/v1/admin/payments")
        .bearer(&scene.stage.token(staff, &[Permission::OrdersRead]))
        .send(scene.stage.app(), list_all_payments::handle)
        .await
        .expect(200);
    let listed = &listed["items"][0];
    assert_eq!(listed["gateway_reference"], payment["gateway_reference"]);
    assert!(listed.get("client_secret").is_none());
}

#[tokio::test]
async fn what_completes_a_payment_is_forgotten_when_that_is_over() {
    let (scene, mut stripe) = set().await;
    let kept = async || {
        let kept = "select count(*) from payments.payments
            where client_secret is not null or publishable_key is not null";
        let row = scene.shop.client().query_one(kept, &[]).await.unwrap();
        row.get::<_, i64>(0)
    };
    let (order, payment) = paid(&scene, &mut stripe).await;
    let (cancelled, _) = started(&scene).await;
    assert_eq!(kept().await, 1);
    let ended = scene.end(&cancelled, OrderStatus::Cancelled).await;
    scene.process(&ended).await.unwrap();
    assert_eq!(kept().await, 0);
    assert!(
        scene.payments(&order).await["items"][0]
            .get("client_secret")
            .is_none()
    );
    // A late repeat still tells which payment its request made.
    let again = scene.start(&order, "the-card", &card()).await.expect(201);
    assert_eq!(again["id"], payment["id"]);
}

#[tokio::test]
async fn a_guarded_card_pays_when_its_bank_knows_the_customer() {
    let (scene, mut stripe) = set().await;
    let (order, payment) = started(&scene).await;
    let wanted = stripe.enter(intent(&payment), Card::Guarded).await;
    assert_eq!(wanted["status"], "requires_action");
    // Whatever an event says: Stripe, asked, says that it is not paid.
    tell(&scene.stage, &signed("evt_early", &payment, 0))
        .await
        .expect(200);
    scene.work().await;
    assert_eq!(scene.statuses(&order).await, ["pending"]);

    stripe.identify(text(&payment["client_secret"]), true).await;
    tell(&scene.stage, &stripe.told().await).await.expect(200);
    scene.work().await;
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);
    assert_eq!(scene.told(SUCCEEDED).await.len(), 1);
}

#[tokio::test]
async fn a_forged_an_old_and_a_future_event_are_refused_and_leave_no_trace() {
    let (scene, stripe) = set().await;
    let (order, payment) = started(&scene).await;
    stripe.enter(intent(&payment), Card::Good).await;
    let good = signed("evt_1", &payment, 0);
    let now = SystemClock.now().unix_timestamp();
    let with_signature = |signature: String| Told {
        signature,
        ..good.clone()
    };
    let mut changed = good.clone();
    changed.body = changed.body.replace("evt_1", "evt_2");
    for forged in [
        changed,
        with_signature(String::new()),
        with_signature(format!("t={now}")),
        with_signature(format!("t={now},v1={}", "0".repeat(64))),
        with_signature(LocalStripe::sign_with("whsec_other", &good.body, now)),
        signed("evt_1", &payment, -330),
        signed("evt_1", &payment, 330),
    ] {
        tell(&scene.stage, &forged)
            .await
            .expect_problem(401, "invalid_signature");
    }
    let closed = scene.stage.clone().with("STRIPE_WEBHOOK_SECRET", "");
    tell(&closed, &good)
        .await
        .expect_problem(401, "invalid_signature");
    for body in ["", "{}", "[]", "succeeded", r#"{"id":"evt_1","data":{}}"#] {
        let malformed = Told {
            signature: LocalStripe::sign(body, now),
            body: body.into(),
        };
        tell(&scene.stage, &malformed)
            .await
            .expect_problem(400, "malformed_request");
    }
    assert_eq!(scene.shop.count("payments.gateway_events").await, 0);
    assert!(scene.queued().await.is_empty());
    assert_eq!(scene.statuses(&order).await, ["pending"]);
}

#[tokio::test]
async fn an_event_about_no_payment_of_ours_is_not_found() {
    let (scene, _stripe) = set().await;
    started(&scene).await;
    let other = json!({ "gateway_reference": "pi_other" });
    tell(&scene.stage, &signed("evt_1", &other, 0))
        .await
        .expect_problem(404, "payment_not_found");
    // Midtrans' payments are not Stripe's, whatever they are called.
    let online = scene.started(&scene.order().await).await;
    tell(&scene.stage, &signed("evt_2", &online, 0))
        .await
        .expect_problem(404, "payment_not_found");
    let body = LocalStripe::event(
        "evt_3",
        "balance.available",
        &json!({ "object": "balance" }),
    );
    let told = Told {
        signature: LocalStripe::sign(&body, SystemClock.now().unix_timestamp()),
        body,
    };
    tell(&scene.stage, &told)
        .await
        .expect_problem(404, "payment_not_found");
    assert_eq!(scene.shop.count("payments.gateway_events").await, 0);
}

#[tokio::test]
async fn an_outage_of_ours_is_told_so_that_stripe_comes_again() {
    let (scene, _stripe) = set().await;
    let (_, payment) = started(&scene).await;
    let nowhere = "postgres://nobody@127.0.0.1:1/nothing";
    let down = scene.stage.clone().with("DATABASE_URL", nowhere);
    tell(&down, &signed("evt_1", &payment, 0))
        .await
        .expect_problem(503, "unavailable");
}

#[tokio::test]
async fn another_amount_another_currency_and_another_payments_intent_are_not_accepted() {
    let (scene, stripe) = set().await;
    for (number, (fields, amount, code)) in [
        (None, 26_000, "payment_mismatch"),
        (
            Some(("currency", "usd")),
            25_000,
            "payment_gateway_unavailable",
        ),
        (
            Some(("metadata[order_id]", "SYR-00000000-1")),
            25_000,
            "payment_mismatch",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let (order, payment) = started(&scene).await;
        stripe.enter(intent(&payment), Card::Good).await;
        if let Some(field) = fields {
            let path = format!("payment_intents/{}", intent(&payment));
            stripe.post(&path, &[field]).await;
        }
        let update = "update payments.payments set amount = $2 where order_id = $1";
        let values: [&(dyn tokio_postgres::types::ToSql + Sync); 2] =
            [&order.id.uuid(), &i64::from(amount)];
        scene.shop.client().execute(update, &values).await.unwrap();
        tell(&scene.stage, &signed(&format!("evt_{number}"), &payment, 0))
            .await
            .expect(200);
        let event = scene.queued().await.pop().unwrap();
        assert_eq!(scene.process(&event).await.unwrap_err().code(), code);
        assert_eq!(scene.statuses(&order).await, ["pending"]);
    }
    assert!(scene.told(SUCCEEDED).await.is_empty());
}

#[tokio::test]
async fn a_new_attempt_ends_the_one_before_at_stripe() {
    let (scene, stripe) = set().await;
    let (order, first) = started(&scene).await;
    let second = scene.start(&order, "another", &card()).await.expect(201);
    assert_ne!(intent(&first), intent(&second));
    assert_eq!(scene.statuses(&order).await, ["cancelled", "pending"]);
    assert_eq!(stripe.intent(intent(&first)).await["status"], "canceled");
    let refused = stripe.enter(intent(&first), Card::Good).await;
    assert!(refused["error"].is_object());
}

#[tokio::test]
async fn an_open_card_payment_ends_with_its_order_and_a_late_one_goes_back_once() {
    let (scene, mut stripe) = set().await;
    let (order, payment) = started(&scene).await;
    let ended = scene.end(&order, OrderStatus::Expired).await;
    for _ in 0..2 {
        scene.process(&ended).await.unwrap();
    }
    assert_eq!(scene.statuses(&order).await, ["expired"]);
    assert_eq!(stripe.intent(intent(&payment)).await["status"], "canceled");

    // The customer was faster than the end of the order.
    let (order, payment) = paid(&scene, &mut stripe).await;
    let ended = scene.end(&order, OrderStatus::Expired).await;
    let not_needed = scene.not_needed(&order, &payment).await;
    for _ in 0..5 {
        scene.process(&not_needed).await.unwrap();
        scene.process(&ended).await.unwrap();
    }
    let payments = scene.payments(&order).await;
    assert_eq!(payments["items"][0]["status"], "refunded");
    assert_eq!(payments["refunds"][0]["status"], "succeeded");
    assert_eq!(payments["refunds"].as_array().unwrap().len(), 1);
    assert_eq!(given_back(&stripe, &payment).await, [2_500_000]);
    assert_eq!(scene.told(REFUNDED).await[0]["route"], "original_method");
}

#[tokio::test]
async fn a_part_is_given_back_once_and_what_is_left_with_the_order() {
    let (scene, mut stripe) = set().await;
    let (order, payment) = paid(&scene, &mut stripe).await;
    let due = scene.due(&order, 3_000, "packed").await;
    for _ in 0..5 {
        scene.process(&due).await.unwrap();
    }
    assert_eq!(scene.statuses(&order).await, ["partially_refunded"]);
    assert_eq!(given_back(&stripe, &payment).await, [300_000]);
    // Its answer was lost: it is asked for again, and is not made again.
    let forget = "update payments.refunds set status = 'requested'";
    scene.shop.client().execute(forget, &[]).await.unwrap();
    let again = scene.due(&order, 3_000, "packed").await;
    scene.process(&again).await.unwrap();
    assert_eq!(given_back(&stripe, &payment).await, [300_000]);

    let ended = scene.end(&order, OrderStatus::Cancelled).await;
    scene.process(&ended).await.unwrap();
    assert_eq!(scene.statuses(&order).await, ["refunded"]);
    let mut amounts = given_back(&stripe, &payment).await;
    amounts.sort_unstable();
    assert_eq!(amounts, [300_000, 2_200_000]);
}

#[tokio::test]
async fn what_the_customers_bank_sends_back_days_later_staff_transfer_once() {
    let (scene, mut stripe) = set().await;
    let (order, payment) = paid(&scene, &mut stripe).await;
    let ended = scene.end(&order, OrderStatus::Cancelled).await;
    scene.process(&ended).await.unwrap();
    assert_eq!(scene.statuses(&order).await, ["refunded"]);

    let refund = &stripe.refunds(intent(&payment)).await[0];
    let path = format!("refunds/{}", text(&refund["id"]));
    stripe.post(&path, &[("status", "failed")]).await;
    for id in ["evt_back", "evt_back_again"] {
        tell(&scene.stage, &signed(id, &payment, 0))
            .await
            .expect(200);
        scene.work().await;
    }
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);
    let told = scene.told(REFUNDED).await;
    let routes: Vec<_> = told.iter().map(|told| text(&told["route"])).collect();
    assert_eq!(routes, ["original_method", "bank_transfer"]);

    let token = staff(&scene, &[Permission::PaymentsRefund]);
    let open = payouts(&scene, &token, "").await.expect(200);
    let task = &open["items"][0];
    assert_eq!(
        (&task["amount"], &task["failure"]),
        (&money(25_000), &json!("refund_returned"))
    );
    let proof = json!({ "reference": "BCA-0007" });
    complete(&scene, text(&task["id"]), &token, &proof)
        .await
        .expect(200);
    let told = scene.told(REFUNDED).await;
    // What staff have transferred does not come back with what Stripe says of its own.
    tell(&scene.stage, &signed("evt_late", &payment, 0))
        .await
        .expect(200);
    scene.work().await;
    assert_eq!(scene.statuses(&order).await, ["refunded"]);
    let shown = scene.payments(&order).await;
    assert_eq!(shown["refunds"][0]["status"], "succeeded");
    assert_eq!(scene.told(REFUNDED).await, told);
}

/// localstripe gives back whatever it is asked for: that it is never more than was taken is the shop's own doing.
#[tokio::test]
async fn fifty_refunds_at_once_give_back_what_was_taken_and_no_more() {
    let (scene, mut stripe) = set().await;
    let (order, payment) = paid(&scene, &mut stripe).await;
    let mut events = Vec::new();
    for number in 0..50 {
        events.push(scene.due(&order, 1_000, &format!("part-{number}")).await);
    }
    let app = scene.stage.app();
    // As the queue does: what fails comes again.
    while !events.is_empty() {
        let tasks: Vec<_> = events
            .into_iter()
            .map(|event| (event.clone(), tokio::spawn(Box::pin(handle(app, event)))))
            .collect();
        events = Vec::new();
        for (event, task) in tasks {
            if let Err(problem) = task.await.unwrap() {
                assert_eq!(problem.code(), "unavailable");
                events.push(event);
            }
        }
    }
    assert_eq!(given_back(&stripe, &payment).await, [100_000; 25]);
    assert_eq!(scene.statuses(&order).await, ["refunded"]);
    assert_eq!(scene.told(REFUNDED).await.len(), 25);
}

#[tokio::test]
async fn a_stripe_that_is_away_leaves_the_wish_to_pay_to_be_repeated() {
    let (scene, _stripe) = set().await;
    let order = scene.order_in("awaiting_payment", "stripe").await;
    let away = scene
        .stage
        .clone()
        .with("STRIPE_API_URL", "http://127.0.0.1:1");
    for _ in 0..2 {
        scene
            .start_on(&away, &order, "the-card", &card())
            .await
            .expect_problem(503, "payment_gateway_unavailable");
    }
    scene.start(&order, "the-card", &card()).await.expect(201);
    assert_eq!(scene.statuses(&order).await, ["pending"]);
}

#[tokio::test]
async fn a_shop_without_stripe_takes_no_card_there() {
    let scene = Scene::set().await;
    let order = scene.order_in("awaiting_payment", "stripe").await;
    scene
        .start(&order, "the-card", &card())
        .await
        .expect_problem(422, "payment_method_not_supported");
}
