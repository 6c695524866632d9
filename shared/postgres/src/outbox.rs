//! The outbox: events that stand or fall with the transaction that wrote them.

use crate::database::adapter;
use crate::error::{broken, from_postgres};
use deadpool_postgres::Object;
use domain::StoreError;
use domain::events::{Event, INLINE_TURN, LEASE, Outbox};
use domain::ids::EventId;
use postgres_queries::queries::{outbox, platform};
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

/// Events as columns of the outbox, for statements that write them beside what they tell of.
#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) ids: Vec<Uuid>,
    pub(crate) bodies: Vec<Value>,
    pub(crate) times: Vec<OffsetDateTime>,
}

impl Rows {
    pub(crate) fn of(events: &[Event]) -> Result<Self, StoreError> {
        let mut rows = Self::default();
        for event in events {
            rows.ids.push(event.id.uuid());
            rows.bodies
                .push(serde_json::to_value(event).map_err(broken)?);
            rows.times.push(event.time);
        }
        Ok(rows)
    }
}

/// Writes events in the transaction that `client` is in.
pub(crate) async fn add(client: &Object, events: &[Event]) -> Result<(), StoreError> {
    let Rows { ids, bodies, times } = Rows::of(events)?;
    platform::add_to_outbox()
        .bind(client, &ids, &bodies, &times)
        .await
        .map_err(from_postgres)?;
    Ok(())
}

adapter! {
    /// The outbox, for those who send.
    PgOutbox
}

impl PgOutbox {
    /// Lets everything be sent again that was written in a period (`since` included, `until` not), of one type or of
    /// all, and is still there: a week. Answers how many events that are.
    pub async fn replay(
        &self,
        since: OffsetDateTime,
        until: OffsetDateTime,
        kind: Option<&str>,
    ) -> Result<u64, StoreError> {
        let client = self.0.client().await?;
        outbox::replay()
            .bind(&client, &since, &until, &kind)
            .await
            .map_err(from_postgres)
    }
}

impl Outbox for PgOutbox {
    async fn claim(&self, limit: u16, now: OffsetDateTime) -> Result<Vec<Event>, StoreError> {
        let client = self.0.client().await?;
        platform::claim_unsent()
            .bind(
                &client,
                &(now - INLINE_TURN),
                &now,
                &i64::from(limit),
                &(now + LEASE),
            )
            .all()
            .await
            .map_err(from_postgres)?
            .into_iter()
            .map(|event| serde_json::from_value(event).map_err(broken))
            .collect()
    }

    async fn mark_sent(&self, ids: &[EventId], now: OffsetDateTime) -> Result<(), StoreError> {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
        let client = self.0.client().await?;
        platform::mark_sent()
            .bind(&client, &now, &ids)
            .await
            .map_err(from_postgres)?;
        Ok(())
    }
}
