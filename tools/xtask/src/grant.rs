//! `xtask grant`: lets each context's user work with what its functions work with, and with nothing else.

use crate::{Outcome, block_on};
use migrations::CONTEXTS;

pub(crate) fn run() -> Outcome {
    let url = std::env::var("DATABASE_URL").map_err(|_| "DATABASE_URL is missing")?;
    if block_on(migrations::grant(&url))?? {
        println!("rights granted to the users of {} contexts", CONTEXTS.len());
    } else {
        println!("the schema is a newer version's: its rights stay");
    }
    Ok(())
}

#[cfg(test)]
mod tests;
