//! What comparing a day with its settlement led to.

use crate::Money;
use crate::money::OutOfRange;
use crate::payments::settlement::{
    Books, Difference, FeeSchedule, RowKind, SettlementRow, compare,
};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A day's report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciliation {
    #[serde(with = "crate::catalog::date_text")]
    pub date: Date,
    #[serde(with = "time::serde::rfc3339")]
    pub compared_at: OffsetDateTime,
    /// The books of the day.
    pub ledger: LedgerTotals,
    /// `None`: the gateway's file is not here yet, so nothing was compared.
    pub settlement: Option<SettlementTotals>,
    /// By payment.
    pub differences: Vec<Difference>,
}

/// What the shop has written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerTotals {
    pub payments: usize,
    pub paid: Money,
    pub refunds: usize,
    pub refunded: Money,
}

/// What the gateway says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettlementTotals {
    /// Which of the files that were handed in for the day, from 1: the last.
    #[serde(default = "first")]
    pub file: i32,
    pub rows: usize,
    pub paid: Money,
    /// What was given back or taken back.
    pub returned: Money,
    pub fees: Money,
    /// What the gateway owes the shop for the day.
    pub net: Money,
}

/// What reports from before there could be others were made of.
const fn first() -> i32 {
    1
}

impl Reconciliation {
    /// Compares the day's books with its settlement, if that is here.
    pub fn of(
        date: Date,
        books: &Books,
        fees: &FeeSchedule,
        now: OffsetDateTime,
    ) -> Result<Self, OutOfRange> {
        let settlement = books.settlement.as_deref();
        Ok(Self {
            date,
            compared_at: now,
            ledger: LedgerTotals::of(books)?,
            settlement: settlement
                .map(|rows| SettlementTotals::of(books.file, rows))
                .transpose()?,
            differences: settlement.map_or_else(Vec::new, |rows| compare(books, rows, fees)),
        })
    }
}

impl LedgerTotals {
    fn of(books: &Books) -> Result<Self, OutOfRange> {
        let payments = books.payments.iter().filter(|payment| payment.is_due);
        let refunds = books.refunds.iter().filter(|refund| refund.is_due);
        Ok(Self {
            payments: payments.clone().count(),
            paid: Money::sum(payments.map(|payment| payment.amount))?,
            refunds: refunds.clone().count(),
            refunded: Money::sum(refunds.map(|refund| refund.amount))?,
        })
    }
}

impl SettlementTotals {
    fn of(file: i32, rows: &[SettlementRow]) -> Result<Self, OutOfRange> {
        let (paid, returned): (Vec<_>, Vec<_>) =
            rows.iter().partition(|row| row.kind == RowKind::Payment);
        let sum = |rows: Vec<&SettlementRow>| Money::sum(rows.iter().map(|row| row.amount));
        let (paid, returned) = (sum(paid)?, sum(returned)?);
        let fees = Money::sum(rows.iter().map(|row| row.fee))?;
        Ok(Self {
            file,
            rows: rows.len(),
            paid,
            returned,
            fees,
            net: paid.subtract(returned)?.subtract(fees)?,
        })
    }
}
