//! `GET /v1/admin/roles`: every role, what it allows and how many have it.

use crate::RolesApp;
use domain::identity::Permission;
use domain::identity::roles::{HeldRole, Roles};
use runtime::{Problem, Reply, Request};
use serde::Serialize;

#[derive(Serialize)]
struct List {
    items: Vec<HeldRole>,
}

/// A shop has few roles: one page holds them.
pub async fn handle(app: &RolesApp, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::RolesManage).await?;
    let items = app.roles.list().await?;
    Ok(Reply::ok(&List { items }))
}
