//! What time does to the stock, in PostgreSQL.

use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::inventory::{sku, unit};
use crate::outbox;
use deadpool_postgres::Object;
use domain::catalog::Bilingual;
use domain::catalog::events::{LotNearExpiry, StockLow};
use domain::catalog::watching::{Markdown, StockWatch, WatchError};
use domain::events::{BadEvent, Event};
use domain::{Quantity, StoreError};
use postgres_queries::queries::{sales, stock};
use uuid::Uuid;

adapter! {
    /// [`StockWatch`] in PostgreSQL.
    PgStockWatch
}

impl StockWatch for PgStockWatch {
    async fn settle_listings(&self, limit: u16) -> Result<usize, StoreError> {
        let client = self.0.client().await?;
        let settled = stock::settle_due_listings()
            .bind(&client, &limit.into())
            .one()
            .await
            .map_err(from_postgres)?;
        usize::try_from(settled).map_err(broken)
    }

    async fn count_listings(&self) -> Result<usize, StoreError> {
        let client = self.0.client().await?;
        let counted = stock::count_listings()
            .bind(&client)
            .one()
            .await
            .map_err(from_postgres)?;
        usize::try_from(counted).map_err(broken)
    }

    async fn forget_sales(&self, limit: u16) -> Result<usize, StoreError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let products = sales::forget_sales()
                    .bind(client, &limit.into())
                    .all()
                    .await
                    .map_err(from_postgres)?;
                if !products.is_empty() {
                    sales::settle_sales_of()
                        .bind(client, &products)
                        .one()
                        .await
                        .map_err(from_postgres)?;
                }
                Ok(products.len())
            })
            .await
    }

    /// One round trip when nothing has changed.
    async fn note_low_stock(
        &self,
        limit: u16,
        tell: impl FnOnce(Vec<StockLow>) -> Result<Vec<Event>, BadEvent> + Send,
    ) -> Result<(Vec<Event>, bool), WatchError> {
        let variants = self.turned_low(limit).await?;
        if variants.is_empty() {
            return Ok((Vec::new(), false));
        }
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        let events = transaction
            .run(async {
                let note = stock::note_low_stock();
                let events = tell(note_low(client, &note, &variants).await?)?;
                if !events.is_empty() {
                    outbox::add(client, &events).await?;
                }
                Ok::<_, WatchError>(events)
            })
            .await?;
        Ok((events, variants.len() == usize::from(limit)))
    }

    async fn note_near_expiry(
        &self,
        days: u16,
        limit: u16,
        tell: impl FnOnce(Vec<LotNearExpiry>) -> Result<Vec<Event>, BadEvent> + Send,
    ) -> Result<Vec<Event>, WatchError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let lots = stock::note_near_expiry()
                    .bind(client, &days.into(), &limit.into())
                    .all()
                    .await
                    .map_err(from_postgres)?;
                let lots = lots.into_iter().map(near_expiry);
                let events = tell(lots.collect::<Result<_, _>>()?)?;
                if !events.is_empty() {
                    outbox::add(client, &events).await?;
                }
                Ok(events)
            })
            .await
    }

    async fn mark_down(&self, markdown: Markdown) -> Result<usize, StoreError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let mine = stock::try_markdown_turn()
                    .bind(client)
                    .one()
                    .await
                    .map_err(from_postgres)?;
                if !mine {
                    return Ok(0);
                }
                let (percent, days) = (markdown.percent.into(), markdown.days.into());
                let begun = stock::set_markdowns()
                    .bind(client, &percent, &days)
                    .await
                    .map_err(from_postgres)?;
                usize::try_from(begun).map_err(broken)
            })
            .await
    }
}

impl PgStockWatch {
    async fn turned_low(&self, limit: u16) -> Result<Vec<Uuid>, StoreError> {
        let client = self.0.client().await?;
        stock::variants_turned_low()
            .bind(&client, &limit.into())
            .all()
            .await
            .map_err(from_postgres)
    }
}

/// Notes which of the variants have come down to their threshold, in the transaction that `client` is in.
pub(crate) async fn note_low(
    client: &Object,
    statement: &stock::NoteLowStockStmt,
    variants: &[Uuid],
) -> Result<Vec<StockLow>, StoreError> {
    let rows = statement
        .bind(client, &variants)
        .all()
        .await
        .map_err(from_postgres)?;
    rows.into_iter().map(low).collect()
}

fn low(row: stock::NoteLowStock) -> Result<StockLow, StoreError> {
    Ok(StockLow {
        variant: row.variant_id.into(),
        sku: sku(&row.sku)?,
        product: Bilingual {
            id: row.name_id,
            en: row.name_en,
        },
        unit: unit(&row.unit)?,
        available: Quantity::from_thousandths(row.available),
        threshold: Quantity::from_thousandths(row.low_stock_at),
    })
}

fn near_expiry(row: stock::NoteNearExpiry) -> Result<LotNearExpiry, StoreError> {
    Ok(LotNearExpiry {
        lot: row.lot_id.into(),
        sku: sku(&row.sku)?,
        product: Bilingual {
            id: row.name_id,
            en: row.name_en,
        },
        unit: unit(&row.unit)?,
        location: row.location,
        best_before: row.best_before,
        available: Quantity::from_thousandths(row.available),
    })
}
