//! The order functions against a real database.
#![cfg(test)]
#![recursion_limit = "256"]

mod cancelling;
mod coupons;
mod desk;
mod erasure;
mod invoice_numbers;
mod invoices;
mod last_uses;
mod payments;
mod placing;
mod races;
mod redeeming;
mod round_trips;
mod sales;
mod scene;
mod slot_model;
mod slot_templates;
mod sold;
mod staff;
mod stock;
mod weights;
mod zones;
