//! Claims: what shoppers say of what came, within a day, and what the shop does about it.

pub(crate) mod costs;
mod filing;
mod photos;
mod resolving;

#[cfg(test)]
mod tests;

pub use filing::{ClaimError, FileClaim, Filing, WINDOW, file};
pub use photos::{MOST_PHOTOS, photo_key, upload};
pub use resolving::{Remedy, ResolveClaim, ResolveError, Settlement, UnderReview, resolve};

use crate::catalog::{Sku, Unit};
use crate::idempotency::{Effect, Idempotency};
use crate::ids::{ClaimId, OrderId, UploadId, UserId};
use crate::money::OutOfRange;
use crate::named::named;
use crate::orders::{Customer, Order, OrderCode, PaymentMethod};
use crate::{Language, Money, Page, PageRequest, Quantity, StoreError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use time::OffsetDateTime;

named! {
    /// What is wrong with what came.
    ClaimReason {
        Damaged = "damaged",
        Missing = "missing",
        /// Something else came.
        Wrong = "wrong",
        Quality = "quality",
        /// In the shopper's words.
        Other = "other",
    }
}

named! {
    /// What became of a claim; nothing follows but on `Open`.
    ClaimStatus {
        Open = "open",
        Refunded = "refunded",
        Credited = "credited",
        Refused = "refused",
    }
}

/// A claim about a delivered order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    pub id: ClaimId,
    pub order: OrderId,
    pub order_code: OrderCode,
    pub customer: Customer,
    pub payment_method: PaymentMethod,
    pub lines: Vec<ClaimLine>,
    pub reason: ClaimReason,
    pub text: Option<String>,
    /// See [`photo_key`].
    pub photos: Vec<UploadId>,
    pub status: ClaimStatus,
    /// `None` while it is open.
    pub resolution: Option<Resolution>,
    #[serde(with = "time::serde::rfc3339")]
    pub filed_at: OffsetDateTime,
}

/// One SKU of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimLine {
    pub sku: Sku,
    pub name_id: String,
    pub name_en: String,
    pub unit: Unit,
    pub quantity: Quantity,
    /// What so much of it cost, after discounts and with tax.
    pub cost: Money,
}

/// What was done about a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// What was given back; `None` of a claim that was refused.
    pub amount: Option<Money>,
    /// Staff's words to the customer.
    pub note: Option<String>,
    pub by: UserId,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

impl Claim {
    /// What was claimed cost so much.
    pub fn cost(&self) -> Result<Money, OutOfRange> {
        Money::sum(self.lines.iter().map(|line| line.cost))
    }
}

impl ClaimLine {
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::Id => &self.name_id,
            Language::En => &self.name_en,
        }
    }
}

/// How an order stands with claims.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    pub delivered_at: Option<OffsetDateTime>,
    /// How many there are.
    pub claims: i64,
    /// How much was claimed already, whatever became of it.
    pub claimed: BTreeMap<Sku, Quantity>,
}

/// What staff look for; `None` takes any.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClaimFilter {
    pub status: Option<ClaimStatus>,
    /// Filed then or later.
    pub since: Option<OffsetDateTime>,
}

/// Where a list of claims goes on: after the claim filed then, with that id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimKey {
    #[serde(with = "time::serde::rfc3339")]
    pub filed_at: OffsetDateTime,
    pub id: ClaimId,
}

/// The claims.
pub trait Claims: Send + Sync {
    /// How the order stands with claims at this moment.
    async fn standing(&self, order: OrderId) -> Result<Standing, StoreError>;

    /// In one transaction: locks the order, lets `decide` say what is claimed of it, and writes that with its events.
    async fn file(
        &self,
        order: OrderId,
        decide: impl FnOnce(&Order, &Standing) -> Result<Filing, ClaimError> + Send,
    ) -> Result<Filing, ClaimError>;

    /// In one transaction: takes the idempotency key, locks the claim's order, lets `decide` say what is done, and
    /// writes that with its credit, its events, the audit log and its first answer.
    async fn resolve(
        &self,
        claim: ClaimId,
        idempotency: &Idempotency,
        now: OffsetDateTime,
        decide: impl FnOnce(UnderReview) -> Result<Settlement, ResolveError> + Send,
    ) -> Result<Effect<Settlement, Claim>, ResolveError>;

    /// The order's claims, the first first: never more than may be filed.
    async fn of_order(&self, order: OrderId) -> Result<Vec<Claim>, StoreError>;

    /// The user's claims, the newest first, up to `limit`.
    async fn of_user(&self, user: UserId, limit: i64) -> Result<Vec<Claim>, StoreError>;

    /// The newest first.
    async fn list(
        &self,
        filter: &ClaimFilter,
        page: PageRequest<ClaimKey>,
    ) -> Result<Page<Claim, ClaimKey>, StoreError>;
}
