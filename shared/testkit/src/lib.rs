//! What tests share: a database of their own, requests as API Gateway sends them, keys, callers.
#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod authenticator;
mod aws;
mod browser;
mod call;
mod database;
mod forge;
mod issuer;
mod keys;
mod shop;
mod suite;
mod wire;

pub use authenticator::authenticator_code;
pub use aws::{LocalAws, TestQueue};
pub use browser::{Browser, Returned};
pub use call::{Answer, Call};
pub use database::TestDatabase;
pub use forge::Forge;
pub use issuer::{Issuer, Signature};
pub use keys::{LINK_KEY, SECOND_FACTOR_KEY, Stage};
pub use shop::{Shop, Shopper};
pub use suite::openid_of_the_suite;
pub use wire::Wire;
