//! Payouts as staff see them.

use domain::Money;
use domain::ids::{PaymentId, RefundId, UserId};
use domain::orders::{Customer, OrderCode};
use domain::payments::Bank;
use domain::payments::payouts::{Payout, Proof};
use serde::Serialize;
use time::OffsetDateTime;

#[derive(Serialize)]
pub(crate) struct PayoutView<'a> {
    /// The refund's.
    id: RefundId,
    payment_id: PaymentId,
    order_code: &'a OrderCode,
    amount: Money,
    reason: &'a str,
    method: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    bank: Option<Bank>,
    paid_with: Option<&'a str>,
    customer: &'a Customer,
    #[serde(with = "time::serde::rfc3339")]
    created_at: OffsetDateTime,
    /// Why the gateway has not given it back, or why it is withdrawn.
    failure: Option<&'a str>,
    completion: Option<CompletionView<'a>>,
    #[serde(with = "time::serde::rfc3339::option")]
    withdrawn_at: Option<OffsetDateTime>,
}

#[derive(Serialize)]
struct CompletionView<'a> {
    reference: &'a str,
    note: Option<&'a str>,
    by: UserId,
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
}

impl<'a> From<&'a Payout> for PayoutView<'a> {
    fn from(payout: &'a Payout) -> Self {
        Self {
            id: payout.refund.id,
            payment_id: payout.refund.payment,
            order_code: &payout.order_code,
            amount: payout.refund.amount,
            reason: &payout.refund.reason,
            method: payout.method.as_str(),
            bank: payout.method.bank(),
            paid_with: payout.paid_with.as_deref(),
            customer: &payout.customer,
            created_at: payout.refund.created_at,
            failure: payout.failure.as_deref(),
            completion: payout.proof.as_ref().map(CompletionView::from),
            withdrawn_at: payout.withdrawn_at,
        }
    }
}

impl<'a> From<&'a Proof> for CompletionView<'a> {
    fn from(proof: &'a Proof) -> Self {
        Self {
            reference: &proof.reference,
            note: proof.note.as_deref(),
            by: proof.by,
            at: proof.at,
        }
    }
}
