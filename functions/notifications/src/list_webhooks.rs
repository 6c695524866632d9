//! `GET /v1/admin/webhooks`: partners' addresses, the newest first.

use crate::WebhooksApp;
use domain::identity::Permission;
use domain::notifications::webhooks::Webhooks;
use runtime::{PageView, Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    limit: Option<u8>,
    cursor: Option<String>,
}

pub async fn handle(app: &WebhooksApp, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::WebhooksManage).await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let found = app.webhooks.list(page).await?;
    Ok(Reply::ok(&PageView::new(&found, |webhook| webhook)))
}
