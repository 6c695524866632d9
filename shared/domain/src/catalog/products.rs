//! Where products are kept, and what it takes to add one.

use crate::catalog::{
    Actor, AssortmentFilter, Bilingual, ChangeProductError, EntryKey, ProductCase, ProductChange,
    ProductEntry, ProductRecord, ProductStatus, Season, Slug, Variant, VariantRecord,
};
use crate::failure::{Failure, Kind, Violation};
use crate::ids::{CategoryId, ProductId};
use crate::money::BasisPoints;
use crate::{Clock, Invalid, Page, PageRequest, StoreError};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use time::OffsetDateTime;

/// A category by either of its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, try_from = "String")]
pub enum CategoryRef {
    Id(CategoryId),
    Slug(Slug),
}

impl TryFrom<String> for CategoryRef {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        Self::parse(&text)
    }
}

impl CategoryRef {
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        match text.parse() {
            Ok(id) => Ok(Self::Id(id)),
            Err(_) => Slug::parse(text).map(Self::Slug),
        }
    }

    #[must_use]
    pub const fn id(&self) -> Option<CategoryId> {
        match self {
            Self::Id(id) => Some(*id),
            Self::Slug(_) => None,
        }
    }

    #[must_use]
    pub const fn slug(&self) -> Option<&Slug> {
        match self {
            Self::Id(_) => None,
            Self::Slug(slug) => Some(slug),
        }
    }
}

/// A product to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewProduct {
    #[serde(skip)]
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
    #[serde(rename = "season_months")]
    pub season: Season,
    #[serde(rename = "tax_rate_bp")]
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
    /// By their places among the product's variants.
    #[error("SKUs are taken, or named twice")]
    SkusTaken(Vec<usize>),
    #[error("there is no such category")]
    UnknownCategory,
    #[error("nothing of the product is on sale")]
    WithoutVariants,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for CreateProductError {
    fn kind(&self) -> Kind {
        match self {
            Self::SlugTaken | Self::SkusTaken(_) => Kind::Conflict,
            Self::UnknownCategory | Self::WithoutVariants => Kind::Rule,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::SlugTaken => "slug_taken",
            Self::SkusTaken(_) => "sku_taken",
            Self::UnknownCategory => "validation_failed",
            Self::WithoutVariants => "product_without_variants",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        let (pointer, code) = match self {
            Self::SlugTaken => ("/slug", "slug_taken"),
            Self::UnknownCategory => ("/category", "unknown_category"),
            Self::WithoutVariants => ("/status", "product_without_variants"),
            Self::SkusTaken(places) => {
                let taken = |place| Violation::new(format!("/variants/{place}/sku"), "sku_taken");
                return places.iter().map(taken).collect();
            }
            Self::Store(_) => return Vec::new(),
        };
        vec![Violation::new(pointer, code)]
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

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::SkuTaken => vec![Violation::new("/sku", "sku_taken")],
            _ => Vec::new(),
        }
    }
}

/// Where products are kept.
pub trait Products: Send + Sync {
    /// The newest first; drafts and what is archived too.
    async fn entries(
        &self,
        filter: &AssortmentFilter,
        page: &PageRequest<EntryKey>,
    ) -> Result<Page<ProductEntry, EntryKey>, StoreError>;

    /// The product, whoever may see it.
    async fn record(&self, id: ProductId) -> Result<Option<ProductRecord>, StoreError>;

    /// How many pictures the product has; none when there is no such product.
    async fn count_pictures(&self, id: ProductId) -> Result<Option<usize>, StoreError>;

    /// Adds the product with its variants, or nothing. Nobody as `actor` means the shop itself.
    async fn create(
        &self,
        product: &NewProduct,
        actor: Option<&Actor>,
        now: OffsetDateTime,
    ) -> Result<ProductRecord, CreateProductError>;

    /// In one transaction: reads the case, lets `decide` say what is to become of the product, and writes that
    /// with its line in the audit log. Pictures that go count as discarded. Answers the product as it is then.
    async fn change(
        &self,
        id: ProductId,
        category: Option<&CategoryRef>,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(&ProductCase) -> Result<Option<ProductChange>, ChangeProductError> + Send,
    ) -> Result<ProductRecord, ChangeProductError>;

    /// Adds the variant as the product's last.
    async fn add_variant(
        &self,
        product: ProductId,
        variant: &Variant,
        actor: &Actor,
        now: OffsetDateTime,
    ) -> Result<VariantRecord, AddVariantError>;
}

/// Makes a product. One that everybody is to see has a variant; no two of its variants have one SKU.
pub async fn create(
    products: &impl Products,
    clock: &impl Clock,
    actor: &Actor,
    product: &NewProduct,
) -> Result<ProductRecord, CreateProductError> {
    let mut seen = HashSet::new();
    let again = |(place, variant): (usize, &Variant)| {
        let is_new = seen.insert(variant.sku.clone());
        (!is_new).then_some(place)
    };
    let twice: Vec<usize> = product
        .variants
        .iter()
        .enumerate()
        .filter_map(again)
        .collect();
    if !twice.is_empty() {
        return Err(CreateProductError::SkusTaken(twice));
    }
    if product.status == ProductStatus::Active && product.variants.is_empty() {
        return Err(CreateProductError::WithoutVariants);
    }
    products.create(product, Some(actor), clock.now()).await
}

/// Adds another way to buy a product.
pub async fn add_variant(
    products: &impl Products,
    clock: &impl Clock,
    actor: &Actor,
    product: ProductId,
    variant: &Variant,
) -> Result<VariantRecord, AddVariantError> {
    products
        .add_variant(product, variant, actor, clock.now())
        .await
}
