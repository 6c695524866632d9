//! Payments and refunds as the API shows them.

use domain::Money;
use domain::ids::{PaymentId, RefundId};
use domain::orders::OrderCode;
use domain::payments::{Bank, GatewayName, Payment, PaymentStatus, Refund, RefundStatus};
use serde::Serialize;
use time::OffsetDateTime;

#[derive(Serialize)]
pub(crate) struct PaymentView<'a> {
    id: PaymentId,
    status: PaymentStatus,
    method: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    bank: Option<Bank>,
    gateway: GatewayName,
    amount: Money,
    gateway_reference: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    redirect_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    va_number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    biller_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bill_key: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    qr: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secret: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publishable_key: Option<&'a str>,
    #[serde(
        with = "time::serde::rfc3339::option",
        skip_serializing_if = "Option::is_none"
    )]
    paid_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    expires_at: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339")]
    created_at: OffsetDateTime,
}

/// A payment for staff, who see whose order it is of and what has gone back of it.
#[derive(Serialize)]
pub(crate) struct StaffPaymentView<'a> {
    #[serde(flatten)]
    payment: PaymentView<'a>,
    order_code: &'a OrderCode,
    paid_with: Option<&'a str>,
    /// Or is going back.
    refunded: Money,
    #[serde(with = "time::serde::rfc3339")]
    updated_at: OffsetDateTime,
}

#[derive(Serialize)]
pub(crate) struct RefundView<'a> {
    id: RefundId,
    payment_id: PaymentId,
    status: RefundStatus,
    amount: Money,
    reason: &'a str,
    #[serde(with = "time::serde::rfc3339")]
    created_at: OffsetDateTime,
}

impl<'a> From<&'a Payment> for PaymentView<'a> {
    fn from(payment: &'a Payment) -> Self {
        let instructions = payment.instructions.as_ref();
        let account = instructions.and_then(|how| how.virtual_account.as_ref());
        let bill = instructions.and_then(|how| how.bill_payment.as_ref());
        let card = instructions.and_then(|how| how.card.as_ref());
        Self {
            id: payment.id,
            status: payment.status,
            method: payment.method.as_str(),
            bank: payment.method.bank(),
            gateway: payment.gateway,
            amount: payment.amount,
            gateway_reference: &payment.reference,
            redirect_url: instructions.and_then(|how| how.redirect_url.as_deref()),
            va_number: account.map(|account| account.number.as_str()),
            biller_code: bill.map(|bill| bill.biller_code.as_str()),
            bill_key: bill.map(|bill| bill.bill_key.as_str()),
            qr: instructions.and_then(|how| how.qr.as_deref()),
            client_secret: card.map(|card| card.client_secret.as_str()),
            publishable_key: card.map(|card| card.publishable_key.as_str()),
            paid_at: payment.paid_at,
            expires_at: payment.expires_at,
            created_at: payment.created_at,
        }
    }
}

impl<'a> StaffPaymentView<'a> {
    pub(crate) fn new(payment: &'a Payment) -> Self {
        Self {
            payment: PaymentView {
                // What completes a payment is for its payer alone.
                client_secret: None,
                publishable_key: None,
                ..PaymentView::from(payment)
            },
            order_code: &payment.order_code,
            paid_with: payment.paid_with.as_deref(),
            refunded: payment.refunding,
            updated_at: payment.updated_at,
        }
    }
}

impl<'a> From<&'a Refund> for RefundView<'a> {
    fn from(refund: &'a Refund) -> Self {
        Self {
            id: refund.id,
            payment_id: refund.payment,
            status: refund.status,
            amount: refund.amount,
            reason: &refund.reason,
            created_at: refund.created_at,
        }
    }
}
