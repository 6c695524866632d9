//! What either bus promises.

use crate::support::{
    HURRY, PATIENCE, TO_FOUR, TO_NOTIFICATIONS, TO_ORDERS, assert_holds, closed_port, event, ids,
    on_both_buses, silent_port,
};
use domain::events::EventBus;
use messaging::Bus;
use serde_json::json;
use std::time::{Duration, Instant};
use testkit::{Line, Stage, TestBus};

/// [`HURRY`], and what a busy machine adds.
const BOUND: Duration = Duration::from_secs(1);

on_both_buses! {
    async fn an_event_reaches_every_queue_of_its_type_as_it_was_written(bus: &TestBus) {
        let sender: &Bus = bus.on(Stage::default()).app();
        let events = [
            event(TO_NOTIFICATIONS),
            event(TO_FOUR),
            event(TO_ORDERS),
            event("sayur.orders.nobody_listens.v1"),
        ];
        assert_eq!(sender.send(&events, PATIENCE).await, ids(&events));
        assert_holds(bus, "notifications", &events[..2]).await;
        assert_holds(bus, "payments", &events[1..2]).await;
        assert_holds(bus, "catalog", &events[1..2]).await;
        assert_holds(bus, "webhooks", &events[1..2]).await;
        assert_eq!(
            bus.drain("orders").await,
            [serde_json::to_value(&events[2]).unwrap()]
        );
    }

    async fn more_events_than_a_call_takes_all_arrive(bus: &TestBus) {
        let sender: &Bus = bus.on(Stage::default()).app();
        let events: Vec<_> = (0..25).map(|_| event(TO_ORDERS)).collect();
        assert_eq!(sender.send(&events, PATIENCE).await, ids(&events));
        assert_holds(bus, "orders", &events).await;
    }

    async fn characters_that_sqs_refuses_arrive_all_the_same(bus: &TestBus) {
        let sender: &Bus = bus.on(Stage::default()).app();
        let mut event = event(TO_ORDERS);
        event.data = json!("\u{0}\u{1b}\u{7f}\u{fffe}\u{ffff}\u{10ffff}");
        assert_eq!(sender.send(std::slice::from_ref(&event), PATIENCE).await, [event.id]);
        assert_eq!(
            bus.drain("orders").await,
            [serde_json::to_value(&event).unwrap()]
        );
    }

    async fn a_broker_that_takes_its_time_is_waited_for_by_who_has_it(bus: &TestBus) {
        let line = Line::to(&bus.address()).await;
        let stage = bus.behind(Stage::default(), &line.address());
        let (patient, hurried): (&Bus, &Bus) = (stage.app(), stage.app());
        let events: Vec<_> = (0..25).map(|_| event(TO_ORDERS)).collect();
        for sender in [patient, hurried] {
            let first = [event(TO_NOTIFICATIONS)];
            assert_eq!(sender.send(&first, PATIENCE).await, ids(&first));
        }

        line.hold();
        let given_up = async {
            let vain = [event(TO_NOTIFICATIONS)];
            assert_eq!(hurried.send(&vain, HURRY).await, []);
            line.mend();
        };
        let (sent, ()) = tokio::join!(patient.send(&events, PATIENCE), given_up);
        assert_eq!(sent, ids(&events));
        assert_holds(bus, "orders", &events).await;
    }

    async fn a_broker_that_is_away_or_silent_is_given_up_on_in_time(bus: &TestBus) {
        let (_listener, silent) = silent_port().await;
        let events: Vec<_> = (0..100).map(|_| event(TO_FOUR)).collect();
        for address in [closed_port().await, silent] {
            let sender: &Bus = bus.behind(Stage::default(), &address).app();
            let started = Instant::now();
            assert_eq!(sender.send(&events, HURRY).await, []);
            assert!(
                started.elapsed() < BOUND,
                "{:?}",
                started.elapsed()
            );
        }
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
