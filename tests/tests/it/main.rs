//! The API from outside: its contract, and a shop that is up.
#![cfg(test)]

mod catalogue;
mod client;
mod contract;
mod journey;
mod openid;
mod trouble;
