//! Events on their way: a real database, the local stack's SQS, and brokers that are away.
#![cfg(test)]

mod publisher;
mod sqs;
mod support;
