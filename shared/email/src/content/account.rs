//! Mails about an account.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Asks a new customer to prove that the address is theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailVerification {
    pub name: String,
    /// Carries the single-use token.
    pub link: String,
    pub expires_hours: u32,
}

/// Lets somebody who has forgotten the password set another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordReset {
    pub name: String,
    /// Carries the single-use token.
    pub link: String,
    pub expires_hours: u32,
}

/// Tells of another password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordChanged {
    pub name: String,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Where a forgotten password is set anew, here and below.
    pub reset_link: String,
}

/// Asks a customer to prove that the address they want is theirs; goes there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailChange {
    pub name: String,
    /// Carries the single-use token.
    pub link: String,
    pub expires_hours: u32,
}

/// Tells the address of before that there is another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailChanged {
    pub name: String,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// Tells an address that somebody wanted an account with it, which it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountExists {
    pub name: String,
    pub login_link: String,
    pub reset_link: String,
}

/// Tells of a second factor switched on or off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactorChanged {
    pub name: String,
    pub enabled: bool,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub reset_link: String,
}

/// Tells of a new way to sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalLoginLinked {
    pub name: String,
    /// Such as `Google`.
    pub provider: String,
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub reset_link: String,
}
