//! `POST /v1/admin/webhooks/{id}/secret`: another secret, shown here and not again; the one before signs too for a day.

use crate::WebhookSecrets;
use crate::webhook_body::WebhookWithSecret;
use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::notifications::webhooks::desk;
use postgres::PgWebhooks;
use runtime::{Auth, Problem, Reply, Request};

config::app! {
    /// What another secret needs.
    pub struct App {
        auth: Auth,
        webhooks: PgWebhooks,
        secrets: WebhookSecrets,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::WebhooksManage).await?;
    let id = request.path("id")?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let expected = request.expected_version();
    let webhook = desk::rotate_secret(&app.webhooks, &SystemClock, &actor, id, &expected).await?;
    let view = WebhookWithSecret::new(&webhook, app.secrets.as_ref());
    Ok(Reply::ok(&view).version(webhook.version))
}
