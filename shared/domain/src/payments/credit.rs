//! Store credit: what the shop owes a customer, in a ledger that is never changed.

use crate::ids::UserId;
use crate::named::named;
use crate::{Money, Page, PageRequest, StoreError};
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

/// An entry of a user's ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditEntry {
    /// From 1, without gaps.
    pub number: i64,
    pub amount: Money,
    /// After this entry.
    pub balance: Money,
    pub kind: CreditKind,
    pub cause: String,
    pub at: OffsetDateTime,
}

/// Where a list of entries goes on: before the entry of this number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditKey {
    pub number: i64,
}

/// The ledgers. A balance never falls below zero.
pub trait Credits: Send + Sync {
    /// The user's balance, and their entries, the newest first.
    async fn statement(
        &self,
        user: UserId,
        page: PageRequest<CreditKey>,
    ) -> Result<(Money, Page<CreditEntry, CreditKey>), StoreError>;
}
