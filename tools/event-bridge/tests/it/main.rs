//! Events from the outbox over either bus to a consumer, through the bridge, while things go wrong.
#![cfg(test)]

mod faults;
mod shape;
mod works;
