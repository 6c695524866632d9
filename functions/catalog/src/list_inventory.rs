//! `GET /v1/admin/inventory`: what is there of each SKU, lot by lot.

use crate::near_expiry::NearExpiry;
use domain::catalog::{Inventory, InventoryFilter, Sku};
use domain::identity::Permission;
use postgres::PgStock;
use runtime::{Auth, PageView, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What looking at the stock needs.
    pub struct App {
        auth: Auth,
        stock: PgStock,
        near_expiry: NearExpiry,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    sku: Option<Sku>,
    location: Option<String>,
    #[serde(default)]
    low: bool,
    #[serde(default)]
    near_expiry: bool,
    q: Option<String>,
    limit: Option<u8>,
    cursor: Option<String>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::InventoryWrite).await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let filter = InventoryFilter {
        sku: query.sku,
        location: query.location,
        low: query.low,
        near_expiry: query.near_expiry.then_some(app.near_expiry.0),
        search: query.q.filter(|text| !text.trim().is_empty()),
    };
    let found = app.stock.levels(&filter, page).await?;
    Ok(Reply::ok(&PageView::new(&found, |level| level)))
}
