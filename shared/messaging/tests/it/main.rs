//! Events on their way: a real database, the local stack's SQS, RabbitMQ, and brokers that are away.
#![cfg(test)]

mod amqps;
mod bus;
mod failed;
mod publisher;
mod rabbitmq;
mod schemas;
mod sqs;
mod support;
