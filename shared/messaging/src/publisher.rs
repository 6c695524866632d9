//! The send right after the commit: within the invocation, but not within the time that its caller waits.

use crate::Bus;
use config::{ConfigError, Environment, FromEnvironment};
use domain::afterwards::afterwards;
use domain::events::{self, Event, EventBus, Outbox};
use domain::{Clock, StoreError, SystemClock};
use postgres::PgOutbox;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// What a function waits at most for its events to leave; the relay comes within a minute.
const PATIENCE: Duration = Duration::from_millis(300);

/// What of it the bus may take: the rest is for marking what has left.
const SENDING: Duration = Duration::from_millis(250);

/// Sends what a transaction has committed, and notes in the outbox what has left: once the answer is given, where one
/// is being made.
pub struct Publisher(Arc<Sender>);

struct Sender {
    bus: Bus,
    outbox: PgOutbox,
    clock: SystemClock,
}

impl FromEnvironment for Publisher {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Ok(Self(Arc::new(Sender {
            bus: Bus::from_environment(environment)?,
            outbox: PgOutbox::from_environment(environment)?,
            clock: SystemClock,
        })))
    }
}

impl events::Publisher for Publisher {
    async fn publish(&self, events: &[Event]) {
        if events.is_empty() {
            return;
        }
        let (sender, events) = (Arc::clone(&self.0), events.to_vec());
        afterwards(async move { sender.send(&events).await }).await;
    }
}

impl Sender {
    async fn send(&self, events: &[Event]) {
        match timeout(PATIENCE, self.send_and_mark(events)).await {
            Ok(Ok(left)) if left == events.len() => {}
            Ok(Ok(left)) => tracing::warn!(
                events = events.len(),
                left,
                "some events wait for the relay"
            ),
            // They may have left all the same: the relay will send them once more, and consumers know them by id.
            Ok(Err(error)) => {
                tracing::warn!(error = %error, "events wait for the relay: they are not marked");
            }
            Err(_) => tracing::warn!(
                events = events.len(),
                "events wait for the relay: out of time"
            ),
        }
    }

    /// How many have left.
    async fn send_and_mark(&self, events: &[Event]) -> Result<usize, StoreError> {
        let sent = self.bus.send(events, SENDING).await;
        if !sent.is_empty() {
            self.outbox.mark_sent(&sent, self.clock.now()).await?;
        }
        Ok(sent.len())
    }
}
