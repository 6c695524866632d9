//! The stock as files read and write it, in PostgreSQL.

use crate::database::adapter;
use crate::error::{broken, from_postgres};
use domain::catalog::import::StockFiles;
use domain::catalog::{Sku, StockLine};
use domain::ids::LotId;
use domain::{Money, Quantity, StoreError};
use futures::TryStreamExt;
use postgres_queries::queries::files::{self, ExportStock};
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::pin::pin;

adapter! {
    /// [`StockFiles`] in PostgreSQL.
    PgStockFiles
}

impl StockFiles for PgStockFiles {
    async fn known_skus(&self, skus: &[Sku]) -> Result<HashSet<Sku>, StoreError> {
        let client = self.0.client().await?;
        let skus: Vec<&str> = skus.iter().map(Sku::as_str).collect();
        let known = files::known_skus()
            .bind(&client, &skus)
            .all()
            .await
            .map_err(from_postgres)?;
        known.iter().map(|sku| parse(sku)).collect()
    }

    async fn locations(&self) -> Result<HashSet<String>, StoreError> {
        let client = self.0.client().await?;
        let codes = files::location_codes()
            .bind(&client)
            .all()
            .await
            .map_err(from_postgres)?;
        Ok(codes.into_iter().collect())
    }

    async fn lines(
        &self,
        after: Option<LotId>,
        most: u32,
        mut take: impl FnMut(&StockLine) -> ControlFlow<()> + Send,
    ) -> Result<(), StoreError> {
        let client = self.0.client().await?;
        let (after, most) = (after.map(LotId::uuid), i64::from(most));
        let export = files::export_stock();
        let rows = export
            .bind(&client, &after, &most)
            .iter()
            .await
            .map_err(from_postgres)?;
        let mut rows = pin!(rows);
        while let Some(row) = rows.try_next().await.map_err(from_postgres)? {
            if take(&line(row)?).is_break() {
                break;
            }
        }
        Ok(())
    }
}

fn parse(sku: &str) -> Result<Sku, StoreError> {
    Sku::parse(sku).map_err(broken)
}

fn line(row: ExportStock) -> Result<StockLine, StoreError> {
    Ok(StockLine {
        sku: parse(&row.sku)?,
        location: row.location,
        lot: row.id.into(),
        received_at: row.received_at,
        harvested_on: row.harvested_on,
        best_before: row.best_before,
        unit_cost: Money::rupiah(row.unit_cost),
        on_hand: Quantity::from_thousandths(row.on_hand),
        reserved: Quantity::from_thousandths(row.reserved),
    })
}
