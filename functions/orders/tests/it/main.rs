//! The order functions against a real database.
#![cfg(test)]
#![recursion_limit = "256"]

mod cancelling;
mod claim_photos;
mod claims;
mod claims_at_once;
mod claims_desk;
mod desk;
mod erasure;
mod invoice_numbers;
mod invoices;
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
mod weights;
mod zones;
