//! Sending events: the routes of their types, the buses that carry them, the send right after a commit, and what
//! becomes of messages that their consumer could not handle, now and after it gave up on them.

mod bus;
mod dead_letters;
mod publisher;
mod rabbitmq;
mod retries;
mod routes;
mod sqs;
mod sqs_service;
mod topology;

pub use bus::Bus;
pub use dead_letters::{
    DeadLetter, DeadLetterError, DeadLetters, Fate, RabbitMqDeadLetters, SqsDeadLetters,
};
pub use publisher::Publisher;
pub use rabbitmq::{Broker, BrokerError, RabbitMqBus};
pub use retries::{RabbitMqRetries, Retries, SqsRetries};
pub use routes::{Queue, queues_of};
pub use sqs::SqsBus;
pub use topology::Topology;
