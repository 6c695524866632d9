//! Pictures: uploaded by people's own devices, looked at before they are believed, then shown to everybody.

use crate::failure::{Failure, Invalid, Kind};
use crate::named::named;
use crate::{Clock, StoreError};
use time::{Duration, OffsetDateTime};

/// 5 MiB: more than a telephone's camera makes of a face or a cabbage.
pub const MAX_BYTES: u64 = 5 * 1024 * 1024;

/// How long an upload may begin.
pub const UPLOAD_LIFETIME: Duration = Duration::minutes(15);

named! {
    /// A kind of picture, by its media type.
    ImageKind {
        Jpeg = "image/jpeg",
        Png = "image/png",
        Webp = "image/webp",
    }
}

impl ImageKind {
    /// How many of a picture's first bytes tell its kind.
    pub const TELLING_BYTES: usize = 12;

    /// What the first bytes say the picture is, whatever it is called; `None` if it is none of ours.
    #[must_use]
    pub fn sniff(first: &[u8]) -> Option<Self> {
        match first {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Some(Self::Webp),
            _ => None,
        }
    }
}

/// How long an address is good at which a private picture is shown.
pub const SHOWN_FOR: Duration = Duration::minutes(5);

/// Discarded pictures taken away at once.
const AT_ONCE: i64 = 100;

/// A picture's length in bytes: something, and at most [`MAX_BYTES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageSize(u64);

impl ImageSize {
    pub fn new(bytes: u64) -> Result<Self, Invalid> {
        if (1..=MAX_BYTES).contains(&bytes) {
            Ok(Self(bytes))
        } else {
            Err(Invalid("invalid_image_size"))
        }
    }

    #[must_use]
    pub const fn bytes(self) -> u64 {
        self.0
    }
}

/// How one picture is uploaded: a `PUT` of it, with these headers, to this address.
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    /// Whoever has it may upload: never shown in a log.
    pub url: String,
    pub headers: Vec<(&'static str, String)>,
    pub expires_at: OffsetDateTime,
}

/// What was uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uploaded {
    pub bytes: u64,
    /// What it was called; that is what it would be shown as.
    pub announced: Option<ImageKind>,
    /// What its first bytes say.
    pub found: Option<ImageKind>,
}

/// Where pictures are kept. Keys are made of ids and slashes.
pub trait Images: Send + Sync {
    /// Lets somebody upload one picture of this kind and size, once, within [`UPLOAD_LIFETIME`].
    fn upload(
        &self,
        key: &str,
        kind: ImageKind,
        size: ImageSize,
        now: OffsetDateTime,
    ) -> Result<Upload, StoreError>;

    /// An address at which the picture is shown to whoever has it, for [`SHOWN_FOR`].
    fn show(&self, key: &str, now: OffsetDateTime) -> Result<String, StoreError>;

    /// What was uploaded under the key; `None` when nothing was.
    async fn look(&self, key: &str, now: OffsetDateTime) -> Result<Option<Uploaded>, StoreError>;

    /// Takes the picture away, if it is there.
    async fn remove(&self, key: &str, now: OffsetDateTime) -> Result<(), StoreError>;
}

/// Which pictures nobody shows any more, and are there still.
pub trait DiscardedImages: Send + Sync {
    /// Their keys, of those discarded first.
    async fn oldest(&self, limit: i64) -> Result<Vec<String>, StoreError>;

    /// The picture is gone.
    async fn forget(&self, key: &str) -> Result<(), StoreError>;
}

/// Why an upload is not taken for a picture.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
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

impl Failure for UploadError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchUpload => Kind::NotFound,
            Self::BadSize | Self::NotAnImage => Kind::Rule,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchUpload => "upload_not_found",
            Self::BadSize => "invalid_image_size",
            Self::NotAnImage => "not_an_image",
            Self::Store(error) => error.code(),
        }
    }
}

/// Whether what was uploaded under the key is a picture such as the shop shows.
pub async fn check(images: &impl Images, clock: &impl Clock, key: &str) -> Result<(), UploadError> {
    let uploaded = images.look(key, clock.now()).await?;
    let uploaded = uploaded.ok_or(UploadError::NoSuchUpload)?;
    if ImageSize::new(uploaded.bytes).is_err() {
        return Err(UploadError::BadSize);
    }
    if uploaded.found.is_none() || uploaded.found != uploaded.announced {
        return Err(UploadError::NotAnImage);
    }
    Ok(())
}

/// Takes pictures away that nobody shows any more. What does not go now is on record, and goes with
/// [`clear_discarded`]: somebody waits, so that the first that does not go is the last that is tried.
pub async fn discard(
    discarded: &impl DiscardedImages,
    images: &impl Images,
    clock: &impl Clock,
    keys: &[String],
) {
    for key in keys {
        if images.remove(key, clock.now()).await.is_err() {
            return;
        }
        let _ = discarded.forget(key).await;
    }
}

/// Takes all pictures away that nobody shows any more, and answers how many.
pub async fn clear_discarded(
    discarded: &impl DiscardedImages,
    images: &impl Images,
    clock: &impl Clock,
) -> Result<usize, StoreError> {
    let mut cleared = 0;
    loop {
        let keys = discarded.oldest(AT_ONCE).await?;
        if keys.is_empty() {
            return Ok(cleared);
        }
        for key in &keys {
            images.remove(key, clock.now()).await?;
            discarded.forget(key).await?;
        }
        cleared += keys.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_a_pictures_kind() {
        for (first, kind) in [
            (
                &b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01"[..],
                Some(ImageKind::Jpeg),
            ),
            (b"\xff\xd8\xff", Some(ImageKind::Jpeg)),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some(ImageKind::Png)),
            (b"RIFF\x24\0\0\0WEBPVP8 ", Some(ImageKind::Webp)),
            (b"RIFF\x24\0\0\0WAVEfmt ", None),
            (b"RIFF\x24\0\0\0WEB", None),
            (b"\x89PNG\n\n\x1a\n", None),
            (b"\xff\xd8", None),
            (b"GIF89a", None),
            (b"<svg xmlns=", None),
            (b"<!DOCTYPE html>", None),
            (b"", None),
        ] {
            assert_eq!(ImageKind::sniff(first), kind, "{first:?}");
            assert!(first.len() <= 16, "{first:?}");
        }
    }

    #[test]
    fn a_picture_is_something_and_not_too_much() {
        for (bytes, is_good) in [
            (0, false),
            (1, true),
            (MAX_BYTES, true),
            (MAX_BYTES + 1, false),
        ] {
            assert_eq!(ImageSize::new(bytes).is_ok(), is_good, "{bytes}");
        }
    }
}
