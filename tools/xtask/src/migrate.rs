//! `xtask migrate`: brings a database up to date.

use crate::{Outcome, block_on};

pub(crate) fn run() -> Outcome {
    let url = std::env::var("DATABASE_URL").map_err(|_| "DATABASE_URL is missing")?;
    for name in block_on(migrations::run(&url))?? {
        println!("applied {name}");
    }
    Ok(())
}
