//! `GET /v1/admin/orders`: every order, filtered, the newest first.

use crate::view::OrderView;
use domain::Fragment;
use domain::failure::{Failure, Kind, Violation};
use domain::identity::Permission;
use domain::ids::{SlotId, UserId};
use domain::orders::{OrderFilter, OrderSearch, OrderStatus, Orders, PaymentMethod};
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
    /// One or more, separated by commas.
    status: Option<String>,
    slot: Option<SlotId>,
    #[serde(default, with = "domain::catalog::date_text::option")]
    date: Option<time::Date>,
    courier: Option<UserId>,
    payment_method: Option<PaymentMethod>,
    q: Option<Fragment>,
    limit: Option<u8>,
    cursor: Option<String>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::OrdersRead).await?;
    let query: Query = request.query_with_lists(&["status"])?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let filter = OrderFilter {
        statuses: statuses(query.status.as_deref())?,
        slot: query.slot,
        date: query.date,
        courier: query.courier,
        payment_method: query.payment_method,
        search: query.q.as_ref().and_then(OrderSearch::of),
    };
    let found = app.orders.list(&filter, page).await?;
    Ok(Reply::ok(&PageView::new(&found, |order| {
        OrderView::for_staff(order, request.language())
    })))
}

/// A status that there is not.
#[derive(Debug, thiserror::Error)]
#[error("no such status")]
struct NoSuchStatus;

impl Failure for NoSuchStatus {
    fn kind(&self) -> Kind {
        Kind::Malformed
    }

    fn code(&self) -> &'static str {
        "malformed_request"
    }

    fn violations(&self) -> Vec<Violation> {
        vec![Violation::new("/status", "malformed_parameter")]
    }
}

fn statuses(list: Option<&str>) -> Result<Vec<OrderStatus>, NoSuchStatus> {
    let names = list.into_iter().flat_map(|list| list.split(','));
    names
        .map(|name| OrderStatus::parse(name).ok_or(NoSuchStatus))
        .collect()
}
