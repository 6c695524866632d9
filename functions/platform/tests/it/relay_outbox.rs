use domain::events::{Event, EventBus};
use domain::ids::EventId;
use messaging::Bus;
use platform::relay_outbox::{App, handle};
use std::collections::BTreeSet;
use testkit::{Line, LocalAws, Stage, TestBus, TestDatabase, TestQueue};
use time::Duration;

/// The patience of a request, and that of somebody who has time.
const HURRY: std::time::Duration = std::time::Duration::from_millis(250);
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// A type that goes to one queue.
const PLACED: &str = "sayur.orders.order_placed.v1";

/// Writes events of this age into the outbox and answers their ids.
pub(crate) async fn write(
    database: &TestDatabase,
    count: usize,
    age: Duration,
) -> BTreeSet<EventId> {
    let mut events: Vec<Event> = (0..count)
        .map(|_| testkit::example_of_event(PLACED))
        .collect();
    for event in &mut events {
        event.time -= age;
    }
    database.write_outbox(&events, Duration::ZERO).await;
    events.iter().map(|event| event.id).collect()
}

/// What the queue holds; no event may be there twice.
async fn ids_in(queue: &TestQueue) -> BTreeSet<EventId> {
    let mut ids = BTreeSet::new();
    for body in queue.drain().await {
        let event: Event = serde_json::from_value(body).unwrap();
        assert!(ids.insert(event.id), "{} was sent twice", event.id);
    }
    ids
}

/// A stage whose queue is this one; what is sent to count sales and to partners goes to another.
pub(crate) async fn stage(database: &TestDatabase, aws: &LocalAws, queue: &TestQueue) -> Stage {
    let sales = aws.queue().await;
    aws.on(Stage::on(database))
        .with("EVENT_BUS", "sqs")
        .with("NOTIFICATIONS_QUEUE_URL", &queue.url)
        .with("PAYMENTS_QUEUE_URL", &queue.url)
        .with("ORDERS_QUEUE_URL", &queue.url)
        .with("CATALOG_QUEUE_URL", &sales.url)
        .with("WEBHOOKS_QUEUE_URL", &sales.url)
}

#[tokio::test]
async fn what_was_left_behind_is_sent_and_not_again() {
    let (database, aws) = (TestDatabase::create().await, LocalAws::of_the_suite());
    let queue = aws.queue().await;
    let app: &App = stage(&database, &aws, &queue).await.app();
    let left = write(&database, 3, Duration::minutes(1)).await;
    handle(app, String::new()).await.unwrap();
    assert_eq!(ids_in(&queue).await, left);
    handle(app, String::new()).await.unwrap();
    assert_eq!(ids_in(&queue).await, BTreeSet::new());
    assert_eq!(database.unsent().await, 0);
}

#[tokio::test]
async fn a_fresh_event_is_left_to_the_request_that_wrote_it() {
    let (database, aws) = (TestDatabase::create().await, LocalAws::of_the_suite());
    let queue = aws.queue().await;
    let app: &App = stage(&database, &aws, &queue).await.app();
    write(&database, 1, Duration::ZERO).await;
    handle(app, String::new()).await.unwrap();
    assert_eq!(ids_in(&queue).await, BTreeSet::new());
    assert_eq!(database.unsent().await, 1);
}

#[tokio::test]
async fn what_a_bus_does_not_take_is_sent_once_it_is_back() {
    let (database, aws) = (TestDatabase::create().await, LocalAws::of_the_suite());
    let queue = aws.queue().await;
    let nowhere = "http://127.0.0.1:1";
    let away: &App = stage(&database, &aws, &queue)
        .await
        .with("AWS_ENDPOINT_URL", nowhere)
        .with(
            "NOTIFICATIONS_QUEUE_URL",
            format!("{nowhere}/000000000000/away"),
        )
        .app();
    let back: &App = stage(&database, &aws, &queue).await.app();
    let left = write(&database, 3, Duration::minutes(1)).await;

    handle(away, String::new()).await.unwrap();
    assert_eq!(database.unsent().await, 3);
    // Still in the lease of the run that failed.
    handle(back, String::new()).await.unwrap();
    assert_eq!(database.unsent().await, 3);

    database.let_leases_end().await;
    handle(back, String::new()).await.unwrap();
    assert_eq!(ids_in(&queue).await, left);
    assert_eq!(database.unsent().await, 0);
}

#[tokio::test]
async fn relays_in_parallel_send_each_event_once() {
    let (database, aws) = (TestDatabase::create().await, LocalAws::of_the_suite());
    let queue = aws.queue().await;
    let stage = stage(&database, &aws, &queue).await;
    let left = write(&database, 500, Duration::minutes(1)).await;
    let run = || handle(stage.app(), String::new());
    let runs = tokio::join!(run(), run(), run(), run());
    for run in [runs.0, runs.1, runs.2, runs.3] {
        run.unwrap();
    }
    assert_eq!(ids_in(&queue).await, left);
    assert_eq!(database.unsent().await, 0);
}

#[tokio::test]
async fn a_broker_that_takes_longer_than_a_request_would_wait_ends_no_run() {
    for bus in [TestBus::sqs().await, TestBus::rabbitmq()] {
        let database = TestDatabase::create().await;
        let line = Line::to(&bus.address()).await;
        let stage = bus.behind(Stage::on(&database), &line.address());
        let (app, hurried): (&App, &Bus) = (stage.app(), stage.app());
        let probe = [testkit::example_of_event(PLACED)];
        assert_eq!(hurried.send(&probe, PATIENCE).await, [probe[0].id]);
        // More than one claim.
        write(&database, 700, Duration::minutes(1)).await;

        line.hold();
        let given_up = async {
            assert_eq!(hurried.send(&probe, HURRY).await, []);
            line.mend();
        };
        let (run, ()) = tokio::join!(handle(app, String::new()), given_up);
        run.unwrap();
        assert_eq!(database.unsent().await, 0);
    }
}
