//! Events on their way, on either bus: what sending them costs a request, and how much the relay moves. Publisher and
//! relay are called in this process, on a database of their own, over the loopback interface.

use crate::failure::Failure;
use crate::figures::{median, milliseconds, percentile};
use crate::table::{self, NONE};
use config::FromEnvironment;
use domain::SystemClock;
use domain::events::{Event, Publisher as _};
use domain::platform::relay;
use messaging::{Broker, Bus, Publisher};
use postgres::PgOutbox;
use std::time::{Duration, Instant};
use testkit::{Line, Stage, TestBus, TestDatabase};

/// A type that goes to two queues.
const PLACED: &str = "sayur.orders.order_placed.v1";

const WARM_UP: usize = 20;
const CALLS: usize = 200;
const RELAYED: usize = 5_000;

const PUBLISHED: Duration = Duration::from_millis(5);
const HANGING: Duration = Duration::from_millis(300);
const PER_SECOND: u128 = 2_000;

/// Prints the table; gives how many figures are missing.
pub(crate) async fn print(server: &str) -> usize {
    let (mut rows, mut missing) = (Vec::new(), Vec::new());
    for (name, bus) in [
        ("SQS", TestBus::sqs().await),
        ("RabbitMQ", TestBus::rabbitmq()),
    ] {
        match measure(server, &bus).await {
            Ok(measured) => rows.extend(measured.rows(name)),
            Err(failure) => missing.push((name.to_owned(), failure)),
        }
    }
    table::print(
        "Events",
        &format!(
            "{CALLS} sends after {WARM_UP} of one event to two queues, marked in the outbox; {RELAYED} events relayed; \
             SQS is the local stack's"
        ),
        &["what", "budget", "measured  ", "p99"],
        &rows,
    );
    table::print_missing(&missing)
}

struct Measured {
    published: Vec<Duration>,
    hanging: Vec<Duration>,
    relayed_per_second: u128,
}

impl Measured {
    fn rows(self, bus: &str) -> [Vec<String>; 3] {
        let middle = median(&self.published).unwrap_or_default();
        let p99 = percentile(&self.published, 99).unwrap_or_default();
        let longest = self.hanging.into_iter().max().unwrap_or_default();
        let rate = self.relayed_per_second;
        let mark = if rate < PER_SECOND { " !" } else { "  " };
        [
            vec![
                format!("{bus}: publishing, ms"),
                milliseconds(PUBLISHED),
                table::beside(&milliseconds(middle), middle, PUBLISHED),
                milliseconds(p99),
            ],
            vec![
                format!("{bus}: publishing while the broker hangs, at most, ms"),
                milliseconds(HANGING),
                table::beside(&milliseconds(longest), longest, HANGING),
                NONE.to_owned(),
            ],
            vec![
                format!("{bus}: relayed, events/s"),
                PER_SECOND.to_string(),
                format!("{rate}{mark}"),
                NONE.to_owned(),
            ],
        ]
    }
}

async fn measure(server: &str, bus: &TestBus) -> Result<Measured, Failure> {
    let database = TestDatabase::create_on(server).await;
    let line = Line::to(&bus.address()).await;
    let stage = bus.behind(Stage::on(&database), &line.address());
    if let TestBus::RabbitMq(_) = bus {
        let broker = Broker::from_environment(&stage.environment());
        let broker = broker.map_err(|error| Failure::new(error.to_string()))?;
        let open = broker.open().await;
        open.map_err(|error| Failure::new(error.to_string()))?;
    }
    let outlet: &Publisher = stage.of("orders").app();
    let mut durations = Vec::with_capacity(CALLS);
    for call in 0..WARM_UP + CALLS {
        let event = write(&database, 1).await.swap_remove(0);
        let took = publish(outlet, event).await;
        if call >= WARM_UP {
            durations.push(took);
        }
    }
    let relayed_per_second = relay_all(&database, &stage).await?;

    line.let_hang();
    let event = write(&database, 1).await.swap_remove(0);
    let hanging = vec![publish(outlet, event).await];
    Ok(Measured {
        published: durations,
        hanging,
        relayed_per_second,
    })
}

async fn publish(publisher: &Publisher, event: Event) -> Duration {
    let started = Instant::now();
    publisher.publish(&[event]).await;
    started.elapsed()
}

async fn relay_all(database: &TestDatabase, stage: &Stage) -> Result<u128, Failure> {
    write(database, RELAYED).await;
    let (outbox, bus): (&PgOutbox, &Bus) = (stage.of("platform").app(), stage.app());
    let started = Instant::now();
    let relayed = relay(outbox, bus, &SystemClock)
        .await
        .map_err(|error| Failure::new(error.to_string()))?;
    let took = started.elapsed();
    if relayed.sent < RELAYED {
        return Err(Failure::new(format!("only {} events left", relayed.sent)));
    }
    let sent = u128::try_from(relayed.sent).unwrap_or_default();
    Ok(sent * 1_000_000 / took.as_micros().max(1))
}

/// Writes events into the outbox, old enough for the relay.
async fn write(database: &TestDatabase, count: usize) -> Vec<Event> {
    let like = testkit::example_of_event(PLACED);
    let events: Vec<Event> = (0..count)
        .map(|_| Event {
            id: domain::ids::EventId::generate(&SystemClock),
            ..like.clone()
        })
        .collect();
    database.write_outbox(&events, time::Duration::MINUTE).await;
    events
}
