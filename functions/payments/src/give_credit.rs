//! `POST /v1/admin/users/{id}/credit`: the shop's goodwill, as store credit, once for the `Idempotency-Key`.

use crate::CreditApp;
use crate::credit_view::EntryView;
use crate::words::{amount, said};
use domain::identity::Permission;
use domain::payments::credit::{self, Gift};
use domain::{Money, SystemClock};
use runtime::{Fields, Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    amount: Money,
    reason: String,
}

pub async fn handle(app: &CreditApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::PaymentsRefund).await?;
    let user = request.path("id")?;
    let idempotency = request.idempotency(&format!("user {}", caller.user))?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let amount = amount(&mut fields, body.amount);
    let reason = said(&mut fields, "/reason", &body.reason, 200);
    let (Some(amount), Some(reason)) = (amount, reason) else {
        return Err(fields.problem());
    };
    let gift = Gift {
        user,
        amount,
        reason,
        staff: caller.user,
        origin: request.origin(),
    };
    let entry = credit::give(&app.credits, &SystemClock, &idempotency, &gift).await?;
    Ok(Reply::created(&EntryView::new(&entry)))
}
