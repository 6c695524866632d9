//! Products as staff see them, and the rules by which they change them.

use crate::catalog::{
    Actor, Bilingual, CategoryRef, ProductStatus, Products, Season, Slug, VariantRecord,
};
use crate::failure::{Failure, Kind, Violation};
use crate::ids::{CategoryId, ProductId, UploadId};
use crate::money::BasisPoints;
use crate::{Clock, ExpectedVersion, Fragment, StoreError};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use time::OffsetDateTime;
use time::serde::rfc3339;

/// Pictures that a product may have.
pub const MOST_PICTURES: usize = 10;

/// A category as a product's record names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CategoryLabel {
    pub id: CategoryId,
    pub slug: Slug,
    pub name: Bilingual,
}

/// A product's picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Picture {
    pub id: UploadId,
    /// The object's key among the shop's images.
    #[serde(skip)]
    pub key: String,
    /// What it shows, for those who do not see it.
    pub alt: Bilingual,
}

/// What staff decide of a product itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProductDetails {
    pub category: CategoryLabel,
    pub slug: Slug,
    pub name: Bilingual,
    pub description: Bilingual,
    pub storage_advice: Bilingual,
    pub origin: String,
    pub organic: bool,
    pub shelf_life_days: i32,
    pub season_months: Season,
    pub tax_rate_bp: BasisPoints,
    pub status: ProductStatus,
}

/// What a product is at one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edition {
    #[serde(flatten)]
    pub details: ProductDetails,
    /// In the order in which they are shown.
    pub images: Vec<Picture>,
}

/// All that staff see of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductRecord {
    pub id: ProductId,
    pub edition: Edition,
    /// Those that are not on sale, too.
    pub variants: Vec<VariantRecord>,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
    pub version: i64,
}

/// A product in staff's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductEntry {
    pub id: ProductId,
    pub slug: Slug,
    pub name: Bilingual,
    pub category: Slug,
    pub status: ProductStatus,
    /// The first picture's key.
    pub image: Option<String>,
    pub skus: Vec<String>,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
    pub version: i64,
}

/// What staff look for; `None` takes any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssortmentFilter {
    /// A part of a name, of the slug or of a SKU.
    pub search: Option<Fragment>,
    pub status: Option<ProductStatus>,
    /// With all below it.
    pub category: Option<CategoryRef>,
}

/// Where staff's list goes on: after the product made then, with that id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryKey {
    #[serde(with = "rfc3339")]
    pub created_at: OffsetDateTime,
    pub id: ProductId,
}

/// What is to be changed of a product; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProductPatch {
    pub category: Option<CategoryRef>,
    pub slug: Option<Slug>,
    pub name: Option<Bilingual>,
    pub description: Option<Bilingual>,
    pub storage_advice: Option<Bilingual>,
    pub origin: Option<String>,
    pub organic: Option<bool>,
    pub shelf_life_days: Option<i32>,
    pub season: Option<Season>,
    pub tax_rate: Option<BasisPoints>,
    pub status: Option<ProductStatus>,
    /// The pictures that stay, in their new order.
    pub images: Option<Vec<UploadId>>,
}

/// What a change of a product is decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductCase {
    pub product: Option<ProductRecord>,
    /// The category that is asked for, if one is and it is there.
    pub category: Option<CategoryLabel>,
}

/// What a change of a product is called in the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProductAction {
    Changed,
    Archived,
    ImageAttached,
}

/// What is to become of a product, decided but not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductChange {
    pub action: ProductAction,
    pub before: Edition,
    pub after: Edition,
}

