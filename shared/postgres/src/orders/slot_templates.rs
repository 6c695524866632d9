//! Windows that come again, and what a change of them does to the slots ahead.

use super::delivery::{add_slots, each, grams, template};
use crate::audit::{self, Entry};
use crate::database::adapter;
use crate::error::{from_postgres, violates};
use crate::statements::prepared;
use deadpool_postgres::Object;
use domain::identity::Actor;
use domain::ids::{SlotTemplateId, ZoneId};
use domain::orders::SlotTemplates;
use domain::orders::delivery::NewSlot;
use domain::orders::slot_templates::{
    SlotTemplate, SlotTemplateCase, SlotTemplateChange, SlotTemplateError, SlotTemplateKey,
    WhichTemplate,
};
use domain::{Page, PageRequest, StoreError};
use postgres_queries::queries::{audit as audit_queries, delivery as queries};
use serde_json::json;
use time::OffsetDateTime;

adapter! {
    /// [`SlotTemplates`] in PostgreSQL.
    PgSlotTemplates
}

impl SlotTemplates for PgSlotTemplates {
    async fn list(
        &self,
        zone: Option<ZoneId>,
        page: PageRequest<SlotTemplateKey>,
    ) -> Result<Page<SlotTemplate, SlotTemplateKey>, StoreError> {
        let client = self.0.client().await?;
        let after = page.after;
        let rows = queries::list_templates()
            .bind(
                &client,
                &zone.map(ZoneId::uuid),
                &after.map(|key| key.id.uuid()),
                &after.map(|key| key.zone.uuid()),
                &after.map(|key| i16::from(key.weekday.number())),
                &after.map(|key| key.start),
                &(i64::from(page.limit) + 1),
            )
            .all()
            .await
            .map_err(from_postgres)?;
        let found = rows.into_iter().map(template).collect::<Result<_, _>>()?;
        Ok(Page::cut(found, page.limit, |template: &SlotTemplate| {
            SlotTemplateKey {
                zone: template.zone,
                weekday: template.terms.weekday,
                start: template.terms.hours.start(),
                id: template.id,
            }
        }))
    }

    /// Three round trips: what is locked and read, what is written, the commit.
    async fn change(
        &self,
        which: WhichTemplate,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(&SlotTemplateCase) -> Result<Option<SlotTemplateChange>, SlotTemplateError>
        + Send,
    ) -> Result<Option<SlotTemplate>, SlotTemplateError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let case = read_case(client, which).await?;
                let Some(change) = decide(&case)? else {
                    return Ok(case.template);
                };
                write(client, &change, actor, now).await?;
                Ok(change.after)
            })
            .await
    }
}

/// Waits until nobody else changes the zone's windows or makes slots of this one, and reads what a decision needs.
async fn read_case(client: &Object, which: WhichTemplate) -> Result<SlotTemplateCase, StoreError> {
    let (zone, id) = match which {
        WhichTemplate::New(zone) => (Some(zone.uuid()), None),
        WhichTemplate::Existing(id) => (None, Some(id.uuid())),
    };
    let (lock_zone, lock_template) = prepared!(
        client,
        queries::lock_template_zone(),
        queries::lock_template(),
    );
    let (zone, found) = tokio::join!(
        biased;
        lock_zone.bind(client, &zone, &id).opt(),
        lock_template.bind(client, &id).opt(),
    );
    let found = found.map_err(from_postgres)?;
    Ok(SlotTemplateCase {
        zone_exists: zone.map_err(from_postgres)?.is_some(),
        template: found.map(template).transpose()?,
    })
}

/// Writes the change, what it does to the slots ahead, and its line in the audit log, in one round trip.
async fn write(
    client: &Object,
    change: &SlotTemplateChange,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), SlotTemplateError> {
    let _ = prepared!(
        client,
        queries::insert_template(),
        queries::update_template(),
        queries::lock_slots(),
        queries::drop_slots(),
        queries::close_slots(),
        queries::reshape_slots(),
        queries::add_slots(),
        queries::delete_template(),
        audit_queries::note(),
    );
    let (stored, fitted, removed, noted) = tokio::join!(
        biased;
        store(client, change),
        fit_slots(client, change.id, &change.slots, now),
        remove(client, change),
        note(client, change, actor, now),
    );
    stored?;
    fitted?;
    removed?;
    Ok(noted?)
}

