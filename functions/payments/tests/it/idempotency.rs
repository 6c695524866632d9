//! The same wish twice, two wishes at once, and a gateway that does not answer.

use crate::scene::{Scene, starting};
use payments::start_payment;
use serde_json::{Value, json};
use testkit::{Answer, Call};

fn qris() -> Value {
    json!({ "method": "qris" })
}

#[tokio::test]
async fn the_same_request_has_the_same_answer_and_one_effect() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let first = scene.start(&order, "key", &qris()).await.expect(201);
    assert_eq!(scene.start(&order, "key", &qris()).await.expect(201), first);
    let other = scene
        .start(&order, "key", &json!({ "method": "gopay" }))
        .await;
    other.expect_problem(422, "idempotency_key_reused");

    // Also when the payment has moved on meanwhile.
    let notification = scene.pay(&first, "qris").await;
    scene.notify(&notification).await.expect(200);
    scene.work().await;
    assert_eq!(scene.start(&order, "key", &qris()).await.expect(201), first);
    assert_eq!(scene.statuses(&order).await, ["succeeded"]);
    assert_eq!(
        scene.told("sayur.payments.payment_started.v1").await.len(),
        1
    );
}

#[tokio::test]
async fn a_key_is_required() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let call = Call::post("/v1/orders/code/payments").parameter("code", order.code.as_str());
    let answer = call
        .bearer(&scene.token)
        .json(&qris())
        .send(scene.stage.app(), start_payment::handle)
        .await;
    answer.expect_problem(400, "idempotency_key_required");
}

/// Starts fifty payments at once, each under the key of its number.
async fn fifty(
    scene: &Scene,
    key: impl Fn(usize) -> String,
) -> (crate::scene::Placed, Vec<Answer>) {
    let order = scene.order().await;
    let app: &'static start_payment::App = scene.stage.app();
    let calls: Vec<_> = (0..50)
        .map(|number| {
            let call = starting(&order, &key(number), &qris()).bearer(&scene.token);
            tokio::spawn(call.send(app, start_payment::handle))
        })
        .collect();
    let mut answers = Vec::new();
    for call in calls {
        answers.push(call.await.unwrap());
    }
    (order, answers)
}

#[tokio::test]
async fn fifty_requests_with_one_key_make_one_attempt() {
    let scene = Scene::set().await;
    let (order, answers) = fifty(&scene, |_| "key".into()).await;
    let made: Vec<_> = answers
        .iter()
        .filter(|answer| answer.status == 201)
        .collect();
    assert!(!made.is_empty() && made.iter().all(|answer| answer.body == made[0].body));
    for refused in answers.iter().filter(|answer| answer.status != 201) {
        assert_eq!(
            (refused.status, &refused.body["code"]),
            (409, &json!("request_in_progress"))
        );
    }
    assert_eq!(scene.statuses(&order).await, ["pending"]);
    assert_eq!(
        scene.told("sayur.payments.payment_started.v1").await.len(),
        1
    );
}

#[tokio::test]
async fn fifty_requests_with_fifty_keys_leave_one_attempt_open() {
    let scene = Scene::set().await;
    let (order, answers) = fifty(&scene, |number| format!("key-{number}")).await;
    assert!(answers.iter().any(|answer| answer.status == 201));
    for refused in answers.iter().filter(|answer| answer.status != 201) {
        assert_eq!(
            (refused.status, &refused.body["code"]),
            (409, &json!("payment_in_progress"))
        );
    }
    let statuses = scene.statuses(&order).await;
    let (last, ended) = statuses.split_last().unwrap();
    assert_eq!(last, "pending");
    assert!(
        ended.iter().all(|status| status == "cancelled"),
        "{statuses:?}"
    );
}

#[tokio::test]
async fn a_new_wish_ends_the_open_attempt_first() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let first = scene.start(&order, "first", &qris()).await.expect(201);
    let second = scene
        .start(&order, "second", &json!({ "method": "snap" }))
        .await
        .expect(201);
    assert_eq!(second["gateway_reference"], format!("{}-2", order.code));
    assert_eq!(scene.statuses(&order).await, ["cancelled", "pending"]);
    assert_eq!(
        scene.at_gateway(&first).await["transaction_status"],
        "cancel"
    );
    // A page on which nobody has picked a way to pay has nothing to cancel.
    scene.start(&order, "third", &qris()).await.expect(201);
    assert_eq!(
        scene.statuses(&order).await,
        ["cancelled", "cancelled", "pending"]
    );
}

#[tokio::test]
async fn an_attempt_that_turns_out_to_be_paid_leaves_no_room_for_another() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let first = scene.start(&order, "first", &qris()).await.expect(201);
    // Paid, and the notification is still under way.
    scene.pay(&first, "qris").await;
    scene
        .start(&order, "second", &qris())
        .await
        .expect_problem(409, "order_not_payable");
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
async fn a_gateway_that_is_away_costs_no_attempt_and_a_retry_goes_on() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let away = scene.without_gateway();
    let answer = scene.start_on(&away, &order, "key", &qris()).await;
    assert_eq!(answer.headers["retry-after"], "5");
    answer.expect_problem(503, "payment_gateway_unavailable");
    assert_eq!(scene.statuses(&order).await, ["created"]);

    let payment = scene.start(&order, "key", &qris()).await.expect(201);
    assert_eq!(payment["gateway_reference"], format!("{}-1", order.code));
    assert_eq!(scene.statuses(&order).await, ["pending"]);
}

#[tokio::test]
async fn an_answer_that_was_lost_is_had_again_without_charging_twice() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    let first = scene.start(&order, "key", &qris()).await.expect(201);
    // As if the function had died between the charge and its writing down.
    let lost = "update payments.payments set status = 'created', started_at = null, qr = null, version = 1";
    scene.shop.client().execute(lost, &[]).await.unwrap();
    let again = scene.start(&order, "key", &qris()).await.expect(201);
    assert_eq!((&again["id"], &again["qr"]), (&first["id"], &first["qr"]));
    assert_eq!(scene.statuses(&order).await, ["pending"]);
}

#[tokio::test]
async fn a_start_under_way_is_not_started_again() {
    let scene = Scene::set().await;
    let order = scene.order().await;
    scene
        .start_on(&scene.without_gateway(), &order, "key", &qris())
        .await
        .expect_problem(503, "payment_gateway_unavailable");
    let busy = "update payments.payments set busy_until = now() + interval '30 seconds'";
    scene.shop.client().execute(busy, &[]).await.unwrap();
    scene
        .start(&order, "key", &qris())
        .await
        .expect_problem(409, "request_in_progress");
    scene
        .start(&order, "other", &qris())
        .await
        .expect_problem(409, "payment_in_progress");
    // Its function has died.
    let dead = "update payments.payments set busy_until = now() - interval '1 second'";
    scene.shop.client().execute(dead, &[]).await.unwrap();
    scene.start(&order, "key", &qris()).await.expect(201);
}
