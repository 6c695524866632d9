//! Lots and their ledger in PostgreSQL, as far as goods come in.

use crate::database::adapter;
use crate::error::{broken, from_postgres};
use domain::StoreError;
use domain::catalog::{Actor, Location, Lot, ReceiveError, Sku, Stock};
use postgres_queries::client::Params;
use postgres_queries::queries::stock::{self, ReceiveLotsParams};
use time::{Date, OffsetDateTime};

adapter! {
    /// [`Stock`] in PostgreSQL.
    PgStock
}

/// One column of the lots to be.
fn column<'a, T>(lots: &'a [Lot], field: impl Fn(&'a Lot) -> T) -> Vec<T> {
    lots.iter().map(field).collect()
}

impl Stock for PgStock {
    async fn receive(
        &self,
        lots: &[Lot],
        actor: Option<&Actor>,
        now: OffsetDateTime,
    ) -> Result<(), ReceiveError> {
        let origin = actor.map(|actor| &actor.origin);
        let client = self.0.client().await?;
        let outcome = stock::receive_lots()
            .params(
                &client,
                &ReceiveLotsParams {
                    lot_ids: column(lots, |lot| lot.id.uuid()),
                    skus: column(lots, |lot| lot.receipt.sku.as_str()),
                    locations: column(lots, |lot| lot.receipt.location.as_str()),
                    quantities: column(lots, |lot| lot.receipt.quantity.thousandths()),
                    best_befores: column(lots, |lot| lot.receipt.best_before),
                    harvested_ons: column(lots, |lot| lot.receipt.harvested_on),
                    unit_costs: column(lots, |lot| lot.receipt.unit_cost.amount()),
                    reasons: column(lots, |lot| lot.receipt.reason.as_str()),
                    now,
                    actor_id: actor.map(|actor| actor.user.uuid()),
                    ip: origin.map_or("", |origin| &origin.ip),
                    user_agent: origin.map_or("", |origin| &origin.user_agent),
                    request_id: origin.map_or("", |origin| &origin.request_id),
                },
            )
            .one()
            .await
            .map_err(from_postgres)?;
        if outcome.sku_unknown {
            Err(ReceiveError::UnknownSku)
        } else if outcome.location_unknown {
            Err(ReceiveError::UnknownLocation)
        } else {
            Ok(())
        }
    }

    async fn add_location(&self, location: &Location) -> Result<(), StoreError> {
        let client = self.0.client().await?;
        stock::add_location()
            .bind(
                &client,
                &location.id.uuid(),
                &location.code.as_str(),
                &location.name.as_str(),
            )
            .opt()
            .await
            .map_err(from_postgres)?;
        Ok(())
    }

    async fn without_good_lots(&self, today: Date) -> Result<Vec<Sku>, StoreError> {
        let client = self.0.client().await?;
        let skus = stock::skus_without_good_lots()
            .bind(&client, &today)
            .all()
            .await
            .map_err(from_postgres)?;
        skus.iter()
            .map(|sku| Sku::parse(sku).map_err(broken))
            .collect()
    }
}
