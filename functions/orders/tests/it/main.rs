//! The order functions against a real database.
#![cfg(test)]
#![recursion_limit = "256"]

mod books;
mod cancelling;
mod crash_points;
mod desk;
mod erasure;
mod invoice_numbers;
mod invoices;
mod order_model;
mod order_races;
mod payments;
mod placing;
mod races;
mod refusals;
mod round_trips;
mod sales;
mod sandbox;
mod scene;
mod slot_model;
mod slot_templates;
mod sold;
mod staff;
mod stock;
mod weights;
mod zones;
