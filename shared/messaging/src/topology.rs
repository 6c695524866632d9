//! What the shop has at RabbitMQ, and its names: the one place that declares exchanges, queues and bindings.

use crate::routes::{Queue, queues_of};
use config::{ConfigError, Environment, FromEnvironment};
use lapin::options::{
    ExchangeDeclareOptions, ExchangeDeleteOptions, QueueBindOptions, QueueDeclareOptions,
    QueueDeleteOptions,
};
use lapin::types::{AMQPValue, FieldTable};
use lapin::{Channel, ExchangeKind};
use std::time::Duration;

/// How long a message waits before it is delivered again: longer from try to try.
pub(crate) const BACKOFF: [Duration; 4] = [
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_mins(2),
    LONGEST,
];
pub(crate) const LONGEST: Duration = Duration::from_mins(10);

/// How often the broker takes a message back from consumers that died over it, before it is dead.
const DELIVERIES: i32 = 10;

/// Looking at a dead letter counts as a delivery; that must never throw it away.
const LOOKS: i32 = 1_000_000;

/// The names of what the shop has at the broker. All begin alike, so that several shops can share one.
///
/// Messages go to the topic exchange `sayur.events` under their type and the queues that it is routed to:
/// `sayur.orders.order_placed.v1.to.notifications.catalog.webhooks`. A queue is bound to its own name after `to`, so the
/// routing table stays in one place and a type that gets another route needs nothing at the broker. Others may
/// bind to types.
#[derive(Debug, Clone)]
pub struct Topology {
    prefix: String,
}

impl FromEnvironment for Topology {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        const NAME: &str = "AMQP_PREFIX";
        let prefix: String = environment.parse_or(NAME, "sayur".to_owned())?;
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        // The rest of a name follows, and 255 bytes is what the protocol takes.
        if prefix.len() > 100 || !prefix.chars().all(is_plain) {
            return Err(ConfigError::bad(NAME, "not a short plain word"));
        }
        Ok(Self { prefix })
    }
}

impl Topology {
    /// Where events go.
    pub(crate) fn events(&self) -> String {
        format!("{}.events", self.prefix)
    }

    /// Where messages wait for their next delivery.
    pub(crate) fn retries(&self) -> String {
        format!("{}.retries", self.prefix)
    }

    /// Where dead letters go.
    pub(crate) fn dead_letters(&self) -> String {
        format!("{}.dead-letters", self.prefix)
    }

    /// The queue that a consumer reads.
    #[must_use]
    pub fn queue(&self, queue: Queue) -> String {
        format!("{}.{queue}", self.prefix)
    }

    /// The consumer whose queue has this name.
    pub(crate) fn queue_named(&self, name: &str) -> Option<Queue> {
        let word = name.strip_prefix(&self.prefix)?.strip_prefix('.')?;
        word.parse().ok()
    }

    /// The queue of what its consumer could not handle.
    pub(crate) fn dead_letters_of(&self, queue: Queue) -> String {
        format!("{}.{queue}.dead-letters", self.prefix)
    }

    /// The queue in which messages wait that are delivered again after this time.
    fn waiting(&self, delay: Duration) -> String {
        format!("{}.retry.{}s", self.prefix, delay.as_secs())
    }

    /// Declares all of it; what is there already stays as it is. Nothing waits for an answer: the next question to the
    /// broker is answered when all is done, or fails with what was wrong.
    ///
    /// Queues are of the type that is replicated. A server too old to know that type ignores it.
    pub(crate) async fn declare(&self, channel: &Channel) -> lapin::Result<()> {
        let (events, retries, dead) = (self.events(), self.retries(), self.dead_letters());
        exchange(channel, &events, ExchangeKind::Topic).await?;
        exchange(channel, &retries, ExchangeKind::Topic).await?;
        exchange(channel, &dead, ExchangeKind::Direct).await?;
        for queue in Queue::ALL {
            let (name, letters) = (self.queue(queue), self.dead_letters_of(queue));
            declare(channel, &letters, &[("x-delivery-limit", LOOKS.into())]).await?;
            bind(channel, &letters, &dead, queue.as_str()).await?;
            let arguments = [
                ("x-delivery-limit", DELIVERIES.into()),
                ("x-dead-letter-exchange", text(&dead)),
                ("x-dead-letter-routing-key", text(queue.as_str())),
                ("x-dead-letter-strategy", text("at-least-once")),
                ("x-overflow", text("reject-publish")),
            ];
            declare(channel, &name, &arguments).await?;
            bind(channel, &name, &events, &format!("#.to.#.{queue}.#")).await?;
        }
        for delay in BACKOFF {
            let name = self.waiting(delay);
            let milliseconds = i32::try_from(delay.as_millis()).unwrap_or(i32::MAX);
            let arguments = [
                ("x-message-ttl", milliseconds.into()),
                ("x-dead-letter-exchange", text(&events)),
                ("x-dead-letter-strategy", text("at-least-once")),
                ("x-overflow", text("reject-publish")),
            ];
            declare(channel, &name, &arguments).await?;
            bind(channel, &name, &retries, &format!("{}s.#", delay.as_secs())).await?;
        }
        Ok(())
    }

