//! Events from the outbox over either bus to a consumer, through the bridge, while things go wrong.
#![cfg(test)]

mod faults;
mod mails;
mod sales;
mod shape;
mod works;
