//! What payments make of an order: its money has come, or is gone again.

use super::{Change, Mover, TransitionError, Which, published, step};
use crate::events::{Event, Publisher, Received};
use crate::orders::events::{OrderUnpaid, PaymentNotNeeded};
use crate::orders::status::Holdings;
use crate::orders::{Actor, Order, OrderStatus, Orders};
use crate::payments::events::{PaymentReversed, PaymentSucceeded};
use crate::{Clock, Money};
use time::OffsetDateTime;

/// Why an order is cancelled whose money was taken back.
pub const PAYMENT_REVERSED: &str = "payment_reversed";

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
