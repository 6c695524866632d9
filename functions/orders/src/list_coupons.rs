//! `GET /v1/admin/coupons`: the coupons in order of code, those in use or those that are archived.

use crate::CouponsApp;
use domain::identity::Permission;
use domain::orders::Coupons;
use runtime::{PageView, Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    #[serde(default)]
    archived: bool,
    limit: Option<u8>,
    cursor: Option<String>,
}

pub async fn handle(app: &CouponsApp, request: Request) -> Result<Reply, Problem> {
    app.auth
        .staff(&request, Permission::PromotionsWrite)
        .await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let found = app.coupons.list(query.archived, page).await?;
    Ok(Reply::ok(&PageView::new(&found, |coupon| coupon)))
}
