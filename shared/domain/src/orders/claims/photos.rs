//! Pictures of what is claimed: for staff alone, never on a public address.

use super::Claims;
use super::filing::{ClaimError, check_time};
use crate::Clock;
use crate::ids::{OrderId, UploadId};
use crate::images::{ImageKind, ImageSize, Images, Upload};
use crate::orders::Order;

/// Of one claim.
pub const MOST_PHOTOS: usize = 5;

/// The key of a picture. It is under the order's own name: nobody shows what was uploaded for another's.
#[must_use]
pub fn photo_key(order: OrderId, photo: UploadId) -> String {
    format!("claims/{order}/{photo}")
}

/// Lets whoever may claim upload a picture.
pub async fn upload(
    claims: &impl Claims,
    images: &impl Images,
    clock: &impl Clock,
    order: &Order,
    kind: ImageKind,
    size: ImageSize,
) -> Result<(UploadId, Upload), ClaimError> {
    let now = clock.now();
    check_time(order, &claims.standing(order.id).await?, now)?;
    let id = UploadId::generate(clock);
    let upload = images.upload(&photo_key(order.id, id), kind, size, now)?;
    Ok((id, upload))
}
