//! Keeping a settlement, and comparing days with it.

use crate::catalog::{shop_date, shop_zone};
use crate::events::{Event, Publisher};
use crate::identity::Actor;
use crate::ids::ReportId;
use crate::payments::events::SettlementDiffers;
use crate::payments::settlement::{
    DifferenceCounts, FeeSchedule, Reconciliation, Settlement, SettlementError, SettlementRow,
};
use crate::{Clock, Money, StoreError};
use time::{Date, Duration, OffsetDateTime};

/// A file may come late, and the next day's may explain what a day's lacks: so many days are compared anew, once each day.
const LOOK_BACK: Duration = Duration::days(7);

/// What the gateway says, day by day, and what the shop has written down.
pub trait Settlements: Send + Sync {
    /// Keeps the file as it came, with its rows and a line in the audit log. It counts from now on; those before it stay
    /// for the record.
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

    /// Keeps the report, unless it was made of a file that does not count any more. The news goes out with it if its
    /// differences are not those of the report before: then the answer is `true`.
    async fn write(
        &self,
        report: &Reconciliation,
        news: Option<&Event>,
    ) -> Result<bool, StoreError>;

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
    /// Another file was there, which does not count any more.
    Replaced,
}

/// What is compared for a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Books {
    /// Which of the day's files counts, from 1; 0 until there is one.
    pub file: i32,
    /// Its rows; `None` until there is one.
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

/// A day that was compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    pub report: Reconciliation,
    /// Whether staff are told: it differs, and not as it did before.
    pub is_news: bool,
}

/// Keeps a day's settlement, in the place of one before it, and compares the day with it.
pub async fn keep(
    settlements: &impl Settlements,
    publisher: &impl Publisher,
    fees: &FeeSchedule,
    clock: &impl Clock,
    actor: &Actor,
    settlement: &Settlement,
    file: &str,
) -> Result<(Kept, Compared), SettlementError> {
    let now = clock.now();
    if settlement.date() >= shop_date(now) {
        return Err(SettlementError::DayNotOver);
    }
    let kept = settlements.keep(settlement, file, actor, now).await?;
    let request_id = &actor.origin.request_id;
    let date = settlement.date();
    let compared = compare_day(settlements, publisher, fees, clock, request_id, date).await?;
    Ok((kept, compared))
}

/// Compares the days of late that were not compared today.
pub async fn compare_due(
    settlements: &impl Settlements,
    publisher: &impl Publisher,
    fees: &FeeSchedule,
    clock: &impl Clock,
    request_id: &str,
) -> Result<Vec<Compared>, SettlementError> {
    let today = shop_date(clock.now());
    let (first, last) = (today - LOOK_BACK, today - Duration::DAY);
    let mut days = Vec::new();
    for date in settlements.uncompared(first, last, midnight(today)).await? {
        days.push(compare_day(settlements, publisher, fees, clock, request_id, date).await?);
    }
    Ok(days)
}

/// Compares a day, keeps the report, and tells of differences that are new.
async fn compare_day(
    settlements: &impl Settlements,
    publisher: &impl Publisher,
    fees: &FeeSchedule,
    clock: &impl Clock,
    request_id: &str,
    date: Date,
) -> Result<Compared, SettlementError> {
    let (from, until) = (midnight(date), midnight(date + Duration::DAY));
    let books = settlements.books(date, from, until).await?;
    let report = Reconciliation::of(date, &books, fees, clock.now())
        .map_err(|error| StoreError::broken("a sum", error))?;
    let news = news(&report, clock, request_id)?;
    let is_news = settlements.write(&report, news.as_ref()).await?;
    if let (Some(news), true) = (news, is_news) {
        publisher.publish(&[news]).await;
    }
    Ok(Compared { report, is_news })
}

/// What staff are told of a day that differs.
fn news(
    report: &Reconciliation,
    clock: &impl Clock,
    request_id: &str,
) -> Result<Option<Event>, StoreError> {
    if report.differences.is_empty() {
        return Ok(None);
    }
    let differs = SettlementDiffers {
        date: report.date,
        differences: DifferenceCounts::of(&report.differences),
    };
    Event::new(clock, request_id, ReportId::generate(clock), &differs)
        .map(Some)
        .map_err(|error| StoreError::broken("an event", error))
}

/// When the date begins in the shop.
fn midnight(date: Date) -> OffsetDateTime {
    date.midnight().assume_offset(shop_zone().offset())
}
