//! The messages on their way to partners, in PostgreSQL.

use crate::database::adapter;
use crate::error::from_postgres;
use crate::{inbox, outbox};
use deadpool_postgres::Object;
use domain::StoreError;
use domain::events::{BadEvent, Event, Received};
use domain::ids::EventId;
use domain::notifications::webhooks::endpoint::signing_versions;
use domain::notifications::webhooks::health::{Health, Setback};
use domain::notifications::webhooks::sending::{
    Attempt, Deliveries, Due, Failed, Failing, LEASE, SendError,
};
use domain::notifications::webhooks::{
    DeliveryQueue, DisabledReason, Message, Webhook, WebhookStatus,
};
use postgres_queries::queries::webhooks as queries;
use std::slice;
use time::OffsetDateTime;
use uuid::Uuid;

/// Messages in one claim: what one sends at a time, and how many of them to one address.
const CLAIM: i64 = 50;
const CLAIM_EACH: i64 = 5;

adapter! {
    /// [`DeliveryQueue`] and [`Deliveries`] in PostgreSQL.
    PgWebhookDeliveries
}

impl DeliveryQueue for PgWebhookDeliveries {
    /// Three round trips; two for an event that was had before.
    async fn queue(&self, received: &Received, message: &Message) -> Result<(), StoreError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                if inbox::note(client, received).await? {
                    queries::queue_message()
                        .bind(
                            client,
                            &message.id.uuid(),
                            &message.kind,
                            &message.body,
                            &received.at,
                        )
                        .await
                        .map_err(from_postgres)?;
                }
                Ok(())
            })
            .await
    }
}

impl Deliveries for PgWebhookDeliveries {
    async fn claim(&self, due: Due<'_>, now: OffsetDateTime) -> Result<Vec<Attempt>, StoreError> {
        let events: Option<Vec<Uuid>> = match due {
            Due::All => None,
            Due::Of(events) => Some(events.iter().copied().map(EventId::uuid).collect()),
        };
        let client = self.0.client().await?;
        let rows = queries::claim_deliveries()
            .bind(
                &client,
                &now,
                &events.as_deref(),
                &CLAIM_EACH,
                &CLAIM,
                &(now + LEASE),
            )
            .all()
            .await
            .map_err(from_postgres)?;
        let attempt = |row: queries::ClaimDeliveries| Attempt {
            webhook: row.webhook_id.into(),
            event: row.event_id.into(),
            attempts: row.attempts,
            url: row.url,
            body: row.body,
            signing_versions: signing_versions(row.secret_version, row.previous_secret_until, now),
        };
        Ok(rows.into_iter().map(attempt).collect())
    }

    async fn delivered(
        &self,
        attempt: &Attempt,
        status: u16,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let client = self.0.client().await?;
        queries::note_delivered()
            .bind(
                &client,
                &attempt.webhook.uuid(),
                &now,
                &i32::from(status),
                &attempt.event.uuid(),
                &attempt.attempts,
            )
            .await
            .map_err(from_postgres)?;
        Ok(())
    }

    async fn failed(
        &self,
        attempt: &Attempt,
        failed: Failed,
        now: OffsetDateTime,
        decide: impl FnOnce(&Failing) -> Result<(Setback, Option<Event>), BadEvent> + Send,
    ) -> Result<(), SendError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let Some(webhook) = crate::webhooks::lock(client, attempt.webhook).await? else {
                    return Ok(());
                };
                let (setback, event) = decide(&failing(&webhook))?;
                if note_failed(client, attempt, failed, &setback).await? {
                    note_setback(client, attempt, &setback, now).await?;
                    if let Some(event) = &event {
                        outbox::add(client, slice::from_ref(event)).await?;
                    }
                }
                Ok(())
            })
            .await
    }
}

fn failing(webhook: &Webhook) -> Failing {
    Failing {
        health: Health {
            failures: webhook.failures,
            failing_since: webhook.failing_since,
        },
        is_active: webhook.status == WebhookStatus::Active,
        description: webhook.description.clone(),
        host: webhook.url.host().to_owned(),
    }
}

/// Whether the try was still the message's last.
async fn note_failed(
    client: &Object,
    attempt: &Attempt,
    failed: Failed,
    setback: &Setback,
) -> Result<bool, StoreError> {
    let noted = queries::note_failed()
        .bind(
            client,
            &setback.next_attempt_at,
            &failed.status().map(i32::from),
            &failed.as_str(),
            &attempt.webhook.uuid(),
            &attempt.event.uuid(),
            &attempt.attempts,
        )
        .await
        .map_err(from_postgres)?;
    Ok(noted == 1)
}

async fn note_setback(
    client: &Object,
    attempt: &Attempt,
    setback: &Setback,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    queries::note_setback()
        .bind(
            client,
            &setback.failures,
            &setback.failing_since,
            &setback.disable.map(DisabledReason::as_str),
            &now,
            &attempt.webhook.uuid(),
        )
        .await
        .map_err(from_postgres)?;
    Ok(())
}
