//! `PATCH /v1/admin/products/{id}`: what a product is from now on, who sees it, and the order of its pictures.

use crate::Desk;
use crate::product_body::{name, origin, prose, shelf_life, tax_rate};
use crate::product_record_view::ProductRecordView;
use domain::catalog::{
    Bilingual, CategoryRef, ProductPatch, ProductStatus, Season, Slug, assortment,
};
use domain::identity::Permission;
use domain::ids::UploadId;
use domain::money::BasisPoints;
use domain::{Invalid, SystemClock, images};
use postgres::{PgDiscardedImages, PgProducts};
use runtime::{Fields, Problem, Reply, Request};
use serde::Deserialize;
use storage::{ImageUrls, S3Images};

config::app! {
    /// What changing a product needs: its pictures may go.
    pub struct App {
        desk: Desk,
        products: PgProducts,
        images: S3Images,
        discarded: PgDiscardedImages,
        urls: ImageUrls,
    }
}

/// What is not given stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    slug: Option<String>,
    /// Its slug or its id.
    category: Option<String>,
    name: Option<Bilingual>,
    description: Option<Bilingual>,
    storage_advice: Option<Bilingual>,
    origin: Option<String>,
    organic: Option<bool>,
    shelf_life_days: Option<i32>,
    season_months: Option<Vec<i32>>,
    tax_rate_bp: Option<BasisPoints>,
    status: Option<ProductStatus>,
    /// The pictures that stay, in their new order.
    images: Option<Vec<UploadId>>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let actor = app.desk.actor(&request, Permission::CatalogWrite).await?;
    let id = request.path("id")?;
    let body: Body = request.json()?;
    let (patch, expected) = (body.check()?, request.expected_version());
    let patched = assortment::patch(&app.products, &SystemClock, &actor, id, &patch, &expected);
    let (product, discarded) = app.desk.write(patched).await?;
    images::discard(&app.discarded, &app.images, &SystemClock, &discarded).await;
    let view = ProductRecordView::new(&product, &app.urls);
    Ok(Reply::ok(&view).version(product.version))
}

/// The checked value of a field that is given; a bad one is noted.
fn take<V, T>(
    fields: &mut Fields,
    pointer: &str,
    value: Option<V>,
    check: impl FnOnce(V) -> Result<T, Invalid>,
) -> Option<T> {
    value.and_then(|value| fields.take(pointer, check(value)))
}

impl Body {
    fn check(&self) -> Result<ProductPatch, Problem> {
        let fields = &mut Fields::default();
        let text = |text: &Option<String>| text.clone();
        let patch = ProductPatch {
            slug: take(fields, "/slug", text(&self.slug), |slug| Slug::parse(&slug)),
            category: take(fields, "/category", text(&self.category), |category| {
                CategoryRef::parse(&category)
            }),
            name: take(fields, "/name", self.name.as_ref(), name),
            description: take(fields, "/description", self.description.as_ref(), prose),
            storage_advice: take(
                fields,
                "/storage_advice",
                self.storage_advice.as_ref(),
                prose,
            ),
            origin: take(fields, "/origin", self.origin.as_deref(), origin),
            organic: self.organic,
            shelf_life_days: take(fields, "/shelf_life_days", self.shelf_life_days, shelf_life),
            season: take(
                fields,
                "/season_months",
                self.season_months.clone(),
                Season::parse,
            ),
            tax_rate: take(fields, "/tax_rate_bp", self.tax_rate_bp, tax_rate),
            status: self.status,
            images: self.images.clone(),
        };
        std::mem::take(fields).finish().map(|()| patch)
    }
}
