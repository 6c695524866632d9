//! The catalogue's functions against a real database.
#![cfg(test)]

mod admin;
mod browsing;
mod categories;
mod keeper;
mod listing;
mod market;
mod product;
mod receipts;
mod round_trips;
mod staff_access;
mod staff_categories;
mod staff_list;
mod staff_pictures;
mod staff_products;
mod staff_round_trips;
mod staff_variants;
