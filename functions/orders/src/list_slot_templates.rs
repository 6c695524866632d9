//! `GET /v1/admin/delivery/slot-templates`: the windows that come again every week, zone by zone.

use crate::SlotTemplatesApp;
use domain::identity::Permission;
use domain::ids::ZoneId;
use domain::orders::SlotTemplates;
use runtime::{PageView, Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    zone_id: Option<ZoneId>,
    limit: Option<u8>,
    cursor: Option<String>,
}

pub async fn handle(app: &SlotTemplatesApp, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::OrdersFulfil).await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let found = app.templates.list(query.zone_id, page).await?;
    Ok(Reply::ok(&PageView::new(&found, |template| template)))
}
