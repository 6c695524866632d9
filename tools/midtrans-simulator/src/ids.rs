//! Identifiers and numbers as Midtrans and the banks make them.

use uuid::Uuid;

/// A transaction id or a Snap token: both are random UUIDs at Midtrans.
#[expect(
    clippy::disallowed_methods,
    reason = "Midtrans hands out version 4; the shop's own ids are made elsewhere"
)]
pub(crate) fn random() -> String {
    Uuid::new_v4().to_string()
}

/// `length` random decimal digits, the first of them never 0.
pub(crate) fn digits(length: usize) -> String {
    let mut digits = String::from("8");
    while digits.len() < length {
        digits.extend(random().chars().filter(char::is_ascii_digit));
    }
    digits.truncate(length);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_have_the_asked_length_and_nothing_else() {
        for length in [1, 11, 16, 30] {
            let number = digits(length);
            assert_eq!(number.len(), length);
            assert!(number.bytes().all(|byte| byte.is_ascii_digit()));
        }
    }
}
