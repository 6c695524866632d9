//! What notifications tell of: only themselves.

use crate::events::EventType;
use crate::ids::{EmailId, WebhookId};
use crate::notifications::webhooks::DisabledReason;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Staff want a mail sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailResendRequested {
    /// The new mail, as it is on record.
    pub email: EmailId,
    /// The one that was first sent.
    pub of: EmailId,
}

impl EventType for MailResendRequested {
    const TYPE: &'static str = "sayur.notifications.mail_resend_requested.v1";
}

/// A partner's address was switched off, by what it answers: partners miss something until it is on again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookDisabled {
    pub webhook: WebhookId,
    pub description: String,
    /// Where it leads, without the path.
    pub host: String,
    pub reason: DisabledReason,
    #[serde(with = "time::serde::rfc3339")]
    pub failing_since: OffsetDateTime,
}

impl EventType for WebhookDisabled {
    const TYPE: &'static str = "sayur.notifications.webhook_disabled.v1";
}
