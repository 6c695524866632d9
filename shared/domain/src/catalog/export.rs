//! The catalogue and the stock as rows of files.

use crate::catalog::import::ProductState;
use crate::catalog::{ProductStatus, Sku, Slug, Variant};
use crate::ids::LotId;
use crate::{Invalid, Money, Quantity};
use std::fmt;
use std::str::FromStr;
use time::{Date, OffsetDateTime};

/// Which products are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineFilter {
    pub status: Option<ProductStatus>,
    /// Everything shelved below it, too.
    pub category: Option<Slug>,
}

/// A product with one of its variants, or alone if it has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueLine {
    pub slug: Slug,
    pub product: ProductState,
    pub variant: Option<LineVariant>,
}

/// A variant at today's price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineVariant {
    pub variant: Variant,
    pub active: bool,
}

/// Which line it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineKey {
    pub slug: Slug,
    pub sku: Option<Sku>,
}

impl CatalogueLine {
    #[must_use]
    pub fn key(&self) -> LineKey {
        let sku = self.variant.as_ref().map(|offer| offer.variant.sku.clone());
        LineKey {
            slug: self.slug.clone(),
            sku,
        }
    }
}

/// Slug and SKU with a slash between, or the slug alone.
impl fmt::Display for LineKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sku {
            Some(sku) => write!(f, "{}/{sku}", self.slug),
            None => self.slug.fmt(f),
        }
    }
}

impl FromStr for LineKey {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (slug, sku) = match text.split_once('/') {
            Some((slug, sku)) => (slug, Some(Sku::parse(sku)?)),
            None => (text, None),
        };
        let slug = Slug::parse(slug)?;
        Ok(Self { slug, sku })
    }
}

/// A lot that holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockLine {
    pub sku: Sku,
    /// The warehouse's code.
    pub location: String,
    pub lot: LotId,
    pub received_at: OffsetDateTime,
    pub harvested_on: Option<Date>,
    pub best_before: Date,
    /// For one unit.
    pub unit_cost: Money,
    pub on_hand: Quantity,
    pub reserved: Quantity,
}
