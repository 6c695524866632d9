//! `GET /v1/admin/couriers/{id}/cash`: what a courier carries of the shop's cash, and how it came about.

use crate::CashApp;
use crate::cash_view::CashEntryView;
use domain::Money;
use domain::identity::Permission;
use domain::payments::cash::{CourierCash, RemitError};
use runtime::{PageView, Problem, Reply, Request};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    limit: Option<u8>,
    cursor: Option<String>,
}

#[derive(Serialize)]
struct Statement<'a> {
    balance: Money,
    /// The newest first.
    #[serde(flatten)]
    entries: PageView<CashEntryView<'a>>,
}

pub async fn handle(app: &CashApp, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::PaymentsRefund).await?;
    let courier = request.path("id")?;
    let query: Query = request.query()?;
    let page = request.page(query.limit, query.cursor.as_deref())?;
    let statement = app.cash.statement(courier, page).await?;
    let (balance, entries) = statement.ok_or(RemitError::NoSuchCourier)?;
    Ok(Reply::ok(&Statement {
        balance,
        entries: PageView::new(&entries, CashEntryView::from),
    }))
}
