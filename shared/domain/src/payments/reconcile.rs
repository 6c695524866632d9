//! Reconciling: the gateway is asked about payments that it tells nothing of, and refunds that were cut short are
//! finished.

use crate::events::Publisher;
use crate::ids::RefundId;
use crate::orders::OrderCode;
use crate::payments::confirm::{ConfirmError, Confirmed, confirm};
use crate::payments::give_back::{GiveBackError, finish};
use crate::payments::wind_up::end;
use crate::payments::{Cashier, Ending, Gateway, GatewayName, Payments};
use crate::{Clock, StoreError};
use time::{Duration, OffsetDateTime};

/// A payment is asked about after so long without a word, and no sooner again. A little less than the time between two
/// runs, so that each run may ask.
const QUIET: Duration = Duration::minutes(4);

/// The gateway may close a payment so long after its deadline.
const GRACE: Duration = Duration::minutes(5);

/// The queue repeats a refund for longer than this only if it has given up.
const UNANSWERED: Duration = Duration::minutes(15);

/// So many are claimed at once: what a run does not come to is left to the next but one.
const BATCH: i64 = 10;

/// What nobody else will see to.
pub trait LooseEnds: Send + Sync {
    /// Payments without a word since `quiet_since`, and those that came to nothing and were not asked about since,
    /// though their deadline was before `closed_since`. They are the caller's alone until they are quiet again.
    async fn claim_payments(
        &self,
        quiet_since: OffsetDateTime,
        closed_since: OffsetDateTime,
        now: OffsetDateTime,
        most: i64,
    ) -> Result<Vec<QuietPayment>, StoreError>;

    /// Refunds that the gateway has not said yes to since `quiet_since`; the caller's alone likewise.
    async fn claim_refunds(
        &self,
        quiet_since: OffsetDateTime,
        now: OffsetDateTime,
        most: i64,
    ) -> Result<Vec<UnansweredRefund>, StoreError>;
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuietPayment {
    pub gateway: GatewayName,
    /// The payment, as the gateway names it.
    pub reference: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnansweredRefund {
    pub order: OrderCode,
    pub refund: RefundId,
}

/// What a run has come to. One failure stops nothing else.
#[derive(Debug, Default)]
pub struct Round {
    /// Payments that were asked about.
    pub asked: usize,
    /// Of them those that stand elsewhere now.
    pub moved: usize,
    /// Refunds that were repeated.
    pub refunds: usize,
    /// What could not be asked about, by the gateway's name for it.
    pub unasked: Vec<(String, ConfirmError)>,
    pub unrefunded: Vec<(RefundId, GiveBackError)>,
}

/// Sees to loose ends until there are none or the time is over.
pub async fn reconcile(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    loose_ends: &impl LooseEnds,
    until: OffsetDateTime,
) -> Result<Round, StoreError> {
    let mut round = Round::default();
    let now = || cashier.clock.now();
    while now() < until {
        let (quiet_since, closed_since) = (now() - QUIET, now() - GRACE);
        let claimed = loose_ends
            .claim_payments(quiet_since, closed_since, now(), BATCH)
            .await?;
        if claimed.is_empty() {
            break;
        }
        for payment in claimed.iter().take_while(|_| now() < until) {
            round.asked += 1;
            match look_after(cashier, payment).await {
                Ok(Confirmed::Moved(_)) => round.moved += 1,
                Ok(Confirmed::Unchanged) => {}
                Err(error) => round.unasked.push((payment.reference.clone(), error)),
            }
        }
    }
    while now() < until {
        let claimed = loose_ends
            .claim_refunds(now() - UNANSWERED, now(), BATCH)
            .await?;
        if claimed.is_empty() {
            break;
        }
        for UnansweredRefund { order, refund } in claimed.iter().take_while(|_| now() < until) {
            round.refunds += 1;
            if let Err(error) = finish(cashier, order, *refund, None).await {
                round.unrefunded.push((*refund, error));
            }
        }
    }
    Ok(round)
}

/// Moves the payment by the gateway's word, as a notification would have; one that is over is closed.
async fn look_after(
    cashier: &Cashier<'_, impl Payments, impl Gateway, impl Publisher, impl Clock>,
    quiet: &QuietPayment,
) -> Result<Confirmed, ConfirmError> {
    let confirmed = confirm(cashier, quiet.gateway, &quiet.reference, None).await?;
    if confirmed != Confirmed::Unchanged {
        return Ok(confirmed);
    }
    let payment = cashier
        .payments
        .find(quiet.gateway, &quiet.reference)
        .await?
        .ok_or(ConfirmError::NoSuchPayment)?;
    let over_since = cashier.clock.now() - GRACE;
    if payment.status.is_open() && payment.expires_at.is_some_and(|end| end < over_since) {
        end(cashier, &payment, Ending::Expired).await
    } else {
        Ok(Confirmed::Unchanged)
    }
}
