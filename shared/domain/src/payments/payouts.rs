//! Payouts: refunds that no gateway can make, which staff transfer by hand and close with a proof.

use crate::events::{BadEvent, Event, Publisher};
use crate::failure::{Failure, Kind};
use crate::identity::Origin;
use crate::ids::{OrderId, RefundId, UserId};
use crate::named::named;
use crate::orders::{Customer, OrderCode};
use crate::payments::desk::PaymentDesk;
use crate::payments::events::{PaymentRefunded, RefundRoute};
use crate::payments::{Method, Refund, RefundStatus};
use crate::{Clock, StoreError};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

named! {
    /// Which payouts are listed.
    PayoutState {
        /// Still to be transferred.
        Open = "open",
        /// Transferred, with a proof.
        Closed = "closed",
        /// Not to be transferred any more: the customer has the money already.
        Withdrawn = "withdrawn",
    }
}

/// A refund that staff make, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payout {
    pub refund: Refund,
    pub order: OrderId,
    pub order_code: OrderCode,
    pub customer: Customer,
    /// How it was paid.
    pub method: Method,
    /// In the gateway's word.
    pub paid_with: Option<String>,
    /// Why the gateway has not given it back, in its own code; `None` where it never does. Of what is withdrawn: why.
    pub failure: Option<String>,
    /// That it was transferred.
    pub proof: Option<Proof>,
    /// Since when it is not to be transferred any more.
    pub withdrawn_at: Option<OffsetDateTime>,
}

/// That a transfer was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The bank's name for the transfer.
    pub reference: String,
    pub note: Option<String>,
    pub by: UserId,
    pub at: OffsetDateTime,
}

/// Where a list of payouts goes on: after the one that was asked for, closed or withdrawn then, with that id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayoutKey {
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub id: RefundId,
}

/// What staff say of a transfer that they made.
#[derive(Debug)]
pub struct CompletePayout {
    pub refund: RefundId,
    pub reference: String,
    pub note: Option<String>,
    pub staff: UserId,
    pub origin: Origin,
}

/// A payout that is closed, decided but not yet written.
#[derive(Debug, Clone, PartialEq)]
pub struct Completed {
    pub payout: Payout,
    pub proof: Proof,
    pub events: Vec<Event>,
    /// Where staff are, for the audit log.
    pub origin: Origin,
}

/// Why a payout is not closed.
#[derive(Debug, thiserror::Error)]
pub enum PayoutError {
    /// No such refund, or none that staff are to make.
    #[error("no such payout")]
    NotFound,
    #[error("the payout was closed before")]
    Completed,
    /// The customer has the money already.
    #[error("the payout was withdrawn")]
    Withdrawn,
    #[error(transparent)]
    Event(#[from] BadEvent),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for PayoutError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Completed | Self::Withdrawn => Kind::Conflict,
            Self::Event(_) => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "payout_not_found",
            Self::Completed => "payout_completed",
            Self::Withdrawn => "payout_withdrawn",
            Self::Event(_) => "internal",
            Self::Store(error) => error.code(),
        }
    }
}

/// Closes a payout, once: the money has gone back, and the customer is told.
pub async fn complete(
    desk: &impl PaymentDesk,
    publisher: &impl Publisher,
    clock: &impl Clock,
    wanted: CompletePayout,
) -> Result<Payout, PayoutError> {
    let now = clock.now();
    let refund = wanted.refund;
    let completed = desk
        .complete_payout(refund, |payout| decide(payout, wanted, now))
        .await?;
    publisher.publish(&completed.events).await;
    Ok(completed.payout)
}

fn decide(
    payout: Payout,
    wanted: CompletePayout,
    now: OffsetDateTime,
) -> Result<Completed, PayoutError> {
    if payout.proof.is_some() {
        return Err(PayoutError::Completed);
    }
    match payout.refund.status {
        RefundStatus::Manual => {}
        RefundStatus::Failed => return Err(PayoutError::Withdrawn),
        RefundStatus::Requested | RefundStatus::Succeeded => return Err(PayoutError::NotFound),
    }
    let proof = Proof {
        reference: wanted.reference,
        note: wanted.note,
        by: wanted.staff,
        at: now,
    };
    let news = PaymentRefunded {
        refund: payout.refund.id,
        payment: payout.refund.payment,
        order: payout.order,
        order_code: payout.order_code.clone(),
        customer: payout.customer.clone(),
        amount: payout.refund.amount,
        route: RefundRoute::Transferred,
        reason: payout.refund.reason.clone(),
    };
    let request_id = &wanted.origin.request_id;
    Ok(Completed {
        events: vec![Event::new(&now, request_id, payout.refund.payment, &news)?],
        payout: Payout {
            refund: Refund {
                status: RefundStatus::Succeeded,
                ..payout.refund
            },
            proof: Some(proof.clone()),
            ..payout
        },
        proof,
        origin: wanted.origin,
    })
}
