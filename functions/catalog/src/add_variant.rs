//! `POST /v1/admin/products/{id}/variants`: another way to buy a product.

use crate::StaffApp;
use crate::variant_body::{VariantBody, VariantView};
use domain::catalog::{Actor, Products};
use domain::identity::Permission;
use domain::ids::ProductId;
use domain::{Clock, SystemClock};
use runtime::{Fields, Problem, Reply, Request};

pub async fn handle(app: &StaffApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::CatalogWrite).await?;
    let product: ProductId = request.path("id")?;
    let body: VariantBody = request.json()?;
    let mut fields = Fields::default();
    let Some(variant) = body.check("", &mut fields) else {
        return Err(fields.problem());
    };
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    app.products
        .add_variant(product, &variant, &actor, SystemClock.now())
        .await?;
    Ok(Reply::created(&VariantView::from(&variant)))
}
