//! `GET /v1/admin/payments`: every attempt to pay, filtered, the newest first.

use crate::DeskApp;
use crate::view::StaffPaymentView;
use domain::identity::Permission;
use domain::payments::desk::{PaymentDesk, PaymentFilter};
use domain::payments::{GatewayName, PaymentStatus};
use runtime::{PageView, Problem, Reply, Request};
use serde::Deserialize;
use time::OffsetDateTime;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    status: Option<PaymentStatus>,
    gateway: Option<GatewayName>,
    #[serde(default, with = "time::serde::rfc3339::option")]
    since: Option<OffsetDateTime>,
    limit: Option<u8>,
    cursor: Option<String>,
}

pub async fn handle(app: &DeskApp, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::OrdersRead).await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let filter = PaymentFilter {
        status: query.status,
        gateway: query.gateway,
        since: query.since,
    };
    let payments = app.desk.list(&filter, page).await?;
    Ok(Reply::ok(&PageView::new(&payments, StaffPaymentView::new)))
}
