//! Many events, badly delivered, to an SES that is busy: every mail is sent once.

use crate::fake_ses::FakeSes;
use crate::support::{SENDER, new_address, placed};
use domain::events::{Delivery, Event, NotPutOff, Retries};
use notifications::notify::{App, handle};
use runtime::Batch;
use serde_json::json;
use testkit::{Stage, TestDatabase};
use tokio::task::JoinSet;

const EVENTS: usize = 400;
/// They work at the same time, and each has every event; one has each twice.
const CONSUMERS: usize = 4;

fn app(database: &TestDatabase, ses: &FakeSes) -> &'static App {
    Stage::on(database)
        .with("AWS_ENDPOINT_URL", ses.endpoint.as_str())
        .with("EMAIL_FROM", SENDER)
        .with("SHOP_URL", "https://sayur.example")
        .app()
}

/// The test is the queue, and says itself when messages come again.
struct AtOnce;

impl Retries for AtOnce {
    async fn put_off(&self, _: &[Delivery]) -> Result<(), NotPutOff> {
        Ok(())
    }
}

fn batch(events: &[(usize, Event)]) -> Batch {
    let records: Vec<_> = events
        .iter()
        .map(|(number, event)| {
            json!({
                "messageId": number.to_string(), "body": serde_json::to_string(event).unwrap(),
                "attributes": {}, "messageAttributes": {}
            })
        })
        .collect();
    serde_json::from_value(json!({ "Records": records })).unwrap()
}

/// Works off a queue as Lambda does: batches of ten, and what failed comes again, later.
async fn consume(app: &'static App, mut queue: Vec<(usize, Event)>) {
    while !queue.is_empty() {
        let mut again = Vec::new();
        for messages in queue.chunks(10) {
            let response =
                runtime::process(batch(messages), &AtOnce, |event| handle(app, event)).await;
            let response = response.unwrap();
            let failed = response.batch_item_failures.iter();
            let failed: Vec<usize> = failed
                .map(|failure| failure.item_identifier.parse().unwrap())
                .collect();
            let of_these = messages
                .iter()
                .filter(|(number, _)| failed.contains(number));
            again.extend(of_these.cloned());
        }
        queue = again;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_events_that_come_five_times_to_a_busy_ses_each_is_mailed_once() {
    let database = TestDatabase::create().await;
    let ses = FakeSes::open(|call| call % 2 == 0).await;
    let addresses: Vec<String> = (0..EVENTS).map(|_| new_address()).collect();
    let events: Vec<Event> = addresses.iter().map(|address| placed(address)).collect();

    let mut consumers = JoinSet::new();
    for consumer in 0..CONSUMERS {
        let mut queue: Vec<_> = events.iter().cloned().enumerate().collect();
        queue.rotate_left(consumer * EVENTS / CONSUMERS);
        if consumer % 2 == 1 {
            queue.reverse();
        }
        if consumer == 0 {
            queue.extend(events.iter().cloned().enumerate());
        }
        consumers.spawn(consume(app(&database, &ses), queue));
    }
    consumers.join_all().await;

    let counts = ses.counts();
    assert_eq!(counts.len(), EVENTS);
    for address in &addresses {
        assert_eq!(counts[address], 1, "{address}");
    }
    // It refused as often as it took, give or take who was last.
    assert!(ses.calls() >= 2 * EVENTS - 1, "{}", ses.calls());
    let client = database.client().await;
    let statement =
        "select count(*), count(distinct event_id), count(*) filter (where status = 'sent')
        from notifications.emails";
    let row = client.query_one(statement, &[]).await.unwrap();
    let counted: (i64, i64, i64) = (row.get(0), row.get(1), row.get(2));
    assert_eq!(counted, (400, 400, 400));
}
