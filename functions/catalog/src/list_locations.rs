//! `GET /v1/admin/locations`: where goods lie.

use crate::InventoryApp;
use domain::catalog::locations::{LocationEntry, Locations};
use domain::identity::Permission;
use runtime::{Problem, Reply, Request};
use serde::Serialize;

#[derive(Serialize)]
struct LocationsView {
    items: Vec<LocationEntry>,
}

pub async fn handle(app: &InventoryApp, request: Request) -> Result<Reply, Problem> {
    app.desk.actor(&request, Permission::InventoryWrite).await?;
    let items = app.stock.list().await?;
    Ok(Reply::ok(&LocationsView { items }))
}
