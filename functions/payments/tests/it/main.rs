//! The payment functions against a real database, the Midtrans simulator and localstripe.
#![cfg(test)]
#![recursion_limit = "256"]

mod courier_cash;
mod credit;
mod desk;
mod ended_orders;
mod faults;
mod forged;
mod idempotency;
mod interleavings;
mod metrics;
mod notifications;
mod paid_again;
mod partial_refunds;
mod reconciling;
mod refusals;
mod round_trips;
mod scene;
mod settlements;
mod starting;
mod stripe;
