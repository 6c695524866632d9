//! Where products are kept, and what it takes to add one.

use crate::StoreError;
use crate::catalog::{Actor, Bilingual, ProductStatus, Season, Slug, Variant};
use crate::failure::{Failure, Kind, Violation};
use crate::ids::{CategoryId, ProductId};
use crate::money::BasisPoints;
use time::OffsetDateTime;

/// A category by either of its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CategoryRef {
    Id(CategoryId),
    Slug(Slug),
}

/// A product to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProduct {
    pub id: ProductId,
    pub category: CategoryRef,
    pub slug: Slug,
    pub name: Bilingual,
    pub description: Bilingual,
    pub storage_advice: Bilingual,
    pub origin: String,
    pub organic: bool,
    /// At least 1.
    pub shelf_life_days: i32,
    pub season: Season,
    pub tax_rate: BasisPoints,
    pub status: ProductStatus,
    /// In the order in which they are shown.
    pub variants: Vec<Variant>,
}

/// Why a product is not made.
#[derive(Debug, thiserror::Error)]
pub enum CreateProductError {
    #[error("the slug is another product's")]
    SlugTaken,
    #[error("a SKU is taken")]
    SkuTaken,
    #[error("there is no such category")]
    UnknownCategory,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for CreateProductError {
    fn kind(&self) -> Kind {
        match self {
            Self::SlugTaken | Self::SkuTaken => Kind::Conflict,
            Self::UnknownCategory => Kind::Rule,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::SlugTaken => "slug_taken",
            Self::SkuTaken => "sku_taken",
            Self::UnknownCategory => "validation_failed",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::UnknownCategory => vec![Violation::new("/category", "unknown_category")],
            _ => Vec::new(),
        }
    }
}

/// Why a variant is not added.
#[derive(Debug, thiserror::Error)]
pub enum AddVariantError {
    #[error("no such product")]
    NoSuchProduct,
    #[error("the SKU is taken")]
    SkuTaken,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for AddVariantError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchProduct => Kind::NotFound,
            Self::SkuTaken => Kind::Conflict,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchProduct => "product_not_found",
            Self::SkuTaken => "sku_taken",
            Self::Store(error) => error.code(),
        }
    }
}

/// Where products are kept.
pub trait Products: Send + Sync {
    /// Adds the product with its variants, or nothing. Nobody as `actor` means the shop itself.
    async fn create(
        &self,
        product: &NewProduct,
        actor: Option<&Actor>,
        now: OffsetDateTime,
    ) -> Result<(), CreateProductError>;

    /// Adds the variant as the product's last.
    async fn add_variant(
        &self,
        product: ProductId,
        variant: &Variant,
        actor: &Actor,
        now: OffsetDateTime,
    ) -> Result<(), AddVariantError>;
}
