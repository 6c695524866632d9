//! Everything at once: the broker goes away again and again, a consumer dies in the middle of batches, events come five
//! times and the wrong way round, one message in ten is none. What they tell has its effect once.

use crate::works::{HURRY, number, send_for_certain};
use aws_sdk_sqs::config::{BehaviorVersion, Credentials, Region};
use domain::SystemClock;
use domain::events::{Event, EventBus};
use domain::platform::relay;
use event_bridge::{Functions, rabbitmq, sqs};
use messaging::{Broker, Bus, Queue};
use postgres::PgOutbox;
use std::convert::Infallible;
use std::env;
use std::time::Duration;
use testkit::{Line, Stage, TestBus, TestDatabase};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// Instances of the consumer.
const CONSUMERS: usize = 4;

/// Which call of the consumer is its process's last, again and again.
pub(crate) const DEADLY: usize = 25;

/// How often the line between relay and broker fails: every other time it hangs.
const FAULTS: usize = 6;

/// How many events a test counts over. The local SQS takes minutes over as many as RabbitMQ has: who wants them on both
/// says so in `FAULT_EVENTS`.
pub(crate) fn how_many(bus: &TestBus) -> usize {
    let count = env::var("FAULT_EVENTS")
        .ok()
        .filter(|count| !count.is_empty());
    let usual = match bus {
        TestBus::RabbitMq(_) => 10_000,
        TestBus::Sqs(_) => 2_500,
    };
    count.map_or(usual, |count| count.parse().expect("a number of events"))
}

/// A consumer that is fed, as long as this is kept.
pub(crate) struct Fed {
    _feeds: JoinSet<Infallible>,
    _line: Line,
}

/// Sends events, badly, through a bus to the consumer of a queue, which is a function at this address.
pub(crate) async fn send_through_faults(
    bus: &TestBus,
    database: &TestDatabase,
    queue: Queue,
    consumer: &str,
    events: &[Event],
) -> Fed {
    database.write_outbox(events, time::Duration::MINUTE).await;
    send_badly(bus.on(Stage::on(database)).app(), events).await;
    let line = Line::to(&bus.address()).await;
    let feeds = feed(bus, &line, queue, consumer);
    relay_through(database, bus).await;
    line.cut();
    let mut cut = TcpStream::connect(line.address()).await.unwrap();
    assert_eq!(cut.read(&mut [0]).await.unwrap_or_default(), 0);
    line.mend();
    Fed {
        _feeds: feeds,
        _line: line,
    }
}

/// Sends some events four times before the relay comes with them; one message in ten of the first of these is none.
async fn send_badly(bus: &Bus, events: &[Event]) {
    let mut bad = events[..events.len() / 100].to_vec();
    for event in &mut bad {
        event.id = domain::ids::EventId::generate(&SystemClock);
        event.data = serde_json::json!("none");
    }
    let mut again = events[..events.len() / 10].to_vec();
    for (again, bad) in again.chunks(90).zip(bad.chunks(10)) {
        send_for_certain(bus, again).await;
        send_for_certain(bus, bad).await;
    }
    for _ in 0..3 {
        again.reverse();
        for chunk in again.chunks(100) {
            send_for_certain(bus, chunk).await;
        }
    }
}

/// Feeds the consumer from the bus, over a line of its own.
fn feed(bus: &TestBus, line: &Line, queue: Queue, consumer: &str) -> JoinSet<Infallible> {
    let mut feeds = JoinSet::new();
    let environment = bus.behind(Stage::default(), &line.address()).environment();
    for _ in 0..CONSUMERS {
        let functions = Functions::at(consumer.to_owned(), "local");
        let name = queue.to_string();
        match bus {
            TestBus::RabbitMq(_) => {
                let broker: Broker =
                    config::FromEnvironment::from_environment(&environment).unwrap();
                feeds.spawn(rabbitmq::feed(broker, functions, name, queue));
            }
            TestBus::Sqs(queues) => {
                let service = aws_sdk_sqs::Config::builder()
                    .behavior_version(BehaviorVersion::latest())
                    .http_client(aws_http::client(sqs::LONGEST_WAIT))
                    .region(Region::new("ap-southeast-3"))
                    .endpoint_url(format!("http://{}", line.address()))
                    .credentials_provider(Credentials::new("test", "test", None, None, "test"))
                    .build();
                let (client, url) = (
                    aws_sdk_sqs::Client::from_conf(service),
                    queues.queue(queue.as_str()).url.clone(),
                );
                feeds.spawn(sqs::feed(client, functions, name, url));
            }
        }
    }
    feeds
}

/// Runs the relay until the outbox is empty, while its line is cut and hangs in turn.
async fn relay_through(database: &TestDatabase, bus: &TestBus) {
    let line = Line::to(&bus.address()).await;
    let stage = bus.behind(Stage::on(database), &line.address());
    let (outbox, sender, hurried): (&PgOutbox, &Bus, &Bus) =
        (stage.of("platform").app(), stage.app(), stage.app());
    let all = database.unsent().await;
    let mut due = 0;
    loop {
        let left = database.unsent().await;
        if left == 0 {
            return;
        }
        database.let_leases_end().await;
        // Faults come as the work goes on, evenly.
        let progress = usize::try_from((all - left) * 100 / all).unwrap();
        if due == FAULTS || progress * FAULTS < due * 100 {
            line.mend();
            relay(outbox, sender, &SystemClock).await.unwrap();
            continue;
        }
        due += 1;
        if due % 2 == 0 {
            line.let_hang();
        } else {
            line.cut();
        }
        let mended = async {
            // As long as somebody in a hurry would wait for the broker.
            let event = testkit::example_of_event("sayur.orders.payment_not_needed.v1");
            assert_eq!(hurried.send(&[event], HURRY).await, []);
            line.mend();
        };
        let (relayed, ()) = tokio::join!(relay(outbox, sender, &SystemClock), mended);
        relayed.unwrap();
    }
}

/// Waits until the consumer's count of what it has had is as expected, however long that takes while it goes on.
///
/// # Panics
/// When it stands still for longer than a message is ever put off here.
pub(crate) async fn until_all_is_had(database: &TestDatabase, count: &str, expected: i64) {
    let mut had = number(database, count).await;
    while had < expected {
        let before = had;
        let goes_on = async {
            while had == before {
                tokio::time::sleep(Duration::from_millis(100)).await;
                had = number(database, count).await;
            }
        };
        tokio::time::timeout(Duration::from_mins(3), goes_on)
            .await
            .unwrap_or_else(|_| panic!("the consumer has had {before} of {expected}"));
    }
    assert_eq!(had, expected, "what is no event left a trace");
}
