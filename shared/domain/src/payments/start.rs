//! Starting a payment: it is written down, opened at the gateway outside any transaction, and written down again.

use crate::events::Publisher;
use crate::failure::{Failure, Kind};
use crate::idempotency::{Idempotency, IdempotencyError};
use crate::orders::OrderCode;
use crate::payments::confirm::ConfirmError;
use crate::payments::events::PaymentStarted;
use crate::payments::ports::Step;
use crate::payments::wind_up::end;
use crate::payments::{
    Attempt, Bill, Cashier, Ending, Gateway, GatewayError, GatewayName, Method, Payer, Payment,
    PaymentStatus, Payments, Standing,
};
use crate::{Clock, StoreError};
use time::OffsetDateTime;

/// After so many lost races somebody else's payment is the open one.
const MOST_RACES_LOST: u8 = 4;

/// However many attempts are in the way.
const TURNS: u8 = 60;

/// Of one order: each is an order to the gateway and a mail to the customer.
const MOST_ATTEMPTS: usize = 20;

/// A wish to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartPayment {
    pub order: OrderCode,
    pub method: Method,
    /// Kept with the attempt: the attempt is its effect.
    pub request: Idempotency,
}

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// There is none, or it is another's.
    #[error("there is no such order")]
    NoSuchOrder,
    /// Paid, ended, or out of time.
    #[error("the order takes no payment now")]
    NotPayable,
    #[error("the order is not paid this way")]
    MethodNotSupported,
    #[error("the order has had as many attempts as an order may")]
    TooManyAttempts,
    /// Another attempt is being opened at this moment.
    #[error("another attempt is being started")]
    Busy,
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    #[error(transparent)]
    Gateway(#[from] GatewayError),
    #[error("the attempt before cannot be ended")]
    Previous(#[from] ConfirmError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for StartError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchOrder => Kind::NotFound,
            Self::NotPayable | Self::Busy | Self::TooManyAttempts => Kind::Conflict,
            Self::MethodNotSupported => Kind::Rule,
            Self::Idempotency(error) => error.kind(),
            Self::Gateway(error) => error.kind(),
            Self::Previous(error) => error.kind(),
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchOrder => "order_not_found",
            Self::NotPayable => "order_not_payable",
            Self::MethodNotSupported => "payment_method_not_supported",
            Self::TooManyAttempts => "too_many_payment_attempts",
            Self::Busy => "payment_in_progress",
            Self::Idempotency(error) => error.code(),
            Self::Gateway(error) => error.code(),
            Self::Previous(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}

/// What is to be done about a wish to pay.
#[derive(Debug, PartialEq, Eq)]
enum Move<'a> {
    /// It was done: the first answer is given again.
    Replay(Payment),
    /// It was begun, and nobody is at it any more.
    Resume(Attempt),
    /// An older attempt is in the way.
    EndFirst(&'a Payment),
    Open(Attempt),
}

/// Starts a payment, or goes on with one that a request with the same key began.
pub async fn start(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    payer: &Payer<'_>,
    wish: &StartPayment,
) -> Result<Payment, StartError> {
    let mut races_lost = 0;
    for _ in 0..TURNS {
        let standing = cashier
            .payments
            .standing(&wish.order)
            .await?
            .filter(|standing| payer.may_pay(&standing.bill))
            .ok_or(StartError::NoSuchOrder)?;
        let now = cashier.clock.now();
        let attempt = match decide(&standing, wish, cashier.clock)? {
            Move::Replay(payment) => return Ok(payment),
            Move::EndFirst(older) => match end(cashier, older, Ending::Cancelled).await {
                // Whoever has ended another's attempt goes on until there is an open one again.
                Ok(_) => continue,
                Err(ConfirmError::Contended) => None,
                Err(error) => return Err(error.into()),
            },
            Move::Resume(attempt) => {
                let is_ours = cashier.payments.resume(&attempt, now).await?;
                is_ours.then_some(attempt)
            }
            Move::Open(attempt) => {
                let is_open = cashier.payments.open(&attempt, &standing.bill).await?;
                is_open.then_some(attempt)
            }
        };
        match attempt {
            Some(attempt) => {
                return open_at_gateway(cashier, &standing.bill, attempt.payment).await;
            }
            // Somebody was faster: the standing is another now.
            None => races_lost += 1,
        }
        if races_lost == MOST_RACES_LOST {
            break;
        }
    }
    Err(StartError::Busy)
}

/// The move for a wish, by how the order stands.
fn decide<'a>(
    standing: &'a Standing,
    wish: &StartPayment,
    clock: &impl Clock,
) -> Result<Move<'a>, StartError> {
    let (bill, attempts, now) = (&standing.bill, &standing.attempts, clock.now());
    let is_same = |attempt: &&Attempt| {
        (&attempt.request.scope, &attempt.request.key) == (&wish.request.scope, &wish.request.key)
    };
    if let Some(same) = attempts.iter().find(is_same) {
        return go_on(bill, same, wish, now);
    }
    let gateway = wish
        .method
        .gateway_for(bill.payment_method)
        .ok_or(StartError::MethodNotSupported)?;
    // Money that is here already confirms the order in a moment.
    let is_paid = standing
        .payments()
        .any(|payment| payment.status.holds_money());
    if is_paid || !bill.is_payable(wish.method, now) {
        return Err(StartError::NotPayable);
    }
    if attempts.len() >= MOST_ATTEMPTS {
        return Err(StartError::TooManyAttempts);
    }
    if let Some(older) = attempts
        .iter()
        .find(|attempt| attempt.payment.status.is_open())
    {
        return if older.is_busy(now) {
            Err(StartError::Busy)
        } else {
            Ok(Move::EndFirst(&older.payment))
        };
    }
    let number = attempts
        .iter()
        .map(|attempt| attempt.payment.number)
        .max()
        .unwrap_or(0)
        + 1;
    let payment = Payment::new(bill, number, gateway, wish.method, clock);
    Ok(Move::Open(Attempt::new(payment, wish.request.clone(), now)))
}

