//! Confirming: the gateway is asked, and the payment moves forward by its word.

use crate::events::{Event, Publisher, Received};
use crate::failure::{Failure, Kind};
use crate::payments::events::{PaymentReversed, PaymentSucceeded};
use crate::payments::give_back::hand_over_returned;
use crate::payments::ports::{Step, Written};
use crate::payments::{
    Cashier, Gateway, GatewayError, GatewayName, GatewayReport, Payment, PaymentStatus, Payments,
    Standing,
};
use crate::{Clock, StoreError};
use time::OffsetDateTime;

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
    // Once, whatever becomes of the rest: what was handed over is no refund of the gateway's any more.
    hand_over_returned(cashier, payment, &report.returned_refunds).await?;
    let Some(to) = payment.after(report.status) else {
        return Ok(Some(Confirmed::Unchanged));
    };
    let now = cashier.clock.now();
    let paid_at = report.paid_at.unwrap_or(now);
    let (news, standing) = match to {
        PaymentStatus::Succeeded => (Some(success(cashier, payment, paid_at)?), None),
        lost if lost.is_lost() => {
            let standing = cashier.payments.standing(&payment.order_code).await?;
            let standing = standing.ok_or(ConfirmError::NoSuchPayment)?;
            (loss(cashier, payment, &standing)?, Some(standing))
        }
        _ => (None, None),
    };
    let events: Vec<Event> = news.into_iter().collect();
    let step = Step {
        payment,
        standing: standing.as_ref(),
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

fn success(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    payment: &Payment,
    paid_at: OffsetDateTime,
) -> Result<Event, StoreError> {
    let succeeded = PaymentSucceeded {
        payment: payment.id,
        order: payment.order,
        amount: payment.amount,
        paid_at,
    };
    cashier.event(payment.id, &succeeded)
}

/// What the order loses by a payment that is taken back: nothing while another covers it, which one that is on its way
/// back does not; and nothing of what was on its way back anyway.
fn loss(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    payment: &Payment,
    standing: &Standing,
) -> Result<Option<Event>, StoreError> {
    let mut others = standing.payments().filter(|other| other.id != payment.id);
    if !payment.has_money_left() || others.any(Payment::has_money_left) {
        return Ok(None);
    }
    let reversed = PaymentReversed {
        payment: payment.id,
        order: payment.order,
        amount: payment.left(),
    };
    cashier.event(payment.id, &reversed).map(Some)
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
