//! `POST /v1/me/photo`: lets the user upload a picture; it is their photo once it is attached.

use domain::SystemClock;
use domain::identity::photo;
use domain::ids::UploadId;
use domain::images::{ImageKind, ImageSize};
use runtime::{Auth, Fields, Problem, Reply, Request};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use storage::S3Images;
use time::OffsetDateTime;

config::app! {
    /// What an upload needs.
    pub struct App {
        images: S3Images,
        auth: Auth,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    content_type: ImageKind,
    bytes: u64,
}

#[derive(Serialize)]
struct UploadView {
    upload_id: UploadId,
    url: String,
    method: &'static str,
    headers: BTreeMap<&'static str, String>,
    #[serde(with = "time::serde::rfc3339")]
    expires_at: OffsetDateTime,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let Some(size) = fields.take("/bytes", ImageSize::new(body.bytes)) else {
        return Err(fields.problem());
    };
    let (upload_id, upload) = photo::upload(
        &app.images,
        &SystemClock,
        caller.user,
        body.content_type,
        size,
    )?;
    Ok(Reply::created(&UploadView {
        upload_id,
        url: upload.url,
        method: "PUT",
        headers: upload.headers.into_iter().collect(),
        expires_at: upload.expires_at,
    }))
}
