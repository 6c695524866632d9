//! The ledger's kinds of movement, and what each does to a lot.

use crate::Quantity;
use crate::named::named;
use std::cmp::Ordering;

named! {
    /// Why goods move.
    MovementKind {
        /// Goods that came in, as a new lot.
        Receipt = "receipt",
        /// Promised to an order.
        Reservation = "reservation",
        /// Promised no more.
        Release = "release",
        /// Taken off the shelf for an order.
        Pick = "pick",
        /// Sold over the counter.
        Sale = "sale",
        /// Thrown away.
        Waste = "waste",
        /// Counted otherwise than it was thought, or found.
        Adjustment = "adjustment",
        /// Came back.
        Return = "return",
        /// Carried to another location, or from there.
        Transfer = "transfer",
    }
}

/// Which quantities a kind of movement takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    Positive,
    /// What is added, or with a minus taken away.
    Signed,
}

use MovementKind::{
    Adjustment, Pick, Receipt, Release, Reservation, Return, Sale, Transfer, Waste,
};
use Takes::{Positive, Signed};

/// Every kind with its quantities and, as multiples of the quantity, the changes of what is on hand and of what is
/// reserved of it. The table's check `stock_movements_effect` says the same.
const EFFECTS: &[(MovementKind, Takes, i64, i64)] = &[
    (Receipt, Positive, 1, 0),
    (Reservation, Positive, 0, 1),
    (Release, Positive, 0, -1),
    (Pick, Positive, -1, -1),
    (Sale, Positive, -1, 0),
    (Waste, Positive, -1, 0),
    (Adjustment, Signed, 1, 0),
    (Return, Positive, 1, 0),
    (Transfer, Signed, 1, 0),
];

/// What a movement does to a lot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effect {
    pub on_hand: Quantity,
    pub reserved: Quantity,
}

/// A movement of nothing, or the wrong way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a {} of {quantity} is none", .kind.as_str())]
pub struct IllegalMovement {
    kind: MovementKind,
    quantity: Quantity,
}

impl MovementKind {
    /// What a movement of so much does to a lot.
    pub fn effect(self, quantity: Quantity) -> Result<Effect, IllegalMovement> {
        let illegal = IllegalMovement {
            kind: self,
            quantity,
        };
        let &(_, takes, on_hand, reserved) = EFFECTS
            .iter()
            .find(|(kind, ..)| *kind == self)
            .ok_or(illegal)?;
        let is_legal = match quantity.cmp(&Quantity::ZERO) {
            Ordering::Greater => true,
            Ordering::Equal => false,
            Ordering::Less => takes == Signed,
        };
        let times = |multiple: i64| {
            let product = quantity.thousandths().checked_mul(multiple);
            product.map(Quantity::from_thousandths).ok_or(illegal)
        };
        if is_legal {
            Ok(Effect {
                on_hand: times(on_hand)?,
                reserved: times(reserved)?,
            })
        } else {
            Err(illegal)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn thousandths(n: i64) -> Quantity {
        Quantity::from_thousandths(n)
    }

    #[test]
    fn every_kind_has_its_effect_once() {
        let kinds: Vec<MovementKind> = EFFECTS.iter().map(|(kind, ..)| *kind).collect();
        assert_eq!(kinds, MovementKind::ALL);
    }

    #[test]
    fn each_kind_moves_what_its_name_says() {
        for (kind, on_hand, reserved) in [
            (Receipt, 5, 0),
            (Reservation, 0, 5),
            (Release, 0, -5),
            (Pick, -5, -5),
            (Sale, -5, 0),
            (Waste, -5, 0),
            (Adjustment, 5, 0),
            (Return, 5, 0),
            (Transfer, 5, 0),
        ] {
            let effect = Effect {
                on_hand: thousandths(on_hand),
                reserved: thousandths(reserved),
            };
            assert_eq!(kind.effect(thousandths(5)), Ok(effect), "{kind:?}");
        }
    }

    proptest! {
        #[test]
        fn only_adjustments_and_transfers_go_both_ways(quantity in -9_000..=0_i64) {
            for kind in MovementKind::ALL {
                let goes = kind.effect(thousandths(quantity)).is_ok();
                prop_assert_eq!(goes, quantity < 0 && matches!(kind, Adjustment | Transfer));
            }
        }

        #[test]
        fn a_promise_that_is_taken_back_leaves_nothing(quantity in 1..9_000_i64) {
            let quantity = thousandths(quantity);
            let (made, back) = (Reservation.effect(quantity).unwrap(), Release.effect(quantity).unwrap());
            prop_assert_eq!(made.reserved.add(back.reserved).unwrap(), Quantity::ZERO);
            prop_assert_eq!((made.on_hand, back.on_hand), (Quantity::ZERO, Quantity::ZERO));
        }
    }
}
