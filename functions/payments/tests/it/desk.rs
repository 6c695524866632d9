//! The staff's desk: every payment, what is given back of one, and what is transferred by hand.

use crate::ended_orders::paid;
use crate::scene::{Placed, Scene, text};
use domain::SystemClock;
use domain::identity::Permission::{self, OrdersRead, PaymentsRefund};
use domain::ids::{PaymentId, RefundId, UserId};
use domain::orders::OrderStatus;
use payments::{complete_payout, list_all_payments, list_payouts, refund_payment};
use serde_json::{Value, json};
use testkit::{Answer, Call};

const REFUNDED: &str = "sayur.payments.payment_refunded.v1";

pub(crate) fn money(amount: i64) -> Value {
    json!({ "amount": amount, "currency": "IDR" })
}

pub(crate) fn staff(scene: &Scene, permissions: &[Permission]) -> String {
    scene
        .stage
        .token(UserId::generate(&SystemClock), permissions)
}

fn refunding(payment: &str, key: &str, token: &str, body: &Value) -> Call {
    Call::post(&format!("/v1/admin/payments/{payment}/refunds"))
        .parameter("id", payment)
        .header("idempotency-key", key)
        .bearer(token)
        .json(body)
}

pub(crate) async fn refund(
    scene: &Scene,
    payment: &Value,
    key: &str,
    token: &str,
    body: &Value,
) -> Answer {
    refunding(text(&payment["id"]), key, token, body)
        .send(scene.stage.app(), refund_payment::handle)
        .await
}

pub(crate) async fn payouts(scene: &Scene, token: &str, query: &str) -> Answer {
    Call::get(&format!("/v1/admin/payouts?{query}"))
        .bearer(token)
        .send(scene.stage.app(), list_payouts::handle)
        .await
}

pub(crate) fn completing(refund: &str, token: &str, body: &Value) -> Call {
    Call::post(&format!("/v1/admin/payouts/{refund}/completion"))
        .parameter("id", refund)
        .bearer(token)
        .json(body)
}

pub(crate) async fn complete(scene: &Scene, refund: &str, token: &str, body: &Value) -> Answer {
    completing(refund, token, body)
        .send(scene.stage.app(), complete_payout::handle)
        .await
}

async fn all(scene: &Scene, query: &str) -> Answer {
    let token = staff(scene, &[OrdersRead]);
    Call::get(&format!("/v1/admin/payments?{query}"))
        .bearer(&token)
        .send(scene.stage.app(), list_all_payments::handle)
        .await
}

