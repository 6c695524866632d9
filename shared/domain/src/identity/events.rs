//! What identity tells the other contexts.

use crate::Language;
use crate::events::EventType;
use crate::ids::{OneTimeTokenId, UserId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Somebody is asked for a second factor from now on, or not any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactorChanged {
    pub user_id: UserId,
    /// In lower case.
    pub email: String,
    pub name: String,
    pub language: Language,
    pub enabled: bool,
}

impl EventType for SecondFactorChanged {
    const TYPE: &'static str = "sayur.identity.second_factor_changed.v1";
}

/// Somebody is to prove that an e-mail address is theirs.
///
/// The token itself is not told: whoever mails the link derives it from `token_id`, by
/// [`crate::links::LinkKey::token`] for [`crate::links::Purpose::VerifyEmail`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailVerificationRequested {
    pub user_id: UserId,
    /// Where the link goes, in lower case.
    pub email: String,
    pub name: String,
    pub language: Language,
    pub token_id: OneTimeTokenId,
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
}

impl EventType for EmailVerificationRequested {
    const TYPE: &'static str = "sayur.identity.email_verification_requested.v1";
}

/// From now on somebody signs in by another provider too: told to the account's owner, in case it was not them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalLoginLinked {
    pub user_id: UserId,
    pub email: String,
    pub name: String,
    pub language: Language,
    /// As people know it, such as `Google`.
    pub provider: String,
}

impl EventType for ExternalLoginLinked {
    const TYPE: &'static str = "sayur.identity.external_login_linked.v1";
}

/// A user is gone: whoever keeps something of theirs lets go of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountErased {
    pub user_id: UserId,
}

impl EventType for AccountErased {
    const TYPE: &'static str = "sayur.identity.account_erased.v1";
}
