//! What a new shop starts with: goods, somebody to run it, and what a search of the goods should find.
#![allow(
    clippy::print_stdout,
    reason = "a command speaks to the person who runs it"
)]

pub mod admin;
pub mod catalogue;
pub mod check;
pub mod judged;
pub mod large;

use std::error::Error;

/// A command's outcome.
pub type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;
