//! The books of stock in PostgreSQL, to be compared with each other.

use crate::database::adapter;
use crate::error::from_postgres;
use crate::inventory::sku;
use domain::catalog::{ListingDifference, LotDifference, StockBooks};
use domain::{Quantity, StoreError};
use postgres_queries::queries::ledger::{self, LotsOutOfBalance};

/// Products looked at together, and locked for so long.
const BATCH: i64 = 50;

adapter! {
    /// [`StockBooks`] in PostgreSQL.
    PgStockBooks
}

impl StockBooks for PgStockBooks {
    async fn lots_out_of_balance(&self) -> Result<Vec<LotDifference>, StoreError> {
        let client = self.0.client().await?;
        let rows = ledger::lots_out_of_balance()
            .bind(&client)
            .all()
            .await
            .map_err(from_postgres)?;
        rows.into_iter().map(lot).collect()
    }

    async fn unsettled_listings(&self) -> Result<Vec<ListingDifference>, StoreError> {
        let client = self.0.client().await?;
        let mut differences = Vec::new();
        let mut after = None;
        loop {
            let rows = ledger::unsettled_products()
                .bind(&client, &after, &BATCH)
                .all()
                .await
                .map_err(from_postgres)?;
            after = None;
            for row in rows {
                if row.what.is_empty() {
                    after = Some(row.product_id);
                } else {
                    differences.push(ListingDifference {
                        slug: row.slug,
                        what: row.what,
                    });
                }
            }
            if after.is_none() {
                return Ok(differences);
            }
        }
    }

    async fn miscounted_listings(&self) -> Result<i64, StoreError> {
        let client = self.0.client().await?;
        ledger::miscounted_listings()
            .bind(&client)
            .one()
            .await
            .map_err(from_postgres)
    }
}

fn lot(row: LotsOutOfBalance) -> Result<LotDifference, StoreError> {
    Ok(LotDifference {
        lot: row.id.into(),
        sku: sku(&row.sku)?,
        location: row.location,
        on_hand: Quantity::from_thousandths(row.on_hand),
        reserved: Quantity::from_thousandths(row.reserved),
        ledger_on_hand: Quantity::from_thousandths(row.ledger_on_hand),
        ledger_reserved: Quantity::from_thousandths(row.ledger_reserved),
        allocated: Quantity::from_thousandths(row.allocated),
    })
}
