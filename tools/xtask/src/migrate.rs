//! `xtask migrate`: brings a database up to date.

use crate::{Outcome, block_on};
use domain::catalog::TimeZone;

pub(crate) fn run() -> Outcome {
    let url = std::env::var("DATABASE_URL").map_err(|_| "DATABASE_URL is missing")?;
    let zone: TimeZone = match std::env::var("SHOP_TIME_ZONE") {
        Ok(name) => name
            .parse()
            .map_err(|error| format!("SHOP_TIME_ZONE: {error}"))?,
        Err(_) => TimeZone::default(),
    };
    for name in block_on(migrations::run(&url))?? {
        println!("applied {name}");
    }
    block_on(migrations::keep_time(&url, zone.offset().whole_hours()))??;
    Ok(())
}
