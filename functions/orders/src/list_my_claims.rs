//! `GET /v1/orders/{code}/claims`: what was claimed of an order and what became of it, for its shopper or whoever has
//! its link.

use crate::claim_view::ClaimView;
use crate::visible_order::visible_order;
use domain::orders::claims::Claims;
use postgres::{PgClaims, PgOrders};
use runtime::{Auth, Links, Problem, Reply, Request};
use serde::Serialize;

config::app! {
    /// What following claims needs.
    pub struct App {
        auth: Auth,
        links: Links,
        orders: PgOrders,
        claims: PgClaims,
    }
}

#[derive(Serialize)]
struct ClaimList<'a> {
    /// The first first.
    items: Vec<ClaimView<'a>>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let order = visible_order(&app.auth, &app.links, &app.orders, &request).await?;
    let claims = app.claims.of_order(order.id).await?;
    let language = request.language();
    let items = claims
        .iter()
        .map(|claim| ClaimView::new(claim, language))
        .collect::<Result<_, _>>()?;
    Ok(Reply::ok(&ClaimList { items }))
}
