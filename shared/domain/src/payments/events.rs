//! What the payment context tells the others.

use crate::Money;
use crate::events::EventType;
use crate::ids::{OrderId, PaymentId, RefundId};
use crate::orders::{Customer, OrderCode};
use crate::payments::settlement::DifferenceCounts;
use crate::payments::{GatewayName, Instructions, Method};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A gateway's notification was stored; what it says is not believed until the gateway was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatewayNotified {
    pub gateway: GatewayName,
    /// The payment, as the gateway names it.
    pub reference: String,
}

impl EventType for GatewayNotified {
    const TYPE: &'static str = "sayur.payments.gateway_notified.v1";
}

/// A payment waits for the customer, who is told how to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentStarted {
    pub payment: PaymentId,
    pub order: OrderId,
    pub order_code: OrderCode,
    pub customer: Customer,
    pub method: Method,
    pub amount: Money,
    /// Where or how to pay.
    pub instructions: Instructions,
    /// The deadline.
    #[serde(with = "time::serde::rfc3339::option")]
    pub expires_at: Option<OffsetDateTime>,
}

impl EventType for PaymentStarted {
    const TYPE: &'static str = "sayur.payments.payment_started.v1";
}

/// The gateway has the money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentSucceeded {
    pub payment: PaymentId,
    pub order: OrderId,
    pub amount: Money,
    #[serde(with = "time::serde::rfc3339")]
    pub paid_at: OffsetDateTime,
}

impl EventType for PaymentSucceeded {
    const TYPE: &'static str = "sayur.payments.payment_succeeded.v1";
}

/// Staff have set money aside that is to go back; the payments queue has its gateway give it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundRequested {
    pub refund: RefundId,
    pub order_code: OrderCode,
}

impl EventType for RefundRequested {
    const TYPE: &'static str = "sayur.payments.refund_requested.v1";
}

/// The gateway has the money no more, though nobody gave it back: it reversed the payment, or the customer's bank
/// charged it back. No other payment holds the order's money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentReversed {
    pub payment: PaymentId,
    pub order: OrderId,
    /// What is gone.
    pub amount: Money,
}

impl EventType for PaymentReversed {
    const TYPE: &'static str = "sayur.payments.payment_reversed.v1";
}

/// Money goes back to the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentRefunded {
    pub refund: RefundId,
    pub payment: PaymentId,
    pub order: OrderId,
    pub order_code: OrderCode,
    pub customer: Customer,
    pub amount: Money,
    pub route: RefundRoute,
    /// Stable code of why, such as `order_expired`.
    pub reason: String,
}

impl EventType for PaymentRefunded {
    const TYPE: &'static str = "sayur.payments.payment_refunded.v1";
}

/// A day's settlement and the shop's books differ, and not as they did when they were compared before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettlementDiffers {
    /// The shop's.
    #[serde(with = "crate::catalog::date_text")]
    pub date: Date,
    pub differences: DifferenceCounts,
}

impl EventType for SettlementDiffers {
    const TYPE: &'static str = "sayur.payments.settlement_differs.v1";
}

/// The way money goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundRoute {
    /// To the card or wallet that paid; it is on its way.
    OriginalMethod,
    /// By a transfer that staff make: what paid takes no money back.
    BankTransfer,
    /// By that transfer, which is made.
    Transferred,
}
