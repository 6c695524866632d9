//! Which event is told to whom, and as what.

mod account;
mod staff;

pub use account::AccountNotice;
pub use staff::{StaffMember, StaffNotice};

use crate::events::{BadEvent, Event};
use crate::ids::UserId;
use crate::notifications::Links;
use crate::orders::claims::Claim;
use crate::orders::events::{ClaimResolved, OrderEdited, OrderPlaced, OrderStatusChanged};
use crate::orders::transition::PAYMENT_REVERSED;
use crate::orders::{Actor, Customer, Order, OrderCode, OrderStatus, PaymentMethod, claims};
use crate::payments::events::{PaymentRefunded, PaymentStarted, RefundRoute};
use crate::payments::{Instructions, Method};
use crate::{Language, Money};
use time::OffsetDateTime;

/// What is to be told, and to whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    /// Whose it is, if they have an account.
    pub user: Option<UserId>,
    pub recipient: String,
    pub language: Language,
    pub notice: Notice,
}

/// What is told.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    Account(AccountNotice),
    OrderPlaced {
        order: Box<Order>,
        payment: Payment,
        link: String,
    },
    OrderConfirmed {
        order: Box<Order>,
        payment: Payment,
        link: String,
    },
    /// Staff changed what it is of.
    OrderEdited {
        order: Box<Order>,
        payment: Payment,
        link: String,
    },
    /// The order is on its way through the warehouse or to the door.
    OrderMoved {
        order: Box<Order>,
        to: Stage,
        reason: Option<String>,
        /// What the courier takes.
        to_collect: Option<Money>,
        /// Until when a claim is heard, once delivered.
        claims_until: Option<OffsetDateTime>,
        link: String,
    },
    OrderCancelled {
        order: Box<Order>,
        by: CancelledBy,
        reason: Option<String>,
        /// What goes back.
        refund: Money,
        link: String,
    },
    OrderExpired {
        order: Box<Order>,
        at: OffsetDateTime,
        link: String,
    },
    PaymentInstructions {
        order_code: OrderCode,
        name: String,
        method: Method,
        amount: Money,
        instructions: Instructions,
        deadline: OffsetDateTime,
        link: String,
    },
    PaymentRefunded {
        order_code: OrderCode,
        name: String,
        amount: Money,
        route: RefundRoute,
        /// Stable code, such as `order_expired`.
        reason: String,
        link: String,
    },
    /// Staff have decided about a claim.
    ClaimResolved {
        claim: Box<Claim>,
        link: String,
    },
    /// To a member of staff.
    Staff {
        name: String,
        notice: Box<StaffNotice>,
    },
}

impl Notice {
    /// The order it is about.
    #[must_use]
    pub fn order_code(&self) -> Option<&OrderCode> {
        match self {
            Self::Account(_) => None,
            Self::OrderPlaced { order, .. }
            | Self::OrderConfirmed { order, .. }
            | Self::OrderEdited { order, .. }
            | Self::OrderMoved { order, .. }
            | Self::OrderCancelled { order, .. }
            | Self::OrderExpired { order, .. } => Some(&order.code),
            Self::PaymentInstructions { order_code, .. }
            | Self::PaymentRefunded { order_code, .. } => Some(order_code),
            Self::ClaimResolved { claim, .. } => Some(&claim.order_code),
            Self::Staff { notice, .. } => match &**notice {
                StaffNotice::ClaimFiled(filed) => Some(&filed.claim.order_code),
                StaffNotice::OrderUnpaid(unpaid) => Some(&unpaid.order.code),
                StaffNotice::SettlementDiffers(_)
                | StaffNotice::StockLow(_)
                | StaffNotice::LotNearExpiry(_)
                | StaffNotice::WebhookDisabled(_) => None,
            },
        }
    }

    /// Whether a reader who does without mails of its kind does without this one: that an order has arrived (and until
    /// when a claim is heard), or has not, is told always.
    #[must_use]
    pub const fn is_optional(&self) -> bool {
        match self {
            Self::OrderMoved { to, .. } => matches!(
                to,
                Stage::Picking | Stage::Packed | Stage::OutForDelivery | Stage::Completed
            ),
            Self::Staff { .. } => true,
            _ => false,
        }
    }
}

/// Where an order is, of what a customer is told on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Picking,
    Packed,
    OutForDelivery,
    Delivered,
    Completed,
    DeliveryFailed,
    Returned,
}

/// How an order's money stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payment {
    /// To be made until then.
    Due(OffsetDateTime),
    /// At the door.
    Cash,
    /// Store credit covered everything.
    Credit,
    Paid,
}

/// Who ended an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancelledBy {
    Customer,
    Shop,
}

