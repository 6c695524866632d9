//! `GET /v1/admin/categories`: every category, shown or not, in the order of the tree.

use crate::CategoriesApp;
use domain::catalog::{Categories, CategoryRecord};
use domain::identity::Permission;
use runtime::{Problem, Reply, Request};
use serde::Serialize;

#[derive(Serialize)]
struct List {
    items: Vec<CategoryRecord>,
}

/// A shop has few categories: one page holds them.
pub async fn handle(app: &CategoriesApp, request: Request) -> Result<Reply, Problem> {
    app.desk.actor(&request, Permission::CatalogWrite).await?;
    let items = app.categories.all().await?;
    Ok(Reply::ok(&List { items }))
}