/// Lines of the audit log of an action.
async fn audited(scene: &Scene, action: &str) -> Vec<Value> {
    let lines = "select details from identity.audit_log where action = $1 order by at";
    let rows = scene.shop.client().query(lines, &[&action]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

/// The amounts of the order's refunds.
async fn amounts(scene: &Scene, order: &Placed) -> Vec<i64> {
    let payments = scene.payments(order).await;
    let refunds = payments["refunds"].as_array().unwrap();
    refunds
        .iter()
        .map(|refund| refund["amount"]["amount"].as_i64().unwrap())
        .collect()
}

#[tokio::test]
async fn staff_give_back_an_amount_goods_or_all_that_is_left() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "qris").await;
    let token = staff(&scene, &[PaymentsRefund]);
    let part = json!({ "amount": money(3_000), "reason": "Terlambat" });
    let asked = refund(&scene, &payment, "part", &token, &part)
        .await
        .expect(201);
    assert_eq!(
        (&asked["status"], &asked["amount"]),
        (&json!("requested"), &money(3_000))
    );
    scene.work().await;
    assert_eq!(scene.statuses(&order).await, ["partially_refunded"]);
    // A repeat changes nothing, whatever has become of the refund.
    let again = refund(&scene, &payment, "part", &token, &part).await;
    assert_eq!(again.expect(201), asked);
    let other = json!({ "amount": money(4_000), "reason": "Terlambat" });
    refund(&scene, &payment, "part", &token, &other)
        .await
        .expect_problem(422, "idempotency_key_reused");

    // One of two bunches, which cost Rp12.000 less a discount that is the order's alone. What is not handed over yet
    // packing settles: it would go back twice.
    let goods =
        json!({ "lines": [{ "sku": "BYM-IKAT", "quantity": "1" }], "reason": "Satu ikat layu" });
    for status in [
        OrderStatus::Confirmed,
        OrderStatus::Packed,
        OrderStatus::DeliveryFailed,
    ] {
        scene.end(&order, status).await;
        refund(&scene, &payment, "goods", &token, &goods)
            .await
            .expect_problem(409, "order_not_delivered");
    }
    scene.end(&order, OrderStatus::Delivered).await;
    let given = refund(&scene, &payment, "goods", &token, &goods)
        .await
        .expect(201);
    assert_eq!(given["amount"], money(6_000));
    let two = json!({ "lines": [{ "sku": "BYM-IKAT", "quantity": "2" }], "reason": "Semua layu" });
    let twice = refund(&scene, &payment, "two", &token, &two).await;
    assert_eq!(twice.body["errors"][0]["code"], "already_given_back");

    let rest = refund(
        &scene,
        &payment,
        "rest",
        &token,
        &json!({ "reason": "Maaf" }),
    )
    .await;
    assert_eq!(rest.expect(201)["amount"], money(16_000));
    scene.work().await;
    assert_eq!(scene.statuses(&order).await, ["refunded"]);
    assert_eq!(amounts(&scene, &order).await, [3_000, 6_000, 16_000]);
    let known = scene.at_gateway(&payment).await;
    assert_eq!(known["refund_amount"], "25000.00");
    let made = known["refunds"].as_array().unwrap().iter();
    let keys: Vec<_> = made.map(|refund| text(&refund["refund_key"])).collect();
    let reference = text(&payment["gateway_reference"]);
    assert_eq!(
        keys,
        [1, 2, 3].map(|number| format!("{reference}-r{number}"))
    );
    assert_eq!(scene.told(REFUNDED).await.len(), 3);
    let log = audited(&scene, "refund_requested").await;
    assert_eq!(log.len(), 3);
    assert_eq!(
        (&log[1]["lines"][0]["sku"], &log[1]["reason"]),
        (&json!("BYM-IKAT"), &json!("Satu ikat layu"))
    );
    refund(
        &scene,
        &payment,
        "late",
        &token,
        &json!({ "reason": "Maaf" }),
    )
    .await
    .expect_problem(409, "nothing_to_refund");
}

