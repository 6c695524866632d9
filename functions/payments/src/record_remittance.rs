//! `POST /v1/admin/couriers/{id}/remittances`: a courier hands in cash, once for the `Idempotency-Key`.

use crate::CashApp;
use crate::cash_view::CashEntryView;
use crate::words::{amount, note};
use domain::identity::Permission;
use domain::payments::cash::{self, Remittance};
use domain::{Money, SystemClock};
use runtime::{Fields, Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    amount: Money,
    note: Option<String>,
}

pub async fn handle(app: &CashApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::PaymentsRefund).await?;
    let courier = request.path("id")?;
    let idempotency = request.idempotency(&format!("user {}", caller.user))?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let amount = amount(&mut fields, body.amount);
    let note = note(&mut fields, body.note.as_deref());
    let (Some(amount), true) = (amount, fields.is_empty()) else {
        return Err(fields.problem());
    };
    let remittance = Remittance {
        courier,
        amount,
        note,
        staff: caller.user,
        origin: request.origin(),
    };
    let entry = cash::remit(&app.cash, &SystemClock, &idempotency, &remittance).await?;
    Ok(Reply::created(&CashEntryView::from(&entry)))
}
