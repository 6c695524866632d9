//! The cart's functions against a real database.

mod bad_input;
mod changes;
mod lines;
mod merge;
mod owners;
mod round_trips;
mod shop;
