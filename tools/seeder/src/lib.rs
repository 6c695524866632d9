//! What a new shop starts with: goods, somebody to run it, and what a search of the goods should find.
#![allow(
    clippy::print_stdout,
    reason = "a command speaks to the person who runs it"
)]

pub mod admin;
pub mod catalogue;
pub mod judged;

use std::error::Error;

/// A command's outcome.
pub type Outcome = Result<(), Box<dyn Error + Send + Sync>>;
