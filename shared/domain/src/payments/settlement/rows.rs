//! A day's settlement, row by row.

use crate::catalog::import::MOST_TOLD;
use crate::catalog::shop_date;
use crate::failure::{Failure, Kind, Violation};
use crate::named::named;
use crate::{Money, StoreError};
use std::collections::BTreeSet;
use time::{Date, OffsetDateTime};

/// A settlement has no more rows than this.
pub const MOST_ROWS: usize = 20_000;

named! {
    /// What a row tells of.
    RowKind {
        /// A customer's money came in.
        Payment = "payment",
        /// The shop gave it back.
        Refund = "refund",
        /// The customer's bank took it back.
        Chargeback = "chargeback",
    }
}

/// A row of a settlement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettlementRow {
    /// Its place in the file; the header is the first.
    pub row: i32,
    /// The payment, as the gateway names it.
    pub reference: String,
    pub kind: RowKind,
    /// Of a refund that was asked for with a key.
    pub refund_key: Option<String>,
    /// In the gateway's word.
    pub paid_with: String,
    /// Positive, whichever way the money went.
    pub amount: Money,
    pub fee: Money,
    pub settled_at: OffsetDateTime,
}

/// A settlement that may be stored: rows of its day, each told once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    date: Date,
    rows: Vec<SettlementRow>,
}

/// Why a settlement is not taken.
#[derive(Debug, thiserror::Error)]
pub enum SettlementError {
    /// With everything that is wrong with it, in the order of rows.
    #[error("{} cells are not valid", .0.len())]
    Invalid(Vec<Violation>),
    #[error("the day is not over")]
    DayNotOver,
    #[error("the day was not compared")]
    NotCompared,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for SettlementError {
    fn kind(&self) -> Kind {
        match self {
            Self::Invalid(_) | Self::DayNotOver => Kind::Rule,
            Self::NotCompared => Kind::NotFound,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "validation_failed",
            Self::DayNotOver => "day_not_over",
            Self::NotCompared => "reconciliation_not_found",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::Invalid(violations) => violations.iter().take(MOST_TOLD).cloned().collect(),
            _ => Vec::new(),
        }
    }

    fn violations_total(&self) -> Option<usize> {
        match self {
            Self::Invalid(violations) => Some(violations.len()),
            _ => None,
        }
    }
}

impl Settlement {
    /// The settlement of a day in the shop.
    pub fn new(date: Date, rows: Vec<SettlementRow>) -> Result<Self, SettlementError> {
        let mut seen = BTreeSet::new();
        let mut violations = Vec::new();
        for row in &rows {
            let mut refuse = |column: &str, code| {
                let pointer = format!("/rows/{}/{column}", row.row);
                violations.push(Violation::new(pointer, code));
            };
            if shop_date(row.settled_at) != date {
                refuse("settlement_time", "not_of_the_day");
            }
            if !seen.insert(row.identity()) {
                refuse("order_id", "row_repeated");
            }
        }
        if violations.is_empty() {
            Ok(Self { date, rows })
        } else {
            Err(SettlementError::Invalid(violations))
        }
    }

    #[must_use]
    pub const fn date(&self) -> Date {
        self.date
    }

    #[must_use]
    pub fn rows(&self) -> &[SettlementRow] {
        &self.rows
    }
}

impl SettlementRow {
    /// What no two rows may share. Refunds without a key can only be told apart by their place.
    fn identity(&self) -> (&str, RowKind, Option<&str>, i32) {
        let key = self.refund_key.as_deref();
        let is_nameless = self.kind != RowKind::Payment && key.is_none();
        let place = if is_nameless { self.row } else { 0 };
        (&self.reference, self.kind, key, place)
    }
}
