//! Store credit at the checkout: spent before anything else is paid, and given back to itself.

use crate::crew::{Crew, bring_to, member, move_on, order, step};
use crate::scene::{Scene, text};
use domain::SystemClock;
use domain::events::Event;
use domain::identity::Permission;
use domain::ids::{OrderId, PaymentId, UserId};
use domain::payments::events::PaymentSucceeded;
use domain::{Clock, Money};
use orders::{
    ShopApp, apply_payment_to_order, cancel_order, expire_orders, place_order, quote_checkout,
};
use serde_json::{Value, json};
use testkit::{Answer, Call};

fn money(amount: i64) -> Value {
    json!({ "amount": amount, "currency": "IDR" })
}

/// The shop is generous.
async fn give(scene: &Scene, user: UserId, amount: i64) {
    let insert = "insert into payments.credit_entries (user_id, amount, kind, cause, entry_key, at)
        values ($1, $2, 'goodwill', 'Maaf', 'given', now())";
    let client = scene.shop.client();
    client
        .execute(insert, &[&user.uuid(), &amount])
        .await
        .unwrap();
}

/// Kind, amount and balance of the user's entries.
async fn entries(scene: &Scene, user: UserId) -> Vec<(String, i64, i64)> {
    let entries = "select kind, amount, balance from payments.credit_entries where user_id = $1 order by number";
    let client = scene.shop.client();
    let rows = client.query(entries, &[&user.uuid()]).await.unwrap();
    rows.iter()
        .map(|row| (row.get(0), row.get(1), row.get(2)))
        .collect()
}

/// Two bunches and the way, Rp25.000, with credit.
fn with_credit(scene: &Scene, method: &str) -> Value {
    let mut body = scene.order_body();
    body["payment_method"] = json!(method);
    body["use_credit"] = json!(true);
    body
}

async fn cancel(scene: &Scene, order: &Value) -> Answer {
    Call::post("/v1/orders/code/cancel")
        .parameter("code", text(&order["code"]))
        .bearer(&scene.token)
        .json(&json!({}))
        .send(scene.stage.app(), cancel_order::handle)
        .await
}

fn entry(kind: &str, amount: i64, balance: i64) -> (String, i64, i64) {
    (kind.to_owned(), amount, balance)
}

#[tokio::test]
async fn credit_pays_what_it_can_and_the_rest_is_due() {
    let scene = Scene::set().await;
    let user = scene.shopper.user;
    give(&scene, user, 10_000).await;
    let quote = |use_credit: bool| {
        let body = json!({ "postcode": "12190", "slot_id": scene.slot, "use_credit": use_credit });
        Call::post("/v1/checkout/quote")
            .bearer(&scene.token)
            .json(&body)
            .send(scene.stage.app(), quote_checkout::handle)
    };
    let without = quote(false).await.expect(200);
    assert_eq!(
        (&without["credit"], &without["amount_due"]),
        (&money(0), &money(25_000))
    );
    let quoted = quote(true).await.expect(200);
    assert_eq!(
        (&quoted["total"], &quoted["credit"], &quoted["amount_due"]),
        (&money(25_000), &money(10_000), &money(15_000))
    );
    let body = with_credit(&scene, "midtrans");
    let placed = scene.place("one", &body).await.expect(201);
    assert_eq!(
        (&placed["status"], &placed["credit"], &placed["amount_due"]),
        (&json!("awaiting_payment"), &money(10_000), &money(15_000))
    );
    // A repeat spends nothing.
    assert_eq!(scene.place("one", &body).await.expect(201), placed);
    let spent = [
        entry("goodwill", 10_000, 10_000),
        entry("spent", -10_000, 0),
    ];
    assert_eq!(entries(&scene, user).await, spent);
    cancel(&scene, &placed).await.expect(200);
    assert_eq!(
        entries(&scene, user).await[2..],
        [entry("returned", 10_000, 10_000)]
    );
}

