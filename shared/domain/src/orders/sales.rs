//! What was sold: a report over days, categories or SKUs.
//!
//! An order counts from the day in the shop on which it was confirmed, and no more once it is cancelled or brought
//! back. Refunds count against the order whose they are, whenever they are made.

use crate::catalog::{Bilingual, Unit, date_text};
use crate::failure::Invalid;
use crate::money::OutOfRange;
use crate::named::named;
use crate::{Money, Page, Quantity, StoreError};
use serde::{Deserialize, Serialize};
use time::Date;

/// The most days of one report: a leap year.
const MOST_DAYS: i64 = 366;

named! {
    /// What has a row of its own.
    Grouping {
        /// A day in the shop.
        Day = "day",
        /// The category in which a product stands today.
        Category = "category",
        Sku = "sku",
    }
}

/// Days in the shop, the first and the last included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    from: Date,
    to: Date,
}

impl Period {
    /// From one to 366 days.
    pub fn new(from: Date, to: Date) -> Result<Self, Invalid> {
        if (0..MOST_DAYS).contains(&(to - from).whole_days()) {
            Ok(Self { from, to })
        } else {
            Err(Invalid("invalid_period"))
        }
    }

    #[must_use]
    pub const fn from(self) -> Date {
        self.from
    }

    #[must_use]
    pub const fn to(self) -> Date {
        self.to
    }
}

/// How much was sold by a unit of sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Sold {
    pub unit: Unit,
    /// As packed where that is known already.
    pub quantity: Quantity,
}

/// Sums of money over some orders, or some of their lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Amounts {
    /// Goods at their prices.
    pub gross: Money,
    pub discount: Money,
    pub tax: Money,
    /// What belongs to orders and not to goods; `None` for rows of goods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_fees: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refunds: Option<Money>,
}

impl Amounts {
    /// What the shop has, or is owed: `gross − discount + tax + delivery_fees − refunds`.
    pub fn net(&self) -> Result<Money, OutOfRange> {
        let goods = self.gross.subtract(self.discount)?;
        let fees = self.delivery_fees.unwrap_or_default();
        Money::sum([goods, self.tax, fees])?.subtract(self.refunds.unwrap_or_default())
    }
}

/// What some orders, or their lines, come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Orders that are in it, whole or with a line.
    pub orders: i64,
    pub units: Vec<Sold>,
    #[serde(flatten)]
    pub amounts: Amounts,
    pub net: Money,
}

impl Figures {
    pub fn new(orders: i64, units: Vec<Sold>, amounts: Amounts) -> Result<Self, OutOfRange> {
        let net = amounts.net()?;
        Ok(Self {
            orders,
            units,
            amounts,
            net,
        })
    }
}

/// Which row comes next: the key of the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SalesKey {
    #[serde(with = "date_text")]
    Day(Date),
    /// Its slug.
    Category(String),
    Sku(String),
}

impl SalesKey {
    #[must_use]
    pub const fn grouping(&self) -> Grouping {
        match self {
            Self::Day(_) => Grouping::Day,
            Self::Category(_) => Grouping::Category,
            Self::Sku(_) => Grouping::Sku,
        }
    }
}

/// A day, a category or a SKU.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SalesRow {
    pub key: SalesKey,
    /// A day has none.
    pub name: Option<Bilingual>,
    pub figures: Figures,
}

/// Which rows are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SalesRequest {
    pub period: Period,
    pub by: Grouping,
    /// The key of the last row that the caller has; of the same grouping.
    pub after: Option<SalesKey>,
    /// `None`: all.
    pub limit: Option<u8>,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SalesReport {
    /// Of the whole period, whatever the grouping and the page.
    pub totals: Figures,
    /// In the order of their keys.
    pub rows: Page<SalesRow, SalesKey>,
}

/// What was sold.
pub trait Sales: Send + Sync {
    async fn report(&self, request: &SalesRequest) -> Result<SalesReport, StoreError>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_period_has_between_one_and_366_days() {
        for (from, to, is_taken) in [
            (date!(2026 - 11 - 22), date!(2026 - 11 - 22), true),
            (date!(2028 - 01 - 01), date!(2028 - 12 - 31), true),
            (date!(2026 - 01 - 01), date!(2027 - 01 - 02), false),
            (date!(2026 - 11 - 22), date!(2026 - 11 - 21), false),
            (date!(2016 - 11 - 22), date!(2026 - 11 - 22), false),
            (Date::MIN, Date::MAX, false),
            (Date::MAX, Date::MIN, false),
        ] {
            assert_eq!(Period::new(from, to).is_ok(), is_taken, "{from} {to}");
        }
    }
}
