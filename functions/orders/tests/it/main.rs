//! The order functions against a real database.
#![cfg(test)]
#![recursion_limit = "256"]

mod cancelling;
mod erasure;
mod invoice_numbers;
mod invoices;
mod payments;
mod placing;
mod races;
mod round_trips;
mod sales;
mod scene;
mod sold;
mod staff;