#[tokio::test]
async fn a_refund_that_cannot_be_is_refused() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "qris").await;
    scene.end(&order, OrderStatus::Delivered).await;
    let token = staff(&scene, &[PaymentsRefund]);
    for (body, code) in [
        (
            json!({ "amount": money(0), "reason": "x" }),
            "invalid_amount",
        ),
        (
            json!({ "amount": money(-1), "reason": "x" }),
            "invalid_amount",
        ),
        (json!({ "reason": " " }), "text_too_long"),
        (json!({ "reason": "x".repeat(201) }), "text_too_long"),
        (json!({ "lines": [], "reason": "x" }), "invalid_lines"),
        (
            json!({ "amount": money(1), "lines": [{ "sku": "A", "quantity": "1" }], "reason": "x" }),
            "amount_or_lines",
        ),
        (
            json!({ "lines": [{ "sku": "TIDAK-ADA", "quantity": "1" }], "reason": "x" }),
            "sku_not_ordered",
        ),
        (
            json!({ "lines": [{ "sku": "BYM-IKAT", "quantity": "0" }], "reason": "x" }),
            "invalid_quantity",
        ),
        (
            json!({ "lines": [{ "sku": "BYM-IKAT", "quantity": "2.001" }], "reason": "x" }),
            "already_given_back",
        ),
        (
            json!({ "lines": [
                { "sku": "BYM-IKAT", "quantity": "1" }, { "sku": "BYM-IKAT", "quantity": "1" }
            ], "reason": "x" }),
            "named_twice",
        ),
    ] {
        let answer = refund(&scene, &payment, "key", &token, &body).await;
        assert_eq!(
            (answer.status, &answer.body["errors"][0]["code"]),
            (422, &json!(code)),
            "{body}: {}",
            answer.body
        );
    }
    let much = json!({ "amount": money(25_001), "reason": "x" });
    refund(&scene, &payment, "much", &token, &much)
        .await
        .expect_problem(409, "refund_above_payment");
    let unpaid = scene.order().await;
    let pending = scene.started(&unpaid).await;
    refund(&scene, &pending, "early", &token, &json!({ "reason": "x" }))
        .await
        .expect_problem(409, "nothing_to_refund");
    let nobody = json!({ "id": PaymentId::generate(&SystemClock) });
    refund(&scene, &nobody, "none", &token, &json!({ "reason": "x" }))
        .await
        .expect_problem(404, "payment_not_found");
    let reader = staff(&scene, &[OrdersRead]);
    refund(&scene, &payment, "key", &reader, &json!({ "reason": "x" }))
        .await
        .expect_problem(403, "permission_denied");
    assert_eq!(scene.shop.count("payments.refunds").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_refunds_at_once_by_staff_and_the_shop_give_back_what_was_taken_and_no_more() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "qris").await;
    let token = staff(&scene, &[PaymentsRefund]);
    let app = scene.stage.app();
    let ended = Box::pin(scene.end(&order, OrderStatus::Cancelled)).await;
    let shop = tokio::spawn(Box::pin(payments::process_payment_event::handle(
        scene.stage.app(),
        ended.clone(),
    )));
    let tasks: Vec<_> = (0..100)
        .map(|number| {
            let body = json!({ "amount": money(1_000), "reason": "Balapan" });
            let call = refunding(
                text(&payment["id"]),
                &format!("key-{number}"),
                &token,
                &body,
            );
            tokio::spawn(call.send(app, refund_payment::handle))
        })
        .collect();
    let mut asked = 0;
    for task in tasks {
        let answer = task.await.unwrap();
        match answer.status {
            201 => asked += 1,
            409 => {}
            other => panic!("{other}: {}", answer.body),
        }
    }
    // The shop may have lost the payment to somebody faster each time: its queue brings the event again.
    if shop.await.unwrap().is_err() {
        scene.process(&ended).await.unwrap();
    }
    scene.work().await;
    let amounts = amounts(&scene, &order).await;
    assert_eq!(amounts.iter().sum::<i64>(), 25_000, "{asked} by staff");
    assert_eq!(scene.statuses(&order).await, ["refunded"]);
    let known = scene.at_gateway(&payment).await;
    assert_eq!(known["refund_amount"], "25000.00");
    assert_eq!(scene.told(REFUNDED).await.len(), amounts.len());
    assert_eq!(audited(&scene, "refund_requested").await.len(), asked);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_request_that_comes_fifty_times_at_once_is_one_refund() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "qris").await;
    let token = staff(&scene, &[PaymentsRefund]);
    let app = scene.stage.app();
    let body = json!({ "amount": money(1_000), "reason": "Sekali" });
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let call = refunding(text(&payment["id"]), "once", &token, &body);
            tokio::spawn(call.send(app, refund_payment::handle))
        })
        .collect();
    for task in tasks {
        let answer = task.await.unwrap();
        if answer.status != 201 {
            answer.expect_problem(409, "request_in_progress");
        }
    }
    assert_eq!(amounts(&scene, &order).await, [1_000]);
}

