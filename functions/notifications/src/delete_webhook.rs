//! `DELETE /v1/admin/webhooks/{id}`: a partner is told of nothing more, and what waits goes too.

use crate::WebhooksApp;
use domain::SystemClock;
use domain::identity::{Actor, Permission};
use domain::notifications::webhooks::desk;
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &WebhooksApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::WebhooksManage).await?;
    let id = request.path("id")?;
    let actor = Actor {
        user: caller.user,
        origin: request.origin(),
    };
    let expected = request.expected_version();
    desk::delete(&app.webhooks, &SystemClock, &actor, id, &expected).await?;
    Ok(Reply::no_content())
}
