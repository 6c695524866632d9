//! What a row of a file says, each cell checked by itself.

use crate::catalog::{ProductStatus, Season, Sku, Slug, Unit};
use crate::failure::Violation;
use crate::money::BasisPoints;
use crate::{Money, Quantity};
use time::OffsetDateTime;

/// A row that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    Good(Box<Change>),
    Bad {
        /// Its product, if it names one.
        slug: Option<Slug>,
        violations: Vec<Violation>,
    },
}

impl Row {
    pub(super) const fn good(&self) -> Option<&Change> {
        match self {
            Self::Good(change) => Some(change),
            Self::Bad { .. } => None,
        }
    }
}

/// What a row says: a product, and one of its variants unless it is told of the product alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// As spreadsheets count: the header is row 1.
    pub row: usize,
    pub product: ProductChange,
    pub variant: Option<VariantChange>,
}

/// What a row says of its product. What is `None` stays as it is, or as another row of the product says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductChange {
    pub slug: Slug,
    pub category: Option<Slug>,
    pub name_id: Option<String>,
    pub name_en: Option<String>,
    pub description_id: Option<String>,
    pub description_en: Option<String>,
    pub storage_advice_id: Option<String>,
    pub storage_advice_en: Option<String>,
    pub origin: Option<String>,
    pub organic: Option<bool>,
    pub shelf_life_days: Option<i32>,
    pub season: Option<Season>,
    pub tax_rate: Option<BasisPoints>,
    pub status: Option<ProductStatus>,
}

/// What a row says of its variant. What is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantChange {
    pub sku: Sku,
    pub unit: Option<Unit>,
    pub step: Option<Quantity>,
    pub minimum: Option<Quantity>,
    pub maximum: Option<Quantity>,
    pub weighed: Option<bool>,
    pub price: Option<Money>,
    /// `Some(None)`: no price to compare with.
    pub compare_at_price: Option<Option<Money>>,
    pub compare_at_until: Option<Option<OffsetDateTime>>,
    pub active: Option<bool>,
}
