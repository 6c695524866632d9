//! Zones and delivery windows.

use super::rows;
use crate::database::adapter;
use crate::error::{broken, from_postgres};
use domain::ids::ZoneId;
use domain::orders::delivery::{NewSlot, NewZone, SlotTemplate};
use domain::orders::{Delivery, Postcode, Slot, Zone};
use domain::{Money, StoreError, SystemClock};
use postgres_queries::queries::checkout as queries;
use time::{Duration, OffsetDateTime};
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
        let found = queries::zone_slots()
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
            templates,
        } = new;
        let ids: Vec<Uuid> = templates
            .iter()
            .map(|_| ZoneId::generate(&SystemClock).uuid())
            .collect();
        let minutes = |template: &SlotTemplate| {
            i32::try_from(template.cutoff.whole_minutes()).map_err(broken)
        };
        queries::add_zone()
            .bind(
                &client,
                &zone.id.uuid(),
                &zone.name.as_str(),
                &zone.delivery.fee.amount(),
                &zone.delivery.free_above.map(Money::amount),
                &zone.minimum_order.amount(),
                &zone.cod_maximum.map(Money::amount),
                prefixes,
                &ids,
                &templates
                    .iter()
                    .map(|template| i16::from(template.weekday))
                    .collect::<Vec<_>>(),
                &templates
                    .iter()
                    .map(|template| template.starts)
                    .collect::<Vec<_>>(),
                &templates
                    .iter()
                    .map(|template| template.ends)
                    .collect::<Vec<_>>(),
                &templates
                    .iter()
                    .map(|template| template.capacity)
                    .collect::<Vec<_>>(),
                &templates
                    .iter()
                    .map(minutes)
                    .collect::<Result<Vec<_>, _>>()?,
            )
            .await
            .map_err(from_postgres)?;
        Ok(())
    }

    async fn templates(&self) -> Result<Vec<SlotTemplate>, StoreError> {
        let client = self.0.client().await?;
        let found = queries::slot_templates()
            .bind(&client)
            .all()
            .await
            .map_err(from_postgres)?;
        found
            .into_iter()
            .map(|row| {
                Ok(SlotTemplate {
                    zone: row.zone_id.into(),
                    weekday: u8::try_from(row.weekday).map_err(broken)?,
                    starts: row.starts,
                    ends: row.ends,
                    capacity: row.capacity,
                    cutoff: Duration::minutes(row.cutoff_minutes.into()),
                })
            })
            .collect()
    }

    async fn add_slots(&self, slots: &[NewSlot]) -> Result<u64, StoreError> {
        let client = self.0.client().await?;
        let ids: Vec<Uuid> = slots.iter().map(|slot| slot.window.id.uuid()).collect();
        let zones: Vec<Uuid> = slots.iter().map(|slot| slot.zone.uuid()).collect();
        queries::add_slots()
            .bind(
                &client,
                &ids,
                &zones,
                &slots
                    .iter()
                    .map(|slot| slot.window.date)
                    .collect::<Vec<_>>(),
                &slots
                    .iter()
                    .map(|slot| slot.window.start)
                    .collect::<Vec<_>>(),
                &slots.iter().map(|slot| slot.window.end).collect::<Vec<_>>(),
                &slots.iter().map(|slot| slot.cutoff).collect::<Vec<_>>(),
                &slots.iter().map(|slot| slot.capacity).collect::<Vec<_>>(),
            )
            .await
            .map_err(from_postgres)
    }
}