#[tokio::test]
async fn a_refund_that_a_gateway_which_is_away_did_not_make_is_made_by_the_queue() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "qris").await;
    let token = staff(&scene, &[PaymentsRefund]);
    let body = json!({ "amount": money(1_000), "reason": "Terlambat" });
    refund(&scene, &payment, "key", &token, &body)
        .await
        .expect(201);
    let events = scene.queued().await;
    let asked = events.last().unwrap().clone();
    let away = scene.without_gateway();
    let failed = payments::process_payment_event::handle(away.app(), asked.clone()).await;
    assert_eq!(failed.unwrap_err().code(), "payment_gateway_unavailable");
    for _ in 0..5 {
        scene.process(&asked).await.unwrap();
    }
    assert_eq!(scene.statuses(&order).await, ["partially_refunded"]);
    assert_eq!(scene.told(REFUNDED).await.len(), 1);
}

#[tokio::test]
async fn what_a_virtual_account_cannot_take_back_staff_transfer_and_prove() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "bank_transfer").await;
    let token = staff(&scene, &[PaymentsRefund]);
    assert_eq!(
        payouts(&scene, &token, "").await.expect(200)["items"],
        json!([])
    );
    for (key, amount) in [("one", 3_000), ("two", 22_000)] {
        let body = json!({ "amount": money(amount), "reason": key });
        refund(&scene, &payment, key, &token, &body)
            .await
            .expect(201);
        scene.work().await;
    }
    let open = payouts(&scene, &token, "").await.expect(200);
    let items = open["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!(
        (
            &items[0]["amount"],
            &items[0]["reason"],
            &items[0]["completion"]
        ),
        (&money(3_000), &json!("one"), &Value::Null)
    );
    assert_eq!(items[0]["customer"]["email"], "siti@example.com");
    assert_eq!(items[0]["order_code"], order.code.as_str());
    let first = payouts(&scene, &token, "limit=1").await.expect(200);
    let cursor = text(&first["next_cursor"]);
    let rest = payouts(&scene, &token, &format!("cursor={cursor}")).await;
    assert_eq!(rest.expect(200)["items"], json!([items[1]]));

    let proof = json!({ "reference": "BCA-0007", "note": "Atas nama Siti" });
    let id = text(&items[0]["id"]);
    let closed = complete(&scene, id, &token, &proof).await.expect(200);
    assert_eq!(closed["completion"]["reference"], "BCA-0007");
    complete(&scene, id, &token, &proof)
        .await
        .expect_problem(409, "payout_completed");
    assert_eq!(scene.statuses(&order).await, ["partially_refunded"]);
    let other = text(&items[1]["id"]);
    complete(&scene, other, &token, &proof).await.expect(200);
    assert_eq!(scene.statuses(&order).await, ["refunded"]);

    assert_eq!(
        payouts(&scene, &token, "").await.expect(200)["items"],
        json!([])
    );
    let closed = payouts(&scene, &token, "status=closed").await.expect(200);
    assert_eq!(
        (&closed["items"][0]["id"], &closed["items"][1]["id"]),
        (&json!(other), &json!(id))
    );
    let told = scene.told(REFUNDED).await;
    let routes: Vec<_> = told.iter().map(|event| text(&event["route"])).collect();
    assert_eq!(
        routes,
        [
            "bank_transfer",
            "bank_transfer",
            "transferred",
            "transferred"
        ]
    );
    let log = audited(&scene, "payout_completed").await;
    assert_eq!((log.len(), &log[0]["reference"]), (2, &json!("BCA-0007")));
}

