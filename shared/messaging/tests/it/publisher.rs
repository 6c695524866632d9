use crate::support::{
    Queues, TO_NOTIFICATIONS, TO_ORDERS, assert_holds, closed_port, event, silent_port,
};
use domain::Clock;
use domain::SystemClock;
use domain::events::{Event, Publisher as _};
use messaging::Publisher;
use std::time::{Duration, Instant};
use testkit::{Stage, TestDatabase};

/// What a request waits for its events, and what a busy machine adds.
const BOUND: Duration = Duration::from_millis(300 + 100);

/// Writes an event into the outbox, as the transaction of its effect does.
async fn write(database: &TestDatabase, event: &Event) {
    let statement = "insert into platform.outbox (id, event, created_at) values ($1, $2, $3)";
    let body = serde_json::to_value(event).unwrap();
    database
        .client()
        .await
        .execute(statement, &[&event.id.uuid(), &body, &SystemClock.now()])
        .await
        .unwrap();
}

/// How many events wait for the relay.
async fn unsent(database: &TestDatabase) -> i64 {
    let statement = "select count(*) from platform.outbox where sent_at is null";
    database
        .client()
        .await
        .query_one(statement, &[])
        .await
        .unwrap()
        .get(0)
}

#[tokio::test]
async fn what_has_left_is_marked() {
    let (database, queues) = (TestDatabase::create().await, Queues::create().await);
    let publisher: &Publisher = queues.on(Stage::on(&database)).app();
    let events = [event(TO_NOTIFICATIONS), event(TO_ORDERS)];
    for event in &events {
        write(&database, event).await;
    }
    publisher.publish(&events).await;
    assert_eq!(unsent(&database).await, 0);
    assert_holds(&queues.notifications, &events[..1]).await;
    assert_holds(&queues.orders, &events[1..]).await;
}

#[tokio::test]
async fn what_only_some_queues_took_stays_for_the_relay() {
    let (database, queues) = (TestDatabase::create().await, Queues::create().await);
    let missing = format!("{}-missing", queues.orders.url);
    let publisher: &Publisher = queues
        .on(Stage::on(&database))
        .with("ORDERS_QUEUE_URL", missing)
        .app();
    let events = [event(TO_NOTIFICATIONS), event(TO_ORDERS)];
    for event in &events {
        write(&database, event).await;
    }
    publisher.publish(&events).await;
    assert_eq!(unsent(&database).await, 1);
    assert_holds(&queues.notifications, &events[..1]).await;
}

#[tokio::test]
async fn a_broker_that_is_away_or_silent_costs_a_request_no_more_than_its_patience() {
    let (database, queues) = (TestDatabase::create().await, Queues::create().await);
    let (_listener, silent) = silent_port().await;
    for endpoint in [closed_port().await, silent] {
        let publisher: &Publisher = queues
            .on(Stage::on(&database))
            .with("AWS_ENDPOINT_URL", &endpoint)
            .with(
                "NOTIFICATIONS_QUEUE_URL",
                format!("{endpoint}/000000000000/notifications"),
            )
            .with(
                "CATALOG_QUEUE_URL",
                format!("{endpoint}/000000000000/catalog"),
            )
            .app();
        let event = event(TO_NOTIFICATIONS);
        write(&database, &event).await;
        let started = Instant::now();
        publisher.publish(&[event]).await;
        assert!(started.elapsed() < BOUND, "{:?}", started.elapsed());
    }
    assert_eq!(unsent(&database).await, 2);
}

#[tokio::test]
async fn a_database_that_is_silent_costs_a_request_no_more_than_its_patience() {
    let (database, queues) = (TestDatabase::create().await, Queues::create().await);
    let (_listener, silent) = silent_port().await;
    let silent = silent.replace("http", "postgres");
    let publisher: &Publisher = queues
        .on(Stage::on(&database))
        .with("DATABASE_URL", silent)
        .app();
    let started = Instant::now();
    publisher.publish(&[event(TO_NOTIFICATIONS)]).await;
    assert!(started.elapsed() < BOUND, "{:?}", started.elapsed());
}
