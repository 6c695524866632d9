//! The catalogue's functions against a real database.
#![cfg(test)]

mod admin;
mod browsing;
mod categories;
mod files;
mod files_bad;
mod files_many;
mod listing;
mod market;
mod product;
mod receipts;
mod round_trips;
mod stock_files;
