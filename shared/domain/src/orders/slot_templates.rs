//! Windows that come again every week: what slots are made from, and how staff change them.

use crate::catalog::{clock_text, shop_date, shop_zone};
use crate::failure::{Failure, Invalid, Kind, Violation};
use crate::identity::Actor;
use crate::ids::{SlotId, SlotTemplateId, ZoneId};
use crate::orders::SlotWindow;
use crate::orders::delivery::NewSlot;
use crate::{Clock, ExpectedVersion, Page, PageRequest, Quantity, StoreError};
use serde::{Deserialize, Serialize};
use time::{Date, Duration, OffsetDateTime, Time};

/// How many days ahead slots can be chosen.
pub const DAYS_AHEAD: i64 = 14;
/// A window nobody can choose any more before it can be seen is none.
const LONGEST_CUTOFF: i32 = 14 * 24 * 60;
const MOST_ORDERS: i32 = 10_000;
/// A thousand tonnes.
const MOST_KILOGRAMS: Quantity = Quantity::from_thousandths(1_000_000_000);

/// A day of the week as ISO 8601 counts: 1 is Monday, 7 Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8")]
pub struct Weekday(u8);

impl Weekday {
    pub fn parse(number: u8) -> Result<Self, Invalid> {
        if (1..=7).contains(&number) {
            Ok(Self(number))
        } else {
            Err(Invalid("invalid_weekday"))
        }
    }

    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Weekday {
    type Error = Invalid;

    fn try_from(number: u8) -> Result<Self, Invalid> {
        Self::parse(number)
    }
}

/// From when to when, in the shop's local time, on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Hours {
    #[serde(with = "clock_text")]
    start: Time,
    #[serde(with = "clock_text")]
    end: Time,
}

impl Hours {
    pub fn new(start: Time, end: Time) -> Result<Self, Invalid> {
        if start < end {
            Ok(Self { start, end })
        } else {
            Err(Invalid("invalid_window"))
        }
    }

    #[must_use]
    pub const fn start(self) -> Time {
        self.start
    }

    #[must_use]
    pub const fn end(self) -> Time {
        self.end
    }
}

/// How many orders one window takes: 1–10,000.
pub fn order_capacity(orders: i32) -> Result<i32, Invalid> {
    if (1..=MOST_ORDERS).contains(&orders) {
        Ok(orders)
    } else {
        Err(Invalid("invalid_capacity"))
    }
}

/// How many kilograms one window takes: something, and at most a thousand tonnes.
pub fn weight_capacity(kilograms: Quantity) -> Result<Quantity, Invalid> {
    if kilograms.is_positive() && kilograms <= MOST_KILOGRAMS {
        Ok(kilograms)
    } else {
        Err(Invalid("invalid_capacity"))
    }
}

/// How long before its start a window can still be chosen: 0 minutes to 14 days.
pub fn cutoff(minutes: i32) -> Result<i32, Invalid> {
    if (0..=LONGEST_CUTOFF).contains(&minutes) {
        Ok(minutes)
    } else {
        Err(Invalid("invalid_cutoff"))
    }
}

/// When a window comes, and what fits into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SlotTerms {
    pub weekday: Weekday,
    #[serde(flatten)]
    pub hours: Hours,
    pub capacity_orders: i32,
    /// `None`: any weight.
    pub capacity_kg: Option<Quantity>,
    pub cutoff_minutes: i32,
    /// Whether slots are made from it.
    pub active: bool,
}

/// A window that comes again every week in a zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SlotTemplate {
    pub id: SlotTemplateId,
    #[serde(rename = "zone_id")]
    pub zone: ZoneId,
    #[serde(flatten)]
    pub terms: SlotTerms,
    /// Counts its changes, from 1.
    pub version: i64,
}