/// Why a product is not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeProductError {
    #[error("no such product")]
    NotFound,
    #[error("the product has another version")]
    OtherVersion,
    #[error("the slug is another product's")]
    SlugTaken,
    #[error("there is no such category")]
    UnknownCategory,
    #[error("a product of this status does not come to have that one")]
    IllegalStatus,
    #[error("nothing of the product is on sale")]
    WithoutVariants,
    #[error("some pictures are not the product's, or named twice")]
    BadImages(Vec<Violation>),
    #[error("the product has as many pictures as it may")]
    TooManyImages,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for ChangeProductError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::OtherVersion => Kind::PreconditionFailed,
            Self::SlugTaken | Self::IllegalStatus | Self::TooManyImages => Kind::Conflict,
            Self::UnknownCategory | Self::WithoutVariants | Self::BadImages(_) => Kind::Rule,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "product_not_found",
            Self::OtherVersion => "version_mismatch",
            Self::SlugTaken => "slug_taken",
            Self::UnknownCategory | Self::BadImages(_) => "validation_failed",
            Self::IllegalStatus => "illegal_status",
            Self::WithoutVariants => "product_without_variants",
            Self::TooManyImages => "too_many_images",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        let (pointer, code) = match self {
            Self::SlugTaken => ("/slug", "slug_taken"),
            Self::UnknownCategory => ("/category", "unknown_category"),
            Self::IllegalStatus => ("/status", "illegal_status"),
            Self::WithoutVariants => ("/status", "product_without_variants"),
            Self::BadImages(violations) => return violations.clone(),
            _ => return Vec::new(),
        };
        vec![Violation::new(pointer, code)]
    }
}

impl ProductRecord {
    fn is_on_sale(&self) -> bool {
        self.variants.iter().any(|variant| variant.terms.active)
    }

    /// These pictures, if all are the product's and each is named once.
    fn arranged(&self, ids: &[UploadId]) -> Result<Vec<Picture>, ChangeProductError> {
        let mut seen = HashSet::new();
        let mut wrong = Vec::new();
        let mut arranged = Vec::new();
        for (place, id) in ids.iter().enumerate() {
            let mut bad = |code| wrong.push(Violation::new(format!("/images/{place}"), code));
            match self.edition.images.iter().find(|image| image.id == *id) {
                None => bad("unknown_image"),
                Some(_) if !seen.insert(id) => bad("named_twice"),
                Some(image) => arranged.push(image.clone()),
            }
        }
        if wrong.is_empty() {
            Ok(arranged)
        } else {
            Err(ChangeProductError::BadImages(wrong))
        }
    }

    /// `None`: nothing changes.
    fn changed(
        &self,
        action: ProductAction,
        after: Edition,
    ) -> Result<Option<ProductChange>, ChangeProductError> {
        let before = self.edition.clone();
        let (was, becomes) = (before.details.status, after.details.status);
        if !was.may_become(becomes) {
            return Err(ChangeProductError::IllegalStatus);
        }
        if was != becomes && becomes == ProductStatus::Active && !self.is_on_sale() {
            return Err(ChangeProductError::WithoutVariants);
        }
        let change = ProductChange {
            action,
            before,
            after,
        };
        Ok((change.before != change.after).then_some(change))
    }
}

impl ProductCase {
    fn found(&self, expected: &ExpectedVersion) -> Result<&ProductRecord, ChangeProductError> {
        let product = self.product.as_ref().ok_or(ChangeProductError::NotFound)?;
        if expected.takes(product.version) {
            Ok(product)
        } else {
            Err(ChangeProductError::OtherVersion)
        }
    }

    /// `None`: nothing changes.
    pub fn patch(
        &self,
        patch: &ProductPatch,
        expected: &ExpectedVersion,
    ) -> Result<Option<ProductChange>, ChangeProductError> {
        let product = self.found(expected)?;
        let images = match &patch.images {
            Some(ids) => product.arranged(ids)?,
            None => product.edition.images.clone(),
        };
        let details = self.patched(&product.edition.details, patch)?;
        product.changed(ProductAction::Changed, Edition { details, images })
    }

