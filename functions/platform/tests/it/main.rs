//! The platform's functions against a real database, a real Redis and the local stack's queues.
#![cfg(test)]

mod api_description;
mod api_reference;
mod clean_up;
mod health;
mod metrics;
mod relay_outbox;
