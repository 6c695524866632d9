//! What is put into a cart: a product by the kilogram, by the bunch, by the piece.

use crate::catalog::SellingRules;
use crate::ids::VariantId;
use crate::{Invalid, Money};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use time::OffsetDateTime;

/// What a variant is sold by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Kg,
    G,
    /// A bunch, tied.
    Ikat,
    Pack,
    /// A piece.
    Buah,
    /// A hand of bananas.
    Sisir,
    /// A grain or an egg.
    Butir,
}

impl Unit {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kg => "kg",
            Self::G => "g",
            Self::Ikat => "ikat",
            Self::Pack => "pack",
            Self::Buah => "buah",
            Self::Sisir => "sisir",
            Self::Butir => "butir",
        }
    }

    pub fn parse(text: &str) -> Result<Self, Invalid> {
        Ok(match text {
            "kg" => Self::Kg,
            "g" => Self::G,
            "ikat" => Self::Ikat,
            "pack" => Self::Pack,
            "buah" => Self::Buah,
            "sisir" => Self::Sisir,
            "butir" => Self::Butir,
            _ => return Err(Invalid("invalid_unit")),
        })
    }
}

/// A stock keeping unit: 1–40 of `A-Z0-9-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sku(String);

impl TryFrom<String> for Sku {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        Self::parse(&text)
    }
}

impl From<Sku> for String {
    fn from(sku: Sku) -> Self {
        sku.0
    }
}

impl Sku {
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let known = |byte: u8| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'-');
        if (1..=40).contains(&text.len()) && text.bytes().all(known) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid("invalid_sku"))
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Sku {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl fmt::Display for Sku {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a SKU stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    pub id: VariantId,
    pub sku: Sku,
    pub unit: Unit,
    pub rules: SellingRules,
    /// Its pieces vary: what is packed is weighed, and the difference settled.
    pub weighed: bool,
    /// For one unit.
    price: Money,
    compare_at: Option<CompareAt>,
}

/// The price struck through beside the real one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct CompareAt {
    price: Money,
    until: Option<OffsetDateTime>,
}

/// A billion rupiah: beyond this somebody mistyped.
const HIGHEST_PRICE: Money = Money::rupiah(1_000_000_000);

impl Variant {
    /// A variant without a compare-at price.
    pub fn new(
        id: VariantId,
        sku: Sku,
        unit: Unit,
        rules: SellingRules,
        weighed: bool,
        price: Money,
    ) -> Result<Self, Invalid> {
        if price <= Money::ZERO || price > HIGHEST_PRICE {
            return Err(Invalid("invalid_price"));
        }
        Ok(Self {
            id,
            sku,
            unit,
            rules,
            weighed,
            price,
            compare_at: None,
        })
    }

    /// The same with a higher price to compare with, for a while or for good.
    pub fn compared_at(self, price: Money, until: Option<OffsetDateTime>) -> Result<Self, Invalid> {
        if price <= self.price || price > HIGHEST_PRICE {
            return Err(Invalid("compare_at_not_above_price"));
        }
        let compare_at = Some(CompareAt { price, until });
        Ok(Self { compare_at, ..self })
    }

    /// Whether the other is the same but for the price.
    #[must_use]
    pub fn is_sold_as(&self, other: &Self) -> bool {
        (&self.sku, self.unit, self.rules, self.weighed)
            == (&other.sku, other.unit, other.rules, other.weighed)
    }

    /// Whether the other has the same prices.
    #[must_use]
    pub fn costs_as_much_as(&self, other: &Self) -> bool {
        (self.price, self.compare_at) == (other.price, other.compare_at)
    }

    #[must_use]
    pub const fn price(&self) -> Money {
        self.price
    }

    #[must_use]
    pub fn compare_at_price(&self) -> Option<Money> {
        self.compare_at.map(|compare_at| compare_at.price)
    }

    #[must_use]
    pub fn compare_at_until(&self) -> Option<OffsetDateTime> {
        self.compare_at.and_then(|compare_at| compare_at.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sku_is_capitals_digits_and_hyphens() {
        for good in ["A", "BYM-IKAT", "CBR-250G", &"9".repeat(40)] {
            assert!(Sku::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "bym", "BYM IKAT", "BYM_1", "BYM/1", &"9".repeat(41)] {
            assert_eq!(Sku::parse(bad), Err(Invalid("invalid_sku")), "{bad}");
        }
    }

    #[test]
    fn every_unit_is_read_as_it_is_written() {
        for unit in [
            Unit::Kg,
            Unit::G,
            Unit::Ikat,
            Unit::Pack,
            Unit::Buah,
            Unit::Sisir,
            Unit::Butir,
        ] {
            assert_eq!(Unit::parse(unit.as_str()), Ok(unit));
            assert_eq!(serde_json::to_value(unit).unwrap(), unit.as_str());
        }
        assert_eq!(Unit::parse("liter"), Err(Invalid("invalid_unit")));
    }
}
