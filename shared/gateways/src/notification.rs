//! What the gateways' notifications have in common.

use domain::failure::{Failure, Kind};

/// A notification of which so much is certain: the gateway has signed it. What happened is not read from here: the
/// gateway is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayNotification<'a> {
    /// The payment, as the gateway names it.
    pub reference: String,
    /// As it came.
    pub body: &'a str,
    /// The same for a repeat of it, and for no other.
    pub dedupe_key: String,
}

/// Why a notification is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotificationRefused {
    #[error("the notification cannot be read")]
    Malformed,
    #[error("the notification's signature is not the gateway's, or too old")]
    Forged,
    #[error("the notification is about another merchant's payment")]
    Foreign,
    #[error("the notification speaks of no payment")]
    NoPayment,
}

impl Failure for NotificationRefused {
    fn kind(&self) -> Kind {
        match self {
            Self::Malformed => Kind::Malformed,
            Self::Forged => Kind::Unauthenticated,
            Self::Foreign | Self::NoPayment => Kind::NotFound,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "malformed_request",
            Self::Forged => "invalid_signature",
            Self::Foreign | Self::NoPayment => "payment_not_found",
        }
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing into a string never fails.
            let _ = write!(text, "{byte:02x}");
            text
        })
}
