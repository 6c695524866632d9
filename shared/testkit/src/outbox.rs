//! The outbox, as tests fill it and look into it.

use crate::TestDatabase;
use domain::events::Event;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

impl TestDatabase {
    /// Writes events into the outbox, as the transactions of their effects did so long before the events' own time.
    pub async fn write_outbox(&self, events: &[Event], before: Duration) {
        let ids: Vec<Uuid> = events.iter().map(|event| event.id.uuid()).collect();
        let bodies: Vec<_> = events
            .iter()
            .map(|event| serde_json::to_value(event).expect("an event is JSON"))
            .collect();
        let times: Vec<OffsetDateTime> = events.iter().map(|event| event.time - before).collect();
        let statement = "insert into platform.outbox (id, event, created_at)
            select * from unnest($1::uuid[], $2::jsonb[], $3::timestamptz[])";
        self.client()
            .await
            .execute(statement, &[&ids, &bodies, &times])
            .await
            .expect("write the outbox");
    }

    /// How many events wait for the relay.
    pub async fn unsent(&self) -> i64 {
        let statement = "select count(*) from platform.outbox where sent_at is null";
        let row = self.client().await.query_one(statement, &[]).await;
        row.expect("count the outbox").get(0)
    }

    /// Lets what a relay claimed and could not send be claimed again.
    pub async fn let_leases_end(&self) {
        let statement = "update platform.outbox set claimed_until = null where sent_at is null";
        let client = self.client().await;
        let ended = client.execute(statement, &[]).await;
        ended.expect("end the leases");
    }
}
