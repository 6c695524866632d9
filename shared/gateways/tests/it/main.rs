//! The gateways against the Midtrans simulator, over real connections.
#![cfg(test)]

mod midtrans;
mod outages;
mod scene;
mod secrets;
