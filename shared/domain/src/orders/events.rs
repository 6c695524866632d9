//! What the order context tells the others. Payloads carry the whole order, so that no consumer has to ask.

use crate::Money;
use crate::events::EventType;
use crate::ids::PaymentId;
use crate::money::OutOfRange;
use crate::orders::claims::Claim;
use crate::orders::{Actor, Order, OrderLine, OrderStatus};
use serde::{Deserialize, Serialize};

/// An order was placed: it awaits its payment or, for cash, is confirmed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderPlaced {
    pub order: Order,
}

impl EventType for OrderPlaced {
    const TYPE: &'static str = "sayur.orders.order_placed.v1";
}

/// An order went from one status to another; `order` is as it is after that.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderStatusChanged {
    pub order: Order,
    pub from: OrderStatus,
    pub actor: Actor,
    pub reason: Option<String>,
}

impl EventType for OrderStatusChanged {
    const TYPE: &'static str = "sayur.orders.order_status_changed.v1";
}

/// Staff changed the lines of an order before it was picked; `order` is as it is after that.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderEdited {
    pub order: Order,
    /// As they were.
    pub before: Vec<OrderLine>,
    pub actor: Actor,
    pub reason: Option<String>,
}

impl EventType for OrderEdited {
    const TYPE: &'static str = "sayur.orders.order_edited.v1";
}

/// Money came in that the order cannot use: it was expired, cancelled, or paid before. It is to be given back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PaymentNotNeeded {
    pub order: Order,
    pub payment: PaymentId,
}

impl EventType for PaymentNotNeeded {
    const TYPE: &'static str = "sayur.orders.payment_not_needed.v1";
}

/// Less is owed for an order than was taken for it: the difference is to be given back to whoever paid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RefundDue {
    pub order: Order,
    pub amount: Money,
    /// Stable code of why.
    pub reason: String,
    /// Says which intended refund this is: it happens once for each key. At most 60 of `A–Z a–z 0–9 _ -`.
    pub key: String,
}

impl RefundDue {
    /// What goes back to those who have paid for more than they get; nothing does where the courier collects.
    pub(super) fn between(
        before: &Order,
        after: &Order,
        reason: &str,
    ) -> Result<Option<Self>, OutOfRange> {
        let amount = before.totals.amount_due.subtract(after.totals.amount_due)?;
        let is_due = before.payment_method.is_prepaid() && amount > Money::ZERO;
        Ok(is_due.then(|| Self {
            order: after.clone(),
            amount,
            reason: reason.to_owned(),
            key: format!("{}-{}", after.code, after.version),
        }))
    }
}

impl EventType for RefundDue {
    const TYPE: &'static str = "sayur.orders.refund_due.v1";
}

/// The money of an order is gone again: the gateway or the customer's bank has taken it back. `order` is as it is
/// after that: cancelled, unless it was packed already.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderUnpaid {
    pub order: Order,
    pub amount: Money,
}

impl EventType for OrderUnpaid {
    const TYPE: &'static str = "sayur.orders.order_unpaid.v1";
}

/// A shopper claims that something is wrong with what came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimFiled {
    pub claim: Claim,
}

impl EventType for ClaimFiled {
    const TYPE: &'static str = "sayur.orders.claim_filed.v1";
}

/// Staff have decided about a claim; `claim` is as it is after that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimResolved {
    pub claim: Claim,
}

impl EventType for ClaimResolved {
    const TYPE: &'static str = "sayur.orders.claim_resolved.v1";
}
