//! A user's photo: uploaded by their own device, attached once it was looked at.

use super::Origin;
use super::profile::{self, Profile, ProfileError, Profiles};
use crate::failure::{Failure, Kind};
use crate::ids::{UploadId, UserId};
use crate::images::{self, DiscardedImages, ImageKind, ImageSize, Images, Upload, UploadError};
use crate::{Clock, StoreError};

/// Why a photo is not attached.
#[derive(Debug, thiserror::Error)]
pub enum PhotoError {
    #[error("the token's user is gone")]
    NoSuchUser,
    #[error(transparent)]
    Upload(#[from] UploadError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ProfileError> for PhotoError {
    fn from(error: ProfileError) -> Self {
        match error {
            ProfileError::NoSuchUser => Self::NoSuchUser,
            ProfileError::Store(error) => Self::Store(error),
        }
    }
}

impl Failure for PhotoError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchUser => Kind::NotFound,
            Self::Upload(error) => error.kind(),
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchUser => "user_not_found",
            Self::Upload(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}

/// The key is under the user's own name: nobody attaches what another has uploaded.
fn key(user: UserId, upload: UploadId) -> String {
    format!("photos/{user}/{upload}")
}

/// Lets the user upload a photo.
pub fn upload(
    images: &impl Images,
    clock: &impl Clock,
    user: UserId,
    kind: ImageKind,
    size: ImageSize,
) -> Result<(UploadId, Upload), StoreError> {
    let id = UploadId::generate(clock);
    let upload = images.upload(&key(user, id), kind, size, clock.now())?;
    Ok((id, upload))
}

/// Makes an upload the user's photo, if it is a picture; the photo before it goes.
pub async fn attach(
    profiles: &impl Profiles,
    discarded: &impl DiscardedImages,
    store: &impl Images,
    clock: &impl Clock,
    user: UserId,
    upload: UploadId,
    origin: &Origin,
) -> Result<Profile, PhotoError> {
    let key = key(user, upload);
    images::check(store, clock, &key).await?;
    let before = profiles
        .set_photo(user, Some(&key), origin, clock.now())
        .await?;
    let before = before.ok_or(PhotoError::NoSuchUser)?;
    if let Some(before) = before.photo.filter(|before| *before != key) {
        images::discard(discarded, store, clock, &[before]).await;
    }
    Ok(profile::get(profiles, user).await?)
}

/// Leaves the user without a photo.
pub async fn remove(
    profiles: &impl Profiles,
    discarded: &impl DiscardedImages,
    store: &impl Images,
    clock: &impl Clock,
    user: UserId,
    origin: &Origin,
) -> Result<(), PhotoError> {
    let before = profiles.set_photo(user, None, origin, clock.now()).await?;
    if let Some(photo) = before.ok_or(PhotoError::NoSuchUser)?.photo {
        images::discard(discarded, store, clock, &[photo]).await;
    }
    Ok(())
}