async fn store(client: &Object, change: &SlotTemplateChange) -> Result<(), SlotTemplateError> {
    let Some(SlotTemplate {
        id, zone, terms, ..
    }) = &change.after
    else {
        return Ok(());
    };
    let (weekday, starts, ends) = (
        i16::from(terms.weekday.number()),
        terms.hours.start(),
        terms.hours.end(),
    );
    let capacity_grams = terms.capacity_kg.map(grams);
    let stored = if change.before.is_none() {
        queries::insert_template()
            .bind(
                client,
                &id.uuid(),
                &zone.uuid(),
                &weekday,
                &starts,
                &ends,
                &terms.capacity_orders,
                &capacity_grams,
                &terms.cutoff_minutes,
                &terms.active,
            )
            .await
    } else {
        queries::update_template()
            .bind(
                client,
                &weekday,
                &starts,
                &ends,
                &terms.capacity_orders,
                &capacity_grams,
                &terms.cutoff_minutes,
                &terms.active,
                &id.uuid(),
            )
            .await
    };
    stored.map(|_| ()).map_err(|error| {
        if violates(&error, "slot_templates_apart") {
            SlotTemplateError::Overlaps
        } else {
            from_postgres(error).into()
        }
    })
}

/// Brings the template's slots to come to what it is to have, as far as their orders allow.
async fn fit_slots(
    client: &Object,
    id: SlotTemplateId,
    slots: &[NewSlot],
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let id = id.uuid();
    let dates = each(slots, |slot| slot.window.date);
    let (lock, drop, close) = (
        queries::lock_slots(),
        queries::drop_slots(),
        queries::close_slots(),
    );
    let (locked, dropped, closed, reshaped, added) = tokio::join!(
        biased;
        lock.bind(client, &id, &now).all(),
        drop.bind(client, &id, &now, &dates),
        close.bind(client, &now, &id, &dates),
        reshape_slots(client, slots, now),
        add_slots(client, slots),
    );
    locked.map_err(from_postgres)?;
    dropped.map_err(from_postgres)?;
    closed.map_err(from_postgres)?;
    reshaped?;
    added.map(|_| ())
}

async fn reshape_slots(
    client: &Object,
    slots: &[NewSlot],
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    queries::reshape_slots()
        .bind(
            client,
            &each(slots, |slot| slot.template.uuid()),
            &each(slots, |slot| slot.window.date),
            &each(slots, |slot| slot.window.start),
            &each(slots, |slot| slot.window.end),
            &each(slots, |slot| slot.cutoff),
            &each(slots, |slot| slot.capacity_orders),
            &each(slots, |slot| slot.capacity_kg.map(grams)),
            &now,
        )
        .await
        .map(|_| ())
        .map_err(from_postgres)
}

async fn remove(client: &Object, change: &SlotTemplateChange) -> Result<(), StoreError> {
    if change.after.is_some() {
        return Ok(());
    }
    queries::delete_template()
        .bind(client, &change.id.uuid())
        .await
        .map(|_| ())
        .map_err(from_postgres)
}

async fn note(
    client: &Object,
    change: &SlotTemplateChange,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let action = match (&change.before, &change.after) {
        (None, _) => "slot_template_created",
        (Some(_), Some(_)) => "slot_template_changed",
        (Some(_), None) => "slot_template_deleted",
    };
    let after = change.after.as_ref().map(|template| template.terms);
    let entry = Entry {
        action,
        actor: Some(actor.user),
        user: None,
        target: &change.id.to_string(),
        details: json!({ "zone_id": change.zone, "before": change.before, "after": after }),
    };
    audit::note(client, &entry, &actor.origin, now).await
}
