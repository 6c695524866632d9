//! `GET /v1/admin/delivery/zones`: every zone with its postcodes, in order of name.

use crate::ZonesApp;
use domain::identity::Permission;
use domain::orders::Zones;
use runtime::{PageView, Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    limit: Option<u8>,
    cursor: Option<String>,
}

pub async fn handle(app: &ZonesApp, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::OrdersFulfil).await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let found = app.zones.list(page).await?;
    Ok(Reply::ok(&PageView::new(&found, |zone| zone)))
}
