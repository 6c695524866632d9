//! Zones and delivery windows.

use super::rows;
use crate::database::adapter;
use crate::error::{broken, from_postgres};
use deadpool_postgres::Object;
use domain::ids::{SlotTemplateId, ZoneId};
use domain::orders::delivery::{NewSlot, NewZone};
use domain::orders::slot_templates::{Hours, SlotTemplate, SlotTerms, Weekday};
use domain::orders::zones::PostcodePrefix;
use domain::orders::{Delivery, Postcode, Slot, Zone};
use domain::{Money, Quantity, StoreError, SystemClock};
use postgres_queries::queries::{checkout, delivery as queries};
use time::OffsetDateTime;
use uuid::Uuid;

adapter! {
    /// Where and when the shop delivers, in PostgreSQL.
    PgDelivery
}

impl Delivery for PgDelivery {
    async fn slots(
        &self,
        postcode: &Postcode,
        now: OffsetDateTime,
    ) -> Result<Option<(Zone, Vec<Slot>)>, StoreError> {
        let client = self.0.client().await?;
        let found = checkout::zone_slots()
            .bind(&client, &postcode.as_str(), &now)
            .all()
            .await
            .map_err(from_postgres)?;
        let zone = found.first().map(|row| {
            rows::zone(
                row.zone_id,
                row.name.clone(),
                row.fee,
                row.free_above,
                row.minimum_order,
                row.cod_maximum,
            )
        });
        let slots = found.into_iter().filter_map(|row| {
            Some(rows::slot(
                row.id?,
                row.date?,
                row.starts_at?,
                row.ends_at?,
                row.cutoff_at?,
                row.available?,
                row.grams_left,
            ))
        });
        let slots = slots.collect();
        Ok(zone.map(|zone| (zone, slots)))
    }

    async fn add_zone(&self, new: &NewZone) -> Result<(), StoreError> {
        let client = self.0.client().await?;
        let NewZone {
            zone,
            prefixes,
            windows,
        } = new;
        let ids: Vec<Uuid> = windows
            .iter()
            .map(|_| SlotTemplateId::generate(&SystemClock).uuid())
            .collect();
        queries::add_zone()
            .bind(
                &client,
                &zone.id.uuid(),
                &zone.name.as_str(),
                &zone.delivery.fee.amount(),
                &zone.delivery.free_above.map(Money::amount),
                &zone.minimum_order.amount(),
                &zone.cod_maximum.map(Money::amount),
                &prefix_texts(prefixes),
                &ids,
                &each(windows, |terms| i16::from(terms.weekday.number())),
                &each(windows, |terms| terms.hours.start()),
                &each(windows, |terms| terms.hours.end()),
                &each(windows, |terms| terms.capacity_orders),
                &each(windows, |terms| terms.capacity_kg.map(grams)),
                &each(windows, |terms| terms.cutoff_minutes),
                &each(windows, |terms| terms.active),
            )
            .await
            .map_err(from_postgres)?;
        Ok(())
    }

    /// Three round trips: the templates, their slots, the commit.
    async fn make_slots(
        &self,
        make: impl FnOnce(&[SlotTemplate]) -> Vec<NewSlot> + Send,
    ) -> Result<u64, StoreError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let templates = lock_templates(client, None).await?;
                add_slots(client, &make(&templates)).await
            })
            .await
    }
}

/// The templates that slots are made from, locked: of one zone, or of all that are delivered to.
pub(super) async fn lock_templates(
    client: &Object,
    zone: Option<ZoneId>,
) -> Result<Vec<SlotTemplate>, StoreError> {
    let rows = queries::lock_templates()
        .bind(client, &zone.map(ZoneId::uuid))
        .all()
        .await
        .map_err(from_postgres)?;
    rows.into_iter().map(template).collect()
}

/// Adds the slots that are not there yet, and answers how many that were.
pub(super) async fn add_slots(client: &Object, slots: &[NewSlot]) -> Result<u64, StoreError> {
    queries::add_slots()
        .bind(
            client,
            &each(slots, |slot| slot.window.id.uuid()),
            &each(slots, |slot| slot.template.uuid()),
            &each(slots, |slot| slot.zone.uuid()),
            &each(slots, |slot| slot.window.date),
            &each(slots, |slot| slot.window.start),
            &each(slots, |slot| slot.window.end),
            &each(slots, |slot| slot.cutoff),
            &each(slots, |slot| slot.capacity_orders),
            &each(slots, |slot| slot.capacity_kg.map(grams)),
        )
        .await
        .map_err(from_postgres)
}

pub(super) fn template(row: queries::Template) -> Result<SlotTemplate, StoreError> {
    let weekday = u8::try_from(row.weekday).map_err(broken)?;
    Ok(SlotTemplate {
        id: row.id.into(),
        zone: row.zone_id.into(),
        terms: SlotTerms {
            weekday: Weekday::parse(weekday).map_err(broken)?,
            hours: Hours::new(row.starts, row.ends).map_err(broken)?,
            capacity_orders: row.capacity,
            capacity_kg: row.capacity_grams.map(Quantity::from_thousandths),
            cutoff_minutes: row.cutoff_minutes,
            active: row.active,
        },
        version: row.version,
    })
}

/// A thousandth of a kilogram is a gram.
pub(super) fn grams(kilograms: Quantity) -> i64 {
    kilograms.thousandths()
}

pub(super) fn prefix_texts(prefixes: &[PostcodePrefix]) -> Vec<&str> {
    prefixes.iter().map(PostcodePrefix::as_str).collect()
}

/// One column of many rows.
pub(super) fn each<T, C>(rows: &[T], column: impl Fn(&T) -> C) -> Vec<C> {
    rows.iter().map(column).collect()
}
