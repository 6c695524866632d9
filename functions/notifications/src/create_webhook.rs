//! `POST /v1/admin/webhooks`: a partner's address, told of events from now on. Its secret is shown here and not again.

use crate::webhook_body::{NewWebhookBody, WebhookWithSecret};
use crate::{WebhookReach, WebhookSecrets};
use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::notifications::webhooks::desk;
use postgres::PgWebhooks;
use runtime::{Auth, Problem, Reply, Request};

config::app! {
    /// What a new address needs.
    pub struct App {
        auth: Auth,
        webhooks: PgWebhooks,
        secrets: WebhookSecrets,
        reach: WebhookReach,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::WebhooksManage).await?;
    let body: NewWebhookBody = request.json()?;
    let new = body.check(app.reach.reach())?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let webhook = desk::create(&app.webhooks, &SystemClock, &actor, new).await?;
    let view = WebhookWithSecret::new(&webhook, app.secrets.as_ref());
    Ok(Reply::created(&view).version(webhook.version))
}
