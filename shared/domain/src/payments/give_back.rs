//! Giving back money that is not needed: once, however often it is asked for.

use crate::events::{Event, Publisher, Received};
use crate::failure::{Failure, Kind};
use crate::ids::{PaymentId, RefundId};
use crate::orders::events::RefundDue;
use crate::orders::{Order, OrderCode, OrderStatus};
use crate::payments::confirm::{ConfirmError, Confirmed, ask};
use crate::payments::events::{PaymentRefunded, RefundRequested, RefundRoute};
use crate::payments::ports::{RefundOutcome, Written};
use crate::payments::{
    Bill, Cashier, Gateway, GatewayError, Payment, Payments, Refund, RefundStatus, Standing,
};
use crate::{Clock, Money, StoreError};

const TRIES: u8 = 3;

/// Why staff are to transfer what the gateway had given back.
const RETURNED: &str = "refund_returned";

#[derive(Debug, thiserror::Error)]
pub enum GiveBackError {
    #[error("there is no such payment")]
    NoSuchPayment,
    #[error("the payment keeps changing")]
    Contended,
    #[error("why the gateway refuses cannot be asked")]
    Refused(#[from] ConfirmError),
    #[error(transparent)]
    Gateway(#[from] GatewayError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for GiveBackError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchPayment => Kind::NotFound,
            Self::Contended => Kind::Unavailable,
            Self::Refused(error) => error.kind(),
            Self::Gateway(error) => error.kind(),
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchPayment => "payment_not_found",
            Self::Contended => "unavailable",
            Self::Refused(error) => error.code(),
            Self::Gateway(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}

/// What is to go back.
struct Wanted<'a> {
    payment: Payment,
    amount: Money,
    reason: &'a str,
    key: String,
    /// Whether it goes back because of how the order's other payments stand.
    heeds_others: bool,
}

/// Gives back all that is left of a payment. Where the gateway cannot, staff are to. The refund's key alone
/// sees to it that this happens once; `received` is noted where the event asks for nothing else. A second payment is
/// kept if meanwhile it is the one that pays the order.
pub async fn give_back(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    order: &Order,
    payment: PaymentId,
    received: Option<&Received>,
) -> Result<(), GiveBackError> {
    let everything = |standing: &Standing| {
        let payment = standing.payment(payment);
        let payment = payment.ok_or(GiveBackError::NoSuchPayment)?;
        let key = payment.give_back_key();
        let is_begun = standing.refunds.iter().any(|refund| refund.key == key);
        if !order.status.is_called_off() && !is_begun && pays_alone(standing, payment) {
            return Ok(None);
        }
        Ok(Some(Wanted {
            payment: payment.clone(),
            amount: payment.left(),
            reason: reason(order.status),
            key,
            heeds_others: !order.status.is_called_off(),
        }))
    };
    carry_back(cashier, &order.code, everything, received).await
}

/// Whether the payment that the order was confirmed by was taken back, and this one is in its place.
fn pays_alone(standing: &Standing, payment: &Payment) -> bool {
    let others = || standing.payments().filter(|other| other.id != payment.id);
    others().any(|other| other.status.is_lost()) && !others().any(Payment::has_money_left)
}

/// Gives back what an order turned out to cost less than was paid, once for its key, and never more than is left of
/// the payment that holds the order's money. What is paid at the door was not paid yet.
pub async fn give_back_part(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    due: &RefundDue,
    received: Option<&Received>,
) -> Result<(), GiveBackError> {
    if !due.order.payment_method.is_prepaid() {
        return Ok(());
    }
    let part = |standing: &Standing| {
        let known = standing.refunds.iter().find(|refund| refund.key == due.key);
        let payment = match known {
            Some(refund) => standing.payment(refund.payment),
            None => only_one(standing.payments())?,
        };
        Ok(payment.map(|payment| Wanted {
            payment: payment.clone(),
            amount: due.amount.min(payment.left()),
            reason: &due.reason,
            key: due.key.clone(),
            heeds_others: false,
        }))
    };
    carry_back(cashier, &due.order.code, part, received).await
}

/// The payment that holds the order's money. While two do, the order context has yet to say which of them it does not
/// need: a part given back of that one would be lost in the whole of it. The queue asks again.
fn only_one<'a>(
    payments: impl Iterator<Item = &'a Payment>,
) -> Result<Option<&'a Payment>, GiveBackError> {
    let mut holding = payments.filter(|payment| payment.has_money_left());
    match (holding.next(), holding.next()) {
        (payment, None) => Ok(payment),
        _ => Err(GiveBackError::Contended),
    }
}

