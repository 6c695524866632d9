//! Passwords: what may become one, and how one is kept.

use crate::StoreError;
use crate::failure::Invalid;
use std::fmt;

const MIN_LENGTH: usize = 10;
/// Long enough for any passphrase, short enough that nobody makes us hash books.
const MAX_LENGTH: usize = 128;
/// A password must hold this many characters beside a word that belongs to its owner.
const BESIDE_PERSONAL_WORD: usize = 6;
const MIN_DISTINCT: usize = 4;

/// Words that passwords are most often made of, with digits and signs around them.
#[rustfmt::skip]
const COMMON_WORDS: &[&str] = &[
    "abcd", "admin", "administrator", "alhamdulillah", "anjing", "asdf", "asdfghjkl", "bandung", "bangsat",
    "bismillah", "cantik", "changeme", "cinta", "dragon", "facebook", "football", "freedom", "ganteng",
    "google", "hello", "helloworld", "iloveyou", "indonesia", "jakarta", "kontol", "letmein", "liverpool",
    "login", "master", "merdeka", "microsayur", "monkey", "pass", "password", "passwords", "princess",
    "qazwsx", "qazwsxedc", "qwer", "qwerty", "qwertyuiop", "rahasia", "sayang", "sayangku", "sayur",
    "sayuran", "secret", "starwars", "sukses", "sunshine", "superman", "surabaya", "temporary", "test",
    "testing", "user", "welcome", "whatever", "zaqwsx", "zxcvbnm",
];

/// Common passwords of another make: keys in columns, digits in patterns.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "1029384756", "1357924680", "147258369", "1472583690", "159357258456", "1a2b3c4d5e", "1q2w3e4r5t",
    "1q2w3e4r5t6y", "1qaz2wsx3edc", "741852963", "7418529630", "a1b2c3d4e5", "aa12345678", "abc123456789",
    "mynoob1234", "q1w2e3r4t5", "q1w2e3r4t5y6", "qweasdzxc123", "qweasdzxc1", "zaq12wsxcde3", "zaq1xsw2cde3",
];

/// Rows of keys and rows of signs, and back.
const ROWS: &[&str] = &[
    "01234567890123456789012345678901234567890",
    "09876543210987654321098765432109876543210",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklm",
    "zyxwvutsrqponmlkjihgfedcbazyxwvutsrqpon",
    "qwertyuiopasdfghjklzxcvbnm",
    "mnbvcxzlkjhgfdsapoiuytrewq",
];

/// A password that may be taken: 10–128 characters, and none that is guessed first. Never shown by `Debug`.
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
        } else if is_common(text) || personal.into_iter().any(|known| is_mostly(text, known)) {
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

fn is_common(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut distinct: Vec<char> = lower.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let word: String = lower
        .trim_matches(|c: char| !c.is_alphabetic() && c != '@' && c != '$')
        .chars()
        .map(plain)
        .filter(|c| c.is_alphabetic())
        .collect();
    distinct.len() < MIN_DISTINCT
        || is_repetition(&lower)
        || ROWS.iter().any(|row| row.contains(&lower))
        || COMMON.contains(&lower.as_str())
        || COMMON_WORDS.contains(&word.as_str())
}

/// The letter that a sign so often stands for.
const fn plain(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

/// Whether the text is one part, again and again.
fn is_repetition(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    (1..=characters.len() / 2).any(|period| {
        characters
            .iter()
            .zip(characters.iter().skip(period))
            .all(|(a, b)| a == b)
    })
}

/// Whether little is left of the password without a word of what is known.
fn is_mostly(text: &str, known: &str) -> bool {
    let (text, known) = (text.to_lowercase(), known.to_lowercase());
    let length = text.chars().count();
    known
        .split(|c: char| !c.is_alphanumeric())
        .chain(known.split(['@', ' ']))
        .filter(|word| word.chars().count() >= 4 && text.contains(word))
        .any(|word| length - word.chars().count() < BESIDE_PERSONAL_WORD)
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
