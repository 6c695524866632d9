//! `POST /v1/admin/webhooks/{id}/test`: a message that tells of nothing, sent within a minute.

use crate::WebhooksApp;
use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::ids::EventId;
use domain::notifications::webhooks::desk;
use runtime::{Problem, Reply, Request};
use serde::Serialize;

/// What the message will be known by.
#[derive(Serialize)]
struct View {
    id: EventId,
}

pub async fn handle(app: &WebhooksApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::WebhooksManage).await?;
    let webhook = request.path("id")?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let id = desk::test(&app.webhooks, &SystemClock, &actor, webhook).await?;
    Ok(Reply::accepted_as(&View { id }))
}
