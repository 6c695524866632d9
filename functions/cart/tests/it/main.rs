//! The cart's functions against a real database.
#![cfg(test)]

mod bad_input;
mod changes;
mod coupons;
mod lines;
mod merge;
mod owners;
mod reorder;
mod round_trips;
mod shop;
