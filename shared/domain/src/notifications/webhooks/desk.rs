//! Partners' addresses as staff keep them, and what became of what was sent there.

use super::endpoint::{DisabledReason, OLD_SECRET_SIGNS, Webhook, WebhookStatus, WebhookUrl};
use super::message::{Message, WebhookEvent};
use crate::failure::{Failure, Kind};
use crate::identity::Actor;
use crate::ids::{EventId, WebhookId};
use crate::named::named;
use crate::{Clock, ExpectedVersion, Page, PageRequest, StoreError};
use serde::Serialize;
use time::OffsetDateTime;

/// A new address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWebhook {
    pub url: WebhookUrl,
    pub description: String,
    pub event_types: Vec<WebhookEvent>,
}

/// What is to change of an address; `None`: nothing does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WebhookEdit {
    pub url: Option<WebhookUrl>,
    pub description: Option<String>,
    pub event_types: Option<Vec<WebhookEvent>>,
    pub status: Option<WebhookStatus>,
}

/// What is to become of an address, decided but not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WebhookChange {
    Add(Webhook),
    Redefine {
        before: Webhook,
        after: Webhook,
        /// What waits is sent now.
        resumes: bool,
    },
    /// Another secret signs from now on, and the one before for a while.
    Rotate(Webhook),
    /// A message of staff's own.
    Ping(Webhook, Message),
    Remove(Webhook),
}

named! {
    /// Where a message stands.
    DeliveryStatus {
        /// It was not taken yet, and is sent again.
        Pending = "pending",
        Delivered = "delivered",
        /// It is sent no more.
        Failed = "failed",
    }
}

/// A message to an address, as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Delivery {
    /// The event's, and the message's `webhook-id`.
    pub id: EventId,
    pub event_type: String,
    pub status: DeliveryStatus,
    pub attempts: i32,
    /// None when it is sent no more.
    #[serde(with = "time::serde::rfc3339::option")]
    pub next_attempt_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub last_attempt_at: Option<OffsetDateTime>,
    pub last_status: Option<i32>,
    /// Stable code of why the last try failed.
    pub last_error: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub delivered_at: Option<OffsetDateTime>,
    /// So long the last try is under way.
    #[serde(skip)]
    pub claimed_until: Option<OffsetDateTime>,
}

/// Why something is not done with an address.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    #[error("no such address")]
    NotFound,
    #[error("the address was changed meanwhile")]
    OtherVersion,
    #[error("the address is switched off")]
    Disabled,
    #[error("no such message")]
    NoSuchDelivery,
    #[error("the message is being sent at this moment")]
    InFlight,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for WebhookError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound | Self::NoSuchDelivery => Kind::NotFound,
            Self::OtherVersion => Kind::PreconditionFailed,
            Self::Disabled | Self::InFlight => Kind::Conflict,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "webhook_not_found",
            Self::OtherVersion => "version_mismatch",
            Self::Disabled => "webhook_disabled",
            Self::NoSuchDelivery => "webhook_delivery_not_found",
            Self::InFlight => "webhook_delivery_in_flight",
            Self::Store(error) => error.code(),
        }
    }
}

/// What is to become of an address, by what there is.
type Decision = Result<Option<WebhookChange>, WebhookError>;

/// The addresses.
pub trait Webhooks: Send + Sync {
    /// The newest first.
    async fn list(
        &self,
        page: PageRequest<WebhookId>,
    ) -> Result<Page<Webhook, WebhookId>, StoreError>;

    async fn find(&self, id: WebhookId) -> Result<Option<Webhook>, StoreError>;

    /// In one transaction, in which nobody else changes the address: reads it, lets `decide` say what is to become of
    /// it, and writes that with its line in the audit log. Answers the address as it is then, none when it is gone.
    async fn change(
        &self,
        id: WebhookId,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(Option<&Webhook>) -> Decision + Send,
    ) -> Result<Option<Webhook>, WebhookError>;

    /// What was sent there, or is to be, the newest first.
    async fn deliveries(
        &self,
        id: WebhookId,
        status: Option<DeliveryStatus>,
        page: PageRequest<EventId>,
    ) -> Result<Page<Delivery, EventId>, StoreError>;

    /// Has a message sent again as if for the first time, with a line in the audit log, unless `check` refuses.
    async fn resend(
        &self,
        id: WebhookId,
        delivery: EventId,
        actor: &Actor,
        now: OffsetDateTime,
        check: impl FnOnce(Option<&Webhook>, Option<&Delivery>) -> Result<(), WebhookError> + Send,
    ) -> Result<Option<Delivery>, WebhookError>;
}

/// Takes up an address; from now on it is told of what happens.
pub async fn create(
    webhooks: &impl Webhooks,
    clock: &impl Clock,
    actor: &Actor,
    new: NewWebhook,
) -> Result<Webhook, WebhookError> {
    let (id, now) = (WebhookId::generate(clock), clock.now());
    let decide = |_: Option<&Webhook>| {
        Ok(Some(WebhookChange::Add(Webhook {
            id,
            url: new.url,
            description: new.description,
            event_types: new.event_types,
            status: WebhookStatus::Active,
            disabled_reason: None,
            disabled_at: None,
            secret_version: 1,
            previous_secret_until: None,
            failing_since: None,
            failures: 0,
            created_by: actor.user,
            created_at: now,
            version: 1,
        })))
    };
    changed(webhooks.change(id, actor, now, decide).await?)
}

