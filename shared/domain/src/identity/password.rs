//! Passwords: what may become one, and how one is kept.

use crate::StoreError;
use crate::failure::Invalid;
use std::fmt;
use zxcvbn::{Score, zxcvbn};

const MIN_LENGTH: usize = 10;
/// Long enough for any passphrase, short enough that nobody makes us hash books.
const MAX_LENGTH: usize = 128;
/// More than 10⁸ guesses: each costs a slow hash.
const MIN_SCORE: Score = Score::Three;
/// Judging a password takes time that grows with the square of its length, and more with every sign that may stand for
/// a letter. What is strong so far stays strong.
const LOOKED_AT: usize = 32;
/// Of what is known of its owner, who may write what they like.
const MOST_PERSONAL_WORDS: usize = 24;
const SHORTEST_WORD: usize = 3;

/// Words that passwords are made of here, and that lists from elsewhere lack.
#[rustfmt::skip]
const COMMON_WORDS: &[&str] = &[
    "sayur", "micro-sayur", "microsayur", "sayuran", "rahasia", "sayang", "sayangku", "cinta", "cintaku", "bismillah",
    "alhamdulillah", "indonesia", "merdeka", "jakarta", "bandung", "surabaya", "sukses", "ganteng", "cantik",
    "anjing", "bangsat", "kontol", "katasandi", "terserah", "semangat", "keluarga", "bahagia", "selalu",
];

/// A password that may be taken: 10–128 characters, and none that is guessed soon. Never shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPassword(String);

