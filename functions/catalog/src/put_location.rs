//! `PUT /v1/admin/locations/{code}`: makes, renames, opens or closes a location.

use crate::InventoryApp;
use domain::SystemClock;
use domain::catalog::Actor;
use domain::catalog::locations::{self, LocationWish, Put};
use domain::identity::Permission;
use runtime::{Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    name: String,
    active: bool,
}

pub async fn handle(app: &InventoryApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::InventoryWrite).await?;
    let code = request.path("code")?;
    let body: Body = request.json()?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let wish = LocationWish {
        code,
        name: body.name,
        active: body.active,
        expected: request.expected_version(),
    };
    let (location, put) = locations::put(&app.stock, &SystemClock, &actor, wish).await?;
    let reply = match put {
        Put::Made => Reply::created(&location),
        Put::Changed | Put::Kept => Reply::ok(&location),
    };
    Ok(reply.version(location.version))
}
