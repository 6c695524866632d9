//! `GET /v1/orders`: the caller's orders, the newest first.

use crate::ReadApp;
use crate::view::OrderView;
use domain::orders::Orders;
use runtime::{PageView, Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    limit: Option<u8>,
    cursor: Option<String>,
}

pub async fn handle(app: &ReadApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let found = app.orders.list_of(caller.user, page).await?;
    let (language, key) = (request.language(), app.links.key());
    Ok(Reply::ok(&PageView::new(&found, |order| {
        OrderView::with_token(order, language, key)
    })))
}
