//! Payments and refunds that nobody else will see to, claimed one run at a time.

use crate::database::adapter;
use crate::error::{broken, from_postgres};
use domain::StoreError;
use domain::payments::GatewayName;
use domain::payments::reconcile::{LooseEnds, QuietPayment, UnansweredRefund};
use postgres_queries::queries::loose_ends as queries;
use time::OffsetDateTime;

adapter! {
    /// [`LooseEnds`] in PostgreSQL.
    PgLooseEnds
}

impl LooseEnds for PgLooseEnds {
    async fn claim_payments(
        &self,
        quiet_since: OffsetDateTime,
        closed_since: OffsetDateTime,
        now: OffsetDateTime,
        most: i64,
    ) -> Result<Vec<QuietPayment>, StoreError> {
        let client = self.0.client().await?;
        let rows = queries::claim_quiet_payments()
            .bind(&client, &quiet_since, &now, &most, &closed_since)
            .all()
            .await
            .map_err(from_postgres)?;
        let payments = rows.into_iter().map(|row| {
            Ok(QuietPayment {
                gateway: GatewayName::parse(&row.gateway).ok_or(broken("an unknown gateway"))?,
                reference: row.gateway_reference,
            })
        });
        payments.collect()
    }

    async fn claim_refunds(
        &self,
        quiet_since: OffsetDateTime,
        now: OffsetDateTime,
        most: i64,
    ) -> Result<Vec<UnansweredRefund>, StoreError> {
        let client = self.0.client().await?;
        let rows = queries::claim_unanswered_refunds()
            .bind(&client, &quiet_since, &most, &now)
            .all()
            .await
            .map_err(from_postgres)?;
        let refunds = rows.into_iter().map(|row| {
            Ok(UnansweredRefund {
                order: row.order_code.parse().map_err(broken)?,
                refund: row.id.into(),
            })
        });
        refunds.collect()
    }
}
