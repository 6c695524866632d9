//! Domain events: what one context tells the others, in a CloudEvents 1.0 envelope.

use crate::ids::EventId;
use crate::trace::{self, TraceParent};
use crate::{Clock, StoreError};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// A fact of one type: its name is stable and versioned, its payload is serde's.
pub trait EventType: Serialize + DeserializeOwned {
    /// Such as `sayur.orders.order_placed.v1`.
    const TYPE: &'static str;
}

/// An event on its way: CloudEvents 1.0, JSON format (<https://github.com/cloudevents/spec>).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub specversion: String,
    /// Stable: the same however often the event is delivered.
    pub id: EventId,
    pub source: String,
    #[serde(rename = "type")]
    pub kind: String,
    /// The entity the event is about.
    pub subject: Uuid,
    #[serde(with = "time::serde::rfc3339")]
    pub time: OffsetDateTime,
    pub datacontenttype: String,
    /// The request that caused it (an extension attribute).
    pub requestid: String,
    /// The trace that it belongs to (CloudEvents' distributed tracing extension).
    #[serde(
        default,
        deserialize_with = "trace::if_any",
        skip_serializing_if = "Option::is_none"
    )]
    pub traceparent: Option<TraceParent>,
    pub data: serde_json::Value,
}

/// The payload does not have the shape its type promises.
#[derive(Debug, thiserror::Error)]
#[error("the event's data does not have the shape of {0}")]
pub struct BadEvent(&'static str, #[source] serde_json::Error);

impl Event {
    /// Wraps a fact about `subject`, in the trace of the work at hand.
    pub fn new<T: EventType>(
        clock: &impl Clock,
        request_id: &str,
        subject: impl Into<Uuid>,
        data: &T,
    ) -> Result<Self, BadEvent> {
        Ok(Self {
            specversion: "1.0".into(),
            id: EventId::generate(clock),
            source: "/micro-sayur".into(),
            kind: T::TYPE.into(),
            subject: subject.into(),
            time: clock.now(),
            datacontenttype: "application/json".into(),
            requestid: request_id.into(),
            traceparent: TraceParent::current(),
            data: serde_json::to_value(data).map_err(|error| BadEvent(T::TYPE, error))?,
        })
    }

    /// The order that it is about, for logs: its code, or its id where the event has no more; `None` if it is about
    /// none.
    #[must_use]
    pub fn order(&self) -> Option<&str> {
        let places = ["/order/code", "/order_code", "/claim/order_code", "/order"];
        places
            .iter()
            .find_map(|place| self.data.pointer(place)?.as_str())
    }

    /// The fact, if the event is of type `T`; `None` if it is of another.
    pub fn read<T: EventType>(&self) -> Result<Option<T>, BadEvent> {
        if self.kind != T::TYPE {
            return Ok(None);
        }
        T::deserialize(&self.data)
            .map(Some)
            .map_err(|error| BadEvent(T::TYPE, error))
    }
}

/// An event as one consumer has received it: what goes into the inbox, in the transaction of its effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The consumer's name; the same event may be another consumer's too.
    pub consumer: &'static str,
    pub event: EventId,
    pub at: OffsetDateTime,
}

impl Received {
    #[must_use]
    pub fn new(consumer: &'static str, event: &Event, clock: &impl Clock) -> Self {
        Self {
            consumer,
            event: event.id,
            at: clock.now(),
        }
    }
}

/// For so long an event in the outbox is its writer's to send; after that the relay may take it.
pub const INLINE_TURN: Duration = Duration::seconds(5);

/// For so long a claimed event is its relay's to send; after that another may take it.
pub const LEASE: Duration = Duration::seconds(30);

/// Where events wait, written in the transaction of what they tell, until they are sent.
///
/// A relay claims events for a time ([`LEASE`]) instead of holding their rows locked while it sends: no
/// transaction waits for the network, an inline send that comes late is not blocked, and what a relay had
/// that died, or whose sandbox was frozen, is free again after the lease.
pub trait Outbox: Send + Sync {
    /// Up to `limit` unsent events, the oldest first, that from now on nobody else is given for a [`LEASE`].
    async fn claim(&self, limit: u16, now: OffsetDateTime) -> Result<Vec<Event>, StoreError>;

    /// Takes the events off the list of what is to be sent.
    async fn mark_sent(&self, ids: &[EventId], now: OffsetDateTime) -> Result<(), StoreError>;
}

/// What carries events to those who consume them: queues, a broker.
pub trait EventBus: Send + Sync {
    /// Sends each event wherever its type goes and answers those that have arrived everywhere before the
    /// caller's patience is over. The others may have arrived in part: they are to be sent again, under the
    /// same id. An event whose type goes nowhere has arrived.
    async fn send(&self, events: &[Event], patience: std::time::Duration) -> Vec<EventId>;
}

/// A message as a consumer has got it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The queue it came from, as the bus names it.
    pub queue: String,
    /// How often it was delivered, this time included.
    pub tries: u32,
    /// What the bus knows this delivery by, where it wants to be told.
    pub receipt: Option<String>,
    pub body: Vec<u8>,
}

/// The bus did not take failed messages back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("messages that failed are not put off")]
pub struct NotPutOff;

/// What a consumer does with messages that it could not handle: they come again later, after a time that grows from
/// try to try, and not for ever.
pub trait Retries: Send + Sync {
    async fn put_off(&self, failed: &[Delivery]) -> Result<(), NotPutOff>;
}

/// Sends what a transaction has committed. It never fails the request whose effect already stands: what
/// could not be sent stays in the outbox and leaves with the relay.
pub trait Publisher: Send + Sync {
    async fn publish(&self, events: &[Event]);
}
