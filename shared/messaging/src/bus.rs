//! The bus that `EVENT_BUS` names.

use crate::{RabbitMqBus, SqsBus};
use config::{ConfigError, Environment, FromEnvironment};
use domain::events::{Event, EventBus};
use domain::ids::EventId;
use std::str::FromStr;
use std::time::Duration;

/// What carries the shop's events.
pub enum Bus {
    Sqs(SqsBus),
    RabbitMq(RabbitMqBus),
}

/// The value of `EVENT_BUS`.
pub(crate) enum Kind {
    Sqs,
    RabbitMq,
}

impl Kind {
    pub(crate) fn of(environment: &Environment) -> Result<Self, ConfigError> {
        environment.parse("EVENT_BUS")
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "sqs" => Ok(Self::Sqs),
            "rabbitmq" => Ok(Self::RabbitMq),
            other => Err(format!(
                "there is no bus {other:?}, only \"sqs\" and \"rabbitmq\""
            )),
        }
    }
}

impl FromEnvironment for Bus {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        match Kind::of(environment)? {
            Kind::Sqs => SqsBus::from_environment(environment).map(Self::Sqs),
            Kind::RabbitMq => RabbitMqBus::from_environment(environment).map(Self::RabbitMq),
        }
    }
}

impl EventBus for Bus {
    async fn send(&self, events: &[Event], patience: Duration) -> Vec<EventId> {
        match self {
            Self::Sqs(bus) => bus.send(events, patience).await,
            Self::RabbitMq(bus) => bus.send(events, patience).await,
        }
    }
}
