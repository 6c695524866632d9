//! `GET /v1/admin/couriers/{id}/cash`: what a courier carries of the shop's cash, and how it came about.

use crate::CashApp;
use crate::cash_view::CashEntryView;
use crate::statement::{StatementView, page};
use domain::identity::Permission;
use domain::payments::cash::{CourierCash, RemitError};
use runtime::{Problem, Reply, Request};

pub async fn handle(app: &CashApp, request: Request) -> Result<Reply, Problem> {
    app.auth.staff(&request, Permission::PaymentsRefund).await?;
    let courier = request.path("id")?;
    let statement = app.cash.statement(courier, page(&request)?).await?;
    let statement = statement.ok_or(RemitError::NoSuchCourier)?;
    Ok(Reply::ok(&StatementView::new(
        &statement,
        CashEntryView::from,
    )))
}
