//! A part of a text that staff remember of what they look for.

use crate::failure::{Invalid, bounded_text};
use serde::Deserialize;
use std::fmt;

/// A part of a name, an address or a code: 3–100 characters, three of them letters or digits, since by fewer the
/// index finds nothing. Never shown by `Debug`: it may be personal data.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Fragment(String);

impl Fragment {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Fragment {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        const INVALID: Invalid = Invalid("invalid_search");
        let text = bounded_text(&text, 3..=100, INVALID.0)?;
        if text.chars().filter(|c| c.is_alphanumeric()).count() >= 3 {
            Ok(Self(text))
        } else {
            Err(INVALID)
        }
    }
}

impl fmt::Debug for Fragment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fragment(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_needs_three_letters_or_digits() {
        let parse = |text: &str| Fragment::try_from(text.to_owned());
        for text in ["sar", " 123 ", "a.b@c", "budi_%"] {
            assert_eq!(parse(text).unwrap().as_str(), text.trim());
        }
        for text in ["", "ab", "a.b", "@@@@", "abc\u{0}", &"x".repeat(101)] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
