//! Moving a placed order on: staff, the shopper, payments and time.

use crate::catalog::shop_date;
use crate::events::{BadEvent, Event, Publisher, Received};
use crate::failure::{Failure, Kind, Violation};
use crate::identity::{Caller, Origin};
use crate::ids::{OrderId, UserId};
use crate::money::OutOfRange;
use crate::orders::couriers::is_another_s;
use crate::orders::delivering::{self, DeliveringError};
use crate::orders::events::{OrderStatusChanged, OrderUnpaid, PaymentNotNeeded, RefundDue};
use crate::orders::packing::{self, PackedLine, PackingError};
use crate::orders::returning::{self, PickedLot, ReturnError, ReturnedLine, TakenBack};
use crate::orders::status::{Authority, Holdings};
use crate::orders::{Actor, Couriers, Order, OrderCode, OrderStatus, Orders};
use crate::payments::events::{PaymentReversed, PaymentSucceeded};
use crate::{Clock, Money, StoreError};
use time::OffsetDateTime;

/// Why an order is cancelled whose money was taken back.
pub const PAYMENT_REVERSED: &str = "payment_reversed";

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

/// What staff ask for.
#[derive(Debug)]
pub struct StaffTransition {
    pub code: OrderCode,
    pub to: OrderStatus,
    pub note: Option<String>,
    /// Who sets out with it; of `out_for_delivery` alone.
    pub courier: Option<UserId>,
    /// What was taken at the door; of `delivered` alone.
    pub collected: Option<Money>,
    /// What became of the goods; of `returned` alone.
    pub returned: Vec<ReturnedLine>,
    /// What is in the box, of what was weighed or differs from the order.
    pub packed: Vec<PackedLine>,
    pub origin: Origin,
}

/// Staff move an order on, each transition by its own permission.
pub async fn move_on(
    orders: &impl Orders,
    couriers: &impl Couriers,
    publisher: &impl Publisher,
    clock: &impl Clock,
    caller: &Caller,
    request: StaffTransition,
) -> Result<Order, TransitionError> {
    if request.to == OrderStatus::Packed {
        return packing::pack(orders, publisher, clock, caller, request).await;
    }
    let now = clock.now();
    let change = if request.to == OrderStatus::Returned {
        let decide = |order: &Order, picked: &[_]| come_back(order, picked, caller, &request, now);
        Some(orders.take_back(&request.code, now, decide).await?)
    } else {
        let is_courier = match request.courier {
            Some(named) if named != caller.user => couriers.find(named).await?.is_some(),
            _ => true,
        };
        let prepare = |order: &Order| {
            let prepared = delivering::prepare(order, caller, &request, is_courier)?;
            Ok((prepared, ()))
        };
        orders
            .change(&Which::Code(request.code.clone()), None, now, |order| {
                staff_step(order, caller, &request, now, prepare).map(|(change, ())| Some(change))
            })
            .await?
    };
    published(publisher, change)
        .await
        .ok_or(TransitionError::NotFound)
}

/// The step back into the warehouse, with what goes back into which lot, and the news of what goes back to who paid.
fn come_back(
    order: &Order,
    picked: &[PickedLot],
    caller: &Caller,
    request: &StaffTransition,
    now: OffsetDateTime,
) -> Result<(Change, Vec<TakenBack>), TransitionError> {
    let (mut change, taken) = staff_step(order, caller, request, now, |order| {
        let taken = returning::sort(order, picked, &request.returned, shop_date(now))?;
        Ok((returning::owed(order)?, taken))
    })?;
    let request_id = &request.origin.request_id;
    let due = refund(order, &change.order, "order_returned", request_id, now)?;
    change.events.extend(due);
    Ok((change, taken))
}

/// The news of what goes back to those who have paid for more than they get; none when nothing does.
pub(super) fn refund(
    before: &Order,
    after: &Order,
    reason: &str,
    request_id: &str,
    now: OffsetDateTime,
) -> Result<Option<Event>, TransitionError> {
    let due = RefundDue::between(before, after, reason)?;
    let news = due.map(|due| Event::new(&now, request_id, after.id, &due));
    Ok(news.transpose()?)
}

/// A step that the caller may take, of the order as `prepare` makes it; what else that says is handed on.
fn staff_step<T>(
    order: &Order,
    caller: &Caller,
    request: &StaffTransition,
    now: OffsetDateTime,
    prepare: impl FnOnce(&Order) -> Result<(Order, T), TransitionError>,
) -> Result<(Change, T), TransitionError> {
    if is_another_s(order, caller) {
        return Err(TransitionError::NotFound);
    }
    let mover = Mover::Staff(caller);
    permit(order, request.to, mover)?;
    let (order, more) = prepare(order)?;
    let (note, request_id) = (request.note.clone(), &request.origin.request_id);
    let change = step(&order, request.to, mover, note, request_id, now)?;
    let origin = Some(request.origin.clone());
    Ok((Change { origin, ..change }, more))
}

/// What a shopper asks for.
#[derive(Debug)]
pub struct Cancellation<'a> {
    pub user: UserId,
    pub code: OrderCode,
    pub reason: Option<String>,
    pub request_id: &'a str,
}

