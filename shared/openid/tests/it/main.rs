//! The adapter against a provider that can be made to say anything.
#![cfg(test)]

mod exchange;
mod outages;
mod setup;
