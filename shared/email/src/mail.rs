//! A mail that is ready to go: an address that cannot smuggle anything, and words already rendered.

use crate::Rendered;
use domain::ids::{EmailId, EventId};

/// One mail to one person.
///
/// It is made of checked parts only: [`Recipient`] and [`Rendered`] have no other way in.
#[derive(Clone, Debug)]
pub struct Mail {
    pub to: Recipient,
    pub body: Rendered,
    /// Our names for the mail and for what it is about: SES repeats them when it tells what became of it.
    pub id: EmailId,
    pub event: EventId,
}

/// An address that is one address: nothing in it can end a header or add a second recipient.
///
/// Whether somebody reads mail there is for verification to find out, not for a grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient(String);

/// The address is not one that mail can be sent to. It does not repeat the address: it may be logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a single e-mail address")]
pub struct InvalidRecipient;

/// RFC 5321, 4.5.3.1.3: a path is 256 octets, two of which are its angle brackets.
const LONGEST_ADDRESS: usize = 254;

impl Recipient {
    /// Takes a bare address, `local@domain`, in ASCII (SES takes no other; a domain of another
    /// script comes as punycode).
    pub fn parse(address: &str) -> Result<Self, InvalidRecipient> {
        let (local, domain) = address.split_once('@').ok_or(InvalidRecipient)?;
        let fits = address.len() <= LONGEST_ADDRESS
            && is_dotted(local, is_local)
            && is_dotted(domain, is_label)
            && domain.contains('.');
        if fits {
            Ok(Self(address.to_owned()))
        } else {
            Err(InvalidRecipient)
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_dotted(text: &str, allowed: fn(char) -> bool) -> bool {
    text.split('.')
        .all(|part| !part.is_empty() && part.chars().all(allowed))
}

/// RFC 5322's `atext`. Quoted local parts are left out on purpose: nobody has one, and they are
/// how commas and spaces get in.
fn is_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

fn is_label(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-'
}

#[cfg(test)]
mod tests {
    use super::Recipient;

    #[test]
    fn ordinary_addresses_are_taken() {
        for address in [
            "siti@contoh.id",
            "siti.nur+sayur@mail.contoh.co.id",
            "o'brien@xn--bcher-kva.example",
        ] {
            assert_eq!(Recipient::parse(address).unwrap().as_str(), address);
        }
    }

    #[test]
    fn an_address_cannot_carry_a_header_a_name_or_a_second_address() {
        for address in [
            "",
            "siti",
            "siti@",
            "@contoh.id",
            "siti@contoh",
            "siti@contoh.id\r\nBcc: lain@contoh.id",
            "siti@contoh.id,lain@contoh.id",
            "siti@contoh.id lain@contoh.id",
            "Siti <siti@contoh.id>",
            "\"siti,lain\"@contoh.id",
            "siti@@contoh.id",
            "siti..nur@contoh.id",
            "siti@contoh.id.",
            "sití@contoh.id",
        ] {
            assert!(Recipient::parse(address).is_err(), "{address:?}");
        }
        assert!(Recipient::parse(&format!("{}@contoh.id", "a".repeat(250))).is_err());
    }
}