#[tokio::test]
async fn an_order_that_credit_pays_whole_waits_for_nobody() {
    for method in ["midtrans", "cod"] {
        let crew = Crew::set().await;
        let user = crew.shopper.user;
        give(&crew, user, 30_000).await;
        let placed = crew
            .place("one", &with_credit(&crew, method))
            .await
            .expect(201);
        assert_eq!(
            (
                &placed["status"],
                &placed["amount_due"],
                &placed["expires_at"]
            ),
            (&json!("confirmed"), &money(0), &Value::Null)
        );
        assert_eq!(
            entries(&crew, user).await[1],
            entry("spent", -25_000, 5_000)
        );
        // The courier takes nothing.
        bring_to(&crew, &placed, "out_for_delivery").await;
        let chief = member(&crew, Permission::ALL).await;
        move_on(&crew, &chief, &placed, json!({ "to": "delivered" }))
            .await
            .expect(200);
        assert_eq!(crew.shop.count("payments.courier_entries").await, 0);
        assert_eq!(entries(&crew, user).await.len(), 2);
    }
}

#[tokio::test]
async fn an_order_that_was_not_paid_in_time_gives_its_credit_back_once() {
    let scene = Scene::set().await;
    let user = scene.shopper.user;
    give(&scene, user, 10_000).await;
    let body = with_credit(&scene, "midtrans");
    scene.place("one", &body).await.expect(201);
    let client = scene.shop.client();
    let late = "update orders.orders set expires_at = placed_at where expires_at is not null";
    client.batch_execute(late).await.unwrap();
    let app: &ShopApp = scene.stage.app();
    for _ in 0..2 {
        expire_orders::handle(app, "run".into()).await.unwrap();
    }
    assert_eq!(
        entries(&scene, user).await[1..],
        [
            entry("spent", -10_000, 0),
            entry("returned", 10_000, 10_000)
        ]
    );
}

#[tokio::test]
async fn what_is_packed_less_goes_back_to_the_payment_first_and_then_to_credit() {
    let crew = Crew::set().await;
    let user = crew.shopper.user;
    // Of Rp25.000 the payment is Rp3.000.
    give(&crew, user, 22_000).await;
    let placed = crew
        .place("one", &with_credit(&crew, "midtrans"))
        .await
        .expect(201);
    let order: OrderId = text(&placed["id"]).parse().unwrap();
    let paid = PaymentSucceeded {
        payment: PaymentId::generate(&SystemClock),
        order,
        amount: Money::rupiah(3_000),
        paid_at: SystemClock.now(),
    };
    let paid = Event::new(&SystemClock, "test-request", order, &paid).unwrap();
    apply_payment_to_order::handle(crew.stage.app(), paid)
        .await
        .unwrap();
    bring_to(&crew, &placed, "picking").await;
    let chief = member(&crew, Permission::ALL).await;
    let short = json!({ "to": "packed", "packed_lines": [{ "sku": "BYM-IKAT", "quantity": "1" }] });
    let packed = move_on(&crew, &chief, &placed, short).await.expect(200);
    // A bunch costs Rp5.000: Rp3.000 to the payment, Rp2.000 to credit.
    assert_eq!(
        (&packed["total"], &packed["credit"], &packed["amount_due"]),
        (&money(20_000), &money(20_000), &money(0))
    );
    assert_eq!(
        entries(&crew, user).await[2..],
        [entry("returned", 2_000, 2_000)]
    );
    let due = "select (event->'data'->'amount'->>'amount')::bigint from platform.outbox
        where event->>'type' = 'sayur.orders.refund_due.v1'";
    let rows = crew.shop.client().query(due, &[]).await.unwrap();
    let due: Vec<i64> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(due, [3_000]);
    // Nobody takes it: the way alone is owed.
    for to in ["out_for_delivery", "delivery_failed", "returned"] {
        move_on(&crew, &chief, &placed, step(to, "midtrans"))
            .await
            .expect(200);
    }
    assert_eq!(
        entries(&crew, user).await[3..],
        [entry("returned", 5_000, 7_000)]
    );
}

