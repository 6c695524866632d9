//! `seeder check-stock`: whether the books of the stock agree with each other.

use crate::Outcome;
use config::{Environment, FromEnvironment};
use domain::catalog::{LotDifference, StockBooks};
use postgres::PgStockBooks;

/// Prints each difference; any fails.
pub async fn run() -> Outcome {
    let books = PgStockBooks::from_environment(&Environment::of_process())?;
    let (lots, listings) = (
        books.lots_out_of_balance().await?,
        books.unsettled_listings().await?,
    );
    for lot in &lots {
        println!("{}", told(lot));
    }
    for listing in &listings {
        println!("product {}: {} is out of date", listing.slug, listing.what);
    }
    match lots.len() + listings.len() {
        0 => {
            println!("the books agree");
            Ok(())
        }
        differences => Err(format!("{differences} differences").into()),
    }
}

fn told(lot: &LotDifference) -> String {
    format!(
        "lot {} of {} in {}: on hand {} (ledger {}), reserved {} (ledger {}, orders {})",
        lot.lot,
        lot.sku,
        lot.location,
        lot.on_hand,
        lot.ledger_on_hand,
        lot.reserved,
        lot.ledger_reserved,
        lot.allocated
    )
}
