//! `POST /v1/admin/roles`: a new role.

use crate::RolesApp;
use crate::role_body::permissions;
use domain::SystemClock;
use domain::identity::roles::{self, RoleDefinition};
use domain::identity::{Actor, Permission, RoleName};
use runtime::{Fields, Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    name: String,
    permissions: Vec<String>,
    #[serde(default)]
    requires_second_factor: bool,
}

pub async fn handle(app: &RolesApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::RolesManage).await?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let name = fields.take("/name", RoleName::parse(&body.name));
    let permissions = permissions(&mut fields, &body.permissions);
    let (Some(name), Some(permissions)) = (name, permissions) else {
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
    let role = roles::create(&app.roles, &SystemClock, &actor, &name, definition).await?;
    Ok(Reply::created(&role))
}
