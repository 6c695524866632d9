//! Amounts of money: whole rupiah, never a float, every operation checked.

use crate::Quantity;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeStruct};
use std::fmt;

/// An amount in rupiah. In JSON `{"amount": 17000, "currency": "IDR"}`.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

/// The result does not fit: no shop has such an amount, so the input is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the amount is out of range")]
pub struct OutOfRange;

/// One part in ten thousand: tax rates, percentages.
pub type BasisPoints = i32;

impl Money {
    pub const ZERO: Self = Self(0);

    #[must_use]
    pub const fn rupiah(amount: i64) -> Self {
        Self(amount)
    }

    /// Whole rupiah.
    #[must_use]
    pub const fn amount(self) -> i64 {
        self.0
    }

    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    #[expect(
        clippy::should_implement_trait,
        reason = "an operator cannot say that it failed"
    )]
    pub fn add(self, other: Self) -> Result<Self, OutOfRange> {
        self.0.checked_add(other.0).map(Self).ok_or(OutOfRange)
    }

    pub fn subtract(self, other: Self) -> Result<Self, OutOfRange> {
        self.0.checked_sub(other.0).map(Self).ok_or(OutOfRange)
    }

    /// The sum of all amounts.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, OutOfRange> {
        amounts.into_iter().try_fold(Self::ZERO, Self::add)
    }

    /// This price for one unit, times a quantity; half a rupiah and more rounds up.
    pub fn times(self, quantity: Quantity) -> Result<Self, OutOfRange> {
        self.scaled(quantity.thousandths(), 1_000)
    }

    /// A part of the amount, such as a tax; half a rupiah and more rounds up.
    pub fn share(self, rate: BasisPoints) -> Result<Self, OutOfRange> {
        self.scaled(i64::from(rate), 10_000)
    }

    /// What of the amount falls to a part of a whole, rounded down; nothing where there is no whole.
    pub fn portion(self, part: Self, whole: Self) -> Result<Self, OutOfRange> {
        let product = i128::from(self.0) * i128::from(part.0);
        let portion = product.checked_div(i128::from(whole.0)).unwrap_or_default();
        i64::try_from(portion).map(Self).map_err(|_| OutOfRange)
    }

    /// `self × numerator ÷ denominator`, half rounded away from zero.
    fn scaled(self, numerator: i64, denominator: i64) -> Result<Self, OutOfRange> {
        let product = i128::from(self.0) * i128::from(numerator);
        let half = i128::from(denominator / 2) * product.signum();
        i64::try_from((product + half) / i128::from(denominator))
            .map(Self)
            .map_err(|_| OutOfRange)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rp{}", self.0)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    amount: i64,
    currency: Currency,
}

#[derive(Deserialize)]
enum Currency {
    #[serde(rename = "IDR")]
    Rupiah,
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut money = serializer.serialize_struct("Money", 2)?;
        money.serialize_field("amount", &self.0)?;
        money.serialize_field("currency", "IDR")?;
        money.end()
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Wire {
            amount,
            currency: Currency::Rupiah,
        } = Wire::deserialize(deserializer)?;
        Ok(Self(amount))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn half_a_rupiah_rounds_up() {
        let price = Money::rupiah(3);
        assert_eq!(
            price.times(Quantity::from_thousandths(500)),
            Ok(Money::rupiah(2))
        );
        assert_eq!(
            price.times(Quantity::from_thousandths(499)),
            Ok(Money::rupiah(1))
        );
    }

    #[test]
    fn another_currency_is_refused() {
        assert!(serde_json::from_str::<Money>(r#"{"amount":1,"currency":"USD"}"#).is_err());
    }

    proptest! {
        #[test]
        fn survives_json(amount: i64) {
            let json = serde_json::to_string(&Money(amount)).unwrap();
            prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), Money(amount));
        }

        #[test]
        fn whole_units_multiply_exactly(price in 0..10_000_000_i64, units in 0..10_000_i64) {
            let quantity = Quantity::from_thousandths(units * 1_000);
            prop_assert_eq!(Money(price).times(quantity), Ok(Money(price * units)));
        }

        #[test]
        fn splitting_a_quantity_costs_at_most_a_rupiah_more_or_less(
            price in 0..10_000_000_i64, a in 0..1_000_000_i64, b in 0..1_000_000_i64,
        ) {
            let parts = Money(price).times(Quantity::from_thousandths(a)).unwrap().amount()
                + Money(price).times(Quantity::from_thousandths(b)).unwrap().amount();
            let whole = Money(price).times(Quantity::from_thousandths(a + b)).unwrap().amount();
            prop_assert!((parts - whole).abs() <= 1);
        }

        #[test]
        fn arithmetic_never_wraps(a: i64, b: i64) {
            prop_assert_eq!(Money(a).add(Money(b)).ok().map(Money::amount), a.checked_add(b));
            prop_assert_eq!(Money(a).subtract(Money(b)).ok().map(Money::amount), a.checked_sub(b));
        }
    }
}
