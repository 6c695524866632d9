//! What lies of a SKU in a location, and how staff move it: counted, thrown away, found, carried elsewhere.

use crate::catalog::{MovementKind, Sku};
use crate::failure::{Failure, Kind, Violation};
use crate::ids::{LotId, MovementId};
use crate::{Quantity, StoreError};
use time::Date;

/// A SKU in a location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    pub sku: Sku,
    /// The location's code.
    pub location: String,
    /// This lot alone.
    pub lot: Option<LotId>,
}

/// A lot as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShelfLot {
    pub lot: LotId,
    pub best_before: Date,
    pub on_hand: Quantity,
    pub reserved: Quantity,
}

/// What lies on a shelf, locked, in order of best-before date and id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShelfState {
    pub(super) lots: Vec<ShelfLot>,
    pub(super) today: Date,
}

/// One lot's part of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub movement: MovementId,
    pub before: ShelfLot,
    /// As its kind of movement takes it.
    pub quantity: Quantity,
    pub after: ShelfLot,
}

/// Why goods are not moved.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    #[error("fields are not valid")]
    Invalid(Vec<Violation>),
    #[error("there is no such SKU")]
    UnknownSku,
    /// The field that names it.
    #[error("there is no such location")]
    UnknownLocation(&'static str),
    #[error("the location is closed")]
    LocationClosed(&'static str),
    #[error("the lot is none of this SKU in this location")]
    UnknownLot,
    #[error("there is not so much")]
    InsufficientStock,
    #[error("what is there is promised to orders")]
    Reserved,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl MoveError {
    /// The field at fault and what is wrong with it.
    const fn field(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::UnknownSku => Some(("/sku", "unknown_sku")),
            Self::UnknownLocation(pointer) => Some((pointer, "unknown_location")),
            Self::LocationClosed(pointer) => Some((pointer, "location_closed")),
            Self::UnknownLot => Some(("/lot_id", "unknown_lot")),
            Self::Invalid(_) | Self::InsufficientStock | Self::Reserved | Self::Store(_) => None,
        }
    }
}

impl Failure for MoveError {
    fn kind(&self) -> Kind {
        match self {
            Self::InsufficientStock | Self::Reserved => Kind::Conflict,
            Self::Store(error) => error.kind(),
            _ => Kind::Rule,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::InsufficientStock => "insufficient_stock",
            Self::Reserved => "stock_is_reserved",
            Self::Store(error) => error.code(),
            _ => "validation_failed",
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::Invalid(violations) => violations.clone(),
            other => other
                .field()
                .map(|(pointer, code)| Violation::new(pointer, code))
                .into_iter()
                .collect(),
        }
    }
}

impl ShelfLot {
    /// What is nobody's yet.
    #[must_use]
    pub fn unreserved(&self) -> i64 {
        self.on_hand.thousandths() - self.reserved.thousandths()
    }

    /// The lot after a movement. What is promised to orders is never taken away.
    pub fn moved(
        self,
        kind: MovementKind,
        quantity: Quantity,
        movement: MovementId,
    ) -> Result<Part, MoveError> {
        let broken = |error| MoveError::Store(StoreError::broken("a movement", error));
        let effect = kind
            .effect(quantity)
            .map_err(|illegal| broken(illegal.to_string()))?;
        let on_hand = self.on_hand.add(effect.on_hand);
        let on_hand = on_hand.map_err(|error| broken(error.to_string()))?;
        if on_hand < Quantity::ZERO {
            return Err(MoveError::InsufficientStock);
        }
        if on_hand < self.reserved {
            return Err(MoveError::Reserved);
        }
        Ok(Part {
            movement,
            before: self,
            quantity,
            after: Self { on_hand, ..self },
        })
    }
}

/// Which lots are taken from first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// First what expires first; what is spoilt comes first of all.
    SpoiltFirst,
    /// First what expires first; what is spoilt comes last.
    SpoiltLast,
    /// First what expires first, and nothing that is spoilt.
    GoodOnly,
}

