//! An attempt to pay an order, and money given back of it.

use crate::idempotency::Idempotency;
use crate::ids::{OrderId, PaymentId, RefundId};
use crate::orders::OrderCode;
use crate::payments::{Bank, Bill, GatewayName, GatewayStatus, Method, PaymentStatus};
use crate::{Clock, Money};
use serde::{Deserialize, Serialize};
use std::fmt;
use time::{Duration, OffsetDateTime};

/// How long one function may be at it before another takes the attempt up: longer than a function lives.
const BUSY_FOR: Duration = Duration::seconds(30);

/// One attempt to pay an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    pub id: PaymentId,
    pub order: OrderId,
    pub order_code: OrderCode,
    /// Counts the order's attempts, from 1.
    pub number: i32,
    pub gateway: GatewayName,
    pub method: Method,
    pub status: PaymentStatus,
    pub amount: Money,
    /// What was given back or is being given back; never above `amount`.
    pub refunding: Money,
    /// The gateway's name for it: the shop's own, where the gateway gives none.
    pub reference: String,
    /// How to pay; `None` until the gateway has answered.
    pub instructions: Option<Instructions>,
    /// What the customer paid with, in the gateway's word, once paid.
    pub paid_with: Option<String>,
    pub paid_at: Option<OffsetDateTime>,
    /// The last moment to pay; `None` for cash.
    pub expires_at: Option<OffsetDateTime>,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
    /// Counts its changes: one is written only onto the version that it was decided on.
    pub version: i64,
}

/// Where or how the customer pays. Empty for cash.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instructions {
    /// The gateway's page, or a link into a wallet's app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub virtual_account: Option<VirtualAccount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bill_payment: Option<BillPayment>,
    /// The address of a picture of a QR code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qr: Option<String>,
    /// It is for the payer alone, and goes into no event.
    #[serde(skip)]
    pub card: Option<CardForm>,
}

/// What the shop's page hands to the gateway's script, which takes the card's number and, where the bank wants it,
/// has the customer identified. The two belong together: the key is of the account that the secret is of.
#[derive(Clone, PartialEq, Eq)]
pub struct CardForm {
    /// Whoever has it may pay, and see what is paid.
    pub client_secret: String,
    pub publishable_key: String,
}

/// An account number that stands for one payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VirtualAccount {
    pub bank: Bank,
    pub number: String,
}

/// A bank's bill that stands for one payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillPayment {
    pub bank: Bank,
    /// Of the company that collects.
    pub biller_code: String,
    pub bill_key: String,
}

/// A payment with the request that it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    pub payment: Payment,
    pub request: Idempotency,
    /// Until then a function may still be waiting for the gateway.
    pub busy_until: Option<OffsetDateTime>,
}

/// Money given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    pub id: RefundId,
    pub payment: PaymentId,
    pub amount: Money,
    /// Stable code of why, such as `order_expired`, or staff's own words.
    pub reason: String,
    /// Says which intended refund this is: the shop and the gateway each take a key once.
    pub key: String,
    pub status: RefundStatus,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
}

/// Where a refund stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundStatus {
    /// Written down; the gateway has not said yes.
    Requested,
    Succeeded,
    /// Nothing goes back by it: the customer has the money already. It is not set aside any more.
    Failed,
    /// Staff are to transfer it: the gateway cannot, or refuses for good.
    Manual,
}

impl Payment {
    /// The next attempt to pay `bill`.
    #[must_use]
    pub fn new(
        bill: &Bill,
        number: i32,
        gateway: GatewayName,
        method: Method,
        clock: &impl Clock,
    ) -> Self {
        let now = clock.now();
        Self {
            id: PaymentId::generate(clock),
            order: bill.order,
            order_code: bill.code.clone(),
            number,
            gateway,
            method,
            status: PaymentStatus::Created,
            amount: bill.amount_due,
            refunding: Money::ZERO,
            reference: name(&bill.code, number),
            instructions: None,
            paid_with: None,
            paid_at: None,
            expires_at: bill.expires_at,
            created_at: now,
            updated_at: now,
            version: 1,
        }
    }

    /// The payment as it was when the customer was first told how to pay; `None` if that never came about.
    #[must_use]
    pub fn as_started(&self) -> Option<Self> {
        self.instructions.as_ref()?;
        Some(Self {
            status: PaymentStatus::Pending,
            refunding: Money::ZERO,
            paid_with: None,
            paid_at: None,
            ..self.clone()
        })
    }

