//! Everything at once: the broker goes away again and again, a consumer dies in the middle of batches, events come five
//! times and the wrong way round, one message in ten is none. What they tell has its effect once.

use crate::works::{
    cancelled_and_placed, count_sale, goods, let_leases_end, number, placed, send_for_certain,
    write,
};
use aws_sdk_sqs::config::{BehaviorVersion, Credentials, Region};
use domain::SystemClock;
use domain::events::Event;
use domain::platform::relay;
use event_bridge::{Functions, rabbitmq, sqs};
use messaging::{Broker, Bus, Queue, Retries};
use postgres::{PgOutbox, PgSales};
use runtime::Batch;
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::{Line, Stage, TestBus, TestDatabase, eventually, serve_function};
use tokio::task::JoinSet;

/// Instances of the consumer.
const CONSUMERS: usize = 4;

/// Which call of the consumer is its process's last, again and again.
const DEADLY: usize = 25;

/// The consumer of sales behind the Invoke API: it handles its batches, but every so-manieth time it dies halfway.
async fn consumer(stage: &Stage) -> String {
    let (store, retries): (&PgSales, &Retries) = (stage.app(), stage.app());
    let calls = Arc::new(AtomicUsize::new(1));
    serve_function(move |event| {
        let call = calls.fetch_add(1, Ordering::SeqCst);
        let dies_after = call.is_multiple_of(DEADLY).then_some(5);
        handle_batch(store, retries, event, dies_after)
    })
    .await
}

async fn handle_batch(
    store: &'static PgSales,
    retries: &'static Retries,
    event: Value,
    dies_after: Option<usize>,
) -> Option<Value> {
    let batch: Batch = serde_json::from_value(event).ok()?;
    let handled = AtomicUsize::new(0);
    let response = runtime::process(batch, retries, async |event| {
        if dies_after == Some(handled.fetch_add(1, Ordering::SeqCst)) {
            std::future::pending::<()>().await;
        }
        count_sale(store, event).await
    });
    let response = if dies_after.is_some() {
        // Dead is who does not answer.
        tokio::time::timeout(std::time::Duration::from_millis(500), response)
            .await
            .ok()?
    } else {
        response.await
    };
    serde_json::to_value(response.ok()?).ok()
}

/// Feeds the consumer from the bus, over a line of its own.
fn feed(bus: &TestBus, line: &Line, consumer: &str) -> JoinSet<std::convert::Infallible> {
    let mut feeds = JoinSet::new();
    let environment = bus.behind(Stage::default(), &line.address()).environment();
    for _ in 0..CONSUMERS {
        let (functions, name) = (
            Functions::at(consumer.to_owned(), "local"),
            "index-sales".to_owned(),
        );
        match bus {
            TestBus::RabbitMq(_) => {
                let broker: Broker =
                    config::FromEnvironment::from_environment(&environment).unwrap();
                feeds.spawn(rabbitmq::feed(broker, functions, name, Queue::Catalog));
            }
            TestBus::Sqs(queues) => {
                let service = aws_sdk_sqs::Config::builder()
                    .behavior_version(BehaviorVersion::latest())
                    .http_client(aws_smithy_http_client::Builder::new().build_http())
                    .region(Region::new("ap-southeast-3"))
                    .endpoint_url(format!("http://{}", line.address()))
                    .credentials_provider(Credentials::new("test", "test", None, None, "test"))
                    .build();
                let (client, url) = (
                    aws_sdk_sqs::Client::from_conf(service),
                    queues.queue("catalog").url.clone(),
                );
                feeds.spawn(sqs::feed(client, functions, name, url));
            }
        }
    }
    feeds
}

/// Runs the relay until the outbox is empty, while its line is cut and hangs in turn.
async fn relay_through(database: &TestDatabase, bus: &TestBus, faults: usize) {
    let line = Line::to(&bus.address()).await;
    let stage = bus.behind(Stage::on(database), &line.address());
    let (outbox, sender): (&PgOutbox, &Bus) = (stage.app(), stage.app());
    let all = number(database, "select count(*) from platform.outbox").await;
    let mut due = 0;
    loop {
        let left = number(
            database,
            "select count(*) from platform.outbox where sent_at is null",
        )
        .await;
        if left == 0 {
            return;
        }
        // Faults come as the work goes on, evenly.
        let progress = usize::try_from((all - left) * 100 / all).unwrap();
        if due < faults && progress * faults >= due * 100 {
            if due % 2 == 0 {
                line.cut();
            } else {
                line.let_hang();
            }
            due += 1;
        } else {
            line.mend();
        }
        let_leases_end(database).await;
        relay(outbox, sender, &SystemClock).await.unwrap();
    }
}

async fn every_event_has_its_effect_once(bus: TestBus, orders: usize) {
    let database = TestDatabase::create().await;
    let goods = goods(&database, 20).await;
    let mut events: Vec<Event> = Vec::new();
    for number in 0..orders {
        let variant = goods[number % goods.len()];
        // Every fourth order ends, and its end is told first.
        if number % 4 == 0 {
            events.extend(cancelled_and_placed(variant));
        } else {
            events.push(placed(variant));
        }
    }
    write(&database, &events).await;
    let stage = bus
        .on(Stage::on(&database))
        .with("DATABASE_CONNECTIONS", "4");
    let direct: &Bus = stage.app();
    // One message in ten of those before the rest is none; and some events come four times more.
    let mut bad = events[..events.len() / 100].to_vec();
    for event in &mut bad {
        event.id = domain::ids::EventId::generate(&SystemClock);
        event.data = serde_json::json!({ "order": "none" });
    }
    let again = &events[..events.len() / 10];
    for chunk in again
        .chunks(90)
        .zip(bad.chunks(10))
        .flat_map(|(again, bad)| [again, bad])
    {
        send_for_certain(direct, chunk).await;
    }
    for _ in 0..3 {
        for chunk in again.chunks(100) {
            send_for_certain(direct, chunk).await;
        }
    }

    let consumers = Line::to(&bus.address()).await;
    let feeds = feed(&bus, &consumers, &consumer(&stage).await);
    relay_through(&database, &bus, 6).await;
    consumers.cut();
    consumers.let_hang();
    consumers.mend();

    let expected = i64::try_from(events.len()).unwrap();
    eventually_all(&database, expected).await;
    let counted = number(
        &database,
        "select coalesce(sum(orders), 0)::bigint from catalog.daily_sales",
    )
    .await;
    let lasting = (0..orders).filter(|number| number % 4 != 0).count();
    assert_eq!(counted, i64::try_from(lasting).unwrap());
    drop(feeds);
}

/// Waits until the consumer has had every event, however long that takes while it goes on.
async fn eventually_all(database: &TestDatabase, expected: i64) {
    const HAD: &str = "select count(*) from platform.inbox where consumer = 'catalog'";
    let mut had = number(database, HAD).await;
    while had < expected {
        let before = had;
        eventually("the consumer goes on", async || {
            had = number(database, HAD).await;
            had > before
        })
        .await;
    }
    assert_eq!(had, expected, "what is no event left a trace");
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_events_have_their_effect_once_on_rabbitmq() {
    let bus = TestBus::rabbitmq();
    if let TestBus::RabbitMq(queues) = &bus {
        queues.broker().open().await.unwrap();
    }
    every_event_has_its_effect_once(bus, 8_000).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_events_have_their_effect_once_on_sqs() {
    every_event_has_its_effect_once(TestBus::sqs().await, 800).await;
}
