//! `POST /v1/admin/payments/{id}/refunds`: staff give back an amount, goods, or all that is left, once for the
//! `Idempotency-Key`.

use crate::GivingApp;
use crate::view::RefundView;
use crate::words::{amount, said};
use domain::catalog::Sku;
use domain::identity::Permission;
use domain::payments::refunding::{self, Extent, RefundPayment};
use domain::{Invalid, Money, Quantity, SystemClock};
use runtime::{Fields, Problem, Reply, Request};
use serde::Deserialize;

/// More lines than any order has.
const MOST_LINES: usize = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    /// All that is left, unless amount or lines say otherwise.
    amount: Option<Money>,
    lines: Option<Vec<LineBody>>,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineBody {
    sku: Sku,
    quantity: Quantity,
}

pub async fn handle(app: &GivingApp, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.staff(&request, Permission::PaymentsRefund).await?;
    let payment = request.path("id")?;
    let idempotency = request.idempotency(&format!("user {}", caller.user))?;
    let body: Body = request.json()?;
    let (extent, reason) = body.check()?;
    let wanted = RefundPayment {
        payment,
        extent,
        reason,
        staff: caller.user,
        origin: request.origin(),
    };
    let (desk, publisher) = (&app.desk, &app.publisher);
    let refund = refunding::refund(desk, publisher, &SystemClock, &idempotency, wanted).await?;
    Ok(Reply::created(&RefundView::from(&refund)))
}

impl Body {
    fn check(self) -> Result<(Extent, String), Problem> {
        let mut fields = Fields::default();
        let reason = said(&mut fields, "/reason", &self.reason, 200);
        let extent = match (self.amount, self.lines) {
            (None, None) => Some(Extent::Rest),
            (Some(wanted), None) => amount(&mut fields, wanted).map(Extent::Amount),
            (None, Some(lines)) if (1..=MOST_LINES).contains(&lines.len()) => {
                let lines = lines.into_iter().map(|line| (line.sku, line.quantity));
                Some(Extent::Lines(lines.collect()))
            }
            (None, Some(_)) => fields.take("/lines", Err(Invalid("invalid_lines"))),
            (Some(_), Some(_)) => fields.take("/lines", Err(Invalid("amount_or_lines"))),
        };
        match (extent, reason) {
            (Some(extent), Some(reason)) => Ok((extent, reason)),
            _ => Err(fields.problem()),
        }
    }
}
