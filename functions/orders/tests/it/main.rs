//! The order functions against a real database.
#![cfg(test)]
#![recursion_limit = "256"]

mod cancelling;
mod desk;
mod editing;
mod erasure;
mod invoice_numbers;
mod invoices;
mod packing;
mod payments;
mod placing;
mod races;
mod round_trips;
mod sales;
mod scene;
mod slot_model;
mod slot_templates;
mod sold;
mod staff;
mod stock;
mod warehouse;
mod weights;
mod zones;