/// Changes an address, or switches it off or on: what waits for it goes on then.
pub async fn edit(
    webhooks: &impl Webhooks,
    clock: &impl Clock,
    actor: &Actor,
    id: WebhookId,
    expected: &ExpectedVersion,
    edit: WebhookEdit,
) -> Result<Webhook, WebhookError> {
    let now = clock.now();
    let decide = |webhook: Option<&Webhook>| Ok(redefine(found(webhook, expected)?, edit, now));
    changed(webhooks.change(id, actor, now, decide).await?)
}

/// Gives an address another secret; the one before signs too for a day.
pub async fn rotate_secret(
    webhooks: &impl Webhooks,
    clock: &impl Clock,
    actor: &Actor,
    id: WebhookId,
    expected: &ExpectedVersion,
) -> Result<Webhook, WebhookError> {
    let now = clock.now();
    let decide = |webhook: Option<&Webhook>| {
        let before = found(webhook, expected)?;
        Ok(Some(WebhookChange::Rotate(Webhook {
            secret_version: before.secret_version.saturating_add(1),
            previous_secret_until: Some(now + OLD_SECRET_SIGNS),
            version: before.version + 1,
            ..before.clone()
        })))
    };
    changed(webhooks.change(id, actor, now, decide).await?)
}

/// Forgets an address, with what was sent there and what waits.
pub async fn delete(
    webhooks: &impl Webhooks,
    clock: &impl Clock,
    actor: &Actor,
    id: WebhookId,
    expected: &ExpectedVersion,
) -> Result<(), WebhookError> {
    let decide = |webhook: Option<&Webhook>| {
        let webhook = found(webhook, expected)?.clone();
        Ok(Some(WebhookChange::Remove(webhook)))
    };
    webhooks.change(id, actor, clock.now(), decide).await?;
    Ok(())
}

/// Has a message sent that tells of nothing; answers its id.
pub async fn test(
    webhooks: &impl Webhooks,
    clock: &impl Clock,
    actor: &Actor,
    id: WebhookId,
) -> Result<EventId, WebhookError> {
    let ping = Message::ping(id, clock);
    let event = ping.id;
    let decide = |webhook: Option<&Webhook>| {
        let webhook = active(webhook)?.clone();
        Ok(Some(WebhookChange::Ping(webhook, ping)))
    };
    webhooks.change(id, actor, clock.now(), decide).await?;
    Ok(event)
}

/// What was sent to an address, or is to be.
pub async fn deliveries(
    webhooks: &impl Webhooks,
    id: WebhookId,
    status: Option<DeliveryStatus>,
    page: PageRequest<EventId>,
) -> Result<Page<Delivery, EventId>, WebhookError> {
    webhooks.find(id).await?.ok_or(WebhookError::NotFound)?;
    Ok(webhooks.deliveries(id, status, page).await?)
}

/// Has a message sent again, whatever became of it: within a minute, and as if for the first time.
pub async fn resend(
    webhooks: &impl Webhooks,
    clock: &impl Clock,
    actor: &Actor,
    id: WebhookId,
    delivery: EventId,
) -> Result<Delivery, WebhookError> {
    let now = clock.now();
    let check = |webhook: Option<&Webhook>, delivery: Option<&Delivery>| {
        let webhook = webhook.ok_or(WebhookError::NotFound)?;
        let delivery = delivery.ok_or(WebhookError::NoSuchDelivery)?;
        active(Some(webhook))?;
        if delivery.claimed_until.is_some_and(|until| now < until) {
            return Err(WebhookError::InFlight);
        }
        Ok(())
    };
    let resent = webhooks.resend(id, delivery, actor, now, check).await?;
    resent.ok_or(WebhookError::NoSuchDelivery)
}

fn found<'a>(
    webhook: Option<&'a Webhook>,
    expected: &ExpectedVersion,
) -> Result<&'a Webhook, WebhookError> {
    let webhook = webhook.ok_or(WebhookError::NotFound)?;
    if expected.takes(webhook.version) {
        Ok(webhook)
    } else {
        Err(WebhookError::OtherVersion)
    }
}

fn active(webhook: Option<&Webhook>) -> Result<&Webhook, WebhookError> {
    let webhook = webhook.ok_or(WebhookError::NotFound)?;
    match webhook.status {
        WebhookStatus::Active => Ok(webhook),
        WebhookStatus::Disabled => Err(WebhookError::Disabled),
    }
}

fn changed(webhook: Option<Webhook>) -> Result<Webhook, WebhookError> {
    webhook.ok_or(WebhookError::NotFound)
}

/// `None`: nothing changes.
fn redefine(before: &Webhook, edit: WebhookEdit, now: OffsetDateTime) -> Option<WebhookChange> {
    let edited = Webhook {
        url: edit.url.unwrap_or_else(|| before.url.clone()),
        description: edit
            .description
            .unwrap_or_else(|| before.description.clone()),
        event_types: edit
            .event_types
            .unwrap_or_else(|| before.event_types.clone()),
        ..before.clone()
    };
    let after = match edit.status {
        Some(WebhookStatus::Active) if before.status != WebhookStatus::Active => edited.enabled(),
        Some(WebhookStatus::Disabled) if before.status != WebhookStatus::Disabled => {
            edited.disabled(DisabledReason::Staff, now)
        }
        _ => edited,
    };
    (after != *before).then(|| WebhookChange::Redefine {
        resumes: after.status != before.status && after.status == WebhookStatus::Active,
        after: Webhook {
            version: before.version + 1,
            ..after
        },
        before: before.clone(),
    })
}

#[cfg(test)]
mod tests;
