//! The templates, built into the binary.
//!
//! The words of a mail are one file a kind and language, for HTML and text alike; what they are
//! set in (`layout`, `components`) is one file a format. The names below are what templates call
//! each other by.

use crate::{Kind, Language, render::Format};

/// A name that templates import by, and the source behind it.
type Source = (&'static str, &'static str);

macro_rules! template {
    ($file:expr) => {
        include_str!(concat!("../templates/", $file))
    };
}

/// What every mail of that format and language is set in.
pub(crate) fn shared(format: Format, language: Language) -> Vec<Source> {
    let words = match language {
        Language::Id => template!("words.id.jinja"),
        Language::En => template!("words.en.jinja"),
    };
    let mut sources = vec![("words", words)];
    match format {
        Format::Html => sources.extend([
            ("styles", template!("styles.html")),
            ("components", template!("components.html")),
            ("layout", template!("layout.html")),
        ]),
        Format::Text => sources.extend([
            ("components", template!("components.txt")),
            ("layout", template!("layout.txt")),
        ]),
    }
    sources
}

/// The words of a kind of mail.
pub(crate) fn words(kind: Kind, language: Language) -> &'static str {
    macro_rules! both {
        ($name:literal) => {
            match language {
                Language::Id => template!(concat!($name, ".id.jinja")),
                Language::En => template!(concat!($name, ".en.jinja")),
            }
        };
    }
    match kind {
        Kind::EmailVerification => both!("email_verification"),
        Kind::PasswordReset => both!("password_reset"),
        Kind::PasswordChanged => both!("password_changed"),
        Kind::EmailChange => both!("email_change"),
        Kind::EmailChanged => both!("email_changed"),
        Kind::AccountExists => both!("account_exists"),
        Kind::SecondFactorChanged => both!("second_factor_changed"),
        Kind::ExternalLoginLinked => both!("external_login_linked"),
        Kind::OrderPlaced => both!("order_placed"),
        Kind::OrderConfirmed => both!("order_confirmed"),
        Kind::OrderEdited => both!("order_edited"),
        Kind::OrderStatusChanged => both!("order_status_changed"),
        Kind::OrderCancelled => both!("order_cancelled"),
        Kind::OrderExpired => both!("order_expired"),
        Kind::PaymentInstructions => both!("payment_instructions"),
        Kind::PaymentRefunded => both!("payment_refunded"),
        Kind::ClaimResolved => both!("claim_resolved"),
        Kind::ClaimFiled => both!("claim_filed"),
        Kind::OrderUnpaid => both!("order_unpaid"),
        Kind::SettlementDiffers => both!("settlement_differs"),
        Kind::StockLow => both!("stock_low"),
        Kind::LotNearExpiry => both!("lot_near_expiry"),
        Kind::WebhookDisabled => both!("webhook_disabled"),
    }
}
