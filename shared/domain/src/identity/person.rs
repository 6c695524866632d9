//! What a person is called and how they are rung up.

use crate::failure::{Invalid, bounded_text};
use std::fmt;

/// A name as its bearer writes it: 1–100 characters. Never shown by `Debug`: it is personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonName(String);

impl PersonName {
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        bounded_text(text, 1..=100, "invalid_name").map(Self)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonName(…)")
    }
}

/// An Indonesian telephone number in E.164, such as `+6281234567890`. Never shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

const INVALID_PHONE: Invalid = Invalid("invalid_phone");

impl Phone {
    /// Takes `+62…`, `62…` and `0…`, with the blanks, dots, dashes and brackets people write; 8–12 digits
    /// follow the prefix, as in the numbering plan for mobile and fixed lines.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let written: String = text
            .trim()
            .chars()
            .filter(|&c| !matches!(c, ' ' | '.' | '-' | '(' | ')'))
            .collect();
        let number = ["+62", "62", "0"]
            .iter()
            .find_map(|prefix| written.strip_prefix(prefix))
            .ok_or(INVALID_PHONE)?;
        if (8..=12).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && !number.starts_with('0')
        {
            Ok(Self(format!("+62{number}")))
        } else {
            Err(INVALID_PHONE)
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_ways_to_write_a_number_are_one_number() {
        for text in [
            "081234567890",
            "+6281234567890",
            "6281234567890",
            " 0812-3456-7890 ",
            "+62 812 3456 7890",
            "(0812) 3456.7890",
        ] {
            assert_eq!(
                Phone::parse(text).map(|phone| phone.0),
                Ok("+6281234567890".into())
            );
        }
    }

    #[test]
    fn numbers_of_other_countries_and_no_numbers_are_refused() {
        for text in [
            "",
            "0",
            "+62",
            "0812345",
            "08123456789012",
            "+6201234567890",
            "+6581234567",
            "81234567890",
            "0812345678a",
            "٠٨١٢٣٤٥٦٧٨٩٠",
            "++6281234567890",
        ] {
            assert_eq!(Phone::parse(text), Err(INVALID_PHONE), "{text}");
        }
    }

    #[test]
    fn a_name_has_letters_and_an_end() {
        assert_eq!(PersonName::parse("  Sari ").unwrap().as_str(), "Sari");
        for text in ["", "  ", "a\u{0}b", &"x".repeat(101)] {
            assert_eq!(PersonName::parse(text), Err(Invalid("invalid_name")));
        }
    }

    proptest! {
        #[test]
        fn local_and_international_forms_agree(number in "[1-9][0-9]{7,11}") {
            let local = Phone::parse(&format!("0{number}")).unwrap();
            prop_assert_eq!(&local, &Phone::parse(&format!("+62 {number}")).unwrap());
            prop_assert_eq!(Phone::parse(local.as_str()), Ok(local));
        }

        #[test]
        fn any_accepted_text_is_e164(text in "\\PC{0,24}") {
            if let Ok(Phone(number)) = Phone::parse(&text) {
                prop_assert!(number.strip_prefix("+62").unwrap().bytes().all(|byte| byte.is_ascii_digit()));
                prop_assert!((11..=15).contains(&number.len()));
            }
        }
    }
}
