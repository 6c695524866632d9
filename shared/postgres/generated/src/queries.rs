// This file was generated with `cornucopia`. Do not modify.

pub mod addresses;
pub mod audit;
pub mod carts;
pub mod categories;
pub mod checkout;
pub mod credentials;
pub mod ledger;
pub mod notifications;
pub mod orders;
pub mod payments;
pub mod platform;
pub mod products;
pub mod sessions;
pub mod stock;
pub mod users;
