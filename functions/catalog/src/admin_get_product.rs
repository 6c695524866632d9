//! `GET /v1/admin/products/{id}`: a product with everything staff decide of it, drafts too.

use crate::AssortmentApp;
use crate::product_record_view::ProductRecordView;
use domain::catalog::assortment;
use domain::identity::Permission;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &AssortmentApp, request: Request) -> Result<Reply, Problem> {
    app.desk.actor(&request, Permission::CatalogWrite).await?;
    let product = assortment::show(&app.products, request.path("id")?).await?;
    let view = ProductRecordView::new(&product, &app.urls);
    Ok(Reply::ok(&view).version(product.version))
}
