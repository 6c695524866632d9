//! What these tests share: events, and queues in the place of the shop's.

use domain::events::Event;
use domain::ids::{EventId, OrderId};
use domain::{Clock, SystemClock};
use serde_json::{Value, json};
use testkit::{LocalAws, Stage, TestQueue};
use tokio::net::TcpListener;

pub(crate) const TO_NOTIFICATIONS: &str = "sayur.orders.order_placed.v1";
pub(crate) const TO_NOTIFICATIONS_AND_PAYMENTS: &str = "sayur.orders.order_status_changed.v1";
pub(crate) const TO_ORDERS: &str = "sayur.payments.payment_succeeded.v1";

/// Queues of the test's own.
pub(crate) struct Queues {
    aws: LocalAws,
    pub(crate) notifications: TestQueue,
    pub(crate) payments: TestQueue,
    pub(crate) orders: TestQueue,
    pub(crate) catalog: TestQueue,
}

impl Queues {
    pub(crate) async fn create() -> Self {
        let aws = LocalAws::of_the_suite();
        let (notifications, payments, orders, catalog) =
            tokio::join!(aws.queue(), aws.queue(), aws.queue(), aws.queue());
        Self {
            aws,
            notifications,
            payments,
            orders,
            catalog,
        }
    }

    pub(crate) fn on(&self, stage: Stage) -> Stage {
        self.aws
            .on(stage)
            .with("EVENT_BUS", "sqs")
            .with("NOTIFICATIONS_QUEUE_URL", &self.notifications.url)
            .with("PAYMENTS_QUEUE_URL", &self.payments.url)
            .with("ORDERS_QUEUE_URL", &self.orders.url)
            .with("CATALOG_QUEUE_URL", &self.catalog.url)
    }
}

/// An event of a type, of which only the envelope matters here.
pub(crate) fn event(kind: &str) -> Event {
    Event {
        specversion: "1.0".into(),
        id: EventId::generate(&SystemClock),
        source: "/micro-sayur".into(),
        kind: kind.into(),
        subject: OrderId::generate(&SystemClock).uuid(),
        time: SystemClock.now(),
        datacontenttype: "application/json".into(),
        requestid: "test-request".into(),
        data: json!({}),
    }
}

pub(crate) fn ids(events: &[Event]) -> Vec<EventId> {
    events.iter().map(|event| event.id).collect()
}

/// Asserts that the queue holds each of these events once, in whatever order, and nothing else.
pub(crate) async fn assert_holds(queue: &TestQueue, events: &[Event]) {
    let id = |body: Value| serde_json::from_value::<Event>(body).expect("an event").id;
    let mut held: Vec<EventId> = queue.drain().await.into_iter().map(id).collect();
    let mut expected = ids(events);
    held.sort();
    expected.sort();
    assert_eq!(held, expected);
}

/// An address where nobody listens.
pub(crate) async fn closed_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// An address where a connection is accepted and never answered, while the listener is kept.
pub(crate) async fn silent_port() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    (listener, address)
}
