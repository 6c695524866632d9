//! `DELETE /v1/me/photo`: leaves the user without a photo.

use domain::SystemClock;
use domain::identity::photo;
use postgres::{PgDiscardedImages, PgProfiles};
use runtime::{Auth, Problem, Reply, Request};
use storage::S3Images;

config::app! {
    /// What removing a photo needs.
    pub struct App {
        profiles: PgProfiles,
        discarded: PgDiscardedImages,
        images: S3Images,
        auth: Auth,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let origin = request.origin();
    photo::remove(
        &app.profiles,
        &app.discarded,
        &app.images,
        &SystemClock,
        caller.user,
        &origin,
    )
    .await?;
    Ok(Reply::no_content())
}
