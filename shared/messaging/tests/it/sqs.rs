use crate::support::{
    Queues, TO_NOTIFICATIONS, TO_NOTIFICATIONS_AND_PAYMENTS, TO_ORDERS, assert_holds, closed_port,
    event, ids, silent_port,
};
use domain::events::EventBus;
use messaging::Bus;
use serde_json::json;
use std::time::{Duration, Instant};
use testkit::{LocalAws, Stage};

#[tokio::test]
async fn an_event_reaches_every_queue_of_its_type_as_it_was_written() {
    let queues = Queues::create().await;
    let bus: &Bus = queues.on(Stage::default()).app();
    let events = [
        event(TO_NOTIFICATIONS),
        event(TO_NOTIFICATIONS_AND_PAYMENTS),
        event(TO_ORDERS),
        event("sayur.orders.nobody_listens.v1"),
    ];
    assert_eq!(bus.send(&events).await, ids(&events));
    assert_holds(&queues.notifications, &events[..2]).await;
    assert_holds(&queues.payments, &events[1..2]).await;
    assert_holds(&queues.catalog, &events[..2]).await;
    assert_eq!(
        queues.orders.drain().await,
        [serde_json::to_value(&events[2]).unwrap()]
    );
}

#[tokio::test]
async fn more_events_than_a_call_takes_all_arrive() {
    let queues = Queues::create().await;
    let bus: &Bus = queues.on(Stage::default()).app();
    let events: Vec<_> = (0..25).map(|_| event(TO_ORDERS)).collect();
    assert_eq!(bus.send(&events).await, ids(&events));
    assert_holds(&queues.orders, &events).await;
}

#[tokio::test]
async fn an_event_that_a_queue_refuses_holds_back_no_other() {
    let queues = Queues::create().await;
    let narrow = LocalAws::of_the_suite().narrow_queue().await;
    let bus: &Bus = queues
        .on(Stage::default())
        .with("ORDERS_QUEUE_URL", &narrow.url)
        .app();
    let mut events = [event(TO_ORDERS), event(TO_ORDERS), event(TO_NOTIFICATIONS)];
    events[0].data = json!("x".repeat(1024));
    assert_eq!(bus.send(&events).await, ids(&events[1..]));
    assert_holds(&narrow, &events[1..2]).await;
    assert_holds(&queues.notifications, &events[2..]).await;
}

#[tokio::test]
async fn characters_that_sqs_refuses_arrive_all_the_same() {
    let queues = Queues::create().await;
    let bus: &Bus = queues.on(Stage::default()).app();
    let mut event = event(TO_ORDERS);
    event.data = json!("\u{0}\u{1b}\u{7f}\u{fffe}\u{ffff}\u{10ffff}");
    assert_eq!(bus.send(std::slice::from_ref(&event)).await, [event.id]);
    assert_eq!(
        queues.orders.drain().await,
        [serde_json::to_value(&event).unwrap()]
    );
}

#[tokio::test]
async fn a_queue_that_is_missing_holds_back_no_other() {
    let queues = Queues::create().await;
    let missing = format!("{}-missing", queues.payments.url);
    let bus: &Bus = queues
        .on(Stage::default())
        .with("PAYMENTS_QUEUE_URL", missing)
        .app();
    let events = [event(TO_NOTIFICATIONS_AND_PAYMENTS), event(TO_ORDERS)];
    assert_eq!(bus.send(&events).await, [events[1].id]);
    assert_holds(&queues.notifications, &events[..1]).await;
}

#[tokio::test]
async fn a_broker_that_is_away_or_silent_is_given_up_on_in_time() {
    let queues = Queues::create().await;
    let (_listener, silent) = silent_port().await;
    let events: Vec<_> = (0..100)
        .map(|_| event(TO_NOTIFICATIONS_AND_PAYMENTS))
        .collect();
    for endpoint in [closed_port().await, silent] {
        let bus: &Bus = queues
            .on(Stage::default())
            .with("AWS_ENDPOINT_URL", &endpoint)
            .with(
                "NOTIFICATIONS_QUEUE_URL",
                format!("{endpoint}/000000000000/notifications"),
            )
            .with(
                "PAYMENTS_QUEUE_URL",
                format!("{endpoint}/000000000000/payments"),
            )
            .with(
                "CATALOG_QUEUE_URL",
                format!("{endpoint}/000000000000/catalog"),
            )
            .app();
        let started = Instant::now();
        assert_eq!(bus.send(&events).await, []);
        assert!(
            started.elapsed() < Duration::from_millis(400),
            "{:?}",
            started.elapsed()
        );
    }
}

#[test]
fn an_unknown_bus_stops_the_start_with_its_name() {
    let stage = Stage::default().with("EVENT_BUS", "kafka");
    let error = <Bus as config::FromEnvironment>::from_environment(&stage.environment()).err();
    let message = error.map(|error| error.to_string()).unwrap_or_default();
    assert!(
        message.contains("EVENT_BUS") && message.contains("kafka"),
        "{message}"
    );
}
