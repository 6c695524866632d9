//! Goods on their way into the warehouse.

use crate::catalog::shelf::MoveError;
use crate::catalog::{
    Actor, AdjustStock, Adjustment, ShelfLot, Sku, Transfer, TransferStock, shop_date,
};
use crate::failure::{Failure, Kind, Violation, bounded_text};
use crate::ids::{LocationId, LotId};
use crate::{Clock, Money, Quantity, StoreError};
use time::{Date, OffsetDateTime};

/// A warehouse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    pub id: LocationId,
    pub code: String,
    pub name: String,
}

/// Goods of one SKU and one best-before date, as they are received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    pub sku: Sku,
    /// The code of the warehouse they lie in.
    pub location: String,
    pub quantity: Quantity,
    pub best_before: Date,
    pub harvested_on: Option<Date>,
    /// For one unit.
    pub unit_cost: Money,
    pub reason: String,
}

/// What became of a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    pub id: LotId,
    pub receipt: Receipt,
}

/// Why goods are not received.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    #[error("fields are not valid")]
    Invalid(Vec<Violation>),
    #[error("there is no such SKU")]
    UnknownSku,
    #[error("there is no such location")]
    UnknownLocation,
    #[error("the location is closed")]
    LocationClosed,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for ReceiveError {
    fn kind(&self) -> Kind {
        match self {
            Self::Invalid(_) | Self::UnknownSku | Self::UnknownLocation | Self::LocationClosed => {
                Kind::Rule
            }
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Invalid(_) | Self::UnknownSku | Self::UnknownLocation | Self::LocationClosed => {
                "validation_failed"
            }
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::Invalid(violations) => violations.clone(),
            Self::UnknownSku => vec![Violation::new("/sku", "unknown_sku")],
            Self::UnknownLocation => vec![Violation::new("/location", "unknown_location")],
            Self::LocationClosed => vec![Violation::new("/location", "location_closed")],
            Self::Store(_) => Vec::new(),
        }
    }
}

/// Where lots and their ledger are kept.
pub trait Stock: Send + Sync {
    /// Makes the lots and notes each receipt in the ledger, all or none. Nobody as `actor` means the shop itself.
    async fn receive(
        &self,
        lots: &[Lot],
        actor: Option<&Actor>,
        now: OffsetDateTime,
    ) -> Result<(), ReceiveError>;

    /// Changes a shelf and notes it in the ledger as `decide` makes it of its lots, which are locked.
    async fn adjust(
        &self,
        request: &AdjustStock,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(Vec<ShelfLot>) -> Result<Adjustment, MoveError> + Send,
    ) -> Result<Adjustment, MoveError>;

    /// Carries goods elsewhere and notes both ends in the ledger as `decide` makes it of the lots they are taken
    /// from, which are locked.
    async fn transfer(
        &self,
        request: &TransferStock,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(Vec<ShelfLot>) -> Result<Transfer, MoveError> + Send,
    ) -> Result<Transfer, MoveError>;

    /// Adds a warehouse, if none has its code.
    async fn add_location(&self, location: &Location) -> Result<(), StoreError>;

    /// The SKUs of which no lot is still good, sold out or not.
    async fn without_good_lots(&self, today: Date) -> Result<Vec<Sku>, StoreError>;
}

/// The most that is received or paid at once, in thousandths or rupiah: beyond this somebody mistyped.
const MOST: i64 = 1_000_000_000;

impl Receipt {
    /// What is wrong with it on `today`.
    #[must_use]
    pub fn violations(&self, today: Date) -> Vec<Violation> {
        let cost = (0..=MOST).contains(&self.unit_cost.amount());
        let harvested = self
            .harvested_on
            .is_none_or(|date| date <= today && date <= self.best_before);
        let reason = bounded_text(&self.reason, 0..=500, "invalid_reason").is_ok();
        [
            (
                self.quantity.is_positive(),
                "/quantity",
                "quantity_not_positive",
            ),
            (
                self.quantity.thousandths() <= MOST,
                "/quantity",
                "quantity_above_maximum",
            ),
            (self.best_before >= today, "/best_before", "already_expired"),
            (harvested, "/harvested_on", "invalid_harvest_date"),
            (cost, "/unit_cost", "invalid_price"),
            (reason, "/reason", "invalid_reason"),
        ]
        .into_iter()
        .filter(|(sound, ..)| !sound)
        .map(|(_, pointer, code)| Violation::new(pointer, code))
        .collect()
    }
}

/// Receives goods into a new lot.
pub async fn receive(
    stock: &impl Stock,
    clock: &impl Clock,
    actor: &Actor,
    receipt: Receipt,
) -> Result<Lot, ReceiveError> {
    let now = clock.now();
    let violations = receipt.violations(shop_date(now));
    if !violations.is_empty() {
        return Err(ReceiveError::Invalid(violations));
    }
    let lot = Lot {
        id: LotId::generate(clock),
        receipt,
    };
    stock
        .receive(std::slice::from_ref(&lot), Some(actor), now)
        .await?;
    Ok(lot)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn every_bad_field_of_a_receipt_is_named() {
        let today = date!(2026 - 11 - 22);
        let good = Receipt {
            sku: Sku::parse("BYM-IKAT").unwrap(),
            location: "jakarta-selatan".into(),
            quantity: Quantity::from_thousandths(1),
            best_before: today,
            harvested_on: Some(today),
            unit_cost: Money::ZERO,
            reason: String::new(),
        };
        assert_eq!(good.violations(today), []);
        let bad = Receipt {
            quantity: Quantity::ZERO,
            best_before: date!(2026 - 11 - 21),
            harvested_on: Some(date!(2026 - 11 - 23)),
            unit_cost: Money::rupiah(-1),
            reason: "x".repeat(501),
            ..good
        };
        let violations = bad.violations(today);
        let pointers: Vec<&str> = violations.iter().map(|bad| bad.pointer.as_str()).collect();
        assert_eq!(
            pointers,
            [
                "/quantity",
                "/best_before",
                "/harvested_on",
                "/unit_cost",
                "/reason"
            ]
        );
    }
}
