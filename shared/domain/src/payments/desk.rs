//! What staff see and do about payments.

use crate::idempotency::{Effect, Idempotency};
use crate::ids::{PaymentId, RefundId};
use crate::payments::payouts::{Completed, Payout, PayoutError, PayoutKey, PayoutState};
use crate::payments::refunding::{RefundError, Refundable, StaffRefund};
use crate::payments::{GatewayName, Payment, PaymentStatus, Refund};
use crate::{Page, PageRequest, StoreError};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// What staff look for; `None` takes any.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PaymentFilter {
    pub status: Option<PaymentStatus>,
    pub gateway: Option<GatewayName>,
    /// Begun then or later.
    pub since: Option<OffsetDateTime>,
}

/// Where a list of payments goes on: after the payment that was begun then, with that id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentKey {
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    pub id: PaymentId,
}

/// The payments as staff have to do with them.
pub trait PaymentDesk: Send + Sync {
    /// The newest first.
    async fn list(
        &self,
        filter: &PaymentFilter,
        page: PageRequest<PaymentKey>,
    ) -> Result<Page<Payment, PaymentKey>, StoreError>;

    /// In one transaction: takes the idempotency key, locks the payment and its order, lets `decide` say what goes
    /// back, and sets that aside with its lines, its events, a line in the audit log and its first answer.
    async fn refund(
        &self,
        payment: PaymentId,
        idempotency: &Idempotency,
        now: OffsetDateTime,
        decide: impl FnOnce(Refundable) -> Result<StaffRefund, RefundError> + Send,
    ) -> Result<Effect<StaffRefund, Refund>, RefundError>;

    /// What staff are to transfer, the longest waiting first; or what they have transferred, or are not to transfer any
    /// more, the latest first.
    async fn payouts(
        &self,
        state: PayoutState,
        page: PageRequest<PayoutKey>,
    ) -> Result<Page<Payout, PayoutKey>, StoreError>;

    /// In one transaction: locks the refund's payment, lets `decide` judge the payout, and writes its proof, what that
    /// makes of refund and payment, its events and a line in the audit log.
    async fn complete_payout(
        &self,
        refund: RefundId,
        decide: impl FnOnce(Payout) -> Result<Completed, PayoutError> + Send,
    ) -> Result<Completed, PayoutError>;
}
