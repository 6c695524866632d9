//! `GET /v1/admin/webhooks/{id}/deliveries`: what was sent to a partner's address, or is to be, the newest first.

use crate::WebhooksApp;
use domain::identity::Permission;
use domain::notifications::webhooks::desk::{self, DeliveryStatus};
use runtime::{PageView, Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    status: Option<DeliveryStatus>,
    limit: Option<u8>,
    cursor: Option<String>,
}

pub async fn handle(app: &WebhooksApp, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::WebhooksManage).await?;
    let id = request.path("id")?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let found = desk::deliveries(&app.webhooks, id, query.status, page).await?;
    Ok(Reply::ok(&PageView::new(&found, |delivery| delivery)))
}
