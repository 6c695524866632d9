//! Winding up: an order has ended, so nothing more is taken for it, and what was taken goes back.

use crate::Clock;
use crate::events::Publisher;
use crate::failure::{Failure, Kind};
use crate::orders::{Order, OrderStatus};
use crate::payments::confirm::{ConfirmError, Confirmed, ask};
use crate::payments::give_back::{GiveBackError, give_back};
use crate::payments::ports::{Step, Written};
use crate::payments::{
    Cashier, Ending, Gateway, GatewayError, Payment, Payments, Refund, RefundStatus, Standing,
};

#[derive(Debug, thiserror::Error)]
pub enum WindUpError {
    #[error(transparent)]
    Confirm(#[from] ConfirmError),
    #[error(transparent)]
    GiveBack(#[from] GiveBackError),
}

impl Failure for WindUpError {
    fn kind(&self) -> Kind {
        match self {
            Self::Confirm(error) => error.kind(),
            Self::GiveBack(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Confirm(error) => error.code(),
            Self::GiveBack(error) => error.code(),
        }
    }
}

/// Stops the open attempt of an order that was cancelled or has expired, or that nobody took at the door, and gives back
/// what was paid: of an order that came back it is said elsewhere how much that is.
///
/// The event is not noted in the inbox: it asks for several effects, each of which is harmless when repeated,
/// and the note of one would hide the rest if the function died between them.
pub async fn wind_up(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    order: &Order,
) -> Result<(), WindUpError> {
    let ending = match order.status {
        OrderStatus::Cancelled | OrderStatus::Returned => Ending::Cancelled,
        OrderStatus::Expired => Ending::Expired,
        _ => return Ok(()),
    };
    let standing = cashier
        .payments
        .standing(&order.code)
        .await
        .map_err(ConfirmError::from)?;
    let Some(Standing {
        attempts, refunds, ..
    }) = standing
    else {
        return Ok(());
    };
    for attempt in attempts {
        let payment = attempt.payment;
        // The gateway may have told of a refund of which nobody heard that it was made.
        let is_unfinished = |refund: &Refund| {
            refund.payment == payment.id && refund.status == RefundStatus::Requested
        };
        if payment.status.is_open() {
            end(cashier, &payment, ending).await?;
        } else if order.status != OrderStatus::Returned
            && (payment.status.holds_money() || refunds.iter().any(is_unfinished))
        {
            give_back(cashier, order, payment.id, None).await?;
        }
    }
    Ok(())
}

/// Stops an open attempt. One that cannot be stopped was paid or is over: the gateway says which, and money
/// that came in makes its own way back.
pub(super) async fn end(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    payment: &Payment,
    ending: Ending,
) -> Result<Confirmed, ConfirmError> {
    let confirmed = match cashier.gateways.end(payment, ending).await {
        Ok(()) => {
            let step = Step {
                payment,
                standing: None,
                to: ending.into(),
                paid_with: None,
                paid_at: None,
                now: cashier.clock.now(),
            };
            let written = cashier.payments.advance(&step, &[], None).await?;
            (written != Written::Stale).then_some(Confirmed::Moved(step.to))
        }
        Err(GatewayError::Rejected { .. }) => ask(cashier, payment, None).await?,
        Err(error) => return Err(error.into()),
    };
    confirmed.ok_or(ConfirmError::Contended)
}
