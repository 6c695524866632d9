//! Moving a placed order on: staff, the shopper, payments and time.

mod overdue;
mod paid;
mod shopper;
mod staff;

pub use overdue::{complete, expire};
pub use paid::{PAYMENT_REVERSED, apply_payment, apply_reversal};
pub use shopper::{Cancellation, cancel};
pub(super) use staff::refund;
pub use staff::{StaffTransition, move_on};

use crate::StoreError;
use crate::events::{BadEvent, Event, Publisher};
use crate::failure::{Failure, Kind, Violation};
use crate::identity::{Caller, Origin};
use crate::ids::{OrderId, UserId};
use crate::money::OutOfRange;
use crate::orders::delivering::DeliveringError;
use crate::orders::events::OrderStatusChanged;
use crate::orders::packing::PackingError;
use crate::orders::returning::ReturnError;
use crate::orders::status::{Authority, Holdings};
use crate::orders::{Actor, Order, OrderCode, OrderStatus};
use time::OffsetDateTime;

/// How a change finds its order; ownership is part of the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    Code(OrderCode),
    CodeOf(OrderCode, UserId),
    Id(OrderId),
}

/// What is to become of an order, decided but not yet written.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The order after the change; its version is one higher. The same order when there is only news to tell.
    pub order: Order,
    pub holdings: Holdings,
    pub actor: Actor,
    pub reason: Option<String>,
    /// Where the member of staff is who did it: for the audit log.
    pub origin: Option<Origin>,
    pub events: Vec<Event>,
}

/// Why an order was not moved.
#[derive(Debug, thiserror::Error)]
pub enum TransitionError {
    #[error("no such order")]
    NotFound,
    #[error("from {from:?} there is no way to {to:?}")]
    Illegal { from: OrderStatus, to: OrderStatus },
    #[error("the caller may not do this")]
    Forbidden,
    #[error("the slot has no room for so much")]
    SlotFull,
    #[error(transparent)]
    Packing(#[from] PackingError),
    #[error(transparent)]
    Delivering(#[from] DeliveringError),
    #[error(transparent)]
    Return(#[from] ReturnError),
    #[error(transparent)]
    OutOfRange(#[from] OutOfRange),
    #[error(transparent)]
    Event(#[from] BadEvent),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for TransitionError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Illegal { .. } | Self::SlotFull => Kind::Conflict,
            Self::Forbidden => Kind::Forbidden,
            Self::Delivering(error) => error.kind(),
            Self::Return(error) => error.kind(),
            Self::Packing(error) => error.kind(),
            Self::OutOfRange(_) | Self::Event(_) => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "order_not_found",
            Self::Illegal { .. } => "illegal_transition",
            Self::Forbidden => "permission_denied",
            Self::Delivering(error) => error.code(),
            Self::Return(error) => error.code(),
            Self::SlotFull => "slot_full",
            Self::Packing(error) => error.code(),
            Self::OutOfRange(_) | Self::Event(_) => "internal",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::Return(error) => error.violations(),
            Self::Packing(error) => error.violations(),
            _ => Vec::new(),
        }
    }
}

/// Who wants a change, for the table of transitions.
#[derive(Debug, Clone, Copy)]
pub(super) enum Mover<'a> {
    Shop,
    Shopper(UserId),
    Staff(&'a Caller),
}

impl Mover<'_> {
    fn may(&self, authority: Authority) -> bool {
        match (self, authority) {
            (Self::Shop, _) | (Self::Shopper(_), Authority::ShopperOr(_)) => true,
            (
                Self::Staff(caller),
                Authority::Staff(permission) | Authority::ShopperOr(permission),
            ) => caller.may(permission),
            (Self::Staff(_), Authority::Shop) | (Self::Shopper(_), _) => false,
        }
    }

    pub(super) const fn actor(&self) -> Actor {
        match self {
            Self::Shop => Actor::Shop,
            Self::Shopper(user) => Actor::Shopper(Some(*user)),
            Self::Staff(caller) => Actor::Staff(caller.user),
        }
    }
}

/// What becomes of the order's holdings on a step that there is and that the mover may take.
pub(super) fn permit(
    order: &Order,
    to: OrderStatus,
    mover: Mover<'_>,
) -> Result<Holdings, TransitionError> {
    let from = order.status;
    let (authority, holdings) = from
        .transition(to)
        .ok_or(TransitionError::Illegal { from, to })?;
    if mover.may(authority) {
        Ok(holdings)
    } else {
        Err(TransitionError::Forbidden)
    }
}

/// Decides one step; pure.
pub(super) fn step(
    order: &Order,
    to: OrderStatus,
    mover: Mover<'_>,
    reason: Option<String>,
    request_id: &str,
    now: OffsetDateTime,
) -> Result<Change, TransitionError> {
    let from = order.status;
    let holdings = permit(order, to, mover)?;
    let order = Order {
        status: to,
        expires_at: None,
        version: order.version + 1,
        ..order.clone()
    };
    let news = OrderStatusChanged {
        order: order.clone(),
        from,
        actor: mover.actor(),
        reason: reason.clone(),
    };
    let events = vec![Event::new(&now, request_id, order.id, &news)?];
    Ok(Change {
        order,
        holdings,
        actor: mover.actor(),
        reason,
        origin: None,
        events,
    })
}

async fn published(publisher: &impl Publisher, change: Option<Change>) -> Option<Order> {
    let change = change?;
    publisher.publish(&change.events).await;
    Some(change.order)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::Permission;
    use crate::ids::SessionId;

    fn staff(permissions: &[Permission]) -> Caller {
        let now = OffsetDateTime::UNIX_EPOCH;
        Caller {
            user: UserId::generate(&now),
            session: SessionId::generate(&now),
            access_version: 1,
            permissions: permissions.to_vec(),
        }
    }

    #[test]
    fn each_transition_asks_for_its_own_permission() {
        let warehouse = staff(&[Permission::OrdersFulfil]);
        let courier = staff(&[Permission::OrdersDeliver]);
        let may = |caller: &Caller, from: OrderStatus, to: OrderStatus| {
            from.transition(to)
                .is_some_and(|(authority, _)| Mover::Staff(caller).may(authority))
        };
        assert!(may(
            &warehouse,
            OrderStatus::Confirmed,
            OrderStatus::Picking
        ));
        assert!(!may(&courier, OrderStatus::Confirmed, OrderStatus::Picking));
        assert!(may(
            &courier,
            OrderStatus::Packed,
            OrderStatus::OutForDelivery
        ));
        assert!(!may(
            &warehouse,
            OrderStatus::Packed,
            OrderStatus::OutForDelivery
        ));
        // Nobody confirms by hand what was not paid.
        assert!(!may(
            &staff(Permission::ALL),
            OrderStatus::AwaitingPayment,
            OrderStatus::Confirmed
        ));
    }
}