impl ShelfState {
    /// Takes so much of what is nobody's, lot by lot. All or nothing.
    pub(super) fn take(
        &self,
        quantity: Quantity,
        order: Turn,
    ) -> Result<Vec<(ShelfLot, Quantity)>, MoveError> {
        let is_spoilt = |lot: &ShelfLot| lot.best_before < self.today;
        let mut lots: Vec<ShelfLot> = self.lots.clone();
        match order {
            Turn::SpoiltFirst => {}
            // Stable: each part stays in its order.
            Turn::SpoiltLast => lots.sort_by_key(is_spoilt),
            Turn::GoodOnly => lots.retain(|lot| !is_spoilt(lot)),
        }
        let mut missing = quantity.thousandths();
        let mut taken = Vec::new();
        for lot in &lots {
            let part = lot.unreserved().min(missing);
            if part > 0 {
                missing -= part;
                taken.push((*lot, Quantity::from_thousandths(part)));
            }
        }
        let there: i64 = lots.iter().map(|lot| lot.on_hand.thousandths()).sum();
        match missing {
            0 => Ok(taken),
            _ if there >= quantity.thousandths() => Err(MoveError::Reserved),
            _ => Err(MoveError::InsufficientStock),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::{Duration, macros::date};
    use uuid::Uuid;

    const TODAY: Date = date!(2026 - 11 - 22);

    fn states() -> impl Strategy<Value = ShelfState> {
        let lot = (-3..6_i64, 0..5_000_i64, 0..=100_i64);
        proptest::collection::vec(lot, 0..10).prop_map(|lots| {
            let mut lots: Vec<ShelfLot> = (1_u128..)
                .zip(lots)
                .map(|(id, (days, on_hand, percent))| ShelfLot {
                    lot: Uuid::from_u128(id).into(),
                    best_before: TODAY + Duration::days(days),
                    on_hand: Quantity::from_thousandths(on_hand),
                    reserved: Quantity::from_thousandths(on_hand * percent / 100),
                })
                .collect();
            lots.sort_by_key(|lot| (lot.best_before, lot.lot));
            ShelfState { lots, today: TODAY }
        })
    }

    fn rank(lot: &ShelfLot, order: Turn) -> (bool, Date, LotId) {
        let spoilt = lot.best_before < TODAY;
        (
            order == Turn::SpoiltLast && spoilt,
            lot.best_before,
            lot.lot,
        )
    }

    proptest! {
        #[test]
        fn what_is_taken_is_exact_nobodys_and_in_order(
            state in states(),
            quantity in 1..15_000_i64,
            order in prop_oneof![Just(Turn::SpoiltFirst), Just(Turn::SpoiltLast), Just(Turn::GoodOnly)],
        ) {
            let may = |lot: &&ShelfLot| order != Turn::GoodOnly || lot.best_before >= TODAY;
            let free: i64 = state.lots.iter().filter(may).map(ShelfLot::unreserved).sum();
            let there: i64 = state.lots.iter().filter(may).map(|lot| lot.on_hand.thousandths()).sum();
            match state.take(Quantity::from_thousandths(quantity), order) {
                Ok(parts) => {
                    let sum: i64 = parts.iter().map(|(_, part)| part.thousandths()).sum();
                    prop_assert_eq!(sum, quantity);
                    prop_assert!(parts.is_sorted_by_key(|(lot, _)| rank(lot, order)));
                    for (index, (lot, part)) in parts.iter().enumerate() {
                        prop_assert!(part.is_positive() && part.thousandths() <= lot.unreserved());
                        // Each lot is emptied before the next is touched.
                        prop_assert!(index + 1 == parts.len() || part.thousandths() == lot.unreserved());
                    }
                }
                Err(MoveError::Reserved) => prop_assert!(free < quantity && quantity <= there),
                Err(MoveError::InsufficientStock) => prop_assert!(there < quantity),
                Err(other) => return Err(TestCaseError::fail(other.to_string())),
            }
        }

        #[test]
        fn no_movement_takes_what_is_promised(
            on_hand in 0..5_000_i64, percent in 0..=100_i64, quantity in -6_000..6_000_i64,
        ) {
            let lot = ShelfLot {
                lot: Uuid::from_u128(1).into(),
                best_before: TODAY,
                on_hand: Quantity::from_thousandths(on_hand),
                reserved: Quantity::from_thousandths(on_hand * percent / 100),
            };
            let quantity = Quantity::from_thousandths(quantity);
            let id = MovementId::from(Uuid::from_u128(2));
            match lot.moved(MovementKind::Adjustment, quantity, id) {
                Ok(part) => {
                    prop_assert_eq!(part.after.on_hand, lot.on_hand.add(quantity).unwrap());
                    prop_assert!(part.after.on_hand >= part.after.reserved);
                }
                Err(MoveError::Reserved) => {
                    let left = lot.on_hand.add(quantity).unwrap();
                    prop_assert!(left >= Quantity::ZERO && left < lot.reserved);
                }
                Err(MoveError::InsufficientStock) => {
                    prop_assert!(lot.on_hand.add(quantity).unwrap() < Quantity::ZERO);
                }
                Err(_) => prop_assert_eq!(quantity, Quantity::ZERO),
            }
        }
    }
}
