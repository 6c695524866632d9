//! `PATCH /v1/admin/webhooks/{id}`: another address, other events, off or on. What waits goes on when it is on again.

use crate::WebhookReach;
use crate::webhook_body::WebhookBody;
use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::notifications::webhooks::desk;
use postgres::PgWebhooks;
use runtime::{Auth, Problem, Reply, Request};

config::app! {
    /// What a change of an address needs.
    pub struct App {
        auth: Auth,
        webhooks: PgWebhooks,
        reach: WebhookReach,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::WebhooksManage).await?;
    let id = request.path("id")?;
    let body: WebhookBody = request.json()?;
    let edit = body.check(app.reach.reach())?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let expected = request.expected_version();
    let webhook = desk::edit(&app.webhooks, &SystemClock, &actor, id, &expected, edit).await?;
    Ok(Reply::ok(&webhook).version(webhook.version))
}
