//! The gateways against the Midtrans simulator and localstripe, over real connections.
#![cfg(test)]

mod midtrans;
mod outages;
mod scene;
mod secrets;
mod stripe;
