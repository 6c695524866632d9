//! `POST /v1/admin/delivery/zones`: a new zone.

use crate::ZonesApp;
use crate::zone_body::ZoneBody;
use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::orders::zones;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &ZonesApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::OrdersFulfil).await?;
    let body: ZoneBody = request.json()?;
    let wanted = body.check()?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let zone = zones::create(&app.zones, &SystemClock, &actor, wanted).await?;
    Ok(Reply::created(&zone).version(zone.version))
}
