//! The audit log: written in the transaction of what it tells, read by staff.

use crate::database::adapter;
use crate::error::{broken, from_postgres};
use deadpool_postgres::Object;
use domain::identity::Origin;
use domain::identity::audit_log::{
    ActionName, AuditEntry, AuditFilter, AuditKey, AuditLog, Person,
};
use domain::ids::UserId;
use domain::{Page, PageRequest, StoreError};
use postgres_queries::queries::audit;
use serde::Serialize;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

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

/// What of a thing was changed: the fields that differ, as they were before and after.
pub(crate) fn difference<T: Serialize>(before: &T, after: &T) -> Result<Value, StoreError> {
    let fields = |state: &T| match serde_json::to_value(state) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(broken("a state has no fields")),
        Err(error) => Err(broken(error)),
    };
    let (before, after) = (fields(before)?, fields(after)?);
    let differing = |these: &Map<String, Value>, those: &Map<String, Value>| -> Map<_, _> {
        let differ = |(name, value): &(&String, &Value)| those.get(*name) != Some(value);
        let fields = these.iter().filter(differ);
        fields
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    };
    Ok(json!({ "before": differing(&before, &after), "after": differing(&after, &before) }))
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

adapter! {
    /// [`AuditLog`] in PostgreSQL.
    PgAuditLog
}

impl AuditLog for PgAuditLog {
    async fn list(
        &self,
        filter: &AuditFilter,
        page: PageRequest<AuditKey>,
    ) -> Result<Page<AuditEntry, AuditKey>, StoreError> {
        let client = self.0.client().await?;
        let rows = audit::list_entries()
            .bind(
                &client,
                &filter.actor.map(UserId::uuid),
                &filter.action.as_ref().map(ActionName::as_str),
                &filter.user.map(UserId::uuid),
                &filter.since,
                &filter.until,
                &page.after.map(|key| key.at),
                &page.after.map(|key| key.id),
                &(i64::from(page.limit) + 1),
            )
            .all()
            .await
            .map_err(from_postgres)?;
        let found = rows.into_iter().map(entry).collect();
        Ok(Page::cut(found, page.limit, |entry: &AuditEntry| {
            AuditKey {
                at: entry.at,
                id: entry.id,
            }
        }))
    }
}

fn entry(row: audit::ListEntries) -> AuditEntry {
    let person = |id: Option<Uuid>, name| {
        id.map(|id| Person {
            id: id.into(),
            name,
        })
    };
    AuditEntry {
        id: row.id,
        at: row.at,
        actor: person(row.actor_id, row.actor_name),
        action: row.action,
        user: person(row.user_id, row.user_name),
        target: row.target,
        ip: row.ip,
        user_agent: row.user_agent,
        request_id: row.request_id,
        details: row.details,
    }
}
