//! `GET /v1/admin/couriers`: who may bring orders, by name.

use crate::CouriersApp;
use domain::identity::Permission;
use domain::orders::Couriers;
use runtime::{PageView, Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    limit: Option<u8>,
    cursor: Option<String>,
}

pub async fn handle(app: &CouriersApp, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::OrdersFulfil).await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let found = app.couriers.list(page).await?;
    Ok(Reply::ok(&PageView::new(&found, |courier| courier)))
}
