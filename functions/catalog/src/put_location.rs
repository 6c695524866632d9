//! `PUT /v1/admin/locations/{code}`: makes, renames, opens or closes a location.

use crate::InventoryApp;
use domain::SystemClock;
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
    let actor = app.desk.actor(&request, Permission::InventoryWrite).await?;
    let code = request.path("code")?;
    let body: Body = request.json()?;
    let wish = LocationWish {
        code,
        name: body.name,
        active: body.active,
        expected: request.expected_version(),
    };
    let (location, put) = app
        .desk
        .write(locations::put(&app.stock, &SystemClock, &actor, wish))
        .await?;
    let reply = match put {
        Put::Made => Reply::created(&location),
        Put::Changed | Put::Kept => Reply::ok(&location),
    };
    Ok(reply.version(location.version))
}