    /// `None`: it is archived already.
    pub fn archive(
        &self,
        expected: &ExpectedVersion,
    ) -> Result<Option<ProductChange>, ChangeProductError> {
        let product = self.found(expected)?;
        let mut after = product.edition.clone();
        after.details.status = ProductStatus::Archived;
        product.changed(ProductAction::Archived, after)
    }

    /// The picture comes last. `None`: it is the product's already.
    pub fn attach(&self, picture: Picture) -> Result<Option<ProductChange>, ChangeProductError> {
        let product = self.found(&ExpectedVersion::Any)?;
        let mut after = product.edition.clone();
        if after.images.iter().any(|image| image.id == picture.id) {
            return Ok(None);
        }
        if after.images.len() >= MOST_PICTURES {
            return Err(ChangeProductError::TooManyImages);
        }
        after.images.push(picture);
        product.changed(ProductAction::ImageAttached, after)
    }

    fn patched(
        &self,
        before: &ProductDetails,
        patch: &ProductPatch,
    ) -> Result<ProductDetails, ChangeProductError> {
        let category = match (&patch.category, &self.category) {
            (None, _) => before.category.clone(),
            (Some(_), Some(category)) => category.clone(),
            (Some(_), None) => return Err(ChangeProductError::UnknownCategory),
        };
        Ok(ProductDetails {
            category,
            slug: given(patch.slug.as_ref(), &before.slug),
            name: given(patch.name.as_ref(), &before.name),
            description: given(patch.description.as_ref(), &before.description),
            storage_advice: given(patch.storage_advice.as_ref(), &before.storage_advice),
            origin: given(patch.origin.as_ref(), &before.origin),
            organic: patch.organic.unwrap_or(before.organic),
            shelf_life_days: patch.shelf_life_days.unwrap_or(before.shelf_life_days),
            season_months: given(patch.season.as_ref(), &before.season_months),
            tax_rate_bp: patch.tax_rate.unwrap_or(before.tax_rate_bp),
            status: patch.status.unwrap_or(before.status),
        })
    }
}

fn given<T: Clone>(wished: Option<&T>, present: &T) -> T {
    wished.unwrap_or(present).clone()
}

impl ProductChange {
    /// The keys of the pictures that go.
    #[must_use]
    pub fn discarded(&self) -> Vec<String> {
        let stays = |image: &&Picture| self.after.images.iter().any(|kept| kept.id == image.id);
        let gone = self.before.images.iter().filter(|image| !stays(image));
        gone.map(|image| image.key.clone()).collect()
    }
}

/// A product, for staff.
pub async fn show(
    products: &impl Products,
    id: ProductId,
) -> Result<ProductRecord, ChangeProductError> {
    let found = products.record(id).await?;
    found.ok_or(ChangeProductError::NotFound)
}

/// Changes what is to be changed. Answers the product as it is then, and the keys of the pictures that nobody
/// shows any more.
pub async fn patch(
    products: &impl Products,
    clock: &impl Clock,
    actor: &Actor,
    id: ProductId,
    patch: &ProductPatch,
    expected: &ExpectedVersion,
) -> Result<(ProductRecord, Vec<String>), ChangeProductError> {
    let mut discarded = Vec::new();
    let decide = |case: &ProductCase| {
        let change = case.patch(patch, expected)?;
        discarded = change
            .as_ref()
            .map(ProductChange::discarded)
            .unwrap_or_default();
        Ok(change)
    };
    let category = patch.category.as_ref();
    let product = products
        .change(id, category, actor, clock.now(), decide)
        .await?;
    Ok((product, discarded))
}

/// Takes a product off the shop for good; again is harmless.
pub async fn archive(
    products: &impl Products,
    clock: &impl Clock,
    actor: &Actor,
    id: ProductId,
    expected: &ExpectedVersion,
) -> Result<(), ChangeProductError> {
    let decide = |case: &ProductCase| case.archive(expected);
    products
        .change(id, None, actor, clock.now(), decide)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests;
