//! RabbitMQ: publishing with confirms over one connection, made when first used and made anew when it broke.

use crate::topology::{Topology, key_of_event};
use config::{ConfigError, Environment, FromEnvironment};
use domain::events::{Event, EventBus};
use domain::ids::EventId;
use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::tcp::OwnedTLSConfig;
use lapin::types::{AMQPValue, FieldTable};
use lapin::uri::AMQPUri;
use lapin::{
    BasicProperties, Channel, Confirmation, Connection, ConnectionProperties,
    DefaultConnectionBuilder,
};
use std::collections::HashSet;
use std::fs;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout_at};

/// After the broker has not answered in time, nobody who is in a hurry waits for it again for this long.
const COOL_DOWN: Duration = Duration::from_secs(2);

/// A connection that rested longer may have died in a frozen sandbox, unnoticed: it is made anew before it is used.
const TRUSTED_FOR: Duration = Duration::from_secs(20);

/// In seconds. The broker lets go of a sandbox that is no more after twice that.
const HEARTBEAT: u16 = 30;

/// In bytes. The client keeps buffers of 64 frames; with the usual size they would take 8 MB.
const FRAME: u32 = 16 * 1024;

/// How often a message was delivered and put off, in its headers.
pub(crate) const TRIES: &str = "tries";

/// Sends events to RabbitMQ.
#[derive(Clone)]
pub struct RabbitMqBus {
    broker: Broker,
}

impl FromEnvironment for RabbitMqBus {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        let broker = Broker::from_environment(environment)?;
        Ok(Self { broker })
    }
}

impl EventBus for RabbitMqBus {
    async fn send(&self, events: &[Event], patience: Duration) -> Vec<EventId> {
        let (mut missed, mut ids, mut messages) = (HashSet::new(), Vec::new(), Vec::new());
        for event in events {
            match Message::of_event(&self.broker.topology, event) {
                Ok(Some(message)) => {
                    ids.push(event.id);
                    messages.push(message);
                }
                Ok(None) => {}
                Err(error) => {
                    tracing::error!(event_id = %event.id, %error, "an event cannot be written");
                    missed.insert(event.id);
                }
            }
        }
        let confirmed = self.broker.publish(&messages, patience).await;
        let sent = ids.into_iter().zip(confirmed);
        missed.extend(sent.filter_map(|(id, confirmed)| (!confirmed).then_some(id)));
        let in_order = events.iter().map(|event| event.id);
        in_order.filter(|id| !missed.contains(id)).collect()
    }
}

/// A message on its way to an exchange.
pub(crate) struct Message {
    pub(crate) exchange: String,
    pub(crate) key: String,
    pub(crate) body: Vec<u8>,
    /// How often it was delivered before.
    pub(crate) tries: u32,
}

impl Message {
    /// `None` when the type goes nowhere.
    fn of_event(topology: &Topology, event: &Event) -> serde_json::Result<Option<Self>> {
        let Some(key) = key_of_event(&event.kind) else {
            return Ok(None);
        };
        Ok(Some(Self {
            exchange: topology.events(),
            key,
            body: serde_json::to_vec(event)?,
            tries: 0,
        }))
    }

    fn properties(&self) -> BasicProperties {
        const PERSISTENT: u8 = 2;
        let mut headers = FieldTable::default();
        headers.insert(TRIES.into(), AMQPValue::LongUInt(self.tries));
        BasicProperties::default()
            .with_content_type("application/cloudevents+json".into())
            .with_delivery_mode(PERSISTENT)
            // Lambda's event has no word for none.
            .with_priority(0)
            .with_headers(headers)
    }
}

/// The broker, and one connection to it for those who publish.
#[derive(Clone)]
pub struct Broker {
    /// With the password in it: it is shown to nobody.
    uri: AMQPUri,
    /// Who vouches for the broker beside Mozilla's roots, in PEM.
    authority: Option<String>,
    topology: Topology,
    link: Arc<Mutex<Link>>,
}

enum Link {
    None,
    Up {
        /// Closes when dropped.
        connection: Box<Connection>,
        channel: Channel,
        used: Instant,
    },
    /// Nobody is to wait for it whose patience is over by then.
    Down {
        until: Instant,
    },
}

/// Why messages were not sent.
#[derive(Debug, thiserror::Error)]
pub enum BrokerError {
    #[error("the broker did not answer a moment ago")]
    CoolingDown,
    #[error(transparent)]
    Client(#[from] lapin::Error),
}

impl FromEnvironment for Broker {
    /// Whoever asks gets the same connection.
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        environment.shared(|environment| {
            const NAME: &str = "AMQP_URL";
            let url = environment.text(NAME)?;
            // The parser's own message may repeat the password.
            let mut uri: AMQPUri = url
                .parse()
                .map_err(|_| ConfigError::bad(NAME, "not an amqp:// or amqps:// address"))?;
            uri.query.heartbeat.get_or_insert(HEARTBEAT);
            uri.query.frame_max.get_or_insert(FRAME);
            Ok(Self {
                uri,
                authority: authority(environment)?,
                topology: Topology::from_environment(environment)?,
                link: Arc::new(Mutex::new(Link::None)),
            })
        })
    }
}

