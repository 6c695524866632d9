use crate::support::{
    TO_NOTIFICATIONS, TO_ORDERS, assert_holds, closed_port, event, on_both_buses, silent_port,
};
use domain::events::Publisher as _;
use messaging::Publisher;
use std::time::{Duration, Instant};
use testkit::{Stage, TestBus, TestDatabase};

/// What a request waits for its events, 300 ms, and what a busy machine adds.
const BOUND: Duration = Duration::from_secs(1);

const NOW: time::Duration = time::Duration::ZERO;

/// Lets the publisher connect, which may take longer than a request waits, and forgets what that took.
async fn warm_up(publisher: &Publisher, bus: &TestBus, database: &TestDatabase) {
    let client = database.client().await;
    testkit::eventually("the bus takes an event", async || {
        let first = event(TO_NOTIFICATIONS);
        client
            .execute("delete from platform.outbox", &[])
            .await
            .unwrap();
        database
            .write_outbox(std::slice::from_ref(&first), NOW)
            .await;
        publisher.publish(std::slice::from_ref(&first)).await;
        database.unsent().await == 0
    })
    .await;
    bus.drain("notifications").await;
}

on_both_buses! {
    async fn what_has_left_is_marked(bus: &TestBus) {
        let database = TestDatabase::create().await;
        let publisher: &Publisher = bus.on(Stage::on(&database).of("orders")).app();
        warm_up(publisher, bus, &database).await;
        let events = [event(TO_NOTIFICATIONS), event(TO_ORDERS)];
        database.write_outbox(&events, NOW).await;
        publisher.publish(&events).await;
        assert_eq!(database.unsent().await, 0);
        assert_holds(bus, "notifications", &events[..1]).await;
        assert_holds(bus, "orders", &events[1..]).await;
    }

    async fn a_broker_that_is_away_or_silent_costs_a_request_no_more_than_its_patience(bus: &TestBus) {
        let database = TestDatabase::create().await;
        let (_listener, silent) = silent_port().await;
        for address in [closed_port().await, silent] {
            let publisher: &Publisher = bus.behind(Stage::on(&database).of("orders"), &address).app();
            let event = event(TO_NOTIFICATIONS);
            database.write_outbox(std::slice::from_ref(&event), NOW).await;
            let started = Instant::now();
            publisher.publish(&[event]).await;
            assert!(started.elapsed() < BOUND, "{:?}", started.elapsed());
        }
        assert_eq!(database.unsent().await, 2);
    }

    async fn a_database_that_is_silent_costs_a_request_no_more_than_its_patience(bus: &TestBus) {
        let (_listener, silent) = silent_port().await;
        let database = TestDatabase::create().await;
        let publisher: &Publisher = bus
            .on(Stage::on(&database).of("orders"))
            .with("DATABASE_URL", format!("postgres://{silent}"))
            .app();
        let started = Instant::now();
        publisher.publish(&[event(TO_NOTIFICATIONS)]).await;
        assert!(started.elapsed() < BOUND, "{:?}", started.elapsed());
    }
}

#[tokio::test]
async fn what_only_some_queues_took_stays_for_the_relay() {
    let (database, bus) = (TestDatabase::create().await, TestBus::sqs().await);
    let publisher: &Publisher = bus
        .on(Stage::on(&database).of("orders"))
        .with("ORDERS_QUEUE_URL", "http://127.0.0.1/000000000000/missing")
        .app();
    warm_up(publisher, &bus, &database).await;
    let events = [event(TO_NOTIFICATIONS), event(TO_ORDERS)];
    database.write_outbox(&events, NOW).await;
    publisher.publish(&events).await;
    assert_eq!(database.unsent().await, 1);
    assert_holds(&bus, "notifications", &events[..1]).await;
}
