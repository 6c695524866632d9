//! Carrying goods from one location to another.

use crate::catalog::adjusting::MOST;
use crate::catalog::shelf::{MoveError, Part, Shelf, ShelfState, Turn};
use crate::catalog::{Actor, MovementKind, Stock, shop_date};
use crate::failure::{Violation, bounded_text};
use crate::ids::{LotId, MovementId, TransferId};
use crate::{Clock, Quantity};
use time::OffsetDateTime;

/// What staff ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferStock {
    pub from: Shelf,
    /// The other location's code.
    pub to: String,
    pub quantity: Quantity,
    pub reason: String,
}

/// What goes from a lot to a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried {
    /// What leaves; its quantity has a minus.
    pub out: Part,
    /// The lot it becomes.
    pub into: LotId,
    pub arrival: MovementId,
    pub quantity: Quantity,
}

/// What is carried, decided but not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    pub id: TransferId,
    pub carried: Vec<Carried>,
}

impl TransferStock {
    fn violations(&self) -> Vec<Violation> {
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
            (self.from.location != self.to, "/to", "same_location"),
            (reason, "/reason", "invalid_reason"),
        ]
        .into_iter()
        .filter(|(sound, ..)| !sound)
        .map(|(_, pointer, code)| Violation::new(pointer, code))
        .collect()
    }

    /// Spoilt goods go along only when their lot is named.
    fn decide(&self, state: &ShelfState, now: OffsetDateTime) -> Result<Transfer, MoveError> {
        let taken = match (self.from.lot, state.lots.first()) {
            (Some(_), None) => return Err(MoveError::UnknownLot),
            (Some(_), Some(lot)) => vec![(*lot, self.quantity)],
            (None, _) => state.take(self.quantity, Turn::GoodOnly)?,
        };
        let carried = taken.into_iter().map(|(lot, quantity)| {
            let out = Quantity::ZERO.subtract(quantity);
            let out = out.map_err(|_| MoveError::InsufficientStock)?;
            let movement = MovementId::generate(&now);
            Ok(Carried {
                out: lot.moved(MovementKind::Transfer, out, movement)?,
                into: LotId::generate(&now),
                arrival: MovementId::generate(&now),
                quantity,
            })
        });
        Ok(Transfer {
            id: TransferId::generate(&now),
            carried: carried.collect::<Result<_, MoveError>>()?,
        })
    }
}

/// Carries goods that nobody was promised to another location, where they are lots of their own with the same
/// dates and cost.
pub async fn transfer(
    stock: &impl Stock,
    clock: &impl Clock,
    actor: &Actor,
    request: &TransferStock,
) -> Result<Transfer, MoveError> {
    let violations = request.violations();
    if !violations.is_empty() {
        return Err(MoveError::Invalid(violations));
    }
    let now = clock.now();
    let today = shop_date(now);
    stock
        .transfer(request, actor, now, |lots| {
            request.decide(&ShelfState { lots, today }, now)
        })
        .await
}