impl SlotTemplate {
    /// Its slots of the next [`DAYS_AHEAD`] days, today included.
    #[must_use]
    pub fn slots_ahead(&self, now: OffsetDateTime) -> Vec<NewSlot> {
        if !self.terms.active {
            return Vec::new();
        }
        let today = shop_date(now);
        (0..DAYS_AHEAD)
            .filter_map(|days| today.checked_add(Duration::days(days)))
            .filter(|date| date.weekday().number_from_monday() == self.terms.weekday.0)
            .map(|date| self.on(date, now))
            .collect()
    }

    fn on(&self, date: Date, now: OffsetDateTime) -> NewSlot {
        let SlotTerms {
            hours,
            capacity_orders,
            capacity_kg,
            cutoff_minutes,
            ..
        } = self.terms;
        let start = date
            .with_time(hours.start)
            .assume_offset(shop_zone().offset());
        NewSlot {
            template: self.id,
            zone: self.zone,
            window: SlotWindow {
                id: SlotId::generate(&now),
                date,
                start,
                end: date
                    .with_time(hours.end)
                    .assume_offset(shop_zone().offset()),
            },
            cutoff: start - Duration::minutes(cutoff_minutes.into()),
            capacity_orders,
            capacity_kg,
        }
    }
}

/// Where a list of templates goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotTemplateKey {
    pub zone: ZoneId,
    pub weekday: Weekday,
    #[serde(with = "clock_text")]
    pub start: Time,
    pub id: SlotTemplateId,
}

/// The template that a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhichTemplate {
    /// One to be made in this zone.
    New(ZoneId),
    Existing(SlotTemplateId),
}

/// What a change of a template is decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotTemplateCase {
    pub zone_exists: bool,
    pub template: Option<SlotTemplate>,
}

/// What is to become of a template and of its slots, decided but not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotTemplateChange {
    pub id: SlotTemplateId,
    pub zone: ZoneId,
    /// `None`: it is new.
    pub before: Option<SlotTerms>,
    /// `None`: it goes.
    pub after: Option<SlotTemplate>,
    /// The slots it is to have from now on.
    pub slots: Vec<NewSlot>,
}

/// Why a template is not changed.
#[derive(Debug, thiserror::Error)]
pub enum SlotTemplateError {
    #[error("no such slot template")]
    NotFound,
    #[error("no such zone")]
    UnknownZone,
    #[error("a template stays in its zone")]
    ZoneFixed,
    #[error("the slot template was changed meanwhile")]
    OtherVersion,
    #[error("the window overlaps another one of the zone on that weekday")]
    Overlaps,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for SlotTemplateError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::UnknownZone | Self::ZoneFixed | Self::Overlaps => Kind::Rule,
            Self::OtherVersion => Kind::PreconditionFailed,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "slot_template_not_found",
            Self::UnknownZone | Self::ZoneFixed => "validation_failed",
            Self::OtherVersion => "version_mismatch",
            Self::Overlaps => "slot_template_overlaps",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::UnknownZone => vec![Violation::new("/zone_id", "unknown_zone")],
            Self::ZoneFixed => vec![Violation::new("/zone_id", "zone_fixed")],
            Self::Overlaps => vec![Violation::new("/start", "slot_template_overlaps")],
            _ => Vec::new(),
        }
    }
}

impl SlotTemplateCase {
    fn add(
        &self,
        zone: ZoneId,
        terms: SlotTerms,
        now: OffsetDateTime,
    ) -> Result<SlotTemplateChange, SlotTemplateError> {
        if !self.zone_exists {
            return Err(SlotTemplateError::UnknownZone);
        }
        let template = SlotTemplate {
            id: SlotTemplateId::generate(&now),
            zone,
            terms,
            version: 1,
        };
        Ok(SlotTemplateChange {
            id: template.id,
            zone,
            before: None,
            slots: template.slots_ahead(now),
            after: Some(template),
        })
    }

    fn found(&self, expected: &ExpectedVersion) -> Result<&SlotTemplate, SlotTemplateError> {
        let template = self.template.as_ref().ok_or(SlotTemplateError::NotFound)?;
        if expected.takes(template.version) {
            Ok(template)
        } else {
            Err(SlotTemplateError::OtherVersion)
        }
    }