#[tokio::test]
async fn a_guest_has_no_credit_to_use() {
    let scene = Scene::set().await;
    let guest = scene.shop.shopper().await;
    scene.shop.fill_cart(guest.user, scene.variant, 1_000).await;
    let mut body = with_credit(&scene, "midtrans");
    body["address_id"] = json!(guest.address);
    let token = scene.stage.token(guest.user, &[]);
    // Nor has somebody to whom the shop owes nothing.
    let placed = scene.place_as(&token, "one", &body).await.expect(201);
    assert_eq!(
        (&placed["credit"], &placed["amount_due"]),
        (&money(0), &money(20_000))
    );
    assert_eq!(scene.shop.count("payments.credit_entries").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_orders_at_once_spend_the_credit_that_is_there_and_no_more() {
    let scene = Scene::set().await;
    let user = scene.shopper.user;
    scene.shop.lot(scene.variant, 1_000_000, 5).await;
    let grow = "update orders.slots set capacity = 1000";
    scene.shop.client().batch_execute(grow).await.unwrap();
    give(&scene, user, 30_000).await;
    let app = scene.stage.app();
    let body = with_credit(&scene, "midtrans");
    let tasks: Vec<_> = (0..100)
        .map(|number| {
            let call = Call::post("/v1/orders")
                .bearer(&scene.token)
                .header("idempotency-key", format!("order-{number}"))
                .json(&body);
            tokio::spawn(call.send(app, place_order::handle))
        })
        .collect();
    // Whatever is bought is in the cart again at once.
    let refill = "insert into cart.lines (cart_id, variant_id, quantity, seen_price, added_at)
        select id, $2, 2000, 0, now() from cart.carts where user_id = $1 on conflict do nothing";
    let variant = scene.variant.uuid();
    while !tasks.iter().all(tokio::task::JoinHandle::is_finished) {
        let client = scene.shop.client();
        client
            .execute(refill, &[&user.uuid(), &variant])
            .await
            .unwrap();
    }
    let (mut spent, mut placed) = (0, 0);
    for task in tasks {
        let answer = task.await.unwrap();
        match (answer.status, answer.body["code"].as_str()) {
            (201, _) => {
                let credit = answer.body["credit"]["amount"].as_i64().unwrap();
                let due = answer.body["amount_due"]["amount"].as_i64().unwrap();
                assert_eq!(credit + due, 25_000);
                (spent, placed) = (spent + credit, placed + 1);
            }
            // The cart was bought, or the credit spent, by another.
            (_, Some("credit_changed" | "cart_empty" | "insufficient_stock")) => {}
            _ => panic!("{}: {}", answer.status, answer.body),
        }
    }
    let entries = entries(&scene, user).await;
    let written: i64 = entries.iter().skip(1).map(|(_, amount, _)| -amount).sum();
    assert_eq!(written, spent);
    assert!(entries.iter().all(|(.., balance)| *balance >= 0));
    assert!(placed > 1, "{placed}");
    assert!((25_000..=30_000).contains(&spent), "{spent}");
}

#[tokio::test]
async fn whoever_did_not_take_two_cash_orders_pays_otherwise() {
    let crew = Crew::set().await;
    crew.shop.lot(crew.variant, 20_000, 5).await;
    for (number, status) in ["delivery_failed", "returned"].into_iter().enumerate() {
        let placed = order(&crew, &format!("refused-{number}"), "cod").await;
        bring_to(&crew, &placed, status).await;
    }
    crew.shop
        .fill_cart(crew.shopper.user, crew.variant, 2_000)
        .await;
    let mut body = crew.order_body();
    body["payment_method"] = json!("cod");
    crew.place("third", &body)
        .await
        .expect_problem(422, "cash_refused_before");
    // What was long ago is forgotten.
    let age = "update orders.orders set placed_at = placed_at - interval '181 days' where status = 'returned'";
    crew.shop.client().batch_execute(age).await.unwrap();
    crew.place("fourth", &body).await.expect(201);
    let strict_shop = crew.stage.clone().with("COD_MOST_REFUSALS", "1");
    crew.shop
        .fill_cart(crew.shopper.user, crew.variant, 2_000)
        .await;
    let strict = Call::post("/v1/orders")
        .bearer(&crew.token)
        .header("idempotency-key", "fifth")
        .json(&body)
        .send(strict_shop.app(), place_order::handle)
        .await;
    strict.expect_problem(422, "cash_refused_before");
    body["payment_method"] = json!("midtrans");
    crew.place("sixth", &body).await.expect(201);
}
