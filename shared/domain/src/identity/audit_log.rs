//! The audit log, as staff read it: who did what to whom, from where, and what it was before.

use crate::failure::Invalid;
use crate::ids::UserId;
use crate::{Page, PageRequest, StoreError};
use serde::{Deserialize, Serialize};
use std::fmt;
use time::OffsetDateTime;

/// What was done, such as `logged_in`: 1–60 small letters, digits and underscores.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct ActionName(String);

impl ActionName {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ActionName {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        let is_name = (1..=60).contains(&text.len())
            && text
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
        if is_name {
            Ok(Self(text))
        } else {
            Err(Invalid("invalid_action"))
        }
    }
}

/// What staff look for; `None` takes any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    pub actor: Option<UserId>,
    pub action: Option<ActionName>,
    pub user: Option<UserId>,
    /// From this moment on.
    pub since: Option<OffsetDateTime>,
    /// Before this moment.
    pub until: Option<OffsetDateTime>,
}

/// Where a list of entries goes on: after the one written then, with that id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditKey {
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub id: i64,
}

/// Somebody an entry tells of. Nameless when their account is no longer there.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    pub id: UserId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A line of the log.
#[derive(Clone, PartialEq, Serialize)]
pub struct AuditEntry {
    pub id: i64,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// None means somebody not signed in, or the shop itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<Person>,
    pub action: String,
    /// Whom it was done to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<Person>,
    /// What it was done to, if that is no user.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub target: String,
    pub ip: String,
    pub user_agent: String,
    pub request_id: String,
    /// Mostly what was `before` and is `after`.
    pub details: serde_json::Value,
}

impl fmt::Debug for AuditEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AuditEntry({}, {})", self.id, self.action)
    }
}

/// The log. It is written in the transactions of what it tells, and only read here.
pub trait AuditLog: Send + Sync {
    /// The newest first.
    async fn list(
        &self,
        filter: &AuditFilter,
        page: PageRequest<AuditKey>,
    ) -> Result<Page<AuditEntry, AuditKey>, StoreError>;
}
