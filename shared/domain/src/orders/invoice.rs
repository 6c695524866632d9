//! Invoices: what an order claims, under a number, from the moment it is confirmed.

use crate::failure::{Failure, Kind};
use crate::ids::{OrderId, UserId};
use crate::links::{LinkKey, Purpose};
use crate::money::OutOfRange;
use crate::orders::pricing::apportion;
use crate::orders::{Order, OrderCode, OrderLine, OrderStatus, PaymentMethod};
use crate::{Money, StoreError};
use std::fmt;
use time::Date;

/// The number of an invoice: without gaps in its year, never given twice. Shown as `INV/2026/000123`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InvoiceNumber {
    /// The year in the shop in which the order was confirmed.
    pub year: i32,
    /// From 1.
    pub serial: i32,
}

impl fmt::Display for InvoiceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "INV/{:04}/{:06}", self.year, self.serial)
    }
}

/// What is written down of an order that was confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The day in the shop on which the order was confirmed.
    pub issued_on: Date,
    /// `None`: confirmed a moment ago, and nobody has asked for a later invoice.
    pub number: Option<InvoiceNumber>,
    /// What gateways took for the order.
    pub captured: Money,
    /// What of it went back, or is going back.
    pub returned: Money,
}

/// The invoices.
pub trait Invoices: Send + Sync {
    /// The order and, if it was ever confirmed, its claim. With a user, the user's own orders alone.
    async fn find(
        &self,
        code: &OrderCode,
        user: Option<UserId>,
    ) -> Result<Option<(Order, Option<Claim>)>, StoreError>;

    /// Numbers every claim that has no number yet, in the order of their confirmation, and answers this order's
    /// number; `None` when it has no claim.
    async fn number(&self, order: OrderId) -> Result<Option<InvoiceNumber>, StoreError>;
}

/// Who asks for an invoice.
#[derive(Debug)]
pub enum Reader<'a> {
    /// The user whose order it must be.
    User(UserId),
    /// Whoever has the order's link, by its token.
    Link(&'a LinkKey, &'a str),
    /// Staff, who see every order.
    Staff,
}

/// Why there is no invoice to read.
#[derive(Debug, thiserror::Error)]
pub enum InvoiceError {
    #[error("no such order")]
    NotFound,
    #[error("the order was never confirmed")]
    NotReady,
    #[error(transparent)]
    OutOfRange(#[from] OutOfRange),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for InvoiceError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::NotReady => Kind::Conflict,
            Self::OutOfRange(_) => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "order_not_found",
            Self::NotReady => "invoice_not_ready",
            Self::OutOfRange(_) => "internal",
            Self::Store(error) => error.code(),
        }
    }
}

/// Where the payment of an invoice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentState {
    Paid,
    /// The courier is to collect it at the door.
    OnDelivery,
    Unpaid,
    /// The order was cancelled or brought back: nothing is due any more.
    Void,
}

/// A line as it is charged for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceLine {
    pub line: OrderLine,
    /// The line's part of the tax.
    pub tax: Money,
}

/// An invoice.
#[derive(Debug, Clone, PartialEq)]
pub struct Invoice {
    pub number: InvoiceNumber,
    pub issued_on: Date,
    pub order: Order,
    pub lines: Vec<InvoiceLine>,
    pub state: PaymentState,
    /// What went back, or is going back.
    pub returned: Money,
}

impl Invoice {
    fn new(order: Order, claim: &Claim, number: InvoiceNumber) -> Result<Self, OutOfRange> {
        let taxes = order
            .lines
            .iter()
            .map(OrderLine::tax)
            .collect::<Result<Vec<_>, _>>()?;
        let taxes = apportion(order.totals.tax, &taxes)?;
        let lines = order.lines.iter().cloned().zip(taxes);
        let lines = lines.map(|(line, tax)| InvoiceLine { line, tax }).collect();
        let overpaid = claim.captured.subtract(order.totals.amount_due)?;
        Ok(Self {
            number,
            issued_on: claim.issued_on,
            lines,
            state: state(&order, claim.captured),
            // What came twice and went back was never the order's.
            returned: claim
                .returned
                .subtract(overpaid.max(Money::ZERO))?
                .max(Money::ZERO),
            order,
        })
    }
}

fn state(order: &Order, captured: Money) -> PaymentState {
    let is_handed_over = matches!(
        order.status,
        OrderStatus::Delivered | OrderStatus::Completed
    );
    match (order.status, order.payment_method) {
        (OrderStatus::Cancelled | OrderStatus::Returned, _) => PaymentState::Void,
        _ if captured >= order.totals.amount_due => PaymentState::Paid,
        (_, PaymentMethod::Cod) if is_handed_over => {
            // Orders of before it was asked were paid in full.
            let is_short = order
                .collected
                .is_some_and(|taken| taken < order.totals.amount_due);
            if is_short {
                PaymentState::Unpaid
            } else {
                PaymentState::Paid
            }
        }
        (_, PaymentMethod::Cod) => PaymentState::OnDelivery,
        (_, PaymentMethod::Midtrans | PaymentMethod::Stripe) => PaymentState::Unpaid,
    }
}

/// The invoice of an order, if the reader may see it. The first who asks after a confirmation has it numbered.
pub async fn read(
    invoices: &impl Invoices,
    code: &OrderCode,
    reader: Reader<'_>,
) -> Result<Invoice, InvoiceError> {
    let user = match reader {
        Reader::User(user) => Some(user),
        Reader::Link(..) | Reader::Staff => None,
    };
    let (order, claim) = invoices
        .find(code, user)
        .await?
        .ok_or(InvoiceError::NotFound)?;
    if let Reader::Link(key, token) = reader
        && !key.verify(Purpose::TrackOrder, order.id, token)
    {
        return Err(InvoiceError::NotFound);
    }
    let claim = claim.ok_or(InvoiceError::NotReady)?;
    let number = match claim.number {
        Some(number) => number,
        None => invoices
            .number(order.id)
            .await?
            .ok_or(InvoiceError::NotReady)?,
    };
    Ok(Invoice::new(order, &claim, number)?)
}

#[cfg(test)]
pub(super) mod tests;
