//! The two languages the shop speaks.

use serde::{Deserialize, Serialize};

/// A language of the shop; Indonesian unless the shopper chose otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    Id,
    En,
}

impl Language {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
        }
    }

    /// The shop's language for a stored or sent tag; `None` for any other language.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        match tag {
            "id" => Some(Self::Id),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The preferred language of an `Accept-Language` header (RFC 9110 §12.5.4); Indonesian if it names none.
    #[must_use]
    pub fn preferred(header: &str) -> Self {
        let mut best = (0_u16, Self::default());
        for item in header.split(',') {
            let mut parts = item.split(';').map(str::trim);
            let tag = parts.next().unwrap_or_default();
            let primary = tag
                .split('-')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase();
            let Some(language) = Self::parse(&primary) else {
                continue;
            };
            let weight = parts
                .find_map(|part| part.strip_prefix("q="))
                .map_or(Some(1_000), thousandths)
                .unwrap_or_default();
            if weight > best.0 {
                best = (weight, language);
            }
        }
        best.1
    }
}

/// A quality value (`0.8`) in thousandths.
fn thousandths(q: &str) -> Option<u16> {
    let (whole, fraction) = q.split_once('.').unwrap_or((q, ""));
    let digits = format!("{fraction:0<3}");
    let value = whole.parse::<u16>().ok()?.checked_mul(1_000)?;
    value.checked_add(digits.get(..3)?.parse::<u16>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::Language::{self, En, Id};

    #[test]
    fn the_heaviest_known_language_wins() {
        for (header, expected) in [
            ("", Id),
            ("en", En),
            ("en-GB,id;q=0.5", En),
            ("id;q=0.3, en;q=0.8", En),
            ("fr, de;q=0.9", Id),
            ("fr, en;q=0.1", En),
            ("en;q=0", Id),
            ("en;q=x", Id),
        ] {
            assert_eq!(Language::preferred(header), expected, "{header}");
        }
    }
}
