// This file was generated with `cornucopia`. Do not modify.

pub mod addresses;
pub mod audit;
pub mod carts;
pub mod categories;
pub mod checkout;
pub mod credentials;
pub mod directory;
pub mod erasure;
pub mod external_identities;
pub mod invoices;
pub mod ledger;
pub mod notifications;
pub mod orders;
pub mod payments;
pub mod platform;
pub mod products;
pub mod profiles;
pub mod rate_windows;
pub mod roles;
pub mod sales;
pub mod second_factors;
pub mod sessions;
pub mod stock;
pub mod users;
