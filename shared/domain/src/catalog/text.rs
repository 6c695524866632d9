//! Names, in both of the shop's languages and in addresses.

use crate::failure::bounded_text;
use crate::{Invalid, Language};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    pub id: String,
    pub en: String,
}

impl Bilingual {
    /// A name: 1–100 characters in each language.
    pub fn name(id: &str, en: &str) -> Result<Self, Invalid> {
        Self::bounded(id, en, 1..=100, "invalid_name")
    }

    /// Running text: up to 4,000 characters in each language, line breaks included.
    pub fn prose(id: &str, en: &str) -> Result<Self, Invalid> {
        // Line breaks are text here, not control characters.
        let fits = |text: &str| bounded_text(&text.replace('\n', " "), 0..=4_000, "invalid_text");
        fits(id)?;
        fits(en)?;
        Ok(Self {
            id: id.trim().to_owned(),
            en: en.trim().to_owned(),
        })
    }

    fn bounded(
        id: &str,
        en: &str,
        length: std::ops::RangeInclusive<usize>,
        code: &'static str,
    ) -> Result<Self, Invalid> {
        Ok(Self {
            id: bounded_text(id, length.clone(), code)?,
            en: bounded_text(en, length, code)?,
        })
    }

    #[must_use]
    pub fn into_language(self, language: Language) -> String {
        match language {
            Language::Id => self.id,
            Language::En => self.en,
        }
    }

    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Id => &self.id,
            Language::En => &self.en,
        }
    }
}

/// What stands in an address for a category or a product: 1–80 of `a-z0-9-`, no hyphen at either end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Slug(String);

impl Slug {
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let known = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        let framed = text.starts_with('-') || text.ends_with('-');
        if (1..=80).contains(&text.len()) && text.bytes().all(known) && !framed {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid("invalid_slug"))
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_lower_case_letters_digits_and_inner_hyphens() {
        for good in ["bayam", "cabai-rawit-merah", "7-warna"] {
            assert!(Slug::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "-bayam",
            "bayam-",
            "Bayam",
            "ba yam",
            "bayam/",
            "bäyam",
            &"a".repeat(81),
        ] {
            assert_eq!(Slug::parse(bad), Err(Invalid("invalid_slug")), "{bad}");
        }
    }

    #[test]
    fn prose_may_have_lines_but_a_name_is_one() {
        assert!(Bilingual::prose("dua\nbaris", "two\nlines").is_ok());
        assert!(Bilingual::prose("", "").is_ok());
        assert!(Bilingual::name("dua\nbaris", "two").is_err());
        assert!(Bilingual::name("Bayam", " ").is_err());
    }
}
