//! Putting right what the books say of the shelves.

use crate::catalog::shelf::{MoveError, Part, Shelf, ShelfState, Turn};
use crate::catalog::{Actor, MovementKind, Stock, shop_date};
use crate::failure::{Violation, bounded_text};
use crate::ids::MovementId;
use crate::named::named;
use crate::{Clock, Quantity};
use time::OffsetDateTime;

named! {
    /// Why the books are put right.
    AdjustmentKind {
        /// Somebody counted.
        Count = "count",
        /// Thrown away.
        Waste = "waste",
        /// More was there than was thought.
        Found = "found",
        /// Came back from a customer.
        Return = "return",
    }
}

/// How much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// What is to be added or, with a minus, taken away.
    Change(Quantity),
    /// What a lot holds.
    Counted(Quantity),
}

/// What staff ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdjustStock {
    pub shelf: Shelf,
    pub kind: AdjustmentKind,
    pub amount: Amount,
    pub reason: String,
}

/// What becomes of a shelf, decided but not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    pub kind: MovementKind,
    pub parts: Vec<Part>,
}

/// The most that is moved at once, in thousandths: beyond this somebody mistyped.
pub(super) const MOST: i64 = 1_000_000_000;

impl Default for AdjustmentKind {
    /// What most differences come from.
    fn default() -> Self {
        Self::Count
    }
}

impl AdjustmentKind {
    const fn movement(self) -> MovementKind {
        match self {
            Self::Count | Self::Found => MovementKind::Adjustment,
            Self::Waste => MovementKind::Waste,
            Self::Return => MovementKind::Return,
        }
    }
}

impl AdjustStock {
    fn violations(&self) -> Vec<Violation> {
        let lot = self.shelf.lot.is_some();
        let reason = bounded_text(&self.reason, 1..=500, "reason_required");
        let mut found = match self.amount {
            Amount::Change(quantity) => {
                let size = quantity.thousandths();
                vec![
                    (size != 0, "/quantity", "quantity_zero"),
                    (
                        (-MOST..=MOST).contains(&size),
                        "/quantity",
                        "quantity_above_maximum",
                    ),
                    (
                        size <= 0 || self.kind != AdjustmentKind::Waste,
                        "/quantity",
                        "quantity_not_negative",
                    ),
                    (
                        size >= 0
                            || matches!(self.kind, AdjustmentKind::Count | AdjustmentKind::Waste),
                        "/quantity",
                        "quantity_not_positive",
                    ),
                    // Nobody can tell to which of the lots something was added.
                    (size <= 0 || lot, "/lot_id", "lot_required"),
                ]
            }
            Amount::Counted(quantity) => vec![
                (
                    (0..=MOST).contains(&quantity.thousandths()),
                    "/counted",
                    "invalid_count",
                ),
                (
                    self.kind == AdjustmentKind::Count,
                    "/counted",
                    "only_for_counts",
                ),
                (lot, "/lot_id", "lot_required"),
            ],
        };
        found.push((reason.is_ok(), "/reason", "reason_required"));
        found
            .into_iter()
            .filter(|(sound, ..)| !sound)
            .map(|(_, pointer, code)| Violation::new(pointer, code))
            .collect()
    }

    /// What is to become of the shelf; no part when it holds what was counted.
    fn decide(&self, state: &ShelfState, now: OffsetDateTime) -> Result<Adjustment, MoveError> {
        let kind = self.kind.movement();
        let parts = match (self.amount, self.shelf.lot) {
            (amount, Some(_)) => {
                let &lot = state.lots.first().ok_or(MoveError::UnknownLot)?;
                let change = match amount {
                    Amount::Change(quantity) => quantity,
                    Amount::Counted(counted) => difference(counted, lot.on_hand)?,
                };
                vec![(lot, change)]
            }
            (Amount::Change(change), None) => {
                let turn = match self.kind {
                    AdjustmentKind::Waste => Turn::SpoiltFirst,
                    _ => Turn::SpoiltLast,
                };
                let parts = state.take(difference(Quantity::ZERO, change)?, turn)?;
                let taken = |(lot, part)| Ok((lot, difference(Quantity::ZERO, part)?));
                parts
                    .into_iter()
                    .map(taken)
                    .collect::<Result<_, MoveError>>()?
            }
            (Amount::Counted(_), None) => return Err(MoveError::UnknownLot),
        };
        let parts = parts
            .into_iter()
            .filter(|(_, change)| *change != Quantity::ZERO)
            .map(|(lot, change)| {
                // Waste is told by what is thrown away.
                let quantity = match kind {
                    MovementKind::Waste => difference(Quantity::ZERO, change)?,
                    _ => change,
                };
                lot.moved(kind, quantity, MovementId::generate(&now))
            })
            .collect::<Result<_, _>>()?;
        Ok(Adjustment { kind, parts })
    }
}

fn difference(of: Quantity, and: Quantity) -> Result<Quantity, MoveError> {
    of.subtract(and).map_err(|_| MoveError::InsufficientStock)
}

