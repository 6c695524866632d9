//! Sales by product and day in PostgreSQL.

use crate::database::adapter;
use crate::error::from_postgres;
use crate::statements::prepared;
use crate::{inbox, outbox, stock_watch};
use domain::catalog::events::StockLow;
use domain::catalog::sales::{Sale, Sales};
use domain::catalog::watching::WatchError;
use domain::events::{BadEvent, Event, Received};
use domain::ids::VariantId;
use postgres_queries::queries::{sales, stock};
use uuid::Uuid;

adapter! {
    /// [`Sales`] in PostgreSQL.
    PgSales
}

impl Sales for PgSales {
    /// Three round trips, one more when there is something to tell; two for an event that was had before.
    async fn count(
        &self,
        received: &Received,
        sale: &Sale,
        tell: impl FnOnce(Vec<StockLow>) -> Result<Vec<Event>, BadEvent> + Send,
    ) -> Result<Vec<Event>, WatchError> {
        let ids = |variants: &[VariantId]| variants.iter().copied().map(VariantId::uuid).collect();
        let (before, after): (Vec<Uuid>, Vec<Uuid>) = (ids(&sale.before), ids(&sale.after));
        let variants = [before.as_slice(), after.as_slice()].concat();
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                if !inbox::note(client, received).await? {
                    return Ok(Vec::new());
                }
                let (add, settle, note) = prepared!(
                    client,
                    sales::add_sales(),
                    sales::settle_sales(),
                    stock::note_low_stock(),
                );
                let (added, settled, low) = tokio::join!(
                    biased;
                    async { add.bind(client, &after, &before, &sale.day).await },
                    settle.bind(client, &variants).one(),
                    stock_watch::note_low(client, &note, &variants),
                );
                added.map_err(from_postgres)?;
                settled.map_err(from_postgres)?;
                let events = tell(low?)?;
                if !events.is_empty() {
                    outbox::add(client, &events).await?;
                }
                Ok(events)
            })
            .await
    }
}
