//! Quantities: integers in thousandths of the unit, decimal strings in JSON.

use crate::money::OutOfRange;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;
use std::str::FromStr;

/// How much of a unit (kg, ikat, …), in thousandths. In JSON `"1.250"`. May be zero or negative (a ledger
/// movement); what a shopper asks for is checked by [`crate::catalog`]'s selling rules.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

/// Not a decimal number with at most three places that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a quantity is a decimal string with at most three decimal places, such as \"1.250\"")]
pub struct InvalidQuantity;

impl Quantity {
    pub const ZERO: Self = Self(0);

    #[must_use]
    pub const fn from_thousandths(thousandths: i64) -> Self {
        Self(thousandths)
    }

    #[must_use]
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
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

    /// So much of something else for each unit of this, such as its weight; a thousandth begun counts whole.
    pub fn times_up(self, units: Self) -> Result<Self, OutOfRange> {
        let product = i128::from(self.0) * i128::from(units.0);
        let whole = product.div_euclid(1_000) + i128::from(product.rem_euclid(1_000) > 0);
        i64::try_from(whole).map(Self).map_err(|_| OutOfRange)
    }

    /// As much of this as whole steps make.
    #[must_use]
    pub const fn whole(self, step: Self) -> Self {
        if step.0 > 0 {
            Self(self.0 - self.0.rem_euclid(step.0))
        } else {
            self
        }
    }

    /// Whether this is a whole number of steps.
    #[must_use]
    pub const fn is_multiple_of(self, step: Self) -> bool {
        step.0 > 0 && self.0 % step.0 == 0
    }
}

impl FromStr for Quantity {
    type Err = InvalidQuantity;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return Err(InvalidQuantity),
            Some(parts) => parts,
            None => (digits, ""),
        };
        let only_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || fraction.len() > 3 || !only_digits(whole) || !only_digits(fraction) {
            return Err(InvalidQuantity);
        }
        let magnitude = format!("{whole}{fraction:0<3}")
            .parse::<i64>()
            .map_err(|_| InvalidQuantity)?;
        Ok(Self(if negative { -magnitude } else { magnitude }))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:03}", magnitude / 1_000, magnitude % 1_000)
    }
}

impl fmt::Debug for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_a_decimal_with_three_places_is_refused() {
        for text in [
            "",
            ".",
            "1.",
            ".5",
            "1.2345",
            "1e3",
            "+1",
            "--1",
            " 1",
            "1,5",
            "٣",
            "99999999999999999999",
        ] {
            assert_eq!(text.parse::<Quantity>(), Err(InvalidQuantity), "{text}");
        }
    }

    #[test]
    fn short_forms_are_read_and_written_in_full() {
        for (text, full) in [
            ("1", "1.000"),
            ("0.25", "0.250"),
            ("-0.5", "-0.500"),
            ("007.1", "7.100"),
        ] {
            assert_eq!(text.parse::<Quantity>().unwrap().to_string(), full);
        }
    }

    #[test]
    fn a_thousandth_begun_counts_whole() {
        for (each, units, all) in [
            ("1", "1.250", "1.250"),
            ("0.001", "1", "0.001"),
            ("0.001", "0.5", "0.001"),
            ("0.333", "1.5", "0.500"),
            ("0", "20", "0.000"),
        ] {
            let [each, units] = [each, units].map(|text| text.parse::<Quantity>().unwrap());
            assert_eq!(each.times_up(units).unwrap().to_string(), all);
        }
        let most = Quantity(i64::MAX);
        assert_eq!(most.times_up(most), Err(OutOfRange));
    }

    proptest! {
        #[test]
        fn survives_its_text(thousandths in -i64::MAX..=i64::MAX) {
            let quantity = Quantity(thousandths);
            prop_assert_eq!(quantity.to_string().parse(), Ok(quantity));
        }

        #[test]
        fn any_text_parses_or_is_refused_without_a_panic(text: String) {
            let _ = text.parse::<Quantity>();
        }
    }
}
