//! `DELETE /v1/admin/categories/{id}`: a category on which nothing is goes.

use crate::CategoriesApp;
use domain::SystemClock;
use domain::catalog::category;
use domain::identity::Permission;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &CategoriesApp, request: Request) -> Result<Reply, Problem> {
    let actor = app.desk.actor(&request, Permission::CatalogWrite).await?;
    let id = request.path("id")?;
    let expected = request.expected_version();
    let removed = category::remove(&app.categories, &SystemClock, &actor, id, &expected);
    app.desk.write(removed).await?;
    Ok(Reply::no_content())
}