/// The move for a request that came before.
fn go_on<'a>(
    bill: &Bill,
    same: &Attempt,
    wish: &StartPayment,
    now: OffsetDateTime,
) -> Result<Move<'a>, StartError> {
    if same.request.fingerprint != wish.request.fingerprint {
        return Err(IdempotencyError::Reused.into());
    }
    if let Some(first_answer) = same.payment.as_started() {
        return Ok(Move::Replay(first_answer));
    }
    match same.payment.status {
        PaymentStatus::Created if same.is_busy(now) => Err(IdempotencyError::InProgress.into()),
        PaymentStatus::Created if bill.is_payable(wish.method, now) => {
            Ok(Move::Resume(same.again(now)))
        }
        // The gateway refused it, or it was ended before the gateway answered.
        _ => Err(StartError::NotPayable),
    }
}

async fn open_at_gateway(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    bill: &Bill,
    payment: Payment,
) -> Result<Payment, StartError> {
    let now = cashier.clock.now();
    let opened = match cashier.gateways.start(&payment, bill, now).await {
        Ok(opened) => opened,
        Err(error @ (GatewayError::Rejected { .. } | GatewayError::NotOffered)) => {
            let to = PaymentStatus::Failed;
            let step = Step {
                payment: &payment,
                standing: None,
                to,
                paid_with: None,
                paid_at: None,
                now,
            };
            cashier.payments.advance(&step, &[], None).await?;
            return Err(error.into());
        }
        Err(error) => {
            cashier.payments.put_down(payment.id).await?;
            return Err(error.into());
        }
    };
    let mut events = Vec::new();
    // What is paid at the door needs no instructions.
    if payment.gateway != GatewayName::Cod {
        let started = PaymentStarted {
            payment: payment.id,
            order: payment.order,
            order_code: payment.order_code.clone(),
            customer: bill.customer.clone(),
            method: payment.method,
            amount: payment.amount,
            instructions: opened.instructions.clone(),
            expires_at: payment.expires_at,
        };
        events.push(cashier.event(payment.id, &started)?);
    }
    let payment = Payment {
        status: PaymentStatus::Pending,
        reference: opened.reference.unwrap_or(payment.reference),
        instructions: Some(opened.instructions),
        ..payment
    };
    if !cashier.payments.started(&payment, &events, now).await? {
        return Err(StartError::Busy);
    }
    cashier.publisher.publish(&events).await;
    Ok(payment)
}