    /// `None`: nothing changes.
    fn redefine(
        &self,
        expected: &ExpectedVersion,
        zone: ZoneId,
        terms: SlotTerms,
        now: OffsetDateTime,
    ) -> Result<Option<SlotTemplateChange>, SlotTemplateError> {
        let before = self.found(expected)?;
        if before.zone != zone {
            return Err(SlotTemplateError::ZoneFixed);
        }
        if before.terms == terms {
            return Ok(None);
        }
        let after = SlotTemplate {
            terms,
            version: before.version + 1,
            ..before.clone()
        };
        Ok(Some(SlotTemplateChange {
            id: before.id,
            zone: before.zone,
            before: Some(before.terms),
            slots: after.slots_ahead(now),
            after: Some(after),
        }))
    }

    fn remove(&self, expected: &ExpectedVersion) -> Result<SlotTemplateChange, SlotTemplateError> {
        let template = self.found(expected)?;
        Ok(SlotTemplateChange {
            id: template.id,
            zone: template.zone,
            before: Some(template.terms),
            after: None,
            slots: Vec::new(),
        })
    }
}

/// The windows that come again.
pub trait SlotTemplates: Send + Sync {
    /// Zone by zone, the first of the week first.
    async fn list(
        &self,
        zone: Option<ZoneId>,
        page: PageRequest<SlotTemplateKey>,
    ) -> Result<Page<SlotTemplate, SlotTemplateKey>, StoreError>;

    /// In one transaction, in which nobody else changes the template or makes slots of it: reads the case, lets
    /// `decide` say what is to become of it, and writes that, the slots ahead and a line of the audit log. Of
    /// those slots, one that nobody has a seat in gets the new window, or goes; one with orders keeps its window,
    /// gets the new capacity as far as its orders leave it, or is closed for others. Answers the template as it is
    /// then, none when it is gone.
    async fn change(
        &self,
        which: WhichTemplate,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(&SlotTemplateCase) -> Result<Option<SlotTemplateChange>, SlotTemplateError>
        + Send,
    ) -> Result<Option<SlotTemplate>, SlotTemplateError>;
}

/// Makes a template and its slots of the days ahead.
pub async fn create(
    templates: &impl SlotTemplates,
    clock: &impl Clock,
    actor: &Actor,
    zone: ZoneId,
    terms: SlotTerms,
) -> Result<SlotTemplate, SlotTemplateError> {
    let now = clock.now();
    let decide = |case: &SlotTemplateCase| case.add(zone, terms, now).map(Some);
    let made = templates
        .change(WhichTemplate::New(zone), actor, now, decide)
        .await?;
    made.ok_or(SlotTemplateError::NotFound)
}

/// Changes a template, which stays in its zone, and its slots ahead as far as their orders allow.
pub async fn redefine(
    templates: &impl SlotTemplates,
    clock: &impl Clock,
    actor: &Actor,
    id: SlotTemplateId,
    expected: &ExpectedVersion,
    (zone, terms): (ZoneId, SlotTerms),
) -> Result<SlotTemplate, SlotTemplateError> {
    let now = clock.now();
    let decide = |case: &SlotTemplateCase| case.redefine(expected, zone, terms, now);
    let changed = templates
        .change(WhichTemplate::Existing(id), actor, now, decide)
        .await?;
    changed.ok_or(SlotTemplateError::NotFound)
}

/// Deletes a template; slots with orders in them stay, closed for others.
pub async fn delete(
    templates: &impl SlotTemplates,
    clock: &impl Clock,
    actor: &Actor,
    id: SlotTemplateId,
    expected: &ExpectedVersion,
) -> Result<(), SlotTemplateError> {
    let decide = |case: &SlotTemplateCase| case.remove(expected).map(Some);
    templates
        .change(WhichTemplate::Existing(id), actor, clock.now(), decide)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests;
