//! What these tests share: events, and what becomes of them at a bus.

use domain::events::Event;
use domain::ids::EventId;
use messaging::Broker;
use serde_json::{Value, json};
use std::time::Duration;
use testkit::TestBus;
use tokio::net::TcpListener;

pub(crate) const TO_NOTIFICATIONS: &str = "sayur.identity.password_changed.v1";
pub(crate) const TO_FOUR: &str = "sayur.orders.order_status_changed.v1";
pub(crate) const TO_ORDERS: &str = "sayur.payments.payment_reversed.v1";

/// The patience of a request, and that of somebody who has time.
pub(crate) const HURRY: Duration = Duration::from_millis(250);
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// RabbitMQ with all that the shop has there.
pub(crate) async fn rabbitmq() -> TestBus {
    let bus = TestBus::rabbitmq();
    broker(&bus).open().await.unwrap();
    bus
}

pub(crate) fn broker(bus: &TestBus) -> Broker {
    match bus {
        TestBus::RabbitMq(bus) => bus.broker(),
        TestBus::Sqs(_) => panic!("SQS is no broker"),
    }
}

/// An event of a type; one that there is none of has only its envelope.
pub(crate) fn event(kind: &str) -> Event {
    let known = testkit::example_of_event(TO_NOTIFICATIONS);
    match kind {
        TO_NOTIFICATIONS | TO_FOUR | TO_ORDERS => testkit::example_of_event(kind),
        other => Event {
            kind: other.into(),
            data: json!({}),
            ..known
        },
    }
}

pub(crate) fn ids(events: &[Event]) -> Vec<EventId> {
    events.iter().map(|event| event.id).collect()
}

/// The ids of events as a queue gave them, in order.
pub(crate) fn ids_of(bodies: Vec<Value>) -> Vec<EventId> {
    let id = |body: Value| serde_json::from_value::<Event>(body).expect("an event").id;
    let mut ids: Vec<EventId> = bodies.into_iter().map(id).collect();
    ids.sort();
    ids
}

/// Asserts that the queue holds each of these events once, in whatever order, and nothing else.
pub(crate) async fn assert_holds(bus: &TestBus, queue: &str, events: &[Event]) {
    let mut expected = ids(events);
    expected.sort();
    assert_eq!(ids_of(bus.drain(queue).await), expected);
}

/// An address where nobody listens.
pub(crate) async fn closed_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap().to_string()
}

/// An address where a connection is accepted and never answered, while the listener is kept.
pub(crate) async fn silent_port() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    (listener, address)
}

/// Runs each test on both buses, as `sqs::…` and `rabbitmq::…`.
macro_rules! on_both_buses {
    ($($(#[$doc:meta])* async fn $name:ident($bus:ident: &TestBus) $body:block)+) => {
        $($(#[$doc])* async fn $name($bus: &TestBus) $body)+

        mod sqs {
            $(#[tokio::test]
            async fn $name() {
                super::$name(&testkit::TestBus::sqs().await).await;
            })+
        }

        mod rabbitmq {
            $(#[tokio::test]
            async fn $name() {
                super::$name(&crate::support::rabbitmq().await).await;
            })+
        }
    };
}

pub(crate) use on_both_buses;
