//! The store of payments, and what every use case here works with.

use crate::events::{Event, EventType, Received};
use crate::ids::PaymentId;
use crate::orders::OrderCode;
use crate::payments::notification::{Noted, Notification};
use crate::payments::{Attempt, Bill, GatewayName, Payment, PaymentStatus, Refund, RefundStatus};
use crate::{Clock, StoreError};
use time::OffsetDateTime;
use uuid::Uuid;

/// Attempts, gateways' notifications and refunds.
pub trait Payments: Send + Sync {
    /// How an order stands with the cashier; `None` if there is no such order.
    async fn standing(&self, order: &OrderCode) -> Result<Option<Standing>, StoreError>;

    async fn find(
        &self,
        gateway: GatewayName,
        reference: &str,
    ) -> Result<Option<Payment>, StoreError>;

    /// Writes a new attempt to pay `bill` down; `false` when another is open, or took the same number or request first,
    /// or when the order is not as the bill has it any more.
    async fn open(&self, attempt: &Attempt, bill: &Bill) -> Result<bool, StoreError>;

    /// Takes an unanswered attempt up again until its `busy_until`; `false` when somebody else did.
    async fn resume(&self, attempt: &Attempt, now: OffsetDateTime) -> Result<bool, StoreError>;

    /// Lets the next retry take the attempt up at once.
    async fn put_down(&self, payment: PaymentId) -> Result<(), StoreError>;

    /// Keeps how to pay, with the events; `false` when that is known already.
    async fn started(
        &self,
        payment: &Payment,
        events: &[Event],
        now: OffsetDateTime,
    ) -> Result<bool, StoreError>;

    /// Moves a payment forward, if it still is what was decided on, and so are the others that the step depends on. What
    /// staff were to transfer of one that is taken back is withdrawn.
    async fn advance(
        &self,
        step: &Step<'_>,
        events: &[Event],
        received: Option<&Received>,
    ) -> Result<Written, StoreError>;

    /// Keeps a notification, once, with the event that it came.
    async fn note(
        &self,
        notification: &Notification<'_>,
        event: &Event,
    ) -> Result<Noted, StoreError>;

    /// Sets money aside to be given back; `false` when the payment has no such money, the key is taken, or a payment of
    /// the order is not what it was in the `standing` that this depends on.
    async fn open_refund(
        &self,
        refund: &Refund,
        standing: Option<&Standing>,
    ) -> Result<bool, StoreError>;

    /// Writes what became of a refund that stands as it stood, once, and moves its payment by what has gone back of it.
    /// `Stale` also when staff are to transfer it and the payment holds no money any more, or they have transferred it.
    async fn settle_refund(
        &self,
        outcome: &RefundOutcome<'_>,
        events: &[Event],
        received: Option<&Received>,
    ) -> Result<Written, StoreError>;
}

/// How an order stands with the cashier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub bill: Bill,
    /// In their order.
    pub attempts: Vec<Attempt>,
    pub refunds: Vec<Refund>,
}

impl Standing {
    pub fn payments(&self) -> impl Iterator<Item = &Payment> {
        self.attempts.iter().map(|attempt| &attempt.payment)
    }

    #[must_use]
    pub fn payment(&self, id: PaymentId) -> Option<&Payment> {
        self.payments().find(|known| known.id == id)
    }

    /// Grows with every payment of the order, and with every change of where one stands or of what is left of it.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.payments().map(|payment| payment.version).sum()
    }
}

/// A step of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<'a> {
    /// As it was when the step was decided.
    pub payment: &'a Payment,
    /// How its order stood, where the step depends on the order's other payments.
    pub standing: Option<&'a Standing>,
    pub to: PaymentStatus,
    pub paid_with: Option<&'a str>,
    pub paid_at: Option<OffsetDateTime>,
    pub now: OffsetDateTime,
}

/// What became of a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundOutcome<'a> {
    /// As it was when this was decided.
    pub refund: &'a Refund,
    pub status: RefundStatus,
    /// Why the gateway has not made it: its own code, or the shop's.
    pub failure: Option<&'a str>,
    pub now: OffsetDateTime,
}

/// What became of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    Done,
    /// The event that asked for it was handled before.
    HadBefore,
    /// What it was decided on has changed meanwhile.
    Stale,
}

/// What the use cases of payments work with.
#[derive(Debug)]
pub struct Cashier<'a, P, G, E, C> {
    pub payments: &'a P,
    pub gateways: &'a G,
    pub publisher: &'a E,
    pub clock: &'a C,
    pub request_id: &'a str,
}

impl<P, G, E, C: Clock> Cashier<'_, P, G, E, C> {
    pub(super) fn event<T: EventType>(
        &self,
        subject: impl Into<Uuid>,
        data: &T,
    ) -> Result<Event, StoreError> {
        Event::new(self.clock, self.request_id, subject, data)
            .map_err(|error| StoreError::broken("an event", error))
    }
}
