//! On the way: a courier sets out with an order, hands it over, or comes back with it.

use crate::Money;
use crate::failure::{Failure, Kind};
use crate::identity::{Caller, Permission};
use crate::orders::transition::{StaffTransition, TransitionError};
use crate::orders::{Order, OrderStatus};
use time::Duration;

/// How often a courier sets out with one order at most.
pub const MOST_ATTEMPTS: i32 = 2;

/// How long the customer may claim; an order is over when nobody did.
pub const CLAIM_WINDOW: Duration = Duration::hours(24);

/// Why an order does not go the way it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DeliveringError {
    #[error("the user brings no orders")]
    NotACourier,
    #[error("couriers have set out with it as often as they do")]
    NoAttemptsLeft,
    #[error("it is not said why")]
    NoteMissing,
    #[error("it is not said what was collected")]
    CollectedMissing,
    #[error("more was collected than is due")]
    CollectedTooMuch,
    #[error("nothing is due at the door")]
    NothingToCollect,
}

impl Failure for DeliveringError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoAttemptsLeft => Kind::Conflict,
            _ => Kind::Rule,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotACourier => "not_a_courier",
            Self::NoAttemptsLeft => "no_attempts_left",
            Self::NoteMissing => "note_missing",
            Self::CollectedMissing => "collected_missing",
            Self::CollectedTooMuch => "collected_too_much",
            Self::NothingToCollect => "nothing_to_collect",
        }
    }
}

/// The order as it is after the step, but for its status; it was judged already that the step is legal. `is_courier`:
/// whether the one who is named may bring orders.
pub(super) fn prepare(
    order: &Order,
    caller: &Caller,
    request: &StaffTransition,
    is_courier: bool,
) -> Result<Order, TransitionError> {
    match request.to {
        OrderStatus::OutForDelivery => set_out(order, caller, request, is_courier),
        OrderStatus::Delivered => Ok(Order {
            collected: collected(order, request)?,
            ..order.clone()
        }),
        OrderStatus::DeliveryFailed if request.note.is_none() => {
            Err(DeliveringError::NoteMissing.into())
        }
        _ => Ok(order.clone()),
    }
}

/// With the courier who is named, or else whose it is, or else whoever sets out.
fn set_out(
    order: &Order,
    caller: &Caller,
    request: &StaffTransition,
    is_courier: bool,
) -> Result<Order, TransitionError> {
    let names_another = request.courier.is_some_and(|named| named != caller.user);
    if names_another && !caller.may(Permission::OrdersFulfil) {
        return Err(TransitionError::Forbidden);
    }
    if names_another && !is_courier {
        return Err(DeliveringError::NotACourier.into());
    }
    if order.attempts >= MOST_ATTEMPTS {
        return Err(DeliveringError::NoAttemptsLeft.into());
    }
    let courier = request.courier.or(order.courier).unwrap_or(caller.user);
    Ok(Order {
        courier: Some(courier),
        attempts: order.attempts + 1,
        ..order.clone()
    })
}

/// What the courier took: all that is due, or less with a word on why.
fn collected(order: &Order, request: &StaffTransition) -> Result<Option<Money>, DeliveringError> {
    let due = order.due_at_the_door();
    match request.collected {
        None if due.is_zero() => Ok(None),
        None => Err(DeliveringError::CollectedMissing),
        Some(_) if due.is_zero() => Err(DeliveringError::NothingToCollect),
        Some(taken) if taken > due => Err(DeliveringError::CollectedTooMuch),
        Some(taken) if taken < due && request.note.is_none() => Err(DeliveringError::NoteMissing),
        Some(taken) => Ok(Some(taken)),
    }
}
