//! Confirming: the gateway is asked, and the payment moves forward by its word.

use crate::events::{Publisher, Received};
use crate::failure::{Failure, Kind};
use crate::payments::events::PaymentSucceeded;
use crate::payments::ports::{Step, Written};
use crate::payments::{
    Cashier, Gateway, GatewayError, GatewayName, GatewayReport, Payment, PaymentStatus, Payments,
};
use crate::{Clock, StoreError};

/// How often a decision is made anew when another was faster.
const TRIES: u8 = 3;

/// What asking led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// The payment stands there now.
    Moved(PaymentStatus),
    /// The gateway said nothing new.
    Unchanged,
}

#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    #[error("there is no such payment")]
    NoSuchPayment,
    /// The gateway speaks of another payment or of another amount: for a human to look at.
    #[error("the gateway's {0} is not the payment's")]
    Mismatch(&'static str),
    #[error("the payment keeps changing")]
    Contended,
    #[error(transparent)]
    Gateway(#[from] GatewayError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for ConfirmError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchPayment => Kind::NotFound,
            Self::Mismatch(_) => Kind::Internal,
            Self::Contended => Kind::Unavailable,
            Self::Gateway(error) => error.kind(),
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchPayment => "payment_not_found",
            Self::Mismatch(_) => "payment_mismatch",
            Self::Contended => "unavailable",
            Self::Gateway(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}

/// Asks the gateway about the payment that it knows by this name, and moves it by the answer. `received` is the event
/// that asks for it, if one does.
pub async fn confirm(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    gateway: GatewayName,
    reference: &str,
    received: Option<&Received>,
) -> Result<Confirmed, ConfirmError> {
    for _ in 0..TRIES {
        let payment = cashier
            .payments
            .find(gateway, reference)
            .await?
            .ok_or(ConfirmError::NoSuchPayment)?;
        // The payment is read before the gateway is asked: an answer older than a change cannot overwrite it.
        if let Some(confirmed) = ask(cashier, &payment, received).await? {
            return Ok(confirmed);
        }
    }
    Err(ConfirmError::Contended)
}

/// Asks and moves; `None` when the payment has changed meanwhile.
pub(super) async fn ask(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    payment: &Payment,
    received: Option<&Received>,
) -> Result<Option<Confirmed>, ConfirmError> {
    let report = cashier.gateways.status(payment).await?;
    check(payment, &report)?;
    let Some(to) = payment.status.after(report.status) else {
        return Ok(Some(Confirmed::Unchanged));
    };
    let now = cashier.clock.now();
    let paid_at = report.paid_at.unwrap_or(now);
    let mut events = Vec::new();
    if to == PaymentStatus::Succeeded {
        let succeeded = PaymentSucceeded {
            payment: payment.id,
            order: payment.order,
            amount: payment.amount,
            paid_at,
        };
        events.push(cashier.event(payment.id, &succeeded)?);
    }
    let step = Step {
        payment,
        to,
        paid_with: report.paid_with.as_deref(),
        paid_at: to.holds_money().then_some(paid_at),
        now,
    };
    Ok(
        match cashier.payments.advance(&step, &events, received).await? {
            Written::Done => {
                cashier.publisher.publish(&events).await;
                Some(Confirmed::Moved(to))
            }
            Written::HadBefore => Some(Confirmed::Unchanged),
            Written::Stale => None,
        },
    )
}

/// The gateway speaks of this payment and of its whole amount.
fn check(payment: &Payment, report: &GatewayReport) -> Result<(), ConfirmError> {
    if report.reference != payment.reference {
        return Err(ConfirmError::Mismatch("reference"));
    }
    if report.amount != payment.amount {
        return Err(ConfirmError::Mismatch("amount"));
    }
    Ok(())
}
