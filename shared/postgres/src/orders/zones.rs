//! Delivery zones as staff keep them.

use super::delivery::{add_slots, lock_templates, prefix_texts};
use crate::audit::{self, Entry};
use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::statements::prepared;
use deadpool_postgres::Object;
use domain::identity::Actor;
use domain::ids::ZoneId;
use domain::orders::Zones;
use domain::orders::zones::{
    ManagedZone, PostcodePrefix, ZoneCase, ZoneChange, ZoneDefinition, ZoneError,
};
use domain::{Invalid, Money, Page, PageRequest, StoreError};
use postgres_queries::queries::{audit as audit_queries, delivery as queries};
use serde_json::{Value, json};
use time::OffsetDateTime;

adapter! {
    /// [`Zones`] in PostgreSQL.
    PgZones
}

impl Zones for PgZones {
    async fn list(
        &self,
        page: PageRequest<String>,
    ) -> Result<Page<ManagedZone, String>, StoreError> {
        let client = self.0.client().await?;
        let rows = queries::list_zones()
            .bind(
                &client,
                &page.after.as_deref(),
                &(i64::from(page.limit) + 1),
            )
            .all()
            .await
            .map_err(from_postgres)?;
        let found: Vec<ManagedZone> = rows.into_iter().map(zone).collect::<Result<_, _>>()?;
        Ok(Page::cut(found, page.limit, |zone: &ManagedZone| {
            zone.definition.name.clone()
        }))
    }

    /// Three round trips: what is locked and read, what is written, the commit.
    async fn change(
        &self,
        id: ZoneId,
        wanted: Option<&ZoneDefinition>,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(&ZoneCase) -> Result<Option<ZoneChange>, ZoneError> + Send,
    ) -> Result<Option<ManagedZone>, ZoneError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let case = read_case(client, id, wanted).await?;
                let Some(change) = decide(&case)? else {
                    return Ok(case.zone);
                };
                write(client, &change, actor, now).await?;
                Ok(match change {
                    ZoneChange::Add(zone) | ZoneChange::Redefine { after: zone, .. } => Some(zone),
                    ZoneChange::Remove(_) => None,
                })
            })
            .await
    }
}

/// Waits until nobody else changes a zone, and reads what a decision needs.
async fn read_case(
    client: &Object,
    id: ZoneId,
    wanted: Option<&ZoneDefinition>,
) -> Result<ZoneCase, StoreError> {
    let name = wanted.map(|wanted| wanted.name.as_str());
    let prefixes = wanted.map_or_else(Vec::new, |wanted| prefix_texts(&wanted.postcode_prefixes));
    let id_column = id.uuid();
    let (lock_map, lock_zone, conflicts, _) = prepared!(
        client,
        queries::lock_zone_prefixes(),
        queries::lock_zone(),
        queries::zone_conflicts(),
        queries::lock_templates(),
    );
    let (locked, found, conflicts, templates) = tokio::join!(
        biased;
        lock_map.bind(client),
        lock_zone.bind(client, &id_column).opt(),
        conflicts.bind(client, &name, &id_column, &prefixes).one(),
        lock_templates(client, Some(id)),
    );
    locked.map_err(from_postgres)?;
    let found = found.map_err(from_postgres)?;
    let conflicts = conflicts.map_err(from_postgres)?;
    Ok(ZoneCase {
        zone: found.map(zone).transpose()?,
        templates: templates?,
        in_use: conflicts.in_use,
        name_taken: conflicts.name_taken,
        taken_prefixes: parsed(&conflicts.taken_prefixes)?,
    })
}

/// Writes the change, and its line in the audit log, in one round trip.
async fn write(
    client: &Object,
    change: &ZoneChange,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let _ = prepared!(
        client,
        queries::insert_zone(),
        queries::update_zone(),
        queries::delete_zone(),
        queries::set_prefixes(),
        queries::add_slots(),
        audit_queries::note(),
    );
    let (stored, noted) = tokio::join!(
        biased;
        store(client, change),
        note(client, change, actor, now),
    );
    stored?;
    noted
}

