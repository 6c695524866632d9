//! The audit log, written in the transaction of what it tells.

use crate::error::from_postgres;
use deadpool_postgres::Object;
use domain::StoreError;
use domain::identity::Origin;
use domain::ids::UserId;
use postgres_queries::queries::audit;
use serde_json::{Value, json};
use time::OffsetDateTime;

/// A line of the log.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    /// Such as `logged_in`.
    pub(crate) action: &'a str,
    /// None means somebody not signed in, or the shop itself.
    pub(crate) actor: Option<UserId>,
    /// Whom it was done to.
    pub(crate) user: Option<UserId>,
    /// What it was done to, if that is no user.
    pub(crate) target: &'a str,
    /// Before and after. Never a secret.
    pub(crate) details: Value,
}

impl<'a> Entry<'a> {
    /// What somebody did who is not signed in.
    pub(crate) fn by_nobody(action: &'a str, user: Option<UserId>) -> Self {
        Self {
            action,
            actor: None,
            user,
            target: "",
            details: json!({}),
        }
    }
}

/// Writes a line in the transaction that `client` is in.
pub(crate) async fn note(
    client: &Object,
    entry: &Entry<'_>,
    origin: &Origin,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    audit::note()
        .bind(
            client,
            &now,
            &entry.actor.map(UserId::uuid),
            &entry.action,
            &entry.user.map(UserId::uuid),
            &entry.target,
            &entry.details,
            &origin.ip.as_str(),
            &origin.user_agent.as_str(),
            &origin.request_id.as_str(),
        )
        .await
        .map_err(from_postgres)?;
    Ok(())
}