impl NewPassword {
    /// `personal` is what others know of the owner: the e-mail address, the name.
    pub fn parse<'a>(
        text: &str,
        personal: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, Invalid> {
        let length = text.chars().count();
        if length < MIN_LENGTH {
            Err(Invalid("password_too_short"))
        } else if length > MAX_LENGTH {
            Err(Invalid("password_too_long"))
        } else if is_guessed_soon(text, personal) {
            Err(Invalid("password_too_common"))
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// The password, for the one who hashes it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

/// Words of the owner and the shop count as the first to be tried.
fn is_guessed_soon<'a>(text: &str, personal: impl IntoIterator<Item = &'a str>) -> bool {
    let personal: Vec<&str> = personal.into_iter().collect();
    let text: String = without(text, &personal).chars().take(LOOKED_AT).collect();
    let mut known: Vec<&str> = personal
        .into_iter()
        .flat_map(words)
        .take(MOST_PERSONAL_WORDS)
        .collect();
    known.extend(COMMON_WORDS);
    zxcvbn(&text, &known).score() < MIN_SCORE
}

/// The text without an address or a name written out, which may be longer than what is looked at.
fn without(text: &str, personal: &[&str]) -> String {
    let known = personal.iter().map(|known| known.to_lowercase());
    known
        .filter(|known| known.len() >= SHORTEST_WORD)
        .fold(text.to_owned(), |text, known| {
            let lower = text.to_lowercase();
            if lower.contains(&known) {
                lower.replace(&known, "")
            } else {
                text
            }
        })
}

/// A text, its parts and their parts: `budi.santoso@example.com`, `budi.santoso`, `budi`, …
fn words(known: &str) -> impl Iterator<Item = &str> {
    let parts = known.split(['@', ' ']);
    let words = known.split(|c: char| !c.is_alphanumeric());
    std::iter::once(known)
        .chain(parts)
        .chain(words)
        .filter(|word| (SHORTEST_WORD..=LOOKED_AT).contains(&word.len()))
}

/// What is kept of a password: a PHC string. Never shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    #[must_use]
    pub const fn from_phc(phc: String) -> Self {
        Self(phc)
    }

    #[must_use]
    pub fn as_phc(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// What a password is to a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Wrong,
    Right,
    /// Right, but the hash was made with parameters that are no longer ours: make a new one.
    RightButOutdated,
}

/// A slow hash. Its calls compute, for tens of milliseconds, and wait for nothing: they are not `async`, and
/// hold up a function's only request, which waits for them in any case.
pub trait Passwords: Send + Sync {
    fn hash(&self, password: &str) -> Result<PasswordHash, StoreError>;

    /// Without a hash (nobody has the address) it answers `Wrong` after the same work, so that the time
    /// taken does not tell who is known.
    fn verify(&self, password: &str, hash: Option<&PasswordHash>) -> Result<Verdict, StoreError>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BUDI: [&str; 2] = ["budi.santoso@example.com", "Budi Santoso"];

    #[test]
    fn what_is_guessed_first_is_refused() {
        for text in [
            "password123",
            "Password123!",
            "P@ssw0rd2026",
            "!!!qwerty12345",
            "rahasia12345",
            "Bismillah99",
            "indonesia1945",
            "1234567890",
            "0987654321",
            "aaaaaaaaaa",
            "ababababab",
            "abc123abc123",
            "qwertyuiop",
            "lkjhgfdsapoiu",
            "1q2w3e4r5t",
            "santoso1234",
            "Budi.Santoso1",
            "example2026",
        ] {
            assert_eq!(
                NewPassword::parse(text, BUDI),
                Err(Invalid("password_too_common")),
                "{text}"
            );
        }
    }

    #[test]
    fn a_passphrase_is_taken_as_it_is() {
        for text in [
            "correct horse battery staple",
            "tomat-di-pasar-pagi",
            "  spasi di tepi  ",
            "santoso punya kebun bayam",
            "🥬🥕🌶🧅🧄🍅🥔🌽🫛🥒",
        ] {
            assert_eq!(NewPassword::parse(text, BUDI).unwrap().reveal(), text);
        }
    }

    #[test]
    fn what_follows_a_long_beginning_is_not_looked_at() {
        let strong = "tomat-di-pasar-pagi";
        let weak = "a".repeat(LOOKED_AT);
        assert!(NewPassword::parse(&format!("{strong}{weak}"), BUDI).is_ok());
        assert!(NewPassword::parse(&format!("{weak}{strong}"), BUDI).is_err());
    }

    #[test]
    fn words_of_the_shop_and_the_owner_do_not_make_a_password() {
        for text in [
            "microsayur1",
            "micro-sayur2026",
            "sayursayuran",
            "budisantoso",
            "S4ntos0Bud1",
            "osotnas.idub",
            "budi.santoso@example.com",
            "alhamdulillah1",
            "sayangku123",
            "sayangkuselalu",
        ] {
            assert_eq!(
                NewPassword::parse(text, BUDI),
                Err(Invalid("password_too_common")),
                "{text}"
            );
        }
    }

    #[test]
    fn a_long_address_is_no_password_either() {
        let long = format!("{}@example.com", "q7x".repeat(16));
        for text in [
            long.to_uppercase(),
            format!("x{long}1"),
            format!("{long}{long}"),
        ] {
            let refused = NewPassword::parse(&text, [long.as_str(), "Budi"]);
            assert_eq!(refused, Err(Invalid("password_too_common")), "{text}");
        }
    }

    #[test]
    fn length_counts_characters() {
        assert_eq!(
            NewPassword::parse("ninechars", BUDI),
            Err(Invalid("password_too_short"))
        );
        let long = "kangkung ".repeat(15);
        assert_eq!(
            NewPassword::parse(&long, BUDI),
            Err(Invalid("password_too_long"))
        );
    }

    #[test]
    fn nothing_shows_a_password() {
        let password = NewPassword::parse("tomat-di-pasar-pagi", []).unwrap();
        assert_eq!(format!("{password:?}"), "NewPassword(…)");
        let hash = PasswordHash::from_phc("$argon2id$".into());
        assert_eq!(format!("{hash:?}"), "PasswordHash(…)");
    }

    proptest! {
        #[test]
        fn any_text_is_taken_whole_or_refused(text: String, email: String, name: String) {
            if let Ok(password) = NewPassword::parse(&text, [email.as_str(), name.as_str()]) {
                prop_assert_eq!(password.reveal(), text);
            }
        }
    }
}
