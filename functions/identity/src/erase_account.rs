//! `DELETE /v1/me`: the user goes, with everything that tells of a person.

use domain::identity::erasure;
use domain::{SystemClock, images};
use messaging::Publisher;
use postgres::{PgDiscardedImages, PgProfiles};
use runtime::{Auth, Problem, Reply, Request};
use storage::S3Images;

config::app! {
    /// What going takes.
    pub struct App {
        profiles: PgProfiles,
        discarded: PgDiscardedImages,
        images: S3Images,
        publisher: Publisher,
        auth: Auth,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let origin = request.origin();
    let erased = erasure::erase(
        &app.profiles,
        &app.publisher,
        &SystemClock,
        caller.user,
        &origin,
    )
    .await?;
    app.auth.cut_access(&[erased.cut]).await;
    let photo = erased.photo.as_slice();
    images::discard(&app.discarded, &app.images, &SystemClock, photo).await;
    Ok(Reply::no_content())
}