/// Gives back what staff have set aside, once however often it is asked for.
pub async fn give_back_requested(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    requested: &RefundRequested,
    received: Option<&Received>,
) -> Result<(), GiveBackError> {
    finish(cashier, &requested.order_code, requested.refund, received).await
}

async fn standing(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    order: &OrderCode,
) -> Result<Standing, GiveBackError> {
    let standing = cashier.payments.standing(order).await?;
    standing.ok_or(GiveBackError::NoSuchPayment)
}

/// Carries a refund out that is written down: begun by staff, or cut short. The gateway takes its key once, so asking
/// again is safe.
pub(super) async fn finish(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    order: &OrderCode,
    refund: RefundId,
    received: Option<&Received>,
) -> Result<(), GiveBackError> {
    for _ in 0..TRIES {
        let standing = standing(cashier, order).await?;
        let mut refunds = standing.refunds.iter();
        let refund = refunds.find(|known| known.id == refund);
        let refund = refund.ok_or(GiveBackError::NoSuchPayment)?;
        if refund.status != RefundStatus::Requested {
            return Ok(());
        }
        let payment = standing.payment(refund.payment);
        let payment = payment.ok_or(GiveBackError::NoSuchPayment)?;
        if carry_out(cashier, &standing.bill, payment, refund, received).await? {
            return Ok(());
        }
    }
    Err(GiveBackError::Contended)
}

/// Sets aside what is wanted and has it given back, by the order's books as they stand.
async fn carry_back<'a>(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    order: &OrderCode,
    wanted: impl Fn(&Standing) -> Result<Option<Wanted<'a>>, GiveBackError>,
    received: Option<&Received>,
) -> Result<(), GiveBackError> {
    for _ in 0..TRIES {
        let standing = standing(cashier, order).await?;
        let Some(wanted) = wanted(&standing)? else {
            return Ok(());
        };
        let payment = &wanted.payment;
        let known = |refund: &&Refund| refund.key == wanted.key;
        match standing.refunds.iter().find(known) {
            // A call that was cut short: the gateway takes the key once, so asking again is safe.
            Some(refund) if refund.status == RefundStatus::Requested => {
                if carry_out(cashier, &standing.bill, payment, refund, received).await? {
                    return Ok(());
                }
                continue;
            }
            Some(_) => return Ok(()),
            None if !payment.status.holds_money() || wanted.amount.is_zero() => return Ok(()),
            None => {}
        }
        let refund = Refund {
            id: RefundId::generate(cashier.clock),
            payment: payment.id,
            amount: wanted.amount,
            reason: wanted.reason.to_owned(),
            key: wanted.key,
            status: RefundStatus::Requested,
            created_at: cashier.clock.now(),
        };
        let heeded = wanted.heeds_others.then_some(&standing);
        if cashier.payments.open_refund(&refund, heeded).await?
            && carry_out(cashier, &standing.bill, payment, &refund, received).await?
        {
            return Ok(());
        }
    }
    Err(GiveBackError::Contended)
}

/// Why an order in this status cannot use money.
const fn reason(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Cancelled => "order_cancelled",
        OrderStatus::Expired => "order_expired",
        _ => "order_already_paid",
    }
}

