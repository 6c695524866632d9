//! A shop's past, made up to measure by; it stands behind no port, since no part of the shop makes it.

use crate::database::adapter;
use crate::error::from_postgres;
use crate::statements::prepared;
use domain::StoreError;
use postgres_queries::queries::rehearsal;

/// So often the tables are gone through until nobody looks at what was there before.
const MOST_VACUUMS: u8 = 20;

adapter! {
    /// Orders as two months leave them.
    PgRehearsal
}

/// How many rows were not there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rehearsed {
    pub orders: i64,
    pub lines: i64,
}

impl PgRehearsal {
    /// Delivered orders of the last sixty days with about so many lines, of what is on sale, and what sold best by
    /// them. The same numbers make the same orders; those that are there stay.
    pub async fn orders(&self, lines: i64) -> Result<Rehearsed, StoreError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let (prepare, place, count, settle) = prepared!(
                    client,
                    rehearsal::prepare_rehearsal(),
                    rehearsal::rehearse_orders(),
                    rehearsal::count_rehearsed_sales(),
                    rehearsal::settle_rehearsed_sales(),
                );
                prepare.bind(client).await.map_err(from_postgres)?;
                let added = place
                    .bind(client, &lines)
                    .one()
                    .await
                    .map_err(from_postgres)?;
                count.bind(client).await.map_err(from_postgres)?;
                settle.bind(client).one().await.map_err(from_postgres)?;
                Ok(Rehearsed {
                    orders: added.orders,
                    lines: added.lines,
                })
            })
            .await
    }

    /// Lets the planner know what is there now, and indexes answer for it.
    pub async fn analyze(&self) -> Result<(), StoreError> {
        let client = self.0.client().await?;
        for _ in 0..MOST_VACUUMS {
            rehearsal::analyze_rehearsal()
                .bind(&client)
                .await
                .map_err(from_postgres)?;
            let settled = rehearsal::rehearsal_is_settled().bind(&client).one().await;
            if settled.map_err(from_postgres)? {
                break;
            }
        }
        Ok(())
    }
}
