//! Products: what shoppers look at.

use crate::Invalid;
use crate::catalog::{Bilingual, CategoryName, Slug, Variant};
use crate::ids::ProductId;
use crate::money::BasisPoints;
use serde::{Deserialize, Serialize};
use time::Date;

/// Who sees a product.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductStatus {
    /// Staff alone, for now.
    #[default]
    Draft,
    /// Everybody.
    Active,
    /// Staff alone, until they take it up again: it was sold once.
    Archived,
}

impl ProductStatus {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Active => "active",
            Self::Archived => "archived",
        }
    }

    pub fn parse(text: &str) -> Result<Self, Invalid> {
        Ok(match text {
            "draft" => Self::Draft,
            "active" => Self::Active,
            "archived" => Self::Archived,
            _ => return Err(Invalid("invalid_status")),
        })
    }

    /// Whether a product that has this status may come to have the other, or has it.
    #[must_use]
    pub fn may_become(self, other: Self) -> bool {
        self == other || MOVES.contains(&(self, other))
    }
}

/// How a product goes from status to status. What was archived is looked at again before it is shown again.
const MOVES: &[(ProductStatus, ProductStatus)] = &[
    (ProductStatus::Draft, ProductStatus::Active),
    (ProductStatus::Draft, ProductStatus::Archived),
    (ProductStatus::Active, ProductStatus::Draft),
    (ProductStatus::Active, ProductStatus::Archived),
    (ProductStatus::Archived, ProductStatus::Draft),
];

/// The months in which something is harvested; none means all year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Season(Vec<i32>);

impl Season {
    /// Months from 1 to 12, in any order.
    pub fn parse(mut months: Vec<i32>) -> Result<Self, Invalid> {
        if !months.iter().all(|month| (1..=12).contains(month)) {
            return Err(Invalid("invalid_season"));
        }
        months.sort_unstable();
        months.dedup();
        Ok(Self(months))
    }

    #[must_use]
    pub fn months(&self) -> &[i32] {
        &self.0
    }
}

/// A product with everything that its page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    pub id: ProductId,
    pub slug: Slug,
    pub name: Bilingual,
    pub description: Bilingual,
    pub storage_advice: Bilingual,
    /// From the top of the tree to the product's own category.
    pub category_path: Vec<CategoryName>,
    pub origin: String,
    pub organic: bool,
    pub shelf_life_days: i32,
    pub season: Season,
    pub tax_rate: BasisPoints,
    /// The pictures' keys among the shop's images.
    pub images: Vec<String>,
    pub offers: Vec<VariantOffer>,
}

/// A variant and what of it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantOffer {
    pub variant: Variant,
    /// At least the variant's minimum can be had.
    pub in_stock: bool,
    /// Of what would be sold first.
    pub best_before: Option<Date>,
}
