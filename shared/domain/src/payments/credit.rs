//! Store credit: what the shop owes a customer, in a ledger that is never changed.

use crate::failure::{Failure, Kind};
use crate::idempotency::{Effect, Idempotency, IdempotencyError};
use crate::identity::Origin;
use crate::ids::{CreditId, UserId};
use crate::money::OutOfRange;
use crate::named::named;
use crate::orders::{Order, OrderStatus};
use crate::payments::ledger::{EntryKey, Numbered, Statement};
use crate::{Clock, Money, PageRequest, StoreError};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

named! {
    /// Why an entry was made.
    CreditKind {
        /// A claim was heard.
        Claim = "claim",
        /// The shop was generous.
        Goodwill = "goodwill",
        /// An order was paid with it.
        Spent = "spent",
        /// Such an order did not come, or cost less.
        Returned = "returned",
    }
}

/// An entry to be written, once for its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCreditEntry {
    pub user: UserId,
    /// Below zero what is spent, above it what is given.
    pub amount: Money,
    pub kind: CreditKind,
    /// What it is about, such as an order's code.
    pub cause: String,
    /// Says which intended entry this is. At most 60 of `A–Z a–z 0–9 _ -`.
    pub key: String,
}

impl NewCreditEntry {
    /// What a new order is paid with of its customer's credit; `None` where it is not.
    pub fn spent(order: &Order) -> Result<Option<Self>, OutOfRange> {
        let spent = order.totals.credit()?;
        let Some(user) = order.customer.user.filter(|_| !spent.is_zero()) else {
            return Ok(None);
        };
        Ok(Some(Self {
            user,
            amount: Money::ZERO.subtract(spent)?,
            kind: CreditKind::Spent,
            cause: order.code.to_string(),
            key: format!("spent-{}", order.code),
        }))
    }

    /// What goes back to the credit that an order was paid with: all of it where the order came to nothing, and else
    /// what it does not owe any more. `None` where nothing does.
    pub fn returned(before: &Order, after: &Order) -> Result<Option<Self>, OutOfRange> {
        let kept = match after.status {
            OrderStatus::Cancelled | OrderStatus::Expired => Money::ZERO,
            _ => after.totals.credit()?,
        };
        let amount = before.totals.credit()?.subtract(kept)?;
        let Some(user) = after.customer.user.filter(|_| amount > Money::ZERO) else {
            return Ok(None);
        };
        Ok(Some(Self {
            user,
            amount,
            kind: CreditKind::Returned,
            cause: after.code.to_string(),
            key: format!("returned-{}-{}", after.code, after.version),
        }))
    }
}

/// An entry of a user's ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditEntry {
    /// From 1, without gaps.
    pub number: i64,
    pub amount: Money,
    /// After this entry.
    pub balance: Money,
    pub kind: CreditKind,
    pub cause: String,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

impl Numbered for CreditEntry {
    fn number(&self) -> i64 {
        self.number
    }
}

/// The ledgers. A balance never falls below zero.
pub trait Credits: Send + Sync {
    /// The user's account.
    async fn statement(
        &self,
        user: UserId,
        page: PageRequest<EntryKey>,
    ) -> Result<Statement<CreditEntry>, StoreError>;

    /// In one transaction: takes the idempotency key and writes the entry, with a line in the audit log and its first
    /// answer.
    async fn give(
        &self,
        gift: &Gift,
        entry: &NewCreditEntry,
        idempotency: &Idempotency,
        now: OffsetDateTime,
    ) -> Result<Effect<CreditEntry>, GiftError>;
}

/// Staff give somebody credit.
#[derive(Debug)]
pub struct Gift {
    pub user: UserId,
    pub amount: Money,
    /// In words that the customer reads.
    pub reason: String,
    pub staff: UserId,
    pub origin: Origin,
}

/// Why no credit is given.
#[derive(Debug, thiserror::Error)]
pub enum GiftError {
    /// Nobody has that account, or has it any more.
    #[error("no such user")]
    NoSuchUser,
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for GiftError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchUser => Kind::NotFound,
            Self::Idempotency(error) => error.kind(),
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchUser => "user_not_found",
            Self::Idempotency(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}

/// Gives somebody credit out of the shop's goodwill, once for the idempotency key.
pub async fn give(
    credits: &impl Credits,
    clock: &impl Clock,
    idempotency: &Idempotency,
    gift: &Gift,
) -> Result<CreditEntry, GiftError> {
    let entry = NewCreditEntry {
        user: gift.user,
        amount: gift.amount,
        kind: CreditKind::Goodwill,
        cause: gift.reason.clone(),
        key: format!("goodwill-{}", CreditId::generate(clock)),
    };
    let effect = credits.give(gift, &entry, idempotency, clock.now()).await?;
    Ok(effect.into_inner())
}
