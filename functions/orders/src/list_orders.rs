//! `GET /v1/admin/orders`: every order, filtered, the newest first.

use crate::view::OrderView;
use domain::identity::Permission;
use domain::ids::SlotId;
use domain::orders::{OrderFilter, OrderStatus, Orders};
use postgres::PgOrders;
use runtime::{Auth, PageView, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What staff's views of orders need.
    pub struct App {
        auth: Auth,
        orders: PgOrders,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    status: Option<OrderStatus>,
    slot: Option<SlotId>,
    #[serde(default, with = "domain::catalog::date_text::option")]
    date: Option<time::Date>,
    q: Option<String>,
    limit: Option<u8>,
    cursor: Option<String>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::OrdersRead).await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let filter = OrderFilter {
        status: query.status,
        slot: query.slot,
        date: query.date,
        text: query.q,
    };
    let found = app.orders.list(&filter, page).await?;
    Ok(Reply::ok(&PageView::new(&found, |order| {
        OrderView::for_staff(order, request.language())
    })))
}
