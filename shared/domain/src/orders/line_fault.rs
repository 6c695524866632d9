//! What is wrong with a line that staff have packed or edited.

use crate::catalog::OutOfStock;
use crate::failure::Kind;
use crate::money::OutOfRange;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineFault {
    NotOrdered,
    NamedTwice,
    Negative,
    /// More than the scales may say.
    TooMuch,
    SubstitutionNotWanted,
    SubstitutionNotAgreed,
    /// Nothing of the line is missing.
    NothingToSubstitute,
    NothingSubstituted,
    /// The substitute is ordered anyway, or stands in for something else.
    AlreadyOrdered,
    UnknownSku,
    /// Not a quantity it is sold in.
    NotSoldSo,
    NotOnSale,
    InsufficientStock,
    OutOfRange,
}

impl LineFault {
    pub(super) const fn kind(self) -> Kind {
        match self {
            Self::NotOnSale | Self::InsufficientStock => Kind::Conflict,
            _ => Kind::Rule,
        }
    }

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::NotOrdered => "sku_not_ordered",
            Self::NamedTwice => "duplicate_sku",
            Self::Negative => "quantity_negative",
            Self::TooMuch => "packed_too_much",
            Self::SubstitutionNotWanted => "substitution_not_wanted",
            Self::SubstitutionNotAgreed => "substitution_not_agreed",
            Self::NothingToSubstitute => "nothing_to_substitute",
            Self::NothingSubstituted => "quantity_not_positive",
            Self::AlreadyOrdered => "substitute_already_ordered",
            Self::UnknownSku => "unknown_sku",
            Self::NotSoldSo => "invalid_quantity",
            Self::NotOnSale => "product_not_on_sale",
            Self::InsufficientStock => "insufficient_stock",
            Self::OutOfRange => "amount_out_of_range",
        }
    }
}

impl From<OutOfRange> for LineFault {
    fn from(_: OutOfRange) -> Self {
        Self::OutOfRange
    }
}

impl From<OutOfStock> for LineFault {
    fn from(_: OutOfStock) -> Self {
        Self::InsufficientStock
    }
}
