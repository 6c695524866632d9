//! `seeder check-stock`: whether the books of the stock agree with each other.

use crate::Outcome;
use config::{Environment, FromEnvironment};
use domain::catalog::{LotDifference, StockBooks};
use postgres::PgStockBooks;

/// Prints each difference; any fails.
pub async fn run() -> Outcome {
    let books = PgStockBooks::from_environment(&Environment::of_process())?;
    let lots = books.lots_out_of_balance().await?;
    let listings = books.unsettled_listings().await?;
    let counts = books.miscounted_listings().await?;
    for lot in &lots {
        println!("{}", told(lot));
    }
    for listing in &listings {
        println!("product {}: {} is out of date", listing.slug, listing.what);
    }
    if counts != 0 {
        println!("{counts} counts of listings are wrong: `select catalog.recount_listings()`");
    }
    match (lots.len() + listings.len(), counts) {
        (0, 0) => {
            println!("the books agree");
            Ok(())
        }
        (differences, counts) => {
            Err(format!("{differences} differences and {counts} wrong counts").into())
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;
    use domain::SystemClock;
    use postgres::Database;
    use testkit::{Stage, TestDatabase};

    #[tokio::test]
    async fn the_books_agree_however_the_planner_goes_about_it() {
        let test = TestDatabase::create().await;
        let environment = Stage::on(&test).of_tools().environment();
        let database = Database::from_environment(&environment).unwrap();
        catalogue::seed_goods(&database, &SystemClock)
            .await
            .unwrap();
        let client = test.client().await;
        // Each finds rows in an order of its own, as another database of the same rows would.
        for way in ["enable_hashjoin", "enable_nestloop", "enable_mergejoin"] {
            let without = format!(
                "do $$ begin
                    execute format('alter database %I reset all', current_database());
                    execute format('alter database %I set {way} = off', current_database());
                end $$"
            );
            client.batch_execute(&without).await.unwrap();
            let environment = Stage::on(&test).of_tools().environment();
            let books = PgStockBooks::from_environment(&environment).unwrap();
            let unsettled = books.unsettled_listings().await.unwrap();
            assert_eq!(unsettled, [], "without {way}");
        }
    }
}
