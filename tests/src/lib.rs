//! What end-to-end and contract tests share: the API's description, held against answers.
#![allow(
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::panic,
    reason = "this crate serves tests: what it finds wrong is their failure"
)]

mod description;
mod schemas;

pub use description::{Description, Operation, root};
