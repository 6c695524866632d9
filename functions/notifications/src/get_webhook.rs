//! `GET /v1/admin/webhooks/{id}`: a partner's address, and how it fares.

use crate::WebhooksApp;
use domain::identity::Permission;
use domain::notifications::webhooks::{WebhookError, Webhooks};
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &WebhooksApp, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::WebhooksManage).await?;
    let id = request.path("id")?;
    let webhook = app.webhooks.find(id).await?.ok_or(WebhookError::NotFound)?;
    Ok(Reply::ok(&webhook).version(webhook.version))
}
