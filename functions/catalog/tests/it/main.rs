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
mod keeper;
mod ledger;
mod levels;
mod listing;
mod locations;
mod market;
mod model;
mod plans;
mod product;
mod public_pages;
mod receipts;
mod round_trips;
mod sales;
mod staff_access;
mod staff_categories;
mod staff_list;
mod staff_pictures;
mod staff_products;
mod staff_round_trips;
mod staff_variants;
mod stock_files;
mod stockroom;
mod suggestions;
mod synonyms;
mod transferring;
mod watching;
