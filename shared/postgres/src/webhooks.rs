//! Partners' addresses in PostgreSQL.

use crate::audit::{self, Entry};
use crate::database::adapter;
use crate::error::{broken, from_postgres};
use deadpool_postgres::Object;
use domain::identity::Actor;
use domain::ids::{EventId, UserId, WebhookId};
use domain::notifications::webhooks::desk::{Delivery, DeliveryStatus, WebhookChange};
use domain::notifications::webhooks::{
    DisabledReason, Webhook, WebhookError, WebhookEvent, WebhookStatus, WebhookUrl, Webhooks,
};
use domain::{Page, PageRequest, StoreError};
use postgres_queries::client::Params;
use postgres_queries::queries::webhooks as queries;
use serde::Deserialize;
use serde_json::{Value, json};
use time::OffsetDateTime;

adapter! {
    /// [`Webhooks`] in PostgreSQL.
    PgWebhooks
}

impl Webhooks for PgWebhooks {
    async fn list(
        &self,
        page: PageRequest<WebhookId>,
    ) -> Result<Page<Webhook, WebhookId>, StoreError> {
        let client = self.0.client().await?;
        let after = page.after.map(WebhookId::uuid);
        let rows = queries::list_webhooks()
            .bind(&client, &after, &(i64::from(page.limit) + 1))
            .all()
            .await
            .map_err(from_postgres)?;
        let found: Result<_, _> = rows.into_iter().map(webhook).collect();
        Ok(Page::cut(found?, page.limit, |webhook: &Webhook| {
            webhook.id
        }))
    }

    async fn find(&self, id: WebhookId) -> Result<Option<Webhook>, StoreError> {
        let client = self.0.client().await?;
        let row = queries::find_webhook()
            .bind(&client, &id.uuid())
            .opt()
            .await;
        row.map_err(from_postgres)?.map(webhook).transpose()
    }

    async fn change(
        &self,
        id: WebhookId,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(Option<&Webhook>) -> Result<Option<WebhookChange>, WebhookError> + Send,
    ) -> Result<Option<Webhook>, WebhookError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let present = lock(client, id).await?;
                let Some(change) = decide(present.as_ref())? else {
                    return Ok(present);
                };
                write(client, &change, now).await?;
                note(client, &change, actor, now).await?;
                Ok(match change {
                    WebhookChange::Add(webhook)
                    | WebhookChange::Redefine { after: webhook, .. }
                    | WebhookChange::Rotate(webhook)
                    | WebhookChange::Ping(webhook, _) => Some(webhook),
                    WebhookChange::Remove(_) => None,
                })
            })
            .await
    }

    async fn deliveries(
        &self,
        id: WebhookId,
        status: Option<DeliveryStatus>,
        page: PageRequest<EventId>,
    ) -> Result<Page<Delivery, EventId>, StoreError> {
        let client = self.0.client().await?;
        let rows = queries::list_deliveries()
            .bind(
                &client,
                &id.uuid(),
                &status.map(DeliveryStatus::as_str),
                &page.after.map(EventId::uuid),
                &(i64::from(page.limit) + 1),
            )
            .all()
            .await
            .map_err(from_postgres)?;
        let found: Result<_, _> = rows.into_iter().map(delivery).collect();
        Ok(Page::cut(found?, page.limit, |delivery: &Delivery| {
            delivery.id
        }))
    }

    async fn resend(
        &self,
        id: WebhookId,
        message: EventId,
        actor: &Actor,
        now: OffsetDateTime,
        check: impl FnOnce(Option<&Webhook>, Option<&Delivery>) -> Result<(), WebhookError> + Send,
    ) -> Result<Option<Delivery>, WebhookError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let webhook = lock(client, id).await?;
                let (webhook_id, event_id) = (id.uuid(), message.uuid());
                let before = queries::lock_delivery()
                    .bind(client, &webhook_id, &event_id)
                    .opt()
                    .await
                    .map_err(from_postgres)?;
                let before = before.map(delivery).transpose()?;
                check(webhook.as_ref(), before.as_ref())?;
                let after = queries::resend_delivery()
                    .bind(client, &now, &webhook_id, &event_id)
                    .opt()
                    .await
                    .map_err(from_postgres)?;
                let details = json!({ "message": message });
                let action = "webhook_message_resent";
                note_action(client, action, id, details, actor, now).await?;
                Ok(after.map(delivery).transpose()?)
            })
            .await
    }
}

pub(crate) async fn lock(client: &Object, id: WebhookId) -> Result<Option<Webhook>, StoreError> {
    let row = queries::lock_webhook().bind(client, &id.uuid()).opt().await;
    row.map_err(from_postgres)?.map(webhook).transpose()
}

