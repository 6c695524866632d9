//! The order functions against a real database.
#![cfg(test)]
#![recursion_limit = "256"]

mod books;
mod cancelling;
mod cash;
mod claim_photos;
mod claims;
mod claims_at_once;
mod claims_desk;
mod coupons;
mod crash_points;
mod credit;
mod crew;
mod delivering;
mod delivery_races;
mod desk;
mod editing;
mod erasure;
mod invoice_numbers;
mod invoices;
mod last_uses;
mod lists;
mod metrics;
mod order_model;
mod order_races;
mod packing;
mod payments;
mod pick_lists;
mod placing;
mod races;
mod redeeming;
mod refusals;
mod returning;
mod round_trips;
mod sales;
mod sandbox;
mod scene;
mod slot_model;
mod slot_templates;
mod sold;
mod staff;
mod stock;
mod time_zone;
mod warehouse;
mod weights;
mod zones;
