//! A product as staff see it.

use domain::catalog::{Bilingual, Picture, ProductDetails, ProductRecord, VariantRecord};
use domain::ids::{ProductId, UploadId};
use serde::Serialize;
use storage::ImageUrls;
use time::OffsetDateTime;
use time::serde::rfc3339;

#[derive(Serialize)]
pub(crate) struct ProductRecordView<'a> {
    id: ProductId,
    #[serde(flatten)]
    details: &'a ProductDetails,
    images: Vec<PictureView<'a>>,
    variants: &'a [VariantRecord],
    #[serde(with = "rfc3339")]
    created_at: OffsetDateTime,
    #[serde(with = "rfc3339")]
    updated_at: OffsetDateTime,
    version: i64,
}

#[derive(Serialize)]
struct PictureView<'a> {
    id: UploadId,
    url: String,
    alt: &'a Bilingual,
}

impl<'a> ProductRecordView<'a> {
    pub(crate) fn new(product: &'a ProductRecord, urls: &ImageUrls) -> Self {
        let picture = |picture: &'a Picture| PictureView {
            id: picture.id,
            url: urls.of(&picture.key),
            alt: &picture.alt,
        };
        Self {
            id: product.id,
            details: &product.edition.details,
            images: product.edition.images.iter().map(picture).collect(),
            variants: &product.variants,
            created_at: product.created_at,
            updated_at: product.updated_at,
            version: product.version,
        }
    }
}
