//! Rupiah: whole numbers in requests, `"10000.00"` in answers, `Rp10.000` on pages.

use std::fmt;

/// An amount in whole rupiah.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rupiah(i64);

impl Rupiah {
    /// The most Midtrans takes in one transaction.
    pub(crate) const MAX: Self = Self(99_999_999_999);

    pub(crate) const fn new(amount: i64) -> Self {
        Self(amount)
    }

    pub(crate) const fn get(self) -> i64 {
        self.0
    }

    pub(crate) const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Sums are of a few lines, each bounded by validation; saturating keeps a hostile one harmless.
    pub(crate) const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    pub(crate) const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    pub(crate) const fn times(self, quantity: i64) -> Self {
        Self(self.0.saturating_mul(quantity))
    }

    /// `Rp10.000`, as a person in Indonesia writes it.
    pub(crate) fn for_people(self) -> String {
        let digits = self.0.unsigned_abs().to_string();
        let mut grouped = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        format!("{sign}Rp{grouped}")
    }
}

/// The form of answers and notifications, which is also the form that is signed.
impl fmt::Display for Rupiah {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.00", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_carry_two_decimals() {
        assert_eq!(Rupiah::new(10_000).to_string(), "10000.00");
    }

    #[test]
    fn people_read_groups_of_three() {
        assert_eq!(Rupiah::new(500).for_people(), "Rp500");
        assert_eq!(Rupiah::new(17_000).for_people(), "Rp17.000");
        assert_eq!(Rupiah::new(1_234_567).for_people(), "Rp1.234.567");
        assert_eq!(Rupiah::new(-5_000).for_people(), "-Rp5.000");
    }
}
