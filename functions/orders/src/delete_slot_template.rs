//! `DELETE /v1/admin/delivery/slot-templates/{id}`: a window comes no more; orders placed in it stay.

use crate::SlotTemplatesApp;
use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::orders::slot_templates;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &SlotTemplatesApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::OrdersFulfil).await?;
    let id = request.path("id")?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let expected = request.expected_version();
    slot_templates::delete(&app.templates, &SystemClock, &actor, id, &expected).await?;
    Ok(Reply::no_content())
}
