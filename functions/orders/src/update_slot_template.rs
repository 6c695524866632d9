//! `PUT /v1/admin/delivery/slot-templates/{id}`: a weekly window as it is from now on, and its slots ahead as far as
//! their orders allow.

use crate::SlotTemplatesApp;
use crate::slot_template_body::SlotTemplateBody;
use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::orders::slot_templates;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &SlotTemplatesApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::OrdersFulfil).await?;
    let id = request.path("id")?;
    let body: SlotTemplateBody = request.json()?;
    let wanted = body.check()?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let expected = request.expected_version();
    let (templates, clock) = (&app.templates, &SystemClock);
    let template =
        slot_templates::redefine(templates, clock, &actor, id, &expected, wanted).await?;
    Ok(Reply::ok(&template).version(template.version))
}
