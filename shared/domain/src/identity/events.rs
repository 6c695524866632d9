//! What identity tells the other contexts.
//!
//! A token itself is never told: whoever mails a link derives it from `token_id`, by
//! [`crate::links::LinkKey::token`] for the purpose that the event names. Addresses are in lower case.

use crate::Language;
use crate::events::EventType;
use crate::ids::{OneTimeTokenId, UserId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Somebody is to prove that an e-mail address is theirs, by a link for
/// [`crate::links::Purpose::VerifyEmail`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailVerificationRequested {
    pub user_id: UserId,
    /// Where the link goes.
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

/// Somebody has forgotten the password and is to set another, by a link for
/// [`crate::links::Purpose::ResetPassword`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordResetRequested {
    pub user_id: UserId,
    pub email: String,
    pub name: String,
    pub language: Language,
    pub token_id: OneTimeTokenId,
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
}

impl EventType for PasswordResetRequested {
    const TYPE: &'static str = "sayur.identity.password_reset_requested.v1";
}

/// A user is to prove that the address that they want is theirs, by a link for
/// [`crate::links::Purpose::ChangeEmail`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailChangeRequested {
    pub user_id: UserId,
    /// The new address, where the link goes.
    pub email: String,
    pub name: String,
    pub language: Language,
    pub token_id: OneTimeTokenId,
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
}

impl EventType for EmailChangeRequested {
    const TYPE: &'static str = "sayur.identity.email_change_requested.v1";
}

/// Somebody who is not signed in as its owner wanted an account with this address, which has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownAddressUsed {
    pub user_id: UserId,
    pub email: String,
    pub name: String,
    pub language: Language,
}

impl EventType for KnownAddressUsed {
    const TYPE: &'static str = "sayur.identity.known_address_used.v1";
}

/// A mail was asked for that goes to nobody. It takes the way that the others take, so that the time taken does
/// not tell who is known, and says nothing of the address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownAddressUsed {}

impl EventType for UnknownAddressUsed {
    const TYPE: &'static str = "sayur.identity.unknown_address_used.v1";
}

/// A user has another password than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordChanged {
    pub user_id: UserId,
    pub email: String,
    pub name: String,
    pub language: Language,
}

impl EventType for PasswordChanged {
    const TYPE: &'static str = "sayur.identity.password_changed.v1";
}

/// A user has another address than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailChanged {
    pub user_id: UserId,
    /// The address of before, which is told.
    pub email: String,
    pub name: String,
    pub language: Language,
}

impl EventType for EmailChanged {
    const TYPE: &'static str = "sayur.identity.email_changed.v1";
}

/// A user's second factor was switched on or off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactorChanged {
    pub user_id: UserId,
    pub email: String,
    pub name: String,
    pub language: Language,
    pub enabled: bool,
}

impl EventType for SecondFactorChanged {
    const TYPE: &'static str = "sayur.identity.second_factor_changed.v1";
}

/// A user can sign in by another provider from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalLoginLinked {
    pub user_id: UserId,
    pub email: String,
    pub name: String,
    pub language: Language,
    /// What people call the provider, such as `Google`.
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
