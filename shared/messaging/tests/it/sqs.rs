//! What is SQS's alone: each queue takes or refuses by itself.

use crate::support::{
    PATIENCE, TO_FOUR, TO_NOTIFICATIONS, TO_ORDERS, assert_holds, event, ids, ids_of,
};
use domain::events::EventBus;
use messaging::Bus;
use serde_json::json;
use testkit::{LocalAws, Stage, TestBus};

#[tokio::test]
async fn an_event_that_a_queue_refuses_holds_back_no_other() {
    let bus = TestBus::sqs().await;
    let narrow = LocalAws::of_the_suite().narrow_queue().await;
    let stage = bus.on(Stage::default());
    let sender: &Bus = stage.with("ORDERS_QUEUE_URL", &narrow.url).app();
    let mut events = [event(TO_ORDERS), event(TO_ORDERS), event(TO_NOTIFICATIONS)];
    events[0].data = json!("x".repeat(1024));
    assert_eq!(sender.send(&events, PATIENCE).await, ids(&events[1..]));
    assert_eq!(ids_of(narrow.drain().await), [events[1].id]);
    assert_holds(&bus, "notifications", &events[2..]).await;
}

#[tokio::test]
async fn a_queue_that_is_missing_holds_back_no_other() {
    let bus = TestBus::sqs().await;
    let missing = "http://127.0.0.1/000000000000/missing";
    let stage = bus.on(Stage::default());
    let sender: &Bus = stage.with("PAYMENTS_QUEUE_URL", missing).app();
    let events = [event(TO_FOUR), event(TO_ORDERS)];
    assert_eq!(sender.send(&events, PATIENCE).await, [events[1].id]);
    assert_holds(&bus, "notifications", &events[..1]).await;
}
