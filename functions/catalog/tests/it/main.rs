//! The catalogue's functions against a real database.
#![cfg(test)]

mod admin;
mod browsing;
mod categories;
mod judged;
mod listing;
mod market;
mod model;
mod plans;
mod product;
mod receipts;
mod round_trips;
mod suggestions;
mod synonyms;
