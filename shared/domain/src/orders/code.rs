//! The code a shopper reads out on the telephone.

use crate::crockford;
use crate::failure::Invalid;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What every code begins with.
pub(super) const PREFIX: &str = "SYR-";

/// An order's short code: `SYR-` and 40 random bits, so that it cannot be guessed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrderCode(String);

impl OrderCode {
    /// A new code.
    pub fn generate() -> Result<Self, getrandom::Error> {
        Ok(Self([PREFIX, &crockford::random::<8>()?].concat()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for OrderCode {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl From<OrderCode> for String {
    fn from(code: OrderCode) -> Self {
        code.0
    }
}

impl FromStr for OrderCode {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let symbols = text.strip_prefix(PREFIX).unwrap_or_default();
        if symbols.len() == 8 && symbols.bytes().all(crockford::is_symbol) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid("invalid_order_code"))
        }
    }
}

impl fmt::Display for OrderCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_code_is_read_again() {
        let code = OrderCode::generate().unwrap();
        assert_eq!(code.as_str().parse(), Ok(code.clone()));
    }

    #[test]
    fn what_is_not_a_code_is_refused() {
        for text in [
            "",
            "SYR-",
            "SYR-1234567",
            "SYR-1234567O",
            "syr-12345678",
            "SYR-123456789",
            "SYR-1234567é",
        ] {
            assert!(text.parse::<OrderCode>().is_err(), "{text}");
        }
    }
}
