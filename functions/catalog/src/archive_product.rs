//! `DELETE /v1/admin/products/{id}`: a product is sold no more; orders keep what they tell of it.

use crate::StaffApp;
use domain::SystemClock;
use domain::catalog::assortment;
use domain::identity::Permission;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &StaffApp, request: Request) -> Result<Reply, Problem> {
    let actor = app.desk.actor(&request, Permission::CatalogWrite).await?;
    let id = request.path("id")?;
    let expected = request.expected_version();
    let archived = assortment::archive(&app.products, &SystemClock, &actor, id, &expected);
    app.desk.write(archived).await?;
    Ok(Reply::no_content())
}
