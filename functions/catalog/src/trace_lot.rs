//! `GET /v1/admin/lots/{id}/trace`: where a lot came from and went, and who got of it.

use crate::InventoryApp;
use domain::catalog::Inventory;
use domain::identity::Permission;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &InventoryApp, request: Request) -> Result<Reply, Problem> {
    app.desk.actor(&request, Permission::InventoryWrite).await?;
    let trace = app.stock.trace(request.path("id")?).await?;
    Ok(Reply::ok(&trace))
}
