//! `POST /v1/admin/products/{id}/images`: lets staff upload a picture of a product, and attaches it once it is there.

use crate::Desk;
use crate::product_record_view::ProductRecordView;
use domain::catalog::{Actor, Bilingual, pictures};
use domain::identity::Permission;
use domain::ids::{ProductId, UploadId};
use domain::images::{ImageKind, ImageSize};
use domain::{Invalid, SystemClock};
use postgres::PgProducts;
use runtime::{Fields, Problem, Reply, Request};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use storage::{ImageUrls, S3Images};
use time::OffsetDateTime;

config::app! {
    /// What a picture needs.
    pub struct App {
        desk: Desk,
        products: PgProducts,
        images: S3Images,
        urls: ImageUrls,
    }
}

/// Before the upload what is to be uploaded, after it what was.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    content_type: Option<ImageKind>,
    bytes: Option<u64>,
    upload_id: Option<UploadId>,
    /// What the picture shows, for those who do not see it.
    alt: Option<Bilingual>,
}

#[derive(Serialize)]
struct TicketView {
    upload_id: UploadId,
    upload: UploadView,
}

#[derive(Serialize)]
struct UploadView {
    url: String,
    method: &'static str,
    headers: BTreeMap<&'static str, String>,
    #[serde(with = "time::serde::rfc3339")]
    expires_at: OffsetDateTime,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let actor = app.desk.actor(&request, Permission::CatalogWrite).await?;
    let product = request.path("id")?;
    match request.json()? {
        Body {
            content_type: Some(kind),
            bytes: Some(bytes),
            upload_id: None,
            alt: None,
        } => upload(app, product, kind, bytes).await,
        Body {
            content_type: None,
            bytes: None,
            upload_id: Some(upload),
            alt,
        } => attach(app, &actor, product, upload, alt.unwrap_or_default()).await,
        _ => {
            let mut fields = Fields::default();
            fields.take("", Err::<(), _>(Invalid("upload_or_attach")));
            Err(fields.problem())
        }
    }
}

async fn upload(
    app: &App,
    product: ProductId,
    kind: ImageKind,
    bytes: u64,
) -> Result<Reply, Problem> {
    let mut fields = Fields::default();
    let Some(size) = fields.take("/bytes", ImageSize::new(bytes)) else {
        return Err(fields.problem());
    };
    let (upload_id, upload) = pictures::upload(
        &app.products,
        &app.images,
        &SystemClock,
        product,
        kind,
        size,
    )
    .await?;
    let upload = UploadView {
        url: upload.url,
        method: "PUT",
        headers: upload.headers.into_iter().collect(),
        expires_at: upload.expires_at,
    };
    Ok(Reply::created(&TicketView { upload_id, upload }))
}

async fn attach(
    app: &App,
    actor: &Actor,
    product: ProductId,
    upload: UploadId,
    alt: Bilingual,
) -> Result<Reply, Problem> {
    let mut fields = Fields::default();
    let Some(alt) = fields.take("/alt", Bilingual::caption(&alt.id, &alt.en)) else {
        return Err(fields.problem());
    };
    let attached = pictures::attach(
        &app.products,
        &app.images,
        &SystemClock,
        actor,
        product,
        upload,
        alt,
    );
    let product = app.desk.write(attached).await?;
    let view = ProductRecordView::new(&product, &app.urls);
    Ok(Reply::ok(&view).version(product.version))
}
