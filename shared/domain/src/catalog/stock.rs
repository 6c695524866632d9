//! Which lots an order takes: first expired, first out.

use crate::Quantity;
use crate::ids::LotId;
use time::Date;

/// A lot, as far as it can be promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LotLevel {
    pub lot: LotId,
    pub best_before: Date,
    /// What is there and not reserved.
    pub available: Quantity,
}

/// A part of an order's line and the lot it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allocation {
    pub lot: LotId,
    pub quantity: Quantity,
}

/// The lots do not hold enough that is still good on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{missing} is missing")]
pub struct OutOfStock {
    pub missing: Quantity,
}

/// Takes `quantity` from `lots`, which stand in order of best-before date and id; a lot that will not be good
/// on `good_on` any more is left alone. All or nothing.
pub fn allocate(
    lots: &[LotLevel],
    quantity: Quantity,
    good_on: Date,
) -> Result<Vec<Allocation>, OutOfStock> {
    let mut missing = quantity.thousandths();
    let mut allocations = Vec::new();
    for level in lots.iter().filter(|level| level.best_before >= good_on) {
        let taken = level.available.thousandths().min(missing);
        if taken > 0 {
            missing -= taken;
            allocations.push(Allocation {
                lot: level.lot,
                quantity: Quantity::from_thousandths(taken),
            });
        }
    }
    if missing > 0 {
        let missing = Quantity::from_thousandths(missing);
        return Err(OutOfStock { missing });
    }
    Ok(allocations)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::{Duration, macros::date};
    use uuid::Uuid;

    const TODAY: Date = date!(2026 - 11 - 22);

    fn lots() -> impl Strategy<Value = Vec<LotLevel>> {
        let lot = (-3..10_i64, -100..5_000_i64);
        proptest::collection::vec(lot, 0..12).prop_map(|lots| {
            let mut lots: Vec<LotLevel> = (1_u128..)
                .zip(lots)
                .map(|(id, (days, available))| LotLevel {
                    lot: Uuid::from_u128(id).into(),
                    best_before: TODAY + Duration::days(days),
                    available: Quantity::from_thousandths(available),
                })
                .collect();
            lots.sort_by_key(|level| (level.best_before, level.lot));
            lots
        })
    }

    proptest! {
        #[test]
        fn an_allocation_is_exact_good_there_and_first_expired(
            lots in lots(), quantity in 1..20_000_i64, ahead in 0..5_i64,
        ) {
            let good_on = TODAY + Duration::days(ahead);
            let good: Vec<LotLevel> = lots
                .iter()
                .copied()
                .filter(|level| level.best_before >= good_on && level.available.is_positive())
                .collect();
            let there: i64 = good.iter().map(|level| level.available.thousandths()).sum();
            match allocate(&lots, Quantity::from_thousandths(quantity), good_on) {
                Ok(allocations) => {
                    let sum: i64 = allocations.iter().map(|part| part.quantity.thousandths()).sum();
                    prop_assert_eq!(sum, quantity);
                    // The lots that would expire first, each emptied before the next is touched.
                    for (position, (part, level)) in allocations.iter().zip(&good).enumerate() {
                        prop_assert_eq!(part.lot, level.lot);
                        prop_assert!(part.quantity.is_positive() && part.quantity <= level.available);
                        prop_assert!(
                            part.quantity == level.available || position + 1 == allocations.len()
                        );
                    }
                    prop_assert!(allocations.len() <= good.len());
                }
                Err(OutOfStock { missing }) => {
                    prop_assert!(there < quantity);
                    prop_assert_eq!(missing.thousandths(), quantity - there);
                }
            }
        }
    }
}
