//! `PUT /v1/admin/categories/{id}`: a category becomes what is sent, wherever that moves it.

use crate::CategoriesApp;
use crate::category_body::CategoryBody;
use domain::SystemClock;
use domain::catalog::category;
use domain::identity::Permission;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &CategoriesApp, request: Request) -> Result<Reply, Problem> {
    let actor = app.desk.actor(&request, Permission::CatalogWrite).await?;
    let id = request.path("id")?;
    let body: CategoryBody = request.json()?;
    let wish = body.check(id)?;
    let expected = request.expected_version();
    let redefined = category::redefine(&app.categories, &SystemClock, &actor, &wish, &expected);
    let category = app.desk.write(redefined).await?;
    Ok(Reply::ok(&category).version(category.version))
}
