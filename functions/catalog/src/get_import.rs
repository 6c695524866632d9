//! `GET /v1/admin/imports/{id}`: how far one of the caller's imports is, or how it ended.

use cache::RedisImports;
use domain::catalog::import::{ImportBoard, UnknownImport};
use domain::identity::Permission;
use domain::ids::ImportId;
use runtime::{Auth, Problem, Reply, Request};

config::app! {
    pub struct App {
        auth: Auth,
        board: RedisImports,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    const EITHER: [Permission; 2] = [Permission::CatalogWrite, Permission::InventoryWrite];
    let caller = app.auth.staff_with_any(&request, &EITHER).await?;
    let id: ImportId = request.path("id")?;
    let report = app.board.find(caller.user, id).await;
    Ok(Reply::ok(&report.ok_or(UnknownImport)?))
}
