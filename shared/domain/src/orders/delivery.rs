//! Where and when the shop delivers.

use crate::catalog::{SHOP_OFFSET, date_text, shop_date};
use crate::ids::{SlotId, ZoneId};
use crate::orders::port::Delivery;
use crate::orders::pricing::DeliveryTerms;
use crate::{Clock, Money, StoreError};
use serde::{Deserialize, Serialize};
use time::{Date, Duration, OffsetDateTime, Time};

/// How many days ahead slots can be chosen.
pub const DAYS_AHEAD: i64 = 14;

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
    /// Orders that still fit.
    pub available: i32,
}

impl Slot {
    #[must_use]
    pub fn is_open(&self, now: OffsetDateTime) -> bool {
        now < self.cutoff
    }
}

impl Zone {
    /// Whether a courier may collect so much here.
    #[must_use]
    pub fn takes_cash(&self, amount: Money) -> bool {
        self.cod_maximum.is_some_and(|maximum| amount <= maximum)
    }
}

/// A window that comes again every week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotTemplate {
    pub zone: ZoneId,
    /// ISO: 1 is Monday.
    pub weekday: u8,
    /// In the shop's local time.
    pub starts: Time,
    pub ends: Time,
    pub capacity: i32,
    /// How long before its start a window can still be chosen.
    pub cutoff: Duration,
}

/// A zone to be added, with its postcodes and the windows that come again in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewZone {
    pub zone: Zone,
    /// Beginnings of postcodes, 1–5 digits.
    pub prefixes: Vec<String>,
    pub templates: Vec<SlotTemplate>,
}

/// A slot that a template gives on one date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSlot {
    pub zone: ZoneId,
    pub window: SlotWindow,
    pub cutoff: OffsetDateTime,
    pub capacity: i32,
}

impl SlotTemplate {
    /// The slot on a date, if this is the template's weekday.
    fn on(&self, date: Date, clock: &impl Clock) -> Option<NewSlot> {
        if date.weekday().number_from_monday() != self.weekday {
            return None;
        }
        let start = date.with_time(self.starts).assume_offset(SHOP_OFFSET);
        let end = date.with_time(self.ends).assume_offset(SHOP_OFFSET);
        Some(NewSlot {
            zone: self.zone,
            window: SlotWindow {
                id: SlotId::generate(clock),
                date,
                start,
                end,
            },
            cutoff: start - self.cutoff,
            capacity: self.capacity,
        })
    }
}

/// Makes the slots of the next [`DAYS_AHEAD`] days, today included; those that exist stay as they are.
/// Answers how many were made.
pub async fn generate_slots(
    delivery: &impl Delivery,
    clock: &impl Clock,
) -> Result<u64, StoreError> {
    let today = shop_date(clock.now());
    let templates = delivery.templates().await?;
    let slots: Vec<NewSlot> = (0..DAYS_AHEAD)
        .filter_map(|days| today.checked_add(Duration::days(days)))
        .flat_map(|date| {
            templates
                .iter()
                .filter_map(move |template| template.on(date, clock))
        })
        .collect();
    delivery.add_slots(&slots).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime, time};

    #[test]
    fn a_template_gives_its_weekday_a_window_in_local_time() {
        let clock = datetime!(2026-11-22 00:00 UTC);
        let template = SlotTemplate {
            zone: ZoneId::generate(&clock),
            weekday: 1,
            starts: time!(06:00),
            ends: time!(09:00),
            capacity: 20,
            cutoff: Duration::hours(8),
        };
        assert_eq!(template.on(date!(2026 - 11 - 22), &clock), None);
        let monday = template.on(date!(2026 - 11 - 23), &clock).unwrap();
        assert_eq!(monday.window.start, datetime!(2026-11-22 23:00 UTC));
        assert_eq!(monday.cutoff, datetime!(2026-11-22 15:00 UTC));
    }
}
