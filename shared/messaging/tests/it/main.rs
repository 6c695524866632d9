//! Events on their way: a real database, the local stack's SQS, and brokers that are away.

mod publisher;
mod sqs;
mod support;
