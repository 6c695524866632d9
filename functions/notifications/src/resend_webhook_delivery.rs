//! `POST /v1/admin/webhooks/{id}/deliveries/{delivery_id}/resend`: a message once more, as if for the first time.

use crate::WebhooksApp;
use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::notifications::webhooks::desk;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &WebhooksApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::WebhooksManage).await?;
    let webhook = request.path("id")?;
    let delivery = request.path("delivery_id")?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let resent = desk::resend(&app.webhooks, &SystemClock, &actor, webhook, delivery).await?;
    Ok(Reply::accepted_as(&resent))
}
