//! `DELETE /v1/admin/delivery/zones/{id}`: a zone that nothing hangs on goes.

use crate::ZonesApp;
use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::orders::zones;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &ZonesApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::OrdersFulfil).await?;
    let id = request.path("id")?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let expected = request.expected_version();
    zones::delete(&app.zones, &SystemClock, &actor, id, &expected).await?;
    Ok(Reply::no_content())
}
