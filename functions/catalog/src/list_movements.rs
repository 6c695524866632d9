//! `GET /v1/admin/inventory/movements`: the ledger, the newest first.

use crate::InventoryApp;
use domain::catalog::{Inventory, MovementFilter, MovementKind, Sku};
use domain::identity::Permission;
use domain::ids::LotId;
use domain::orders::OrderCode;
use runtime::{PageView, Problem, Reply, Request};
use serde::Deserialize;
use time::OffsetDateTime;
use time::serde::rfc3339;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    sku: Option<Sku>,
    lot: Option<LotId>,
    location: Option<String>,
    kind: Option<MovementKind>,
    order: Option<OrderCode>,
    #[serde(default, with = "rfc3339::option")]
    since: Option<OffsetDateTime>,
    #[serde(default, with = "rfc3339::option")]
    until: Option<OffsetDateTime>,
    limit: Option<u8>,
    cursor: Option<String>,
}

pub async fn handle(app: &InventoryApp, request: Request) -> Result<Reply, Problem> {
    app.desk.actor(&request, Permission::InventoryWrite).await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let filter = MovementFilter {
        sku: query.sku,
        lot: query.lot,
        location: query.location,
        kind: query.kind,
        order: query.order,
        since: query.since,
        until: query.until,
    };
    let found = app.stock.movements(&filter, page).await?;
    Ok(Reply::ok(&PageView::new(&found, |entry| entry)))
}
