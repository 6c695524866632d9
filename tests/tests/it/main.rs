//! The API from outside: its contract, and a shop that is up.
#![cfg(test)]

mod access;
mod cards;
mod catalogue;
mod catalogue_from_csv;
mod client;
mod contract;
mod description;
mod identity;
mod journey;
mod journey_file;
mod openid;
mod partners;
mod paying;
mod trouble;
mod watching;
mod working_day;