    /// Deletes all of it, with the messages that are in it.
    pub(crate) async fn delete(&self, channel: &Channel) -> lapin::Result<()> {
        let of_consumers = Queue::ALL
            .into_iter()
            .flat_map(|queue| [self.queue(queue), self.dead_letters_of(queue)]);
        for queue in of_consumers.chain(BACKOFF.map(|delay| self.waiting(delay))) {
            channel
                .queue_delete(queue.as_str().into(), QueueDeleteOptions::default())
                .await?;
        }
        for exchange in [self.events(), self.retries(), self.dead_letters()] {
            channel
                .exchange_delete(exchange.as_str().into(), ExchangeDeleteOptions::default())
                .await?;
        }
        Ok(())
    }
}

/// The routing key of an event; `None` when its type goes nowhere.
pub(crate) fn key_of_event(kind: &str) -> Option<String> {
    let queues: Vec<&str> = queues_of(kind).iter().map(|queue| queue.as_str()).collect();
    (!queues.is_empty()).then(|| format!("{kind}.to.{}", queues.join(".")))
}

/// The routing key that goes to one queue, whatever the type.
pub(crate) fn key_to(queue: Queue) -> String {
    format!("again.to.{queue}")
}

/// The routing key, at the exchange of retries, of what goes to one queue after this time.
pub(crate) fn key_after(delay: Duration, queue: Queue) -> String {
    format!("{}s.to.{queue}", delay.as_secs())
}

async fn exchange(channel: &Channel, name: &str, kind: ExchangeKind) -> lapin::Result<()> {
    let options = ExchangeDeclareOptions {
        durable: true,
        nowait: true,
        ..ExchangeDeclareOptions::default()
    };
    let none = FieldTable::default();
    channel
        .exchange_declare(name.into(), kind, options, none)
        .await
}

async fn declare(
    channel: &Channel,
    name: &str,
    arguments: &[(&'static str, AMQPValue)],
) -> lapin::Result<()> {
    let mut table = FieldTable::default();
    table.insert("x-queue-type".into(), text("quorum"));
    for (argument, value) in arguments {
        table.insert((*argument).into(), value.clone());
    }
    let options = QueueDeclareOptions {
        durable: true,
        nowait: true,
        ..QueueDeclareOptions::default()
    };
    channel.queue_declare(name.into(), options, table).await?;
    Ok(())
}

async fn bind(channel: &Channel, queue: &str, exchange: &str, key: &str) -> lapin::Result<()> {
    let options = QueueBindOptions { nowait: true };
    let none = FieldTable::default();
    channel
        .queue_bind(queue.into(), exchange.into(), key.into(), options, none)
        .await
}

fn text(value: &str) -> AMQPValue {
    AMQPValue::LongString(value.into())
}

#[cfg(test)]
mod tests {
    use super::{Topology, key_of_event};
    use crate::Queue;
    use config::{Environment, FromEnvironment};

    #[test]
    fn a_type_is_published_under_its_name_and_its_queues() {
        let key = key_of_event("sayur.orders.order_placed.v1");
        assert_eq!(
            key.as_deref(),
            Some("sayur.orders.order_placed.v1.to.notifications.catalog.webhooks")
        );
        assert_eq!(key_of_event("sayur.orders.nobody_listens.v1"), None);
    }

    #[test]
    fn names_begin_as_the_environment_says() {
        let named = |prefix: &str| {
            let environment: Environment = [("AMQP_PREFIX", prefix)].into_iter().collect();
            Topology::from_environment(&environment)
        };
        let usual = named("").unwrap();
        assert_eq!(usual.events(), "sayur.events");
        let other = named("sayur-test-1").unwrap();
        assert_eq!(other.queue(Queue::Orders), "sayur-test-1.orders");
        assert_eq!(
            other.queue_named("sayur-test-1.orders"),
            Some(Queue::Orders)
        );
        assert_eq!(other.queue_named("sayur.orders"), None);
        assert!(named("two words").is_err());
    }
}