async fn write(
    client: &Object,
    change: &WebhookChange,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    match change {
        WebhookChange::Add(webhook) => {
            let insert = queries::insert_webhook();
            let types = event_types(webhook);
            insert
                .bind(
                    client,
                    &webhook.id.uuid(),
                    &webhook.url.as_str(),
                    &webhook.description,
                    &types,
                    &webhook.created_by.uuid(),
                    &now,
                )
                .await
        }
        WebhookChange::Redefine { after, resumes, .. } => {
            if *resumes {
                let resume = queries::resume_deliveries();
                let resumed = resume.bind(client, &now, &after.id.uuid()).await;
                resumed.map_err(from_postgres)?;
            }
            update(client, after).await
        }
        WebhookChange::Rotate(webhook) => update(client, webhook).await,
        WebhookChange::Ping(webhook, message) => {
            queries::queue_ping()
                .bind(
                    client,
                    &webhook.id.uuid(),
                    &message.id.uuid(),
                    &message.kind,
                    &message.body,
                    &now,
                )
                .await
        }
        WebhookChange::Remove(webhook) => {
            let delete = queries::delete_webhook();
            delete.bind(client, &webhook.id.uuid()).await
        }
    }
    .map_err(from_postgres)?;
    Ok(())
}

async fn update(client: &Object, webhook: &Webhook) -> Result<u64, tokio_postgres::Error> {
    let row = queries::UpdateWebhookParams {
        url: webhook.url.as_str(),
        description: &*webhook.description,
        event_types: event_types(webhook),
        status: webhook.status.as_str(),
        disabled_reason: webhook.disabled_reason.map(DisabledReason::as_str),
        disabled_at: webhook.disabled_at,
        secret_version: webhook.secret_version,
        previous_secret_until: webhook.previous_secret_until,
        failing_since: webhook.failing_since,
        failures: webhook.failures,
        version: webhook.version,
        id: webhook.id.uuid(),
    };
    queries::update_webhook().params(client, &row).await
}

fn event_types(webhook: &Webhook) -> Vec<&'static str> {
    let types = webhook.event_types.iter().copied();
    types.map(WebhookEvent::as_str).collect()
}

async fn note(
    client: &Object,
    change: &WebhookChange,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let (action, webhook, details) = match change {
        WebhookChange::Add(webhook) => {
            let details = json!({ "before": Value::Null, "after": terms(webhook) });
            ("webhook_created", webhook, details)
        }
        WebhookChange::Redefine { before, after, .. } => {
            let details = audit::difference(&terms(before), &terms(after))?;
            ("webhook_changed", after, details)
        }
        WebhookChange::Rotate(webhook) => ("webhook_secret_rotated", webhook, json!({})),
        WebhookChange::Ping(webhook, message) => {
            ("webhook_tested", webhook, json!({ "message": message.id }))
        }
        WebhookChange::Remove(webhook) => {
            let details = json!({ "before": terms(webhook), "after": Value::Null });
            ("webhook_deleted", webhook, details)
        }
    };
    note_action(client, action, webhook.id, details, actor, now).await
}

/// What the audit log keeps of an address: what staff decide about it.
fn terms(webhook: &Webhook) -> Value {
    json!({
        "url": webhook.url,
        "description": webhook.description,
        "event_types": webhook.event_types,
        "status": webhook.status,
    })
}

async fn note_action(
    client: &Object,
    action: &str,
    id: WebhookId,
    details: Value,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let entry = Entry {
        action,
        actor: Some(actor.user),
        user: None,
        target: &id.to_string(),
        details,
    };
    audit::note(client, &entry, &actor.origin, now).await
}

/// A row as `to_jsonb` writes it.
#[derive(Deserialize)]
struct Row {
    id: WebhookId,
    url: String,
    description: String,
    event_types: Vec<String>,
    status: WebhookStatus,
    disabled_reason: Option<DisabledReason>,
    #[serde(with = "time::serde::rfc3339::option")]
    disabled_at: Option<OffsetDateTime>,
    secret_version: i32,
    #[serde(with = "time::serde::rfc3339::option")]
    previous_secret_until: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    failing_since: Option<OffsetDateTime>,
    failures: i32,
    created_by: UserId,
    #[serde(with = "time::serde::rfc3339")]
    created_at: OffsetDateTime,
    version: i64,
}

fn webhook(json: Value) -> Result<Webhook, StoreError> {
    let row: Row = serde_json::from_value(json).map_err(broken)?;
    let event = |name: &String| {
        WebhookEvent::parse(name).ok_or_else(|| broken(format!("partners are told of no {name}")))
    };
    Ok(Webhook {
        id: row.id,
        url: WebhookUrl::stored(row.url),
        description: row.description,
        event_types: row
            .event_types
            .iter()
            .map(event)
            .collect::<Result<_, _>>()?,
        status: row.status,
        disabled_reason: row.disabled_reason,
        disabled_at: row.disabled_at,
        secret_version: row.secret_version,
        previous_secret_until: row.previous_secret_until,
        failing_since: row.failing_since,
        failures: row.failures,
        created_by: row.created_by,
        created_at: row.created_at,
        version: row.version,
    })
}

fn delivery(row: queries::Delivery) -> Result<Delivery, StoreError> {
    let status = DeliveryStatus::parse(&row.status)
        .ok_or_else(|| broken(format!("no message is {}", row.status)))?;
    Ok(Delivery {
        id: row.event_id.into(),
        event_type: row.event_type,
        status,
        attempts: row.attempts,
        next_attempt_at: (status == DeliveryStatus::Pending).then_some(row.next_attempt_at),
        last_attempt_at: row.last_attempt_at,
        last_status: row.last_status,
        last_error: row.last_error,
        created_at: row.created_at,
        delivered_at: row.delivered_at,
        claimed_until: row.claimed_until,
    })
}
