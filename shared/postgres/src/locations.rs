//! Locations in PostgreSQL.

use crate::PgStock;
use crate::audit::{self, Entry};
use crate::error::{broken, from_postgres};
use deadpool_postgres::Object;
use domain::StoreError;
use domain::catalog::locations::{LocationChange, LocationEntry, LocationError, Locations, Put};
use domain::catalog::{Actor, Slug};
use domain::ids::LocationId;
use postgres_queries::queries::stock;
use serde_json::{Value, json};
use time::OffsetDateTime;

impl Locations for PgStock {
    async fn list(&self) -> Result<Vec<LocationEntry>, StoreError> {
        let client = self.database().client().await?;
        let rows = stock::list_locations()
            .bind(&client)
            .all()
            .await
            .map_err(from_postgres)?;
        rows.into_iter()
            .map(|row| entry(&row.code, row.name, row.active, row.version))
            .collect()
    }

    /// Three round trips: what is locked, what is written, the commit; two more for whoever comes second with a new
    /// code.
    async fn put(
        &self,
        code: &Slug,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl Fn(Option<&LocationEntry>) -> Result<Option<LocationChange>, LocationError>
        + Send
        + Sync,
    ) -> Result<(LocationEntry, Put), LocationError> {
        let transaction = self.database().transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let mut before = lock(client, code).await?;
                if before.is_none() {
                    let added = decide(None)?.ok_or_else(|| broken("nothing to put"))?;
                    if add(client, &added.after, now).await? {
                        note(client, &added, actor, now).await?;
                        return Ok((added.after, Put::Made));
                    }
                    // Somebody else has made it meanwhile.
                    before = lock(client, code).await?;
                }
                let Some(change) = decide(before.as_ref())? else {
                    let kept = before.ok_or_else(|| broken("a location is gone"))?;
                    return Ok((kept, Put::Kept));
                };
                let (changed, noted) = tokio::join!(
                    biased;
                    async {
                        let after = &change.after;
                        stock::change_location()
                            .bind(client, &after.name.as_str(), &after.active, &code.as_str())
                            .await
                            .map_err(from_postgres)
                    },
                    note(client, &change, actor, now),
                );
                changed?;
                noted?;
                Ok((change.after, Put::Changed))
            })
            .await
    }
}

async fn lock(client: &Object, code: &Slug) -> Result<Option<LocationEntry>, StoreError> {
    let row = stock::lock_location()
        .bind(client, &code.as_str())
        .opt()
        .await
        .map_err(from_postgres)?;
    row.map(|row| entry(&row.code, row.name, row.active, row.version))
        .transpose()
}

/// Whether there was none of the code.
async fn add(
    client: &Object,
    location: &LocationEntry,
    now: OffsetDateTime,
) -> Result<bool, StoreError> {
    let added = stock::add_new_location()
        .bind(
            client,
            &LocationId::generate(&now).uuid(),
            &location.code.as_str(),
            &location.name.as_str(),
            &location.active,
        )
        .await
        .map_err(from_postgres)?;
    Ok(added == 1)
}

async fn note(
    client: &Object,
    change: &LocationChange,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let told = |entry: &LocationEntry| json!({ "name": entry.name, "active": entry.active });
    let action = match change.before {
        None => "location_created",
        Some(_) => "location_changed",
    };
    let entry = Entry {
        action,
        actor: Some(actor.user),
        user: None,
        target: change.after.code.as_str(),
        details: json!({
            "before": change.before.as_ref().map_or(Value::Null, told),
            "after": told(&change.after),
        }),
    };
    audit::note(client, &entry, &actor.origin, now).await
}

fn entry(
    code: &str,
    name: String,
    active: bool,
    version: i64,
) -> Result<LocationEntry, StoreError> {
    Ok(LocationEntry {
        code: Slug::parse(code).map_err(broken)?,
        name,
        active,
        version,
    })
}
