//! The order functions against a real database.
#![cfg(test)]
#![recursion_limit = "256"]

mod cancelling;
mod desk;
mod erasure;
mod payments;
mod placing;
mod races;
mod round_trips;
mod scene;
mod slot_model;
mod slot_templates;
mod staff;
mod stock;
mod weights;
mod zones;
