//! `POST /v1/admin/payouts/{id}/completion`: staff have made the transfer, and show by what.

use crate::GivingApp;
use crate::payout_view::PayoutView;
use crate::words::{note, said};
use domain::SystemClock;
use domain::identity::Permission;
use domain::payments::payouts::{self, CompletePayout};
use runtime::{Fields, Problem, Reply, Request};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    /// The bank's name for the transfer.
    reference: String,
    note: Option<String>,
}

pub async fn handle(app: &GivingApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::PaymentsRefund).await?;
    let refund = request.path("id")?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let reference = said(&mut fields, "/reference", &body.reference, 100);
    let note = note(&mut fields, body.note.as_deref());
    let (Some(reference), true) = (reference, fields.is_empty()) else {
        return Err(fields.problem());
    };
    let wanted = CompletePayout {
        refund,
        reference,
        note,
        staff: caller.user,
        origin: request.origin(),
    };
    let payout = payouts::complete(&app.desk, &app.publisher, &SystemClock, wanted).await?;
    Ok(Reply::ok(&PayoutView::from(&payout)))
}
