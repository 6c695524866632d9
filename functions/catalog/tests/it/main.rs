//! The catalogue's functions against a real database.
#![cfg(test)]

mod adjusting;
mod admin;
mod browsing;
mod categories;
mod files;
mod files_bad;
mod files_many;
mod freshness;
mod judged;
mod ledger;
mod levels;
mod listing;
mod locations;
mod market;
mod model;
mod plans;
mod product;
mod receipts;
mod round_trips;
mod sales;
mod stock_files;
mod stockroom;
mod suggestions;
mod synonyms;
mod transferring;
mod watching;
