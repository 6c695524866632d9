//! The code a shopper reads out on the telephone.

use crate::failure::Invalid;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Crockford's base 32: no I, L, O, U, so that nothing is misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PREFIX: &str = "SYR-";

/// An order's short code: `SYR-` and 40 random bits, so that it cannot be guessed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrderCode(String);

impl OrderCode {
    /// A new code.
    pub fn generate() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 8];
        getrandom::fill(&mut bytes)?;
        let symbols = bytes
            .iter()
            .map(|byte| char::from(ALPHABET[usize::from(byte & 31)]));
        Ok(Self(PREFIX.chars().chain(symbols).collect()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for OrderCode {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let symbols = text.strip_prefix(PREFIX).unwrap_or_default();
        if symbols.len() == 8 && symbols.bytes().all(|symbol| ALPHABET.contains(&symbol)) {
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