async fn store(client: &Object, change: &ZoneChange) -> Result<(), StoreError> {
    match change {
        ZoneChange::Add(zone) => {
            let (stored, mapped) =
                tokio::join!(biased; insert(client, zone), set_prefixes(client, zone));
            stored.and(mapped)
        }
        ZoneChange::Redefine { after, slots, .. } => {
            let (stored, mapped, added) = tokio::join!(
                biased;
                update(client, after),
                set_prefixes(client, after),
                add_slots(client, slots),
            );
            stored.and(mapped)?;
            added.map(|_| ())
        }
        ZoneChange::Remove(zone) => queries::delete_zone()
            .bind(client, &zone.id.uuid())
            .await
            .map(|_| ())
            .map_err(from_postgres),
    }
}

async fn insert(client: &Object, zone: &ManagedZone) -> Result<(), StoreError> {
    let definition = &zone.definition;
    queries::insert_zone()
        .bind(
            client,
            &zone.id.uuid(),
            &definition.name.as_str(),
            &definition.fee.amount(),
            &definition.free_above.map(Money::amount),
            &definition.minimum_order.amount(),
            &definition.cod_maximum.map(Money::amount),
            &definition.active,
        )
        .await
        .map(|_| ())
        .map_err(from_postgres)
}

async fn update(client: &Object, zone: &ManagedZone) -> Result<(), StoreError> {
    let definition = &zone.definition;
    queries::update_zone()
        .bind(
            client,
            &definition.name.as_str(),
            &definition.fee.amount(),
            &definition.free_above.map(Money::amount),
            &definition.minimum_order.amount(),
            &definition.cod_maximum.map(Money::amount),
            &definition.active,
            &zone.id.uuid(),
        )
        .await
        .map(|_| ())
        .map_err(from_postgres)
}

async fn set_prefixes(client: &Object, zone: &ManagedZone) -> Result<(), StoreError> {
    let prefixes = prefix_texts(&zone.definition.postcode_prefixes);
    queries::set_prefixes()
        .bind(client, &zone.id.uuid(), &prefixes)
        .await
        .map(|_| ())
        .map_err(from_postgres)
}

async fn note(
    client: &Object,
    change: &ZoneChange,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let (action, zone, before, after) = match change {
        ZoneChange::Add(zone) => ("zone_created", zone.id, Value::Null, json!(zone.definition)),
        ZoneChange::Redefine { before, after, .. } => (
            "zone_changed",
            after.id,
            json!(before.definition),
            json!(after.definition),
        ),
        ZoneChange::Remove(zone) => ("zone_deleted", zone.id, json!(zone.definition), Value::Null),
    };
    let entry = Entry {
        action,
        actor: Some(actor.user),
        user: None,
        target: &zone.to_string(),
        details: json!({ "before": before, "after": after }),
    };
    audit::note(client, &entry, &actor.origin, now).await
}

fn zone(row: queries::Zone) -> Result<ManagedZone, StoreError> {
    Ok(ManagedZone {
        id: row.id.into(),
        definition: ZoneDefinition {
            name: row.name,
            postcode_prefixes: parsed(&row.prefixes)?,
            fee: Money::rupiah(row.fee),
            free_above: row.free_above.map(Money::rupiah),
            minimum_order: Money::rupiah(row.minimum_order),
            cod_maximum: row.cod_maximum.map(Money::rupiah),
            active: row.active,
        },
        version: row.version,
    })
}

fn parsed(stored: &[String]) -> Result<Vec<PostcodePrefix>, StoreError> {
    let prefixes = stored.iter().map(|prefix| PostcodePrefix::parse(prefix));
    let prefixes: Result<_, Invalid> = prefixes.collect();
    prefixes.map_err(broken)
}
