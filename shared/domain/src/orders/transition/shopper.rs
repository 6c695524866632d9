//! A shopper cancels their order.

use super::{Mover, TransitionError, Which, published, step};
use crate::Clock;
use crate::events::Publisher;
use crate::ids::UserId;
use crate::orders::{Order, OrderCode, OrderStatus, Orders};

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
