//! The bus that `EVENT_BUS` names.

use crate::SqsBus;
use config::{ConfigError, Environment, FromEnvironment};
use domain::events::{Event, EventBus};
use domain::ids::EventId;

/// What carries the shop's events.
pub enum Bus {
    Sqs(SqsBus),
}

impl FromEnvironment for Bus {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        const NAME: &str = "EVENT_BUS";
        match environment.text(NAME)? {
            "sqs" => SqsBus::from_environment(environment).map(Self::Sqs),
            other => Err(ConfigError::bad(
                NAME,
                format!("there is no bus {other:?}, only \"sqs\""),
            )),
        }
    }
}

impl EventBus for Bus {
    async fn send(&self, events: &[Event]) -> Vec<EventId> {
        match self {
            Self::Sqs(bus) => bus.send(events).await,
        }
    }
}
