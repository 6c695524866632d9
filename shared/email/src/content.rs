//! What a mail says: one variant a kind, with everything its words need.

mod account;
mod claim;
mod order;
mod payment;
mod stock;

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
pub use payment::{PaymentInstructions, PaymentRefunded, PaymentRoute, RefundRoute};
pub use stock::{LotNearExpiry, StockLow};

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
    StockLow(StockLow),
    LotNearExpiry(LotNearExpiry),
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
            Self::StockLow(_) => Kind::StockLow,
            Self::LotNearExpiry(_) => Kind::LotNearExpiry,
        }
    }
}

/// The name of a kind of mail: what preferences, records and SES tags call it.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    EmailVerification,
    PasswordReset,
    PasswordChanged,
    EmailChange,
    EmailChanged,
    AccountExists,
    SecondFactorChanged,
    ExternalLoginLinked,
    OrderPlaced,
    OrderConfirmed,
    OrderEdited,
    OrderStatusChanged,
    OrderCancelled,
    OrderExpired,
    PaymentInstructions,
    PaymentRefunded,
    ClaimResolved,
    ClaimFiled,
    StockLow,
    LotNearExpiry,
}

impl Kind {
    /// Every kind, in the order a customer meets them; then those to staff.
    pub const ALL: [Self; 20] = [
        Self::EmailVerification,
        Self::PasswordReset,
        Self::PasswordChanged,
        Self::EmailChange,
        Self::EmailChanged,
        Self::AccountExists,
        Self::SecondFactorChanged,
        Self::ExternalLoginLinked,
        Self::OrderPlaced,
        Self::PaymentInstructions,
        Self::OrderConfirmed,
        Self::OrderEdited,
        Self::OrderStatusChanged,
        Self::OrderCancelled,
        Self::OrderExpired,
        Self::PaymentRefunded,
        Self::ClaimResolved,
        Self::ClaimFiled,
        Self::StockLow,
        Self::LotNearExpiry,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EmailVerification => "email_verification",
            Self::PasswordReset => "password_reset",
            Self::PasswordChanged => "password_changed",
            Self::EmailChange => "email_change",
            Self::EmailChanged => "email_changed",
            Self::AccountExists => "account_exists",
            Self::SecondFactorChanged => "second_factor_changed",
            Self::ExternalLoginLinked => "external_login_linked",
            Self::OrderPlaced => "order_placed",
            Self::OrderConfirmed => "order_confirmed",
            Self::OrderEdited => "order_edited",
            Self::OrderStatusChanged => "order_status_changed",
            Self::OrderCancelled => "order_cancelled",
            Self::OrderExpired => "order_expired",
            Self::PaymentInstructions => "payment_instructions",
            Self::PaymentRefunded => "payment_refunded",
            Self::ClaimResolved => "claim_resolved",
            Self::ClaimFiled => "claim_filed",
            Self::StockLow => "stock_low",
            Self::LotNearExpiry => "lot_near_expiry",
        }
    }

    /// The kind of that name, if there is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}