/// Puts right what the books say. What is promised to orders stays.
pub async fn adjust(
    stock: &impl Stock,
    clock: &impl Clock,
    actor: &Actor,
    request: &AdjustStock,
) -> Result<Adjustment, MoveError> {
    let violations = request.violations();
    if !violations.is_empty() {
        return Err(MoveError::Invalid(violations));
    }
    let now = clock.now();
    let today = shop_date(now);
    stock
        .adjust(request, actor, now, |lots| {
            request.decide(&ShelfState { lots, today }, now)
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{ShelfLot, Sku};
    use crate::ids::LotId;
    use time::macros::{date, datetime};
    use uuid::Uuid;

    const NOW: OffsetDateTime = datetime!(2026-11-22 05:00 UTC);

    fn lot(id: u128, day: u8, on_hand: i64, reserved: i64) -> ShelfLot {
        ShelfLot {
            lot: LotId::from(Uuid::from_u128(id)),
            best_before: date!(2026 - 11 - 01).replace_day(day).unwrap(),
            on_hand: Quantity::from_thousandths(on_hand),
            reserved: Quantity::from_thousandths(reserved),
        }
    }

    fn request(kind: AdjustmentKind, amount: Amount, of: Option<u128>) -> AdjustStock {
        AdjustStock {
            shelf: Shelf {
                sku: Sku::parse("BYM-IKAT").unwrap(),
                location: "jakarta".into(),
                lot: of.map(|id| Uuid::from_u128(id).into()),
            },
            kind,
            amount,
            reason: "opname".into(),
        }
    }

    const fn change(thousandths: i64) -> Amount {
        Amount::Change(Quantity::from_thousandths(thousandths))
    }

    /// The lots' ids with what each gets or gives.
    fn decided(request: &AdjustStock, lots: Vec<ShelfLot>) -> Result<Vec<(u128, i64)>, MoveError> {
        let today = shop_date(NOW);
        let adjustment = request.decide(&ShelfState { lots, today }, NOW)?;
        let moved = |part: &Part| {
            let difference = part.after.on_hand.subtract(part.before.on_hand).unwrap();
            (part.before.lot.uuid().as_u128(), difference.thousandths())
        };
        Ok(adjustment.parts.iter().map(moved).collect())
    }

    #[test]
    fn what_is_thrown_away_is_spoilt_first_and_what_is_missing_is_spoilt_last() {
        let lots = || {
            vec![
                lot(1, 20, 1_000, 0),
                lot(2, 23, 1_000, 400),
                lot(3, 25, 5_000, 0),
            ]
        };
        let waste = request(AdjustmentKind::Waste, change(-2_000), None);
        assert_eq!(
            decided(&waste, lots()).unwrap(),
            [(1, -1_000), (2, -600), (3, -400)]
        );
        let count = request(AdjustmentKind::Count, change(-2_000), None);
        assert_eq!(decided(&count, lots()).unwrap(), [(2, -600), (3, -1_400)]);
    }

    #[test]
    fn a_count_becomes_the_difference() {
        let counted = |thousandths| {
            let amount = Amount::Counted(Quantity::from_thousandths(thousandths));
            let count = request(AdjustmentKind::Count, amount, Some(1));
            decided(&count, vec![lot(1, 24, 5_000, 2_000)])
        };
        assert_eq!(counted(7_000).unwrap(), [(1, 2_000)]);
        assert_eq!(counted(2_000).unwrap(), [(1, -3_000)]);
        assert_eq!(counted(5_000).unwrap(), []);
        assert!(matches!(counted(1_999), Err(MoveError::Reserved)));
    }

    #[test]
    fn what_cannot_be_told_apart_is_refused() {
        use AdjustmentKind::{Count, Found, Return, Waste};
        let counted = Amount::Counted(Quantity::from_thousandths(1));
        for (kind, amount, of, pointer, code) in [
            (Count, change(0), None, "/quantity", "quantity_zero"),
            (
                Waste,
                change(1),
                Some(1),
                "/quantity",
                "quantity_not_negative",
            ),
            (
                Found,
                change(-1),
                Some(1),
                "/quantity",
                "quantity_not_positive",
            ),
            (
                Return,
                change(-1),
                None,
                "/quantity",
                "quantity_not_positive",
            ),
            (Count, change(1), None, "/lot_id", "lot_required"),
            (Found, change(1), None, "/lot_id", "lot_required"),
            (
                Count,
                change(-MOST - 1),
                None,
                "/quantity",
                "quantity_above_maximum",
            ),
            (Count, counted, None, "/lot_id", "lot_required"),
            (Waste, counted, Some(1), "/counted", "only_for_counts"),
        ] {
            let violations = request(kind, amount, of).violations();
            assert_eq!(
                violations,
                [Violation::new(pointer, code)],
                "{kind:?} {amount:?}"
            );
        }
        let silent = AdjustStock {
            reason: " ".into(),
            ..request(Count, change(-1), None)
        };
        assert_eq!(
            silent.violations(),
            [Violation::new("/reason", "reason_required")]
        );
    }
}
