//! `GET /v1/admin/products`: all products, searched and filtered, the newest first.

use crate::AssortmentApp;
use domain::Fragment;
use domain::catalog::{
    AssortmentFilter, Bilingual, CategoryRef, ProductEntry, ProductStatus, Products,
};
use domain::identity::Permission;
use domain::ids::ProductId;
use runtime::{PageView, Problem, Reply, Request};
use serde::{Deserialize, Serialize};
use storage::ImageUrls;
use time::OffsetDateTime;
use time::serde::rfc3339;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    q: Option<Fragment>,
    status: Option<ProductStatus>,
    /// Its slug or its id.
    category: Option<CategoryRef>,
    limit: Option<u8>,
    cursor: Option<String>,
}

pub async fn handle(app: &AssortmentApp, request: Request) -> Result<Reply, Problem> {
    app.desk.actor(&request, Permission::CatalogWrite).await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let filter = AssortmentFilter {
        search: query.q,
        status: query.status,
        category: query.category,
    };
    let found = app.products.entries(&filter, &page).await?;
    let view = PageView::new(&found, |entry| EntryView::new(entry, &app.urls));
    Ok(Reply::ok(&view))
}

#[derive(Serialize)]
struct EntryView<'a> {
    id: ProductId,
    slug: &'a str,
    name: &'a Bilingual,
    category: &'a str,
    status: ProductStatus,
    image: Option<String>,
    skus: &'a [String],
    #[serde(with = "rfc3339")]
    created_at: OffsetDateTime,
    #[serde(with = "rfc3339")]
    updated_at: OffsetDateTime,
    version: i64,
}

impl<'a> EntryView<'a> {
    fn new(entry: &'a ProductEntry, urls: &ImageUrls) -> Self {
        Self {
            id: entry.id,
            slug: entry.slug.as_str(),
            name: &entry.name,
            category: entry.category.as_str(),
            status: entry.status,
            image: entry.image.as_deref().map(|key| urls.of(key)),
            skus: &entry.skus,
            created_at: entry.created_at,
            updated_at: entry.updated_at,
            version: entry.version,
        }
    }
}
