//! Thresholds in PostgreSQL.

use crate::PgStock;
use crate::audit::{self, Entry};
use crate::error::from_postgres;
use crate::statements::prepared;
use deadpool_postgres::Object;
use domain::catalog::thresholds::{Threshold, ThresholdError, Thresholds};
use domain::catalog::{Actor, Sku};
use domain::{Quantity, StoreError};
use postgres_queries::queries::stock;
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

impl Thresholds for PgStock {
    /// Three round trips: what is locked and read, what is written, the commit.
    async fn set(
        &self,
        sku: &Sku,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(&Threshold) -> Result<Option<Option<Quantity>>, ThresholdError> + Send,
    ) -> Result<Threshold, ThresholdError> {
        let transaction = self.database().transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let (variant, before) = read(client, sku).await?;
                let Some(low_stock_at) = decide(&before)? else {
                    return Ok(before);
                };
                let (version, noted) = tokio::join!(
                    biased;
                    write(client, variant, low_stock_at),
                    note(client, &before, low_stock_at, actor, now),
                );
                noted?;
                Ok(Threshold {
                    low_stock_at,
                    version: version?,
                    ..before
                })
            })
            .await
    }
}

/// The SKU, locked, and its threshold.
async fn read(client: &Object, sku: &Sku) -> Result<(Uuid, Threshold), ThresholdError> {
    let (lock, find) = prepared!(client, stock::lock_variant(), stock::find_threshold());
    let (variant, row) = tokio::join!(
        biased;
        async { lock.bind(client, &sku.as_str()).opt().await },
        async { find.bind(client, &sku.as_str()).opt().await },
    );
    let variant = variant
        .map_err(from_postgres)?
        .ok_or(ThresholdError::NotFound)?;
    let row = row.map_err(from_postgres)?;
    let threshold = Threshold {
        sku: sku.clone(),
        low_stock_at: row
            .and_then(|row| row.low_stock_at)
            .map(Quantity::from_thousandths),
        version: row.map_or(0, |row| row.version),
    };
    Ok((variant, threshold))
}

/// Answers the new version.
async fn write(
    client: &Object,
    variant: Uuid,
    low_stock_at: Option<Quantity>,
) -> Result<i64, StoreError> {
    stock::set_threshold()
        .bind(client, &variant, &low_stock_at.map(Quantity::thousandths))
        .one()
        .await
        .map_err(from_postgres)
}

async fn note(
    client: &Object,
    before: &Threshold,
    after: Option<Quantity>,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let entry = Entry {
        action: "stock_threshold_set",
        actor: Some(actor.user),
        user: None,
        target: before.sku.as_str(),
        details: json!({
            "before": { "low_stock_at": before.low_stock_at },
            "after": { "low_stock_at": after },
        }),
    };
    audit::note(client, &entry, &actor.origin, now).await
}
