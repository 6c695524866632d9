//! The kinds of what is told, and which of them a user may do without.

use crate::identity::Permission;
use crate::named::named;

named! {
    /// What a mail is about: its template, its record, its tag at SES, its line in the feed and its preference have
    /// this name. In the order a customer meets them; then those to staff.
    NoticeKind {
        EmailVerification = "email_verification",
        PasswordReset = "password_reset",
        PasswordChanged = "password_changed",
        EmailChange = "email_change",
        EmailChanged = "email_changed",
        AccountExists = "account_exists",
        SecondFactorChanged = "second_factor_changed",
        ExternalLoginLinked = "external_login_linked",
        OrderPlaced = "order_placed",
        PaymentInstructions = "payment_instructions",
        OrderConfirmed = "order_confirmed",
        OrderEdited = "order_edited",
        OrderStatusChanged = "order_status_changed",
        OrderCancelled = "order_cancelled",
        OrderExpired = "order_expired",
        PaymentRefunded = "payment_refunded",
        ClaimResolved = "claim_resolved",
        ClaimFiled = "claim_filed",
        OrderUnpaid = "order_unpaid",
        SettlementDiffers = "settlement_differs",
        StockLow = "stock_low",
        LotNearExpiry = "lot_near_expiry",
        WebhookDisabled = "webhook_disabled",
    }
}

impl NoticeKind {
    /// Whether its reader may do without the mail. What concerns an account, money or an order's beginning and end
    /// is always sent; how an order comes along, and what staff find in their lists anyway, is not.
    #[must_use]
    pub const fn is_optional(self) -> bool {
        matches!(
            self,
            Self::OrderStatusChanged | Self::ClaimFiled | Self::StockLow | Self::LotNearExpiry
        )
    }

    /// Whether the shop shows it too. A mail that is but the way for a link is not.
    #[must_use]
    pub const fn is_in_feed(self) -> bool {
        !matches!(
            self,
            Self::EmailVerification | Self::PasswordReset | Self::EmailChange
        )
    }

    /// What one must be allowed to get it, if it is for staff.
    #[must_use]
    pub const fn permission(self) -> Option<Permission> {
        match self {
            Self::ClaimFiled | Self::OrderUnpaid => Some(Permission::OrdersFulfil),
            Self::SettlementDiffers => Some(Permission::ReportsRead),
            Self::WebhookDisabled => Some(Permission::WebhooksManage),
            Self::StockLow | Self::LotNearExpiry => Some(Permission::InventoryWrite),
            _ => None,
        }
    }
}

impl std::str::FromStr for NoticeKind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        Self::parse(text).ok_or(UnknownKind)
    }
}

/// No kind has that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no kind has that name")]
pub struct UnknownKind;
