//! Keeping a settlement, and comparing days with it.

use crate::catalog::{shop_date, shop_zone};
use crate::identity::Actor;
use crate::payments::settlement::{
    FeeSchedule, Reconciliation, Settlement, SettlementError, SettlementRow,
};
use crate::{Clock, Invalid, Money, StoreError};
use std::str::FromStr;
use time::format_description::StaticFormatDescription;
use time::macros::format_description;
use time::{Date, Duration, OffsetDateTime};

/// A file may come late, and the next day's may explain what a day's lacks: so many days are compared anew, once each day.
const LOOK_BACK: Duration = Duration::days(7);

/// A day in the shop, as addresses write it: `2026-11-22`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(pub Date);

impl FromStr for Day {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        const FORM: StaticFormatDescription = format_description!("[year]-[month]-[day]");
        let date = Date::parse(text, FORM).map_err(|_| Invalid("invalid_date"))?;
        Ok(Self(date))
    }
}

/// What the gateway says, day by day, and what the shop has written down.
pub trait Settlements: Send + Sync {
    /// Keeps the file as it came, with its rows and a line in the audit log.
    async fn keep(
        &self,
        settlement: &Settlement,
        file: &str,
        actor: &Actor,
        now: OffsetDateTime,
    ) -> Result<Kept, StoreError>;

    /// The books of the time from `from` until `until`, which is the day, and what the day's file speaks of.
    async fn books(
        &self,
        date: Date,
        from: OffsetDateTime,
        until: OffsetDateTime,
    ) -> Result<Books, StoreError>;

    async fn write(&self, report: &Reconciliation) -> Result<(), StoreError>;

    async fn report(&self, date: Date) -> Result<Option<Reconciliation>, StoreError>;

    /// The days from `first` to `last` that were not compared since `since`, the oldest first.
    async fn uncompared(
        &self,
        first: Date,
        last: Date,
        since: OffsetDateTime,
    ) -> Result<Vec<Date>, StoreError>;
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    New,
    /// The same file was there.
    Before,
    /// Another file was there, and still is.
    Other,
}

/// What is compared for a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Books {
    /// The gateway's; `None` until its file is here.
    pub settlement: Option<Vec<SettlementRow>>,
    /// Those of the day, and those that the file speaks of.
    pub payments: Vec<LedgerPayment>,
    pub refunds: Vec<LedgerRefund>,
}

/// A payment in the shop's books.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "facts of their own, in every combination"
)]
pub struct LedgerPayment {
    pub reference: String,
    pub amount: Money,
    /// In the gateway's word.
    pub paid_with: Option<String>,
    /// Whether its money came in, whatever was given back since.
    pub is_paid: bool,
    /// Whether the customer's bank took it back.
    pub is_charged_back: bool,
    /// Whether the day's settlement is to tell of it.
    pub is_due: bool,
    /// Whether another day's does.
    pub is_told_elsewhere: bool,
}

/// A refund in the shop's books that the gateway has made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRefund {
    /// The payment's.
    pub reference: String,
    pub key: String,
    pub amount: Money,
    pub is_due: bool,
    pub is_told_elsewhere: bool,
}

/// Keeps a day's settlement, once, and compares the day with it.
pub async fn keep(
    settlements: &impl Settlements,
    fees: &FeeSchedule,
    clock: &impl Clock,
    actor: &Actor,
    settlement: &Settlement,
    file: &str,
) -> Result<(Kept, Reconciliation), SettlementError> {
    let now = clock.now();
    if settlement.date() >= shop_date(now) {
        return Err(SettlementError::DayNotOver);
    }
    let kept = settlements.keep(settlement, file, actor, now).await?;
    if kept == Kept::Other {
        return Err(SettlementError::StoredAlready);
    }
    let report = compare_day(settlements, fees, clock, settlement.date()).await?;
    Ok((kept, report))
}

/// Compares the days of late that were not compared today.
pub async fn compare_due(
    settlements: &impl Settlements,
    fees: &FeeSchedule,
    clock: &impl Clock,
) -> Result<Vec<Reconciliation>, SettlementError> {
    let today = shop_date(clock.now());
    let (first, last) = (today - LOOK_BACK, today - Duration::DAY);
    let mut reports = Vec::new();
    for date in settlements.uncompared(first, last, midnight(today)).await? {
        reports.push(compare_day(settlements, fees, clock, date).await?);
    }
    Ok(reports)
}

/// Compares a day and keeps the report.
pub async fn compare_day(
    settlements: &impl Settlements,
    fees: &FeeSchedule,
    clock: &impl Clock,
    date: Date,
) -> Result<Reconciliation, SettlementError> {
    let (from, until) = (midnight(date), midnight(date + Duration::DAY));
    let books = settlements.books(date, from, until).await?;
    let report = Reconciliation::of(date, &books, fees, clock.now())
        .map_err(|error| StoreError::broken("a sum", error))?;
    settlements.write(&report).await?;
    Ok(report)
}

/// When the date begins in the shop.
fn midnight(date: Date) -> OffsetDateTime {
    date.midnight().assume_offset(shop_zone().offset())
}
