//! What the shop does about a claim, once.

use super::{Claim, ClaimStatus, Claims, Resolution};
use crate::events::{BadEvent, Event, Publisher};
use crate::failure::{Failure, Kind, Violation};
use crate::idempotency::{Effect, Idempotency, IdempotencyError};
use crate::identity::Origin;
use crate::identity::erasure::is_erased;
use crate::ids::{ClaimId, UserId};
use crate::money::OutOfRange;
use crate::named::named;
use crate::orders::events::{ClaimResolved, RefundDue};
use crate::orders::{Order, PaymentMethod};
use crate::payments::credit::{CreditKind, NewCreditEntry};
use crate::{Clock, Money, StoreError};
use time::OffsetDateTime;

named! {
    /// What staff can do about a claim.
    Remedy {
        /// Money goes back the way it came.
        Refund = "refund",
        /// It becomes credit in the shop.
        Credit = "credit",
        Refuse = "refuse",
    }
}

/// What staff decide.
#[derive(Debug)]
pub struct ResolveClaim {
    pub claim: ClaimId,
    pub remedy: Remedy,
    /// `None`: all that can be given back.
    pub amount: Option<Money>,
    pub note: Option<String>,
    pub staff: UserId,
    pub origin: Origin,
}

/// A claim with what is decided on, locked.
#[derive(Debug, Clone, PartialEq)]
pub struct UnderReview {
    pub claim: Claim,
    pub order: Order,
    /// What claims about the order gave back by refunds.
    pub refunded: Money,
    /// Whether the customer's account was erased.
    pub customer_is_gone: bool,
}

/// What is done, decided but not yet written.
#[derive(Debug, Clone, PartialEq)]
pub struct Settlement {
    /// As it stands now.
    pub claim: Claim,
    pub credit: Option<NewCreditEntry>,
    pub events: Vec<Event>,
    pub staff: UserId,
    /// Where staff are, for the audit log.
    pub origin: Origin,
}

/// Why a claim is not resolved.
#[derive(Debug, thiserror::Error)]
pub enum ResolveError {
    #[error("no such claim")]
    NotFound,
    #[error("the claim was resolved before")]
    Resolved,
    /// What was paid at the door does not go back through a gateway.
    #[error("the order was not paid through a gateway")]
    NothingPrepaid,
    /// A guest has no account, or an account is gone.
    #[error("the customer has no account")]
    NoAccount,
    #[error("the amount is not one that can be given back: {0}")]
    Amount(&'static str),
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    #[error(transparent)]
    OutOfRange(#[from] OutOfRange),
    #[error(transparent)]
    Event(#[from] BadEvent),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for ResolveError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::Resolved | Self::NothingPrepaid | Self::NoAccount => Kind::Conflict,
            Self::Amount(_) => Kind::Rule,
            Self::Idempotency(error) => error.kind(),
            Self::OutOfRange(_) | Self::Event(_) => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "claim_not_found",
            Self::Resolved => "claim_resolved",
            Self::NothingPrepaid => "refund_needs_prepayment",
            Self::NoAccount => "credit_needs_account",
            Self::Amount(_) => "validation_failed",
            Self::Idempotency(error) => error.code(),
            Self::OutOfRange(_) | Self::Event(_) => "internal",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::Amount(code) => vec![Violation::new("/amount", code)],
            _ => Vec::new(),
        }
    }
}

/// Resolves a claim. The order's own sums stay: what goes back stands with the claim.
pub async fn resolve(
    claims: &impl Claims,
    publisher: &impl Publisher,
    clock: &impl Clock,
    idempotency: &Idempotency,
    wanted: ResolveClaim,
) -> Result<Claim, ResolveError> {
    let now = clock.now();
    let effect = claims
        .resolve(wanted.claim, idempotency, now, |review| {
            decide(review, wanted, now)
        })
        .await?;
    Ok(match effect {
        Effect::Done(settlement) => {
            publisher.publish(&settlement.events).await;
            settlement.claim
        }
        Effect::Replayed(claim) => claim,
    })
}

/// Decides what is done; pure.
pub(super) fn decide(
    review: UnderReview,
    wanted: ResolveClaim,
    now: OffsetDateTime,
) -> Result<Settlement, ResolveError> {
    if review.claim.status != ClaimStatus::Open {
        return Err(ResolveError::Resolved);
    }
    let amount = amount(&review, &wanted)?;
    let UnderReview { claim, order, .. } = review;
    let claim = Claim {
        status: match wanted.remedy {
            Remedy::Refund => ClaimStatus::Refunded,
            Remedy::Credit => ClaimStatus::Credited,
            Remedy::Refuse => ClaimStatus::Refused,
        },
        resolution: Some(Resolution {
            amount,
            note: wanted.note,
            by: wanted.staff,
            at: now,
        }),
        ..claim
    };
    let request_id = &wanted.origin.request_id;
    let news = ClaimResolved {
        claim: claim.clone(),
    };
    let mut events = vec![Event::new(&now, request_id, claim.id, &news)?];
    let key = format!("claim-{}", claim.id);
    let mut credit = None;
    match (wanted.remedy, amount) {
        (Remedy::Refund, Some(amount)) => {
            let reason = "claim".to_owned();
            let refund = RefundDue {
                order,
                amount,
                reason,
                key,
            };
            events.push(Event::new(&now, request_id, claim.order, &refund)?);
        }
        (Remedy::Credit, Some(amount)) => {
            credit = Some(NewCreditEntry {
                user: claim.customer.user.ok_or(ResolveError::NoAccount)?,
                amount,
                kind: CreditKind::Claim,
                cause: claim.order_code.to_string(),
                key,
            });
        }
        _ => {}
    }
    Ok(Settlement {
        claim,
        credit,
        events,
        staff: wanted.staff,
        origin: wanted.origin,
    })
}

/// What is given back: nothing by a refusal.
fn amount(review: &UnderReview, wanted: &ResolveClaim) -> Result<Option<Money>, ResolveError> {
    let cost = review.claim.cost()?;
    let most = match wanted.remedy {
        Remedy::Refuse if wanted.amount.is_some() => {
            return Err(ResolveError::Amount("amount_not_expected"));
        }
        Remedy::Refuse => return Ok(None),
        Remedy::Refund => {
            let taken = review.order.totals.amount_due;
            if review.order.payment_method == PaymentMethod::Cod || taken.is_zero() {
                return Err(ResolveError::NothingPrepaid);
            }
            cost.min(taken.subtract(review.refunded)?)
        }
        Remedy::Credit => {
            let customer = &review.order.customer;
            let is_gone = review.customer_is_gone || is_erased(&customer.email);
            if customer.user.is_none() || is_gone {
                return Err(ResolveError::NoAccount);
            }
            cost
        }
    };
    let amount = wanted.amount.unwrap_or(most);
    if amount > most {
        Err(ResolveError::Amount("amount_above_claim"))
    } else if amount <= Money::ZERO {
        Err(ResolveError::Amount("invalid_amount"))
    } else {
        Ok(Some(amount))
    }
}