    /// The shop's own name for it.
    #[must_use]
    pub fn name(&self) -> String {
        name(&self.order_code, self.number)
    }

    /// The key of the one refund of all that is left.
    #[must_use]
    pub fn give_back_key(&self) -> String {
        format!("{}-back", self.name())
    }

    /// The key of the refund that comes after so many others of the payment.
    #[must_use]
    pub fn refund_key(&self, others: i64) -> String {
        format!("{}-r{}", self.reference, others.saturating_add(1))
    }

    /// Where it stands after the gateway's word; `None` when that changes nothing. What is cancelled while all of it
    /// is set aside to go back has gone back: that is how money returns that the gateway had not settled yet.
    #[must_use]
    pub fn after(&self, word: GatewayStatus) -> Option<PaymentStatus> {
        let goes_back_whole = self.status.holds_money() && self.refunding == self.amount;
        self.status.after(match word {
            GatewayStatus::Cancelled if goes_back_whole => GatewayStatus::Refunded,
            word => word,
        })
    }

    /// What is not given back yet.
    #[must_use]
    pub fn left(&self) -> Money {
        self.amount.subtract(self.refunding).unwrap_or_default()
    }

    /// Whether it holds money that is not on its way back.
    #[must_use]
    pub fn has_money_left(&self) -> bool {
        self.status.holds_money() && !self.left().is_zero()
    }
}

fn name(order: &OrderCode, number: i32) -> String {
    format!("{order}-{number}")
}

impl fmt::Debug for CardForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardForm(…)")
    }
}

impl Attempt {
    #[must_use]
    pub fn new(payment: Payment, request: Idempotency, now: OffsetDateTime) -> Self {
        Self {
            payment,
            request,
            busy_until: Some(now + BUSY_FOR),
        }
    }

    /// The same attempt, taken up again.
    #[must_use]
    pub fn again(&self, now: OffsetDateTime) -> Self {
        Self {
            busy_until: Some(now + BUSY_FOR),
            ..self.clone()
        }
    }

    #[must_use]
    pub fn is_busy(&self, now: OffsetDateTime) -> bool {
        self.busy_until.is_some_and(|until| now < until)
    }
}

impl RefundStatus {
    const ALL: [Self; 4] = [Self::Requested, Self::Succeeded, Self::Failed, Self::Manual];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Manual => "manual",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orders::{Customer, OrderStatus, PaymentMethod};
    use crate::{Language, SystemClock};

    #[test]
    fn a_cancellation_gives_back_what_was_to_go_back_and_takes_away_the_rest() {
        let bill = Bill {
            order: OrderId::generate(&SystemClock),
            code: "SYR-0A1B2C3D".parse().unwrap(),
            customer: Customer {
                user: None,
                email: "siti@example.com".into(),
                name: "Siti".into(),
                language: Language::Id,
            },
            status: OrderStatus::Confirmed,
            payment_method: PaymentMethod::Midtrans,
            amount_due: Money::rupiah(25_000),
            expires_at: None,
            items: Vec::new(),
        };
        let captured = Payment {
            status: PaymentStatus::Succeeded,
            ..Payment::new(&bill, 1, GatewayName::Midtrans, Method::Card, &SystemClock)
        };
        for (refunding, word, expected) in [
            (0, GatewayStatus::Cancelled, Some(PaymentStatus::Reversed)),
            (
                5_000,
                GatewayStatus::Cancelled,
                Some(PaymentStatus::Reversed),
            ),
            (
                25_000,
                GatewayStatus::Cancelled,
                Some(PaymentStatus::Refunded),
            ),
            (25_000, GatewayStatus::Failed, Some(PaymentStatus::Reversed)),
            (25_000, GatewayStatus::Paid, None),
        ] {
            let refunding = Money::rupiah(refunding);
            let payment = Payment {
                refunding,
                ..captured.clone()
            };
            assert_eq!(payment.after(word), expected, "{refunding:?} {word:?}");
        }
        // What nobody has paid is cancelled, whatever is set aside.
        let open = Payment {
            status: PaymentStatus::Pending,
            ..captured
        };
        let ended = open.after(GatewayStatus::Cancelled);
        assert_eq!(ended, Some(PaymentStatus::Cancelled));
    }
}
