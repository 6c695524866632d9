//! Refunds that staff decide on: of an amount, of goods, or of all that is left. The money is set aside at once and goes
//! back by the payments queue, which asks the gateway until it answers.

use crate::catalog::Sku;
use crate::events::{BadEvent, Event, Publisher};
use crate::failure::{Failure, Kind, Violation};
use crate::idempotency::{Effect, Idempotency, IdempotencyError};
use crate::identity::Origin;
use crate::ids::{PaymentId, RefundId, UserId};
use crate::money::OutOfRange;
use crate::orders::Order;
use crate::orders::claims::costs::{NotDelivered, part};
use crate::payments::desk::PaymentDesk;
use crate::payments::events::RefundRequested;
use crate::payments::{Payment, Refund, RefundStatus};
use crate::{Clock, Money, Quantity, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use time::OffsetDateTime;

/// How much goes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Extent {
    /// All that is left of the payment.
    Rest,
    Amount(Money),
    /// What these goods cost, after discounts and with tax; of what was handed over.
    Lines(Vec<(Sku, Quantity)>),
}

/// What staff want.
#[derive(Debug)]
pub struct RefundPayment {
    pub payment: PaymentId,
    pub extent: Extent,
    /// In words that the customer may read.
    pub reason: String,
    pub staff: UserId,
    pub origin: Origin,
}

/// A payment with what a refund of it is decided on, locked.
#[derive(Debug, Clone, PartialEq)]
pub struct Refundable {
    pub payment: Payment,
    pub order: Order,
    /// What of the order's goods was given back before, or claimed.
    pub given: BTreeMap<Sku, Quantity>,
    /// How many refunds of the payment there are.
    pub refunds: i64,
}

/// So much of the goods of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundLine {
    pub sku: Sku,
    pub quantity: Quantity,
    pub cost: Money,
}

/// A refund, decided but not yet written.
#[derive(Debug, Clone, PartialEq)]
pub struct StaffRefund {
    pub refund: Refund,
    pub lines: Vec<RefundLine>,
    pub order: Order,
    pub events: Vec<Event>,
    pub staff: UserId,
    /// Where staff are, for the audit log.
    pub origin: Origin,
}

/// Why nothing goes back.
#[derive(Debug, thiserror::Error)]
pub enum RefundError {
    #[error("no such payment")]
    NotFound,
    #[error("the payment holds no money that could go back")]
    NothingLeft,
    #[error("more than is left of the payment")]
    AboveCaptured,
    /// What is not handed over yet is settled by packing, editing or cancelling it.
    #[error("the goods are not handed over yet")]
    NotDelivered,
    #[error("the goods are not ones that can be given back: {0:?}")]
    Lines(Vec<Violation>),
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    #[error(transparent)]
    OutOfRange(#[from] OutOfRange),
    #[error(transparent)]
    Event(#[from] BadEvent),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for RefundError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::NothingLeft | Self::AboveCaptured | Self::NotDelivered => Kind::Conflict,
            Self::Lines(_) => Kind::Rule,
            Self::Idempotency(error) => error.kind(),
            Self::OutOfRange(_) | Self::Event(_) => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "payment_not_found",
            Self::NothingLeft => "nothing_to_refund",
            Self::AboveCaptured => "refund_above_payment",
            Self::NotDelivered => "order_not_delivered",
            Self::Lines(_) => "validation_failed",
            Self::Idempotency(error) => error.code(),
            Self::OutOfRange(_) | Self::Event(_) => "internal",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::Lines(violations) => violations.clone(),
            _ => Vec::new(),
        }
    }
}

/// Sets money of a payment aside to go back, once for the idempotency key and never more than is left.
pub async fn refund(
    desk: &impl PaymentDesk,
    publisher: &impl Publisher,
    clock: &impl Clock,
    idempotency: &Idempotency,
    wanted: RefundPayment,
) -> Result<Refund, RefundError> {
    let now = clock.now();
    let payment = wanted.payment;
    let effect = desk
        .refund(payment, idempotency, now, |found| {
            decide(found, wanted, now)
        })
        .await?;
    Ok(match effect {
        Effect::Done(done) => {
            publisher.publish(&done.events).await;
            done.refund
        }
        Effect::Replayed(refund) => refund,
    })
}

/// Decides what goes back; pure.
fn decide(
    found: Refundable,
    wanted: RefundPayment,
    now: OffsetDateTime,
) -> Result<StaffRefund, RefundError> {
    let Refundable { payment, order, .. } = &found;
    let left = payment.left();
    if !payment.has_money_left() {
        return Err(RefundError::NothingLeft);
    }
    let lines = match &wanted.extent {
        Extent::Lines(_) if !order.status.is_handed_over() => {
            return Err(RefundError::NotDelivered);
        }
        Extent::Lines(lines) => goods(order, &found.given, lines)?,
        Extent::Rest | Extent::Amount(_) => Vec::new(),
    };
    let amount = match &wanted.extent {
        Extent::Rest => left,
        Extent::Amount(amount) => *amount,
        Extent::Lines(_) => Money::sum(lines.iter().map(|line| line.cost))?,
    };
    if amount > left {
        return Err(RefundError::AboveCaptured);
    }
    if amount <= Money::ZERO {
        return Err(RefundError::NothingLeft);
    }
    let refund = Refund {
        id: RefundId::generate(&now),
        payment: payment.id,
        amount,
        reason: wanted.reason,
        key: payment.refund_key(found.refunds),
        status: RefundStatus::Requested,
        created_at: now,
    };
    let news = RefundRequested {
        refund: refund.id,
        order_code: order.code.clone(),
    };
    let request_id = &wanted.origin.request_id;
    Ok(StaffRefund {
        events: vec![Event::new(&now, request_id, payment.id, &news)?],
        refund,
        lines,
        order: found.order,
        staff: wanted.staff,
        origin: wanted.origin,
    })
}

/// What the goods cost, if so much of them was not given back before.
fn goods(
    order: &Order,
    given: &BTreeMap<Sku, Quantity>,
    wanted: &[(Sku, Quantity)],
) -> Result<Vec<RefundLine>, RefundError> {
    let (mut lines, mut wrong, mut named) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (index, (sku, quantity)) in wanted.iter().enumerate() {
        let at = |field: &str, code| Violation::new(format!("/lines/{index}/{field}"), code);
        match part(order, given, sku, *quantity)? {
            Err(NotDelivered::NotOrdered) => wrong.push(at("sku", "sku_not_ordered")),
            _ if !named.insert(sku) => wrong.push(at("sku", "named_twice")),
            _ if !quantity.is_positive() => wrong.push(at("quantity", "invalid_quantity")),
            Err(NotDelivered::TooMuch | NotDelivered::GivenBefore) => {
                wrong.push(at("quantity", "already_given_back"));
            }
            Ok(part) => lines.push(RefundLine {
                sku: sku.clone(),
                quantity: part.quantity,
                cost: part.cost,
            }),
        }
    }
    if wrong.is_empty() {
        Ok(lines)
    } else {
        Err(RefundError::Lines(wrong))
    }
}
