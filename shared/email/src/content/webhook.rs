//! Mails about partners' addresses.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Tells staff that a partner is told of nothing any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookDisabled {
    pub name: String,
    /// Whose address it is.
    pub description: String,
    pub host: String,
    pub fault: WebhookFault,
    #[serde(with = "time::serde::rfc3339")]
    pub failing_since: OffsetDateTime,
}

/// What it did to be switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WebhookFault {
    /// It said that it is there no more.
    Gone,
    /// It took nothing for too long.
    Failing,
}
