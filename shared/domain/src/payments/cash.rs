//! The shop's cash that couriers carry: what they collected at doors and what they handed in, in a ledger that is never
//! changed.

use crate::failure::{Failure, Kind};
use crate::idempotency::{Effect, Idempotency, IdempotencyError};
use crate::identity::Origin;
use crate::ids::UserId;
use crate::named::named;
use crate::orders::OrderCode;
use crate::payments::ledger::{EntryKey, Numbered, Statement};
use crate::{Clock, Money, PageRequest, StoreError};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

named! {
    /// Why an entry was made.
    CashKind {
        /// Taken at a door.
        Collected = "collected",
        /// Handed in.
        Remitted = "remitted",
    }
}

/// An entry of a courier's ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashEntry {
    /// From 1, without gaps.
    pub number: i64,
    pub kind: CashKind,
    /// Below zero what was handed in.
    pub amount: Money,
    /// After this entry.
    pub balance: Money,
    /// The order that was paid, and what was due for it.
    pub order: Option<(OrderCode, Money)>,
    /// Who took what was handed in.
    pub received_by: Option<UserId>,
    pub note: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

impl CashEntry {
    /// What was due at the door and not taken there; none where nothing was due.
    #[must_use]
    pub fn uncollected(&self) -> Option<Money> {
        let (_, due) = self.order.as_ref()?;
        due.subtract(self.amount).ok()
    }
}

impl Numbered for CashEntry {
    fn number(&self) -> i64 {
        self.number
    }
}

/// A courier hands cash in.
#[derive(Debug)]
pub struct Remittance {
    pub courier: UserId,
    pub amount: Money,
    pub note: Option<String>,
    /// Who takes it.
    pub staff: UserId,
    pub origin: Origin,
}

/// The couriers' ledgers. A balance never falls below zero.
pub trait CourierCash: Send + Sync {
    /// The courier's account; `None` for somebody who is no courier and never
    /// carried any cash.
    async fn statement(
        &self,
        courier: UserId,
        page: PageRequest<EntryKey>,
    ) -> Result<Option<Statement<CashEntry>>, StoreError>;

    /// In one transaction: takes the idempotency key and writes the entry, with a line in the audit log and its first
    /// answer.
    async fn remit(
        &self,
        remittance: &Remittance,
        idempotency: &Idempotency,
        now: OffsetDateTime,
    ) -> Result<Effect<CashEntry>, RemitError>;
}

/// Why cash is not taken from a courier.
#[derive(Debug, thiserror::Error)]
pub enum RemitError {
    #[error("no such courier")]
    NoSuchCourier,
    #[error("more than the courier carries")]
    AboveBalance,
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for RemitError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchCourier => Kind::NotFound,
            Self::AboveBalance => Kind::Conflict,
            Self::Idempotency(error) => error.kind(),
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchCourier => "courier_not_found",
            Self::AboveBalance => "remittance_above_cash",
            Self::Idempotency(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}

/// Takes cash from a courier, once for the idempotency key and never more than they carry.
pub async fn remit(
    cash: &impl CourierCash,
    clock: &impl Clock,
    idempotency: &Idempotency,
    remittance: &Remittance,
) -> Result<CashEntry, RemitError> {
    let effect = cash.remit(remittance, idempotency, clock.now()).await?;
    Ok(effect.into_inner())
}
