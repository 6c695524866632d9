//! Feeds queues and schedules to functions, as Lambda's event source mappings and schedules do on AWS: SQS's and
//! schedules to functions under `cargo lambda watch`, RabbitMQ's to those and to deployed ones, since no local AWS has
//! a mapping for Amazon MQ. Both take the Invoke API.

mod functions;
pub mod rabbitmq;
pub mod schedule;
pub mod sqs;

pub use functions::{CallError, Functions};