impl Letter {
    /// The letter about an event to whom it concerns; `None` about an event that no customer is told of.
    pub fn about(event: &Event, links: &Links) -> Result<Option<Self>, BadEvent> {
        if let Some(letter) = account::about(event, links)? {
            return Ok(Some(letter));
        }
        if let Some(OrderPlaced { order }) = event.read()? {
            let (payment, link) = (Payment::of(&order), links.order(&order.code, order.id));
            return Ok(Some(to(order, |order| Notice::OrderPlaced {
                order,
                payment,
                link,
            })));
        }
        if let Some(OrderEdited { order, .. }) = event.read()? {
            let (payment, link) = (Payment::of(&order), links.order(&order.code, order.id));
            return Ok(Some(to(order, |order| Notice::OrderEdited {
                order,
                payment,
                link,
            })));
        }
        if let Some(change) = event.read::<OrderStatusChanged>()? {
            return Ok(status_changed(change, event.time, links));
        }
        if let Some(started) = event.read::<PaymentStarted>()? {
            return Ok(instructions(started, links));
        }
        if let Some(ClaimResolved { claim }) = event.read()? {
            return Ok(Some(claim_resolved(claim, links)));
        }
        Ok(event
            .read::<PaymentRefunded>()?
            .map(|refunded| refund(refunded, links)))
    }
}

impl Payment {
    fn of(order: &Order) -> Self {
        match (order.payment_method, order.status, order.expires_at) {
            _ if order.totals.amount_due.is_zero() => Self::Credit,
            (PaymentMethod::Cod, ..) => Self::Cash,
            (_, OrderStatus::AwaitingPayment, Some(deadline)) => Self::Due(deadline),
            _ => Self::Paid,
        }
    }
}

/// A letter to an order's customer.
fn to(order: Order, notice: impl FnOnce(Box<Order>) -> Notice) -> Letter {
    Letter {
        user: order.customer.user,
        recipient: order.customer.email.clone(),
        language: order.customer.language,
        notice: notice(Box::new(order)),
    }
}

fn status_changed(change: OrderStatusChanged, at: OffsetDateTime, links: &Links) -> Option<Letter> {
    let stage = match change.order.status {
        OrderStatus::AwaitingPayment => return None,
        OrderStatus::Confirmed => {
            let (payment, link) = (
                Payment::of(&change.order),
                links.order(&change.order.code, change.order.id),
            );
            return Some(to(change.order, |order| Notice::OrderConfirmed {
                order,
                payment,
                link,
            }));
        }
        OrderStatus::Expired => {
            let link = links.order(&change.order.code, change.order.id);
            return Some(to(change.order, |order| Notice::OrderExpired {
                order,
                at,
                link,
            }));
        }
        OrderStatus::Cancelled => return Some(cancelled(change, links)),
        OrderStatus::Picking => Stage::Picking,
        OrderStatus::Packed => Stage::Packed,
        OrderStatus::OutForDelivery => Stage::OutForDelivery,
        OrderStatus::Delivered => Stage::Delivered,
        OrderStatus::Completed => Stage::Completed,
        OrderStatus::DeliveryFailed => Stage::DeliveryFailed,
        OrderStatus::Returned => Stage::Returned,
    };
    let OrderStatusChanged { order, reason, .. } = change;
    let link = links.order(&order.code, order.id);
    let to_collect = (Payment::of(&order) == Payment::Cash).then_some(order.totals.amount_due);
    let claims_until = (stage == Stage::Delivered).then(|| at + claims::WINDOW);
    Some(to(order, |order| Notice::OrderMoved {
        order,
        to: stage,
        reason,
        to_collect,
        claims_until,
        link,
    }))
}

fn cancelled(change: OrderStatusChanged, links: &Links) -> Letter {
    let OrderStatusChanged {
        order,
        from,
        actor,
        reason,
    } = change;
    let by = match actor {
        Actor::Shopper(_) => CancelledBy::Customer,
        Actor::Staff(_) | Actor::Shop => CancelledBy::Shop,
    };
    // What was taken back is not given back.
    let was_paid = from != OrderStatus::AwaitingPayment
        && Payment::of(&order) == Payment::Paid
        && reason.as_deref() != Some(PAYMENT_REVERSED);
    let refund = if was_paid {
        order.totals.amount_due
    } else {
        Money::ZERO
    };
    let link = links.order(&order.code, order.id);
    to(order, |order| Notice::OrderCancelled {
        order,
        by,
        reason,
        refund,
        link,
    })
}

/// What is paid at the door has no deadline, and nothing to be told before.
fn instructions(started: PaymentStarted, links: &Links) -> Option<Letter> {
    let Customer {
        user,
        email,
        name,
        language,
    } = started.customer;
    Some(Letter {
        user,
        recipient: email,
        language,
        notice: Notice::PaymentInstructions {
            link: links.order(&started.order_code, started.order),
            order_code: started.order_code,
            name,
            method: started.method,
            amount: started.amount,
            instructions: started.instructions,
            deadline: started.expires_at?,
        },
    })
}

fn claim_resolved(claim: Claim, links: &Links) -> Letter {
    Letter {
        user: claim.customer.user,
        recipient: claim.customer.email.clone(),
        language: claim.customer.language,
        notice: Notice::ClaimResolved {
            link: links.order(&claim.order_code, claim.order),
            claim: Box::new(claim),
        },
    }
}

fn refund(refunded: PaymentRefunded, links: &Links) -> Letter {
    let Customer {
        user,
        email,
        name,
        language,
    } = refunded.customer;
    Letter {
        user,
        recipient: email,
        language,
        notice: Notice::PaymentRefunded {
            link: links.order(&refunded.order_code, refunded.order),
            order_code: refunded.order_code,
            name,
            amount: refunded.amount,
            route: refunded.route,
            reason: refunded.reason,
        },
    }
}

#[cfg(test)]
mod tests;
