//! Mails about an account.

use serde::{Deserialize, Serialize};

/// Asks a new customer to prove that the address is theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailVerification {
    pub name: String,
    /// Carries the single-use token.
    pub link: String,
    pub expires_hours: u32,
}