/// The shopper cancels their order, while nobody is picking it.
pub async fn cancel(
    orders: &impl Orders,
    publisher: &impl Publisher,
    clock: &impl Clock,
    request: Cancellation<'_>,
) -> Result<Order, TransitionError> {
    let now = clock.now();
    let Cancellation {
        user,
        code,
        reason,
        request_id,
    } = request;
    let change = orders
        .change(&Which::CodeOf(code, user), None, now, |order| {
            let mover = Mover::Shopper(user);
            match step(
                order,
                OrderStatus::Cancelled,
                mover,
                reason,
                request_id,
                now,
            ) {
                // To the shopper it is too late, whoever else may still cancel.
                Err(TransitionError::Forbidden) => Err(TransitionError::Illegal {
                    from: order.status,
                    to: OrderStatus::Cancelled,
                }),
                outcome => outcome.map(Some),
            }
        })
        .await?;
    published(publisher, change)
        .await
        .ok_or(TransitionError::NotFound)
}

/// Ends an order that was not paid in time; one that was paid meanwhile stays.
pub async fn expire(
    orders: &impl Orders,
    publisher: &impl Publisher,
    clock: &impl Clock,
    order: OrderId,
    request_id: &str,
) -> Result<(), TransitionError> {
    let now = clock.now();
    let change = orders
        .change(&Which::Id(order), None, now, |order| {
            let is_due = order.expires_at.is_some_and(|expiry| expiry <= now);
            if !is_due {
                return Ok(None);
            }
            step(
                order,
                OrderStatus::Expired,
                Mover::Shop,
                None,
                request_id,
                now,
            )
            .map(Some)
        })
        .await?;
    published(publisher, change).await;
    Ok(())
}

/// An order that was handed over is over, when nobody has claimed in time.
pub async fn complete(
    orders: &impl Orders,
    publisher: &impl Publisher,
    clock: &impl Clock,
    order: OrderId,
    request_id: &str,
) -> Result<(), TransitionError> {
    let now = clock.now();
    let change = orders
        .change(&Which::Id(order), None, now, |order| {
            // Staff may have been first.
            if order.status != OrderStatus::Delivered {
                return Ok(None);
            }
            let to = OrderStatus::Completed;
            step(order, to, Mover::Shop, None, request_id, now).map(Some)
        })
        .await?;
    published(publisher, change).await;
    Ok(())
}

/// A payment has succeeded: its order is confirmed. An order that does not wait for it (expired, cancelled,
/// paid before) stays as it is, and the money is to be given back.
pub async fn apply_payment(
    orders: &impl Orders,
    publisher: &impl Publisher,
    clock: &impl Clock,
    received: &Received,
    succeeded: &PaymentSucceeded,
    request_id: &str,
) -> Result<(), TransitionError> {
    let now = clock.now();
    let change = orders
        .change(&Which::Id(succeeded.order), Some(received), now, |order| {
            if order.status == OrderStatus::AwaitingPayment {
                return step(
                    order,
                    OrderStatus::Confirmed,
                    Mover::Shop,
                    None,
                    request_id,
                    now,
                )
                .map(Some);
            }
            let news = PaymentNotNeeded {
                order: order.clone(),
                payment: succeeded.payment,
            };
            let events = vec![Event::new(&now, request_id, order.id, &news)?];
            let (order, actor) = (order.clone(), Actor::Shop);
            Ok(Some(Change {
                order,
                holdings: Holdings::Keep,
                actor,
                reason: None,
                origin: None,
                events,
            }))
        })
        .await?;
    published(publisher, change).await;
    Ok(())
}

/// The money of an order is gone again. One that still is in the warehouse is cancelled; one that is packed or further
/// goes on, and staff, who are told of either, see to it. One that has ended without goods loses nothing.
pub async fn apply_reversal(
    orders: &impl Orders,
    publisher: &impl Publisher,
    clock: &impl Clock,
    received: &Received,
    reversed: &PaymentReversed,
    request_id: &str,
) -> Result<(), TransitionError> {
    let now = clock.now();
    let change = orders
        .change(&Which::Id(reversed.order), Some(received), now, |order| {
            unpaid(order, reversed.amount, request_id, now)
        })
        .await?;
    published(publisher, change).await;
    Ok(())
}

/// What becomes of an order whose money is gone; pure.
fn unpaid(
    order: &Order,
    amount: Money,
    request_id: &str,
    now: OffsetDateTime,
) -> Result<Option<Change>, TransitionError> {
    use OrderStatus::{
        AwaitingPayment, Cancelled, Completed, Confirmed, Delivered, DeliveryFailed, Expired,
        OutForDelivery, Packed, Picking, Returned,
    };
    let mut change = match order.status {
        Cancelled | Expired | Returned => return Ok(None),
        // It waits while the news that it was paid is still on its way.
        AwaitingPayment | Confirmed | Picking => {
            let reason = Some(PAYMENT_REVERSED.to_owned());
            step(order, Cancelled, Mover::Shop, reason, request_id, now)?
        }
        Packed | OutForDelivery | DeliveryFailed | Delivered | Completed => Change {
            order: order.clone(),
            holdings: Holdings::Keep,
            actor: Actor::Shop,
            reason: None,
            origin: None,
            events: Vec::new(),
        },
    };
    let news = OrderUnpaid {
        order: change.order.clone(),
        amount,
    };
    change
        .events
        .push(Event::new(&now, request_id, order.id, &news)?);
    Ok(Some(change))
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
