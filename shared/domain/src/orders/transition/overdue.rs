//! What time does to an order: it was not paid, or is over.

use super::{Mover, TransitionError, Which, published, step};
use crate::Clock;
use crate::events::Publisher;
use crate::ids::OrderId;
use crate::orders::{OrderStatus, Orders};

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