/// Has the gateway give the money back and writes down what came of it; `false` when the payment or the refund is not
/// what it was, so that it is to be looked at anew.
async fn carry_out(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    bill: &Bill,
    payment: &Payment,
    refund: &Refund,
    received: Option<&Received>,
) -> Result<bool, GiveBackError> {
    let (status, failure) = match cashier.gateways.refund(payment, refund).await {
        Ok(()) => (RefundStatus::Succeeded, None),
        Err(GatewayError::NotOffered) => by_hand(payment, None),
        // It may refuse because the money is gone from it: then the payment moves first.
        Err(GatewayError::Rejected { code }) => {
            match Box::pin(ask(cashier, payment, None)).await? {
                Some(Confirmed::Unchanged) => by_hand(payment, Some(code)),
                Some(Confirmed::Moved(_)) | None => return Ok(false),
            }
        }
        // It stays requested, and is asked for again with what was cut short.
        Err(GatewayError::NotYet) => return Ok(true),
        // It stays requested, and the queue brings it again.
        Err(error) => return Err(error.into()),
    };
    let outcome = RefundOutcome {
        refund,
        status,
        failure: failure.as_deref(),
        now: cashier.clock.now(),
    };
    let written = settle(cashier, bill, payment, &outcome, received).await?;
    Ok(written != Written::Stale)
}

/// Hands refunds over to staff that the gateway has made and the customer's bank has sent back, once each.
pub(super) async fn hand_over_returned(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    payment: &Payment,
    keys: &[String],
) -> Result<(), StoreError> {
    if keys.is_empty() {
        return Ok(());
    }
    let standing = cashier.payments.standing(&payment.order_code).await?;
    let Some(Standing { bill, refunds, .. }) = &standing else {
        return Ok(());
    };
    let is_returned = |refund: &&Refund| {
        refund.payment == payment.id
            && refund.status == RefundStatus::Succeeded
            && keys.contains(&refund.key)
    };
    for refund in refunds.iter().filter(is_returned) {
        let outcome = RefundOutcome {
            refund,
            status: RefundStatus::Manual,
            failure: Some(RETURNED),
            now: cashier.clock.now(),
        };
        settle(cashier, bill, payment, &outcome, None).await?;
    }
    Ok(())
}

/// Writes down what came of a refund, and tells it.
async fn settle(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    bill: &Bill,
    payment: &Payment,
    outcome: &RefundOutcome<'_>,
    received: Option<&Received>,
) -> Result<Written, StoreError> {
    let events: Vec<Event> = news(cashier, bill, payment, outcome)?.into_iter().collect();
    let settled = cashier.payments.settle_refund(outcome, &events, received);
    let written = settled.await?;
    if written == Written::Done {
        cashier.publisher.publish(&events).await;
    }
    Ok(written)
}

/// What becomes of a refund that the gateway never makes: staff are to, unless the customer has the money already.
fn by_hand(payment: &Payment, refusal: Option<String>) -> (RefundStatus, Option<String>) {
    match payment.status.taken_back() {
        Some(reason) => (RefundStatus::Failed, Some(reason.to_owned())),
        None => (RefundStatus::Manual, refusal),
    }
}

/// What the customer is to hear.
fn news(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    bill: &Bill,
    payment: &Payment,
    outcome: &RefundOutcome<'_>,
) -> Result<Option<Event>, StoreError> {
    let route = match outcome.status {
        RefundStatus::Succeeded => RefundRoute::OriginalMethod,
        RefundStatus::Manual => RefundRoute::BankTransfer,
        RefundStatus::Requested | RefundStatus::Failed => return Ok(None),
    };
    let told = PaymentRefunded {
        refund: outcome.refund.id,
        payment: payment.id,
        order: payment.order,
        order_code: payment.order_code.clone(),
        customer: bill.customer.clone(),
        amount: outcome.refund.amount,
        route,
        reason: outcome.refund.reason.clone(),
    };
    cashier.event(payment.id, &told).map(Some)
}
