//! What tests share: a database of their own, requests as API Gateway sends them, keys, callers.
#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod aws;
mod call;
mod database;
mod forge;
mod keys;
mod shop;
mod wire;

pub use aws::{LocalAws, TestQueue};
pub use call::{Answer, Call};
pub use database::TestDatabase;
pub use forge::Forge;
pub use keys::{LINK_KEY, SECOND_FACTOR_KEY, Stage};
pub use shop::{Shop, Shopper};
pub use wire::Wire;
