//! `GET /v1/admin/payouts`: what staff are to transfer by hand, have transferred, or are not to
//! transfer any more.

use crate::DeskApp;
use crate::payout_view::PayoutView;
use domain::identity::Permission;
use domain::payments::desk::PaymentDesk;
use domain::payments::payouts::PayoutState;
use runtime::{PageView, Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    status: Option<PayoutState>,
    limit: Option<u8>,
    cursor: Option<String>,
}

pub async fn handle(app: &DeskApp, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::PaymentsRefund).await?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let state = query.status.unwrap_or(PayoutState::Open);
    let payouts = app.desk.payouts(state, page).await?;
    Ok(Reply::ok(&PageView::new(&payouts, PayoutView::from)))
}
