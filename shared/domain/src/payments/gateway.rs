//! The port to those who take the money.

use crate::Money;
use crate::failure::{Failure, Kind};
use crate::payments::{Bill, GatewayStatus, Instructions, Payment, PaymentStatus, Refund};
use time::OffsetDateTime;

/// Those who take the money. Nothing here is called while a transaction is open.
pub trait Gateway: Send + Sync {
    /// Opens the payment at its gateway. May be called again for the same payment when the first answer was
    /// lost; the gateway knows the payment by its reference, or by the key that is made of it.
    async fn start(
        &self,
        payment: &Payment,
        bill: &Bill,
        now: OffsetDateTime,
    ) -> Result<Opened, GatewayError>;

    /// What the gateway says of the payment.
    async fn status(&self, payment: &Payment) -> Result<GatewayReport, GatewayError>;

    /// Stops the payment, so that nobody pays it any more. `Rejected` when it is paid or over already.
    async fn end(&self, payment: &Payment, ending: Ending) -> Result<(), GatewayError>;

    /// Gives money back, once for each key however often it is called. `Rejected` when it never will, whatever is done
    /// about the shop's account.
    async fn refund(&self, payment: &Payment, refund: &Refund) -> Result<(), GatewayError>;
}

/// A payment that is open at its gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    pub instructions: Instructions,
    /// The gateway's own name for it; `None` where it goes by the shop's.
    pub reference: Option<String>,
}

impl From<Instructions> for Opened {
    fn from(instructions: Instructions) -> Self {
        Self {
            instructions,
            reference: None,
        }
    }
}

/// Why a payment is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Cancelled,
    Expired,
}

impl From<Ending> for PaymentStatus {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Cancelled => Self::Cancelled,
            Ending::Expired => Self::Expired,
        }
    }
}

/// What a gateway says of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayReport {
    pub status: GatewayStatus,
    /// The payment it speaks of.
    pub reference: String,
    /// In rupiah: a report in another currency cannot be made.
    pub amount: Money,
    /// In the gateway's word.
    pub paid_with: Option<String>,
    pub paid_at: Option<OffsetDateTime>,
    /// The keys of refunds that were made and did not arrive: what was sent is the shop's again.
    pub returned_refunds: Vec<String>,
}

impl GatewayReport {
    /// Of a payment that nobody can have paid yet, as far as its gateway knows.
    #[must_use]
    pub fn unpaid(payment: &Payment) -> Self {
        Self {
            status: GatewayStatus::Pending,
            reference: payment.reference.clone(),
            amount: payment.amount,
            paid_with: None,
            paid_at: None,
            returned_refunds: Vec::new(),
        }
    }
}

/// Why a gateway did not do as it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GatewayError {
    /// No answer in time: whether it was done is not known.
    #[error("the gateway did not answer in time")]
    Timeout,
    /// It cannot be reached, or says that it cannot work; nothing was done.
    #[error("the gateway is unavailable")]
    Unavailable,
    /// It refuses; the code is its own.
    #[error("the gateway refuses: {code}")]
    Rejected { code: String },
    /// It does this later: a part of a card's payment goes back when that is settled.
    #[error("the gateway does not do this yet")]
    NotYet,
    /// It never does this: a way to pay that is not activated, a refund of a bank transfer.
    #[error("the gateway does not offer this")]
    NotOffered,
    /// Its answer makes no sense; what the answer lacks.
    #[error("the gateway's answer cannot be read: {0}")]
    Unreadable(&'static str),
}

impl Failure for GatewayError {
    fn kind(&self) -> Kind {
        match self {
            Self::Timeout | Self::Unavailable | Self::NotYet | Self::Unreadable(_) => {
                Kind::Unavailable
            }
            Self::Rejected { .. } => Kind::Internal,
            Self::NotOffered => Kind::Rule,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Timeout | Self::Unavailable | Self::NotYet | Self::Unreadable(_) => {
                "payment_gateway_unavailable"
            }
            Self::Rejected { .. } => "payment_rejected",
            Self::NotOffered => "payment_method_not_supported",
        }
    }
}
