//! The payment functions against a real database and the Midtrans simulator.
#![cfg(test)]

mod ended_orders;
mod idempotency;
mod notifications;
mod round_trips;
mod scene;
mod starting;
