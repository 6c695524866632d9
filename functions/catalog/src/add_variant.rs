//! `POST /v1/admin/products/{id}/variants`: another way to buy a product.

use crate::StaffApp;
use crate::variant_body::VariantBody;
use domain::SystemClock;
use domain::catalog::products;
use domain::identity::Permission;
use domain::ids::ProductId;
use runtime::{Fields, Problem, Reply, Request};

pub async fn handle(app: &StaffApp, request: Request) -> Result<Reply, Problem> {
    let actor = app.desk.actor(&request, Permission::CatalogWrite).await?;
    let product: ProductId = request.path("id")?;
    let body: VariantBody = request.json()?;
    let mut fields = Fields::default();
    let Some(variant) = body.check("", &mut fields) else {
        return Err(fields.problem());
    };
    let added = products::add_variant(&app.products, &SystemClock, &actor, product, &variant);
    let variant = app.desk.write(added).await?;
    Ok(Reply::created(&variant).version(variant.version))
}
