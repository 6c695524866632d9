//! Taking a gateway's notification: it is kept and answered fast, and believed later, when the gateway was asked.

use crate::events::{Event, Publisher};
use crate::failure::{Failure, Kind};
use crate::ids::EventId;
use crate::payments::events::GatewayNotified;
use crate::payments::{GatewayName, Payments};
use crate::{Clock, StoreError};
use time::OffsetDateTime;

/// A notification whose signature is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification<'a> {
    pub gateway: GatewayName,
    /// The payment it speaks of, as the gateway names it.
    pub reference: &'a str,
    /// The same for a repeat of it, and for no other.
    pub dedupe_key: &'a str,
    /// As it came.
    pub body: &'a str,
    pub received_at: OffsetDateTime,
}

/// What the store made of a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    New,
    /// It came before.
    Repeated,
    /// It speaks of no payment of ours.
    Unknown,
}

#[derive(Debug, thiserror::Error)]
pub enum NotificationError {
    #[error("the notification is about no payment of ours")]
    Unknown,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for NotificationError {
    fn kind(&self) -> Kind {
        match self {
            Self::Unknown => Kind::NotFound,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "payment_not_found",
            Self::Store(error) => error.code(),
        }
    }
}

/// Keeps a notification once and lets the payments queue know.
pub async fn accept_notification(
    payments: &impl Payments,
    publisher: &impl Publisher,
    clock: &impl Clock,
    request_id: &str,
    notification: &Notification<'_>,
) -> Result<(), NotificationError> {
    let notified = GatewayNotified {
        gateway: notification.gateway,
        reference: notification.reference.to_owned(),
    };
    // Which payment it is, the store finds in the same statement: the event's subject is the notification.
    let event = Event::new(clock, request_id, EventId::generate(clock), &notified)
        .map_err(|error| StoreError::broken("an event", error))?;
    match payments.note(notification, &event).await? {
        Noted::New => publisher.publish(&[event]).await,
        Noted::Repeated => {}
        Noted::Unknown => return Err(NotificationError::Unknown),
    }
    Ok(())
}
