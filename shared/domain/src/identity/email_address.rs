//! E-mail addresses, in one spelling each.

use crate::failure::Invalid;
use std::fmt;

const INVALID: Invalid = Invalid("invalid_email");
/// RFC 5321 §4.5.3.1, less the angle brackets of a path.
const MAX_LENGTH: usize = 254;
const MAX_LOCAL_LENGTH: usize = 64;
const MAX_LABEL_LENGTH: usize = 63;

/// An address that mail can be sent to, in lower case: two spellings of one mailbox are one account. ASCII
/// alone, because SES takes no other local part. Never shown by `Debug`: it is personal data.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Takes `local@domain`, where the local part is an RFC 5322 dot-atom and the domain has at least two
    /// labels, the last of them not a number.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        let (local, domain) = text.split_once('@').ok_or(INVALID)?;
        if text.len() <= MAX_LENGTH && is_local_part(local) && is_domain(domain) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(INVALID)
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the `@`.
    #[must_use]
    pub fn local_part(&self) -> &str {
        self.0.split('@').next().unwrap_or_default()
    }
}

fn is_local_part(local: &str) -> bool {
    let is_atom = |atom: &str| {
        !atom.is_empty()
            && atom
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte))
    };
    local.len() <= MAX_LOCAL_LENGTH && local.split('.').all(is_atom)
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=MAX_LABEL_LENGTH).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let Some((_, last)) = domain.rsplit_once('.') else {
        return false;
    };
    domain.split('.').all(is_label)
        && last.len() >= 2
        && last.bytes().any(|byte| byte.is_ascii_alphabetic())
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_address_are_equal_and_hidden_from_logs() {
        let address = EmailAddress::parse(" Budi.Santoso+sayur@Example.CO.ID ").unwrap();
        assert_eq!(address.as_str(), "budi.santoso+sayur@example.co.id");
        assert_eq!(address.local_part(), "budi.santoso+sayur");
        assert!(!format!("{address:?}").contains("budi"));
    }

    #[test]
    fn what_no_mail_reaches_is_refused() {
        let long_label = format!("a@{}.id", "b".repeat(64));
        let long_local = format!("{}@example.com", "a".repeat(65));
        let long = format!("a@{}com", "example.".repeat(32));
        for text in [
            "",
            "@",
            "a",
            "a@",
            "@example.com",
            "a@b",
            "a@@example.com",
            "a@b@example.com",
            "a b@example.com",
            "a@exa mple.com",
            ".a@example.com",
            "a.@example.com",
            "a..b@example.com",
            "a@.com",
            "a@example.",
            "a@example..com",
            "a@-example.com",
            "a@example-.com",
            "a@example.c",
            "a@127.0.0.1",
            "a@[127.0.0.1]",
            "a@exam_ple.com",
            "\"a\"@example.com",
            "é@example.com",
            "a@éxample.com",
            "a\n@example.com",
            "a@example.com\r\nBcc: b@example.com",
            &long_label,
            &long_local,
            &long,
        ] {
            assert_eq!(EmailAddress::parse(text), Err(INVALID), "{text}");
        }
    }

    proptest! {
        #[test]
        fn an_accepted_address_parses_to_itself(text in "[a-zA-Z0-9.+_-]{1,20}@[a-zA-Z0-9.-]{1,20}\\.[a-zA-Z]{1,6}") {
            if let Ok(address) = EmailAddress::parse(&text) {
                prop_assert_eq!(EmailAddress::parse(address.as_str()), Ok(address.clone()));
                prop_assert_eq!(EmailAddress::parse(&text.to_ascii_uppercase()), Ok(address));
            }
        }

        #[test]
        fn any_accepted_text_is_short_lower_case_ascii_with_one_at(text: String) {
            if let Ok(address) = EmailAddress::parse(&text) {
                let address = address.as_str();
                prop_assert!(address.len() <= MAX_LENGTH && address.is_ascii());
                prop_assert_eq!(address.matches('@').count(), 1);
                prop_assert!(!address.bytes().any(|byte| byte.is_ascii_uppercase() || byte.is_ascii_control()));
            }
        }
    }
}
