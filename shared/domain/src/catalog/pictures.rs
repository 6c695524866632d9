//! A product's pictures: uploaded by staff's own devices, attached once they were looked at.

use crate::catalog::{
    Actor, Bilingual, ChangeProductError, MOST_PICTURES, Picture, ProductCase, ProductRecord,
    Products,
};
use crate::failure::{Failure, Kind};
use crate::ids::{ProductId, UploadId};
use crate::images::{self, ImageKind, ImageSize, Images, Upload, UploadError};
use crate::{Clock, StoreError};

/// Why a picture is not attached.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    #[error(transparent)]
    Upload(#[from] UploadError),
    #[error(transparent)]
    Product(#[from] ChangeProductError),
}

impl From<StoreError> for PictureError {
    fn from(error: StoreError) -> Self {
        Self::Upload(error.into())
    }
}

impl Failure for PictureError {
    fn kind(&self) -> Kind {
        match self {
            Self::Upload(error) => error.kind(),
            Self::Product(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Upload(error) => error.code(),
            Self::Product(error) => error.code(),
        }
    }
}

/// The key is under the product's own name: what was uploaded for one is not attached to another.
fn key(product: ProductId, upload: UploadId) -> String {
    format!("products/{product}/{upload}")
}

/// Lets staff upload a picture of the product, if it may have one more.
pub async fn upload(
    products: &impl Products,
    store: &impl Images,
    clock: &impl Clock,
    product: ProductId,
    kind: ImageKind,
    size: ImageSize,
) -> Result<(UploadId, Upload), PictureError> {
    let pictures = products.count_pictures(product).await?;
    if pictures.ok_or(ChangeProductError::NotFound)? >= MOST_PICTURES {
        return Err(ChangeProductError::TooManyImages.into());
    }
    let id = UploadId::generate(clock);
    let upload = store.upload(&key(product, id), kind, size, clock.now())?;
    Ok((id, upload))
}

/// Makes an upload the product's last picture, if it is one.
pub async fn attach(
    products: &impl Products,
    store: &impl Images,
    clock: &impl Clock,
    actor: &Actor,
    product: ProductId,
    upload: UploadId,
    alt: Bilingual,
) -> Result<ProductRecord, PictureError> {
    let key = key(product, upload);
    images::check(store, clock, &key).await?;
    let picture = Picture {
        id: upload,
        key,
        alt,
    };
    let decide = |case: &ProductCase| case.attach(picture);
    let attached = products.change(product, None, actor, clock.now(), decide);
    Ok(attached.await?)
}
