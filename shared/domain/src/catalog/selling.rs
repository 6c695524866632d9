//! How much of a variant may be bought at once.

use crate::{Invalid, Quantity};
use serde::Serialize;

/// A quantity is sold in whole steps from a minimum to a maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SellingRules {
    step: Quantity,
    minimum: Quantity,
    maximum: Quantity,
}

/// Why a quantity is not sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    #[error("the quantity is not positive")]
    NotPositive,
    #[error("the quantity is not a whole number of steps")]
    OffStep,
    #[error("the quantity is below the minimum")]
    BelowMinimum,
    #[error("the quantity is above the maximum")]
    AboveMaximum,
}

impl QuantityError {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotPositive => "quantity_not_positive",
            Self::OffStep => "quantity_off_step",
            Self::BelowMinimum => "quantity_below_minimum",
            Self::AboveMaximum => "quantity_above_maximum",
        }
    }
}

impl From<QuantityError> for Invalid {
    fn from(error: QuantityError) -> Self {
        Self(error.code())
    }
}

impl SellingRules {
    /// A million units: beyond this somebody mistyped.
    const LARGEST: Quantity = Quantity::from_thousandths(1_000_000_000);

    /// Minimum and maximum are whole numbers of steps.
    pub fn new(step: Quantity, minimum: Quantity, maximum: Quantity) -> Result<Self, Invalid> {
        let sound = step.is_positive()
            && minimum.is_positive()
            && minimum <= maximum
            && maximum <= Self::LARGEST
            && minimum.is_multiple_of(step)
            && maximum.is_multiple_of(step);
        if sound {
            Ok(Self {
                step,
                minimum,
                maximum,
            })
        } else {
            Err(Invalid("invalid_selling_rules"))
        }
    }

    #[must_use]
    pub const fn step(&self) -> Quantity {
        self.step
    }

    #[must_use]
    pub const fn minimum(&self) -> Quantity {
        self.minimum
    }

    #[must_use]
    pub const fn maximum(&self) -> Quantity {
        self.maximum
    }

    /// The quantity, if so much may be bought.
    pub fn check(&self, quantity: Quantity) -> Result<Quantity, QuantityError> {
        if !quantity.is_positive() {
            Err(QuantityError::NotPositive)
        } else if !quantity.is_multiple_of(self.step) {
            Err(QuantityError::OffStep)
        } else if quantity < self.minimum {
            Err(QuantityError::BelowMinimum)
        } else if quantity > self.maximum {
            Err(QuantityError::AboveMaximum)
        } else {
            Ok(quantity)
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
    fn each_broken_rule_has_its_name() {
        let rules = SellingRules::new(thousandths(250), thousandths(500), thousandths(20_000));
        let rules = rules.unwrap();
        for (quantity, outcome) in [
            (0, Err(QuantityError::NotPositive)),
            (-500, Err(QuantityError::NotPositive)),
            (600, Err(QuantityError::OffStep)),
            (250, Err(QuantityError::BelowMinimum)),
            (20_250, Err(QuantityError::AboveMaximum)),
            (500, Ok(thousandths(500))),
            (20_000, Ok(thousandths(20_000))),
        ] {
            assert_eq!(rules.check(thousandths(quantity)), outcome, "{quantity}");
        }
    }

    #[test]
    fn bounds_that_no_quantity_meets_are_refused() {
        for (step, minimum, maximum) in [
            (0, 1_000, 2_000),
            (1_000, 0, 2_000),
            (1_000, 2_000, 1_000),
            (1_000, 500, 2_000),
            (1_000, 1_000, 2_500),
            (1_000, 1_000, 1_000_001_000),
        ] {
            let rules = SellingRules::new(
                thousandths(step),
                thousandths(minimum),
                thousandths(maximum),
            );
            assert_eq!(rules, Err(Invalid("invalid_selling_rules")));
        }
    }

    proptest! {
        #[test]
        fn what_is_sold_is_what_lies_on_a_step_within_bounds(
            step in 1..2_000_i64, first in 1..20_i64, more in 0..200_i64, quantity in -5_000..500_000_i64,
        ) {
            let (minimum, maximum) = (step * first, step * (first + more));
            let rules = SellingRules::new(thousandths(step), thousandths(minimum), thousandths(maximum));
            let rules = rules.unwrap();
            let sold = quantity % step == 0 && (minimum..=maximum).contains(&quantity);
            prop_assert_eq!(rules.check(thousandths(quantity)).is_ok(), sold);
            prop_assert_eq!(rules.check(thousandths(minimum)), Ok(thousandths(minimum)));
            prop_assert_eq!(rules.check(thousandths(maximum)), Ok(thousandths(maximum)));
            prop_assert_eq!(
                rules.check(thousandths(maximum + step)),
                Err(QuantityError::AboveMaximum)
            );
        }
    }
}
