//! A user's photo: uploaded by their own device, attached once it was looked at.

use super::Origin;
use super::profile::{self, Profile, ProfileError, Profiles};
use crate::failure::{Failure, Kind};
use crate::ids::{UploadId, UserId};
use crate::images::{ImageKind, ImageSize, Images, Upload};
use crate::{Clock, StoreError};

/// Discarded photos taken away at once.
const AT_ONCE: i64 = 100;

/// Why a photo is not attached.
#[derive(Debug, thiserror::Error)]
pub enum PhotoError {
    #[error("the token's user is gone")]
    NoSuchUser,
    /// Nothing was uploaded, or it is another's.
    #[error("there is no such upload")]
    NoSuchUpload,
    #[error("the upload is empty or too large")]
    BadSize,
    /// Or it is not the kind of picture that was announced.
    #[error("the upload is not the picture it says it is")]
    NotAnImage,
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
            Self::NoSuchUser | Self::NoSuchUpload => Kind::NotFound,
            Self::BadSize | Self::NotAnImage => Kind::Rule,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchUser => "user_not_found",
            Self::NoSuchUpload => "upload_not_found",
            Self::BadSize => "invalid_image_size",
            Self::NotAnImage => "not_an_image",
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
    images: &impl Images,
    clock: &impl Clock,
    user: UserId,
    upload: UploadId,
    origin: &Origin,
) -> Result<Profile, PhotoError> {
    let (key, now) = (key(user, upload), clock.now());
    let uploaded = images.look(&key, now).await?;
    let uploaded = uploaded.ok_or(PhotoError::NoSuchUpload)?;
    if ImageSize::new(uploaded.bytes).is_err() {
        return Err(PhotoError::BadSize);
    }
    if uploaded.found.is_none() || uploaded.found != uploaded.announced {
        return Err(PhotoError::NotAnImage);
    }
    let before = profiles.set_photo(user, Some(&key), origin, now).await?;
    let before = before.ok_or(PhotoError::NoSuchUser)?;
    if let Some(before) = before.photo.filter(|before| *before != key) {
        discard(profiles, images, clock, &before).await;
    }
    Ok(profile::get(profiles, user).await?)
}

/// Leaves the user without a photo.
pub async fn remove(
    profiles: &impl Profiles,
    images: &impl Images,
    clock: &impl Clock,
    user: UserId,
    origin: &Origin,
) -> Result<(), PhotoError> {
    let before = profiles.set_photo(user, None, origin, clock.now()).await?;
    if let Some(photo) = before.ok_or(PhotoError::NoSuchUser)?.photo {
        discard(profiles, images, clock, &photo).await;
    }
    Ok(())
}

/// Takes a photo away that nobody shows any more. What does not go now is on record, and goes with
/// [`clear_discarded`].
pub async fn discard(
    profiles: &impl Profiles,
    images: &impl Images,
    clock: &impl Clock,
    photo: &str,
) {
    if images.remove(photo, clock.now()).await.is_ok() {
        let _ = profiles.forget_photos(&[photo]).await;
    }
}

/// Takes all photos away that nobody shows any more, and answers how many.
pub async fn clear_discarded(
    profiles: &impl Profiles,
    images: &impl Images,
    clock: &impl Clock,
) -> Result<usize, StoreError> {
    let mut cleared = 0;
    loop {
        let photos = profiles.discarded_photos(AT_ONCE).await?;
        if photos.is_empty() {
            return Ok(cleared);
        }
        for photo in &photos {
            images.remove(photo, clock.now()).await?;
            profiles.forget_photos(&[photo]).await?;
        }
        cleared += photos.len();
    }
}
