//! Orders that were paid more than once, when the gateway takes one of the payments back.

use crate::scene::{Placed, Scene};
use domain::events::Event;
use domain::orders::OrderStatus;
use payments::process_payment_event::handle;
use serde_json::{Value, json};
use testkit::until_waiting;

const REVERSED: &str = "sayur.payments.payment_reversed.v1";

/// Staff are to give the second one back: until they have, it holds money.
const TWICE: [&str; 2] = ["credit_card", "bank_transfer"];

/// A confirmed order that was paid on several of the gateway's pages, each of which had made way for the next, by these
/// means.
async fn paid_again<const N: usize>(scene: &Scene, means: [&str; N]) -> (Placed, [Value; N]) {
    let order = scene.order().await;
    let mut payments = [const { Value::Null }; N];
    for (number, payment) in payments.iter_mut().enumerate() {
        let page = json!({ "method": "snap" });
        let key = format!("page-{number}");
        *payment = scene.start(&order, &key, &page).await.expect(201);
    }
    for (payment, means) in payments.iter().zip(means) {
        let told = scene.pay(payment, means).await;
        scene.notify(&told).await.expect(200);
        scene.work().await;
    }
    scene.end(&order, OrderStatus::Confirmed).await;
    assert_eq!(scene.statuses(&order).await, ["succeeded"; N]);
    (order, payments)
}

/// Midtrans tells that it takes the payment back, which nobody has heard yet.
async fn deny(scene: &Scene, payment: &Value) {
    let deny = json!({ "transaction_status": "deny" });
    let told = scene.simulate(payment, &deny).await;
    scene.notify(&told).await.expect(200);
}

#[tokio::test]
async fn an_order_that_another_payment_covers_loses_nothing_by_a_reversal() {
    let scene = Scene::set().await;
    let (order, [first, second]) = paid_again(&scene, TWICE).await;
    for (payment, expected) in [(&first, 0), (&second, 1)] {
        deny(&scene, payment).await;
        scene.work().await;
        assert_eq!(scene.told(REVERSED).await.len(), expected);
    }
    assert_eq!(scene.statuses(&order).await, ["reversed", "reversed"]);
}

#[tokio::test]
async fn a_second_payment_that_is_on_its_way_back_covers_nothing() {
    let scene = Scene::set().await;
    let (order, [first, second]) = paid_again(&scene, TWICE).await;
    let not_needed = scene.not_needed(&order, &second).await;
    scene.process(&not_needed).await.unwrap();
    let refunds = scene.payments(&order).await["refunds"].clone();
    assert_eq!(refunds[0]["status"], "manual");
    deny(&scene, &first).await;
    scene.work().await;
    assert_eq!(scene.statuses(&order).await, ["reversed", "succeeded"]);
    assert_eq!(scene.told(REVERSED).await.len(), 1);
}

#[tokio::test]
async fn a_second_payment_stays_that_is_in_the_place_of_one_taken_back() {
    let scene = Scene::set().await;
    let (order, [first, second]) = paid_again(&scene, TWICE).await;
    let not_needed = scene.not_needed(&order, &second).await;
    deny(&scene, &first).await;
    scene.work().await;
    for _ in 0..2 {
        scene.process(&not_needed).await.unwrap();
    }
    assert_eq!(scene.statuses(&order).await, ["reversed", "succeeded"]);
    assert_eq!(scene.payments(&order).await["refunds"], json!([]));
    assert!(scene.told(REVERSED).await.is_empty());
    // It goes back with the order.
    let ended = scene.end(&order, OrderStatus::Cancelled).await;
    scene.process(&ended).await.unwrap();
    let refunds = scene.payments(&order).await["refunds"].clone();
    assert_eq!(refunds[0]["reason"], "order_cancelled");
}

#[tokio::test]
async fn a_third_payment_stays_when_the_second_is_on_its_way_back_already() {
    let scene = Scene::set().await;
    let means = ["credit_card", "bank_transfer", "bank_transfer"];
    let (order, [first, second, third]) = paid_again(&scene, means).await;
    let not_needed = scene.not_needed(&order, &second).await;
    scene.process(&not_needed).await.unwrap();
    deny(&scene, &first).await;
    scene.work().await;
    assert!(scene.told(REVERSED).await.is_empty());
    let not_needed = scene.not_needed(&order, &third).await;
    scene.process(&not_needed).await.unwrap();
    let refunds = scene.payments(&order).await["refunds"].clone();
    assert_eq!(refunds.as_array().unwrap().len(), 1);
    assert_eq!(refunds[0]["payment_id"], second["id"]);
}

/// Has two events handled that are decided by the same standing: neither can write while somebody else holds these
/// payments, and the first is the first in the queue for them.
async fn handle_at_once(scene: &Scene, held: &str, events: [Event; 2]) {
    let other = scene.database.client().await;
    let lock = format!("begin; select from payments.payments where {held} for update");
    other.batch_execute(&lock).await.unwrap();
    let mut handled = Vec::new();
    for (event, who_wait) in events.into_iter().zip(1..) {
        handled.push(tokio::spawn(Box::pin(handle(scene.stage.app(), event))));
        until_waiting(scene.shop.client(), who_wait).await;
    }
    other.batch_execute("rollback").await.unwrap();
    for handled in handled {
        handled.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_reversal_and_the_return_of_the_second_payment_do_not_cross() {
    // The one that is first is the one that counts.
    for (is_returned, held) in [(true, "true"), (false, "number = 2")] {
        let scene = Scene::set().await;
        let (order, [first, second]) = paid_again(&scene, TWICE).await;
        let back = scene.not_needed(&order, &second).await;
        deny(&scene, &first).await;
        let [reversal]: [_; 1] = scene.queued().await.try_into().unwrap();
        let events = if is_returned {
            [back, reversal]
        } else {
            [reversal, back]
        };
        handle_at_once(&scene, held, events).await;
        let refunds = scene.payments(&order).await["refunds"].clone();
        let told = scene.told(REVERSED).await;
        let expected = usize::from(is_returned);
        assert_eq!(
            (refunds.as_array().unwrap().len(), told.len()),
            (expected, expected)
        );
    }
}

#[tokio::test]
async fn of_two_reversals_at_once_the_order_hears_one() {
    let scene = Scene::set().await;
    let (order, payments) = paid_again(&scene, TWICE).await;
    for payment in &payments {
        deny(&scene, payment).await;
    }
    let reversals = scene.queued().await.try_into().unwrap();
    handle_at_once(&scene, "true", reversals).await;
    assert_eq!(scene.statuses(&order).await, ["reversed", "reversed"]);
    assert_eq!(scene.told(REVERSED).await.len(), 1);
}
