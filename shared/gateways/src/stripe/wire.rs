//! What Stripe answers, and what it means to the shop.

use domain::Money;
use domain::payments::{GatewayError, GatewayReport, GatewayStatus, Payment};
use serde::Deserialize;
use time::OffsetDateTime;

/// A payment intent that was made.
#[derive(Deserialize)]
pub(super) struct NewIntent {
    pub(super) id: String,
    pub(super) client_secret: String,
}

/// A payment intent, with the charge that succeeded or was tried last.
#[derive(Debug, Deserialize)]
pub(super) struct Intent {
    id: String,
    status: String,
    amount: i64,
    /// What a card was charged with of it.
    amount_received: Option<i64>,
    currency: String,
    #[serde(default)]
    metadata: Metadata,
    latest_charge: Option<Charge>,
}

/// What the shop has written on it.
#[derive(Debug, Clone, Default, Deserialize)]
struct Metadata {
    /// The shop's own name for the payment.
    order_id: Option<String>,
    /// The refund's.
    refund_key: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Charge {
    /// In seconds since 1970.
    created: i64,
    #[serde(default)]
    amount_refunded: i64,
    #[serde(default)]
    disputed: bool,
    payment_method_details: Option<PaidWith>,
}

#[derive(Debug, Deserialize)]
struct PaidWith {
    #[serde(rename = "type")]
    kind: String,
}

/// A part of a list.
#[derive(Debug, Deserialize)]
pub(super) struct Page<T> {
    pub(super) data: Vec<T>,
    #[serde(default)]
    pub(super) has_more: bool,
}

/// A customer's complaint to their bank.
#[derive(Debug, Deserialize)]
pub(super) struct Dispute {
    status: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Refunded {
    #[serde(default)]
    amount: i64,
    status: Option<String>,
    #[serde(default)]
    metadata: Metadata,
}

/// How Stripe says no. Its message may repeat what it was sent, and is not read.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Refusal {
    error: Option<RefusalError>,
}

#[derive(Debug, Deserialize)]
struct RefusalError {
    code: Option<String>,
}

impl Intent {
    pub(super) fn is_disputed(&self) -> bool {
        self.latest_charge
            .as_ref()
            .is_some_and(|charge| charge.disputed)
    }

    /// What Stripe says of a payment, with its refunds if it has any; `is_taken_back`: the customer's bank has the money.
    pub(super) fn report(
        self,
        payment: &Payment,
        is_taken_back: bool,
        refunds: &[Refunded],
    ) -> Result<GatewayReport, GatewayError> {
        if !self.currency.eq_ignore_ascii_case("idr") {
            return Err(GatewayError::Unreadable("currency"));
        }
        let status = self.status(is_taken_back, refunds)?;
        let returned = refunds.iter().filter(|refund| refund.is_returned());
        let amount = self.amount_received.filter(|_| self.status == "succeeded");
        // It was asked for by its own name: that it is this payment's, what the shop wrote on it tells.
        let reference = match self.metadata.order_id {
            Some(name) if name == payment.name() => self.id,
            other => other.unwrap_or_default(),
        };
        let charge = self.latest_charge;
        let paid_at = charge.as_ref().map(|charge| charge.created);
        Ok(GatewayReport {
            status,
            reference,
            amount: rupiah(amount.unwrap_or(self.amount))
                .ok_or(GatewayError::Unreadable("amount"))?,
            paid_at: paid_at.and_then(|at| OffsetDateTime::from_unix_timestamp(at).ok()),
            paid_with: charge
                .and_then(|charge| charge.payment_method_details)
                .map(|with| with.kind),
            returned_refunds: returned
                .filter_map(|refund| refund.metadata.refund_key.clone())
                .collect(),
        })
    }

    fn status(
        &self,
        is_taken_back: bool,
        refunds: &[Refunded],
    ) -> Result<GatewayStatus, GatewayError> {
        let refunded = self.refunded(refunds);
        Ok(match self.status.as_str() {
            // A card that was refused leaves the intent waiting for another one; one that is held is not charged yet.
            "requires_payment_method"
            | "requires_confirmation"
            | "requires_action"
            | "requires_capture"
            | "processing" => GatewayStatus::Pending,
            "canceled" => GatewayStatus::Cancelled,
            "succeeded" if is_taken_back => GatewayStatus::ChargedBack,
            "succeeded" if refunded >= self.amount => GatewayStatus::Refunded,
            "succeeded" if refunded > 0 => GatewayStatus::PartiallyRefunded,
            "succeeded" => GatewayStatus::Paid,
            _ => return Err(GatewayError::Unreadable("status")),
        })
    }

    /// In hundredths, what has gone back and stayed there.
    fn refunded(&self, refunds: &[Refunded]) -> i64 {
        let charge = self.latest_charge.as_ref();
        let refunded = charge.map_or(0, |charge| charge.amount_refunded);
        if !refunds.iter().any(Refunded::is_returned) {
            return refunded;
        }
        let arrived = refunds.iter().filter(|refund| !refund.is_returned());
        refunded.min(arrived.map(|refund| refund.amount).sum())
    }
}

impl Dispute {
    /// Stripe takes the money when a dispute is opened, and gives it back when it is won. An inquiry takes nothing.
    pub(super) fn takes_money(&self) -> bool {
        matches!(
            self.status.as_str(),
            "needs_response" | "under_review" | "lost"
        )
    }
}

impl Refunded {
    pub(super) fn is_for(&self, key: &str) -> bool {
        self.metadata.refund_key.as_deref() == Some(key)
    }

    /// The money is the shop's again: the customer's bank did not take it, which may show after days.
    fn is_returned(&self) -> bool {
        matches!(self.status.as_deref(), Some("failed" | "canceled"))
    }

    /// A card that is gone takes nothing back: staff transfer it.
    pub(super) fn outcome(&self) -> Result<(), GatewayError> {
        if self.is_returned() {
            Err(GatewayError::NotOffered)
        } else {
            Ok(())
        }
    }
}

impl Refusal {
    pub(super) fn code(&self) -> Option<&str> {
        self.error.as_ref()?.code.as_deref()
    }
}

/// Stripe counts rupiah in hundredths.
pub(super) fn hundredths(amount: Money) -> Result<i64, GatewayError> {
    amount
        .amount()
        .checked_mul(100)
        .ok_or(GatewayError::NotOffered)
}

/// Whole rupiah; `None` for what is none.
fn rupiah(hundredths: i64) -> Option<Money> {
    (hundredths >= 0 && hundredths % 100 == 0).then(|| Money::rupiah(hundredths / 100))
}

#[cfg(test)]
mod tests;
