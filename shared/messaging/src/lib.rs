//! Sending events: the routes of their types, the buses that carry them, and the send right after a commit.

mod bus;
mod publisher;
mod routes;
mod sqs;

pub use bus::Bus;
pub use publisher::Publisher;
pub use routes::{Queue, queues_of};
pub use sqs::SqsBus;
