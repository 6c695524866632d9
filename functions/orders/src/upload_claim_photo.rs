//! `POST /v1/orders/{code}/claims/photos`: lets whoever may claim upload a picture; it is shown to staff once a claim
//! names it.

use crate::visible_order::visible_order;
use domain::SystemClock;
use domain::ids::UploadId;
use domain::images::{ImageKind, ImageSize};
use domain::orders::claims;
use postgres::{PgClaims, PgOrders};
use runtime::{Auth, Fields, Links, Problem, Reply, Request};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use storage::S3Images;
use time::OffsetDateTime;

config::app! {
    /// What an upload needs.
    pub struct App {
        auth: Auth,
        links: Links,
        orders: PgOrders,
        claims: PgClaims,
        images: S3Images,
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
    let order = visible_order(&app.auth, &app.links, &app.orders, &request).await?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let Some(size) = fields.take("/bytes", ImageSize::new(body.bytes)) else {
        return Err(fields.problem());
    };
    let kind = body.content_type;
    let (upload_id, upload) =
        claims::upload(&app.claims, &app.images, &SystemClock, &order, kind, size).await?;
    Ok(Reply::created(&UploadView {
        upload_id,
        url: upload.url,
        method: "PUT",
        headers: upload.headers.into_iter().collect(),
        expires_at: upload.expires_at,
    }))
}
