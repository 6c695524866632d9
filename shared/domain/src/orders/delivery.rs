//! Where and when the shop delivers.

use crate::catalog::date_text;
use crate::ids::{SlotId, SlotTemplateId, ZoneId};
use crate::orders::port::Delivery;
use crate::orders::pricing::DeliveryTerms;
use crate::orders::slot_templates::{SlotTemplate, SlotTerms};
use crate::orders::zones::PostcodePrefix;
use crate::{Clock, Money, Quantity, StoreError};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// An area with its own terms of delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    pub id: ZoneId,
    pub name: String,
    pub delivery: DeliveryTerms,
    pub minimum_order: Money,
    /// The most a courier collects in cash; `None`: cash is not taken here.
    pub cod_maximum: Option<Money>,
}

/// A delivery window, as an order keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotWindow {
    pub id: SlotId,
    /// In the shop's local time.
    #[serde(with = "date_text")]
    pub date: Date,
    #[serde(with = "time::serde::rfc3339")]
    pub start: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub end: OffsetDateTime,
}

/// A delivery window that can be chosen until its cut-off while there is room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    pub window: SlotWindow,
    pub cutoff: OffsetDateTime,
    /// Orders that still fit; none when the weight is used up.
    pub available: i32,
    /// Kilograms that still fit; `None`: as many as there are.
    pub weight_left: Option<Quantity>,
}

impl Slot {
    #[must_use]
    pub fn is_open(&self, now: OffsetDateTime) -> bool {
        now < self.cutoff
    }

    /// Whether one more order of so many kilograms fits.
    #[must_use]
    pub fn takes(&self, weight: Quantity) -> bool {
        self.available > 0 && self.weight_left.is_none_or(|left| weight <= left)
    }
}

impl Zone {
    /// Whether a courier may collect so much here.
    #[must_use]
    pub fn takes_cash(&self, amount: Money) -> bool {
        self.cod_maximum.is_some_and(|maximum| amount <= maximum)
    }
}

/// A zone to be added, with its postcodes and the windows that come again in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewZone {
    pub zone: Zone,
    pub prefixes: Vec<PostcodePrefix>,
    pub windows: Vec<SlotTerms>,
}

/// A slot that a template gives on one date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSlot {
    pub template: SlotTemplateId,
    pub zone: ZoneId,
    pub window: SlotWindow,
    pub cutoff: OffsetDateTime,
    pub capacity_orders: i32,
    pub capacity_kg: Option<Quantity>,
}

/// Makes the slots of the days ahead, today included; those that exist stay as they are. Answers how many were
/// made.
pub async fn generate_slots(
    delivery: &impl Delivery,
    clock: &impl Clock,
) -> Result<u64, StoreError> {
    let now = clock.now();
    let make = |templates: &[SlotTemplate]| slots_ahead(templates, now);
    delivery.make_slots(make).await
}

/// The slots that these templates give in the days ahead.
pub(super) fn slots_ahead(templates: &[SlotTemplate], now: OffsetDateTime) -> Vec<NewSlot> {
    let slots = templates
        .iter()
        .flat_map(|template| template.slots_ahead(now));
    slots.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orders::SlotWindow;
    use time::macros::{date, datetime};

    #[test]
    fn a_slot_takes_what_fits_by_number_and_by_weight() {
        let kg = Quantity::from_thousandths;
        for (available, left, weight, takes) in [
            (1, None, 900_000, true),
            (0, None, 0, false),
            (1, Some(1_500), 1_500, true),
            (1, Some(1_500), 1_501, false),
            (1, Some(0), 0, true),
            (0, Some(1_500), 1, false),
        ] {
            let start = datetime!(2026-11-22 23:00 UTC);
            let slot = Slot {
                window: SlotWindow {
                    id: SlotId::generate(&start),
                    date: date!(2026 - 11 - 23),
                    start,
                    end: start,
                },
                cutoff: start,
                available,
                weight_left: left.map(kg),
            };
            assert_eq!(slot.takes(kg(weight)), takes, "{slot:?} {weight}");
        }
    }
}
