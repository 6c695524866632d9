//! `PUT /v1/admin/roles/{name}`: what a role allows from now on; its holders may do that at once.

use crate::RolesApp;
use crate::role_body::permissions;
use domain::SystemClock;
use domain::identity::roles::{self, RoleDefinition};
use domain::identity::{Actor, Permission};
use runtime::{Fields, Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    permissions: Vec<String>,
    requires_second_factor: bool,
}

pub async fn handle(app: &RolesApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::RolesManage).await?;
    let name = request.path("name")?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let Some(permissions) = permissions(&mut fields, &body.permissions) else {
        return Err(fields.problem());
    };
    let definition = RoleDefinition {
        permissions,
        requires_second_factor: body.requires_second_factor,
    };
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let (role, cuts) = roles::redefine(&app.roles, &SystemClock, &actor, &name, definition).await?;
    app.auth.cut_access(&cuts).await;
    Ok(Reply::ok(&role))
}
