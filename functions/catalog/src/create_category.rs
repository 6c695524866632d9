//! `POST /v1/admin/categories`: a new category, at the top or below another.

use crate::CategoriesApp;
use crate::category_body::CategoryBody;
use domain::SystemClock;
use domain::catalog::category;
use domain::identity::Permission;
use domain::ids::CategoryId;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &CategoriesApp, request: Request) -> Result<Reply, Problem> {
    let actor = app.desk.actor(&request, Permission::CatalogWrite).await?;
    let body: CategoryBody = request.json()?;
    let category = body.check(CategoryId::generate(&SystemClock))?;
    let added = category::add(&app.categories, &SystemClock, &actor, &category);
    let category = app.desk.write(added).await?;
    Ok(Reply::created(&category).version(category.version))
}
