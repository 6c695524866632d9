//! What a mail says: one variant a kind, with everything its words need.

mod account;
mod claim;
mod order;
mod payment;
mod stock;
mod webhook;

pub use domain::notifications::NoticeKind as Kind;
use serde::{Deserialize, Serialize};

pub use account::{
    AccountExists, EmailChange, EmailChanged, EmailVerification, ExternalLoginLinked,
    PasswordChanged, PasswordReset, SecondFactorChanged,
};
pub use claim::{ClaimFiled, ClaimLine, ClaimResolved, Remedy};
pub use order::{
    CancelledBy, DeliveryAddress, DeliveryWindow, OrderCancelled, OrderExpired, OrderLine,
    OrderStatus, OrderStatusChanged, OrderSummary, PaymentHint, WeighedTotal,
};
pub use payment::{
    OrderUnpaid, PaymentInstructions, PaymentRefunded, PaymentRoute, RefundRoute, SettlementDiffers,
};
pub use stock::{LotNearExpiry, StockLow};
pub use webhook::{WebhookDisabled, WebhookFault};

/// A mail before it is put into words.
///
/// The kind and its data are one value, so that a template never meets the data of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    EmailVerification(EmailVerification),
    PasswordReset(PasswordReset),
    PasswordChanged(PasswordChanged),
    EmailChange(EmailChange),
    EmailChanged(EmailChanged),
    AccountExists(AccountExists),
    SecondFactorChanged(SecondFactorChanged),
    ExternalLoginLinked(ExternalLoginLinked),
    OrderPlaced(OrderSummary),
    OrderConfirmed(OrderSummary),
    OrderEdited(OrderSummary),
    OrderStatusChanged(OrderStatusChanged),
    OrderCancelled(OrderCancelled),
    OrderExpired(OrderExpired),
    PaymentInstructions(PaymentInstructions),
    PaymentRefunded(PaymentRefunded),
    ClaimResolved(ClaimResolved),
    ClaimFiled(ClaimFiled),
    OrderUnpaid(OrderUnpaid),
    SettlementDiffers(SettlementDiffers),
    StockLow(StockLow),
    LotNearExpiry(LotNearExpiry),
    WebhookDisabled(WebhookDisabled),
}

impl Content {
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::EmailVerification(_) => Kind::EmailVerification,
            Self::PasswordReset(_) => Kind::PasswordReset,
            Self::PasswordChanged(_) => Kind::PasswordChanged,
            Self::EmailChange(_) => Kind::EmailChange,
            Self::EmailChanged(_) => Kind::EmailChanged,
            Self::AccountExists(_) => Kind::AccountExists,
            Self::SecondFactorChanged(_) => Kind::SecondFactorChanged,
            Self::ExternalLoginLinked(_) => Kind::ExternalLoginLinked,
            Self::OrderPlaced(_) => Kind::OrderPlaced,
            Self::OrderConfirmed(_) => Kind::OrderConfirmed,
            Self::OrderEdited(_) => Kind::OrderEdited,
            Self::OrderStatusChanged(_) => Kind::OrderStatusChanged,
            Self::OrderCancelled(_) => Kind::OrderCancelled,
            Self::OrderExpired(_) => Kind::OrderExpired,
            Self::PaymentInstructions(_) => Kind::PaymentInstructions,
            Self::PaymentRefunded(_) => Kind::PaymentRefunded,
            Self::ClaimResolved(_) => Kind::ClaimResolved,
            Self::ClaimFiled(_) => Kind::ClaimFiled,
            Self::OrderUnpaid(_) => Kind::OrderUnpaid,
            Self::SettlementDiffers(_) => Kind::SettlementDiffers,
            Self::StockLow(_) => Kind::StockLow,
            Self::LotNearExpiry(_) => Kind::LotNearExpiry,
            Self::WebhookDisabled(_) => Kind::WebhookDisabled,
        }
    }
}
