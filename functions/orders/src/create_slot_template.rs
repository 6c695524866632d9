//! `POST /v1/admin/delivery/slot-templates`: a window that comes again every week, with its slots of the days ahead.

use crate::SlotTemplatesApp;
use crate::slot_template_body::SlotTemplateBody;
use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::orders::slot_templates;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &SlotTemplatesApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::OrdersFulfil).await?;
    let body: SlotTemplateBody = request.json()?;
    let (zone, terms) = body.check()?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let template =
        slot_templates::create(&app.templates, &SystemClock, &actor, zone, terms).await?;
    Ok(Reply::created(&template).version(template.version))
}
