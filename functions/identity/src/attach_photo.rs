//! `PUT /v1/me/photo`: makes what the user has uploaded their photo, if it is a picture.

use crate::profile_view::ProfileView;
use domain::SystemClock;
use domain::identity::photo;
use domain::ids::UploadId;
use postgres::{PgDiscardedImages, PgProfiles};
use runtime::{Auth, Problem, Reply, Request};
use serde::Deserialize;
use storage::{ImageUrls, S3Images};

config::app! {
    /// What a new photo needs.
    pub struct App {
        profiles: PgProfiles,
        discarded: PgDiscardedImages,
        images: S3Images,
        urls: ImageUrls,
        auth: Auth,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    upload_id: UploadId,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let body: Body = request.json()?;
    let profile = photo::attach(
        &app.profiles,
        &app.discarded,
        &app.images,
        &SystemClock,
        caller.user,
        body.upload_id,
        &request.origin(),
    )
    .await?;
    Ok(Reply::ok(&ProfileView::new(&profile, &app.urls)))
}