fn authority(environment: &Environment) -> Result<Option<String>, ConfigError> {
    const NAME: &str = "AMQP_CA_FILE";
    let file = environment.optional(NAME);
    file.map(|file| fs::read_to_string(file).map_err(|error| ConfigError::bad(NAME, error)))
        .transpose()
}

impl Broker {
    /// Publishes messages and answers, for each, whether a queue has it for certain before the patience is over.
    pub(crate) async fn publish(&self, messages: &[Message], patience: Duration) -> Vec<bool> {
        let deadline = Instant::now() + patience;
        let mut confirmed = vec![false; messages.len()];
        if messages.is_empty() {
            return confirmed;
        }
        // A connection that turns out to be broken is made anew, once.
        for _ in 0..2 {
            let publishing = self.try_to_publish(messages, &mut confirmed, deadline);
            match timeout_at(deadline, publishing).await {
                Ok(Ok(())) => break,
                Ok(Err(error)) => {
                    tracing::warn!(%error, "not all messages are sent");
                    if matches!(error, BrokerError::CoolingDown) {
                        break;
                    }
                    *self.link.lock().await = Link::None;
                }
                Err(_) => {
                    tracing::warn!("not all messages are sent: the broker does not answer");
                    let until = Instant::now() + COOL_DOWN;
                    // Who holds it is connecting at this moment, and will see for themselves.
                    if let Ok(mut link) = self.link.try_lock() {
                        *link = Link::Down { until };
                    }
                    break;
                }
            }
        }
        confirmed
    }

    /// Publishes what is not confirmed yet.
    async fn try_to_publish(
        &self,
        messages: &[Message],
        confirmed: &mut [bool],
        deadline: Instant,
    ) -> Result<(), BrokerError> {
        let channel = self.channel(deadline).await?;
        let options = BasicPublishOptions {
            mandatory: true,
            ..BasicPublishOptions::default()
        };
        let mut waiting = Vec::with_capacity(messages.len());
        for (message, done) in messages.iter().zip(confirmed) {
            if !*done {
                let (exchange, key) = (message.exchange.as_str(), message.key.as_str());
                let (body, properties) = (&message.body, message.properties());
                let confirm = channel
                    .basic_publish(exchange.into(), key.into(), options, body, properties)
                    .await?;
                waiting.push((confirm, done, key));
            }
        }
        for (confirm, done, key) in waiting {
            match confirm.await? {
                Confirmation::Ack(None) => *done = true,
                Confirmation::Ack(Some(_)) => tracing::error!(key, "no queue takes a message"),
                Confirmation::Nack(_) | Confirmation::NotRequested => {
                    tracing::warn!(key, "the broker refuses a message");
                }
            }
        }
        Ok(())
    }

    /// A channel that confirms what it has, on a connection that is made if there is none.
    async fn channel(&self, deadline: Instant) -> Result<Channel, BrokerError> {
        let mut link = self.link.lock().await;
        let now = Instant::now();
        match &mut *link {
            Link::Down { until } if *until > deadline => return Err(BrokerError::CoolingDown),
            Link::Up {
                connection,
                channel,
                used,
            } if *used + TRUSTED_FOR > now
                && connection.status().connected()
                && channel.status().connected() =>
            {
                *used = now;
                return Ok(channel.clone());
            }
            _ => {}
        }
        *link = Link::None;
        let (connection, channel) = self.open().await?;
        *link = Link::Up {
            connection: Box::new(connection),
            channel: channel.clone(),
            used: now,
        };
        Ok(channel)
    }

    /// A connection of the caller's own, and a channel on it that confirms what it has; all that the shop has at the
    /// broker is declared.
    pub async fn open(&self) -> Result<(Connection, Channel), BrokerError> {
        let properties = ConnectionProperties::default().with_connection_name("micro-sayur".into());
        let tls = OwnedTLSConfig {
            cert_chain: self.authority.clone(),
            ..OwnedTLSConfig::default()
        };
        let connection = DefaultConnectionBuilder::new()?
            .with_uri(self.uri.clone())
            .with_properties(properties)
            .with_tls_config(tls)
            .connect()
            .await?;
        let channel = connection.create_channel().await?;
        self.topology.declare(&channel).await?;
        channel
            .confirm_select(ConfirmSelectOptions::default())
            .await?;
        Ok((connection, channel))
    }

    /// Deletes all that the shop has at the broker, with what is in it.
    pub async fn forget(&self) -> Result<(), BrokerError> {
        let (connection, channel) = self.open().await?;
        self.topology.delete(&channel).await?;
        connection.close(200, "done".into()).await?;
        Ok(())
    }

    /// The names of what is there.
    #[must_use]
    pub fn topology(&self) -> &Topology {
        &self.topology
    }

    /// The virtual host, as `AMQP_URL` names it.
    #[must_use]
    pub fn virtual_host(&self) -> &str {
        &self.uri.vhost
    }
}