#[tokio::test]
async fn only_what_staff_are_to_transfer_is_closed() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "qris").await;
    let token = staff(&scene, &[PaymentsRefund]);
    let body = json!({ "amount": money(1_000), "reason": "x" });
    let asked = refund(&scene, &payment, "key", &token, &body)
        .await
        .expect(201);
    let proof = json!({ "reference": "BCA-0007" });
    let nothing = RefundId::generate(&SystemClock).to_string();
    for id in [text(&asked["id"]), &nothing] {
        complete(&scene, id, &token, &proof)
            .await
            .expect_problem(404, "payout_not_found");
    }
    scene.work().await;
    complete(&scene, text(&asked["id"]), &token, &proof)
        .await
        .expect_problem(404, "payout_not_found");
    assert_eq!(scene.statuses(&order).await, ["partially_refunded"]);
    for bad in [
        json!({ "reference": "" }),
        json!({ "reference": "x".repeat(101) }),
    ] {
        complete(&scene, &nothing, &token, &bad)
            .await
            .expect_problem(422, "validation_failed");
    }
    let reader = staff(&scene, &[OrdersRead]);
    complete(&scene, &nothing, &reader, &proof)
        .await
        .expect_problem(403, "permission_denied");
    payouts(&scene, &reader, "")
        .await
        .expect_problem(403, "permission_denied");
    payouts(&scene, &token, "status=lost")
        .await
        .expect_problem(400, "malformed_request");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payout_that_fifty_close_at_once_is_closed_once() {
    let scene = Scene::set().await;
    let (order, payment) = paid(&scene, "bank_transfer").await;
    let token = staff(&scene, &[PaymentsRefund]);
    let asked = refund(&scene, &payment, "key", &token, &json!({ "reason": "x" }))
        .await
        .expect(201);
    scene.work().await;
    let app = scene.stage.app();
    let tasks: Vec<_> = (0..50)
        .map(|number| {
            let proof = json!({ "reference": format!("BCA-{number}") });
            let call = completing(text(&asked["id"]), &token, &proof);
            tokio::spawn(call.send(app, complete_payout::handle))
        })
        .collect();
    let mut closed = 0;
    for task in tasks {
        let answer = task.await.unwrap();
        if answer.status == 200 {
            closed += 1;
        } else {
            answer.expect_problem(409, "payout_completed");
        }
    }
    assert_eq!(closed, 1);
    assert_eq!(scene.statuses(&order).await, ["refunded"]);
    assert_eq!(scene.shop.count("payments.payouts").await, 1);
}

#[tokio::test]
async fn staff_list_every_payment_filtered_and_page_by_page() {
    let scene = Scene::set().await;
    let (order, _) = paid(&scene, "qris").await;
    let pending = scene.order().await;
    scene.started(&pending).await;
    let cash = scene.order_in("confirmed", "cod").await;
    scene
        .start(&cash, "cash", &json!({ "method": "cod" }))
        .await
        .expect(201);
    let codes = |page: &Value| -> Vec<String> {
        let items = page["items"].as_array().unwrap().iter();
        items
            .map(|payment| text(&payment["order_code"]).to_owned())
            .collect()
    };
    let (order, pending, cash) = (
        order.code.to_string(),
        pending.code.to_string(),
        cash.code.to_string(),
    );
    for (query, expected) in [
        ("", vec![&cash, &pending, &order]),
        ("status=pending", vec![&cash, &pending]),
        ("status=pending&gateway=cod", vec![&cash]),
        ("gateway=midtrans", vec![&pending, &order]),
        ("status=refunded", vec![]),
        ("since=2020-01-01T00:00:00Z", vec![&cash, &pending, &order]),
        ("since=2999-01-01T00:00:00Z", vec![]),
    ] {
        let page = all(&scene, query).await.expect(200);
        assert_eq!(codes(&page).iter().collect::<Vec<_>>(), expected, "{query}");
        let first = all(&scene, &format!("{query}&limit=1")).await.expect(200);
        if expected.len() > 1 {
            let cursor = text(&first["next_cursor"]);
            let rest = all(&scene, &format!("{query}&cursor={cursor}")).await;
            let rest = codes(&rest.expect(200));
            assert_eq!(rest.iter().collect::<Vec<_>>(), expected[1..], "{query}");
        }
    }
    let page = all(&scene, "status=succeeded").await.expect(200);
    assert_eq!(page["items"][0]["refunded"], money(0));
    for query in ["status=lost", "gateway=lost", "since=yesterday", "limit=0"] {
        all(&scene, query)
            .await
            .expect_problem(400, "malformed_request");
    }
}
