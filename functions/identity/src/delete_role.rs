//! `DELETE /v1/admin/roles/{name}`: a role that nobody has goes.

use crate::RolesApp;
use domain::SystemClock;
use domain::identity::{Actor, Permission, roles};
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &RolesApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::RolesManage).await?;
    let name = request.path("name")?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    roles::delete(&app.roles, &SystemClock, &actor, &name).await?;
    Ok(Reply::no_content())
}
