//! `PUT /v1/admin/delivery/zones/{id}`: a zone's postcodes and terms from now on; orders keep what they were placed on.

use crate::ZonesApp;
use crate::zone_body::ZoneBody;
use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::orders::zones;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &ZonesApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::OrdersFulfil).await?;
    let id = request.path("id")?;
    let body: ZoneBody = request.json()?;
    let wanted = body.check()?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let expected = request.expected_version();
    let zone = zones::redefine(&app.zones, &SystemClock, &actor, id, &expected, wanted).await?;
    Ok(Reply::ok(&zone).version(zone.version))
}
