//! What tests share: a database of their own, requests as API Gateway sends them, keys, callers.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod call;
mod database;
mod keys;

pub use call::{Answer, Call};
pub use database::TestDatabase;
pub use keys::{LINK_KEY, Stage};
