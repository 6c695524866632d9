//! What time does to an order: it was not paid, or is over.

use super::{Mover, TransitionError, Which, published, step};
use crate::Clock;
use crate::events::Publisher;
use crate::ids::OrderId;
use crate::orders::{Order, OrderStatus, Orders};

/// Ends an order that was not paid in time; one that was paid meanwhile stays.
pub async fn expire(
    orders: &impl Orders,
    publisher: &impl Publisher,
    clock: &impl Clock,
    order: OrderId,
    request_id: &str,
) -> Result<(), TransitionError> {
    let now = clock.now();
    let is_due = |order: &Order| order.expires_at.is_some_and(|expiry| expiry <= now);
    let to = OrderStatus::Expired;
    end(orders, publisher, &now, order, request_id, to, is_due).await
}

/// An order that was handed over is over, when nobody has claimed in time.
pub async fn complete(
    orders: &impl Orders,
    publisher: &impl Publisher,
    clock: &impl Clock,
    order: OrderId,
    request_id: &str,
) -> Result<(), TransitionError> {
    // Staff may have been first.
    let is_due = |order: &Order| order.status == OrderStatus::Delivered;
    let to = OrderStatus::Completed;
    end(orders, publisher, clock, order, request_id, to, is_due).await
}

async fn end(
    orders: &impl Orders,
    publisher: &impl Publisher,
    clock: &impl Clock,
    order: OrderId,
    request_id: &str,
    to: OrderStatus,
    is_due: impl Fn(&Order) -> bool + Send + Sync,
) -> Result<(), TransitionError> {
    let now = clock.now();
    let change = orders
        .change(&Which::Id(order), None, now, |order| {
            if !is_due(order) {
                return Ok(None);
            }
            step(order, to, Mover::Shop, None, request_id, now).map(Some)
        })
        .await?;
    published(publisher, change).await;
    Ok(())
}
