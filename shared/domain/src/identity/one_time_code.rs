//! The codes of a second factor: those of an authenticator app (RFC 6238), and those for the day it is lost.

use crate::crockford;
use crate::ids::SecondFactorId;
use crate::links::{hmac_key, token_hash};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;
use time::OffsetDateTime;
use totp_rs::{Algorithm, Builder, Totp};

/// What apps list the account under.
const ISSUER: &str = "MICRO-SAYUR";
/// What every app can do, and assumes when nothing else is said.
const DIGITS: u8 = 6;
const STEP_SECONDS: u64 = 30;
/// Steps that a device's clock may be off, either way.
const SKEW: u16 = 1;
/// As long as SHA-1's output (RFC 4226 §4, R6).
const SECRET_BYTES: usize = 20;
/// 80 bits.
const RECOVERY_SYMBOLS: usize = 16;

/// The key that the secrets of authenticators are derived from, so that no table holds one.
#[derive(Clone)]
pub struct SecondFactorKey([u8; 64]);

/// Not 32 bytes in base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a second factor's key is 32 bytes in unpadded URL-safe base64")]
pub struct InvalidSecondFactorKey;

impl SecondFactorKey {
    pub fn parse(base64: &str) -> Result<Self, InvalidSecondFactorKey> {
        hmac_key(base64).map(Self).ok_or(InvalidSecondFactorKey)
    }

    /// The authenticator's secret: the first 160 bits of HMAC-SHA256 over its id.
    #[must_use]
    pub fn secret(&self, id: SecondFactorId) -> TotpSecret {
        let mut mac = Hmac::<Sha256>::new(&self.0.into());
        mac.update(id.uuid().as_bytes());
        let derived: [u8; 32] = mac.finalize().into_bytes().into();
        let mut secret = [0; SECRET_BYTES];
        secret.copy_from_slice(&derived[..SECRET_BYTES]);
        TotpSecret::new(secret)
    }

    /// What the code proves if it is right; whether it was used before is for the one who keeps them to say.
    pub(super) fn proof(
        &self,
        id: SecondFactorId,
        code: &str,
        now: OffsetDateTime,
    ) -> Option<Proof> {
        let typed: String = code.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        if typed.len() == RECOVERY_SYMBOLS {
            RecoveryCode::read(&typed).map(|code| Proof::Recovery(code.hash()))
        } else {
            self.secret(id).step_of(&typed, now).map(Proof::Step)
        }
    }
}

impl fmt::Debug for SecondFactorKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecondFactorKey(…)")
    }
}

/// A right code, as it is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The time step of an authenticator's code: neither it nor an earlier one may come again.
    Step(i64),
    /// The hash of what may be one of the user's recovery codes.
    Recovery([u8; 32]),
}

/// What an authenticator app makes codes from. Never shown by `Debug`.
pub struct TotpSecret(Totp);

impl TotpSecret {
    fn new(secret: [u8; SECRET_BYTES]) -> Self {
        let totp = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS)
            .with_step_duration(STEP_SECONDS)
            .with_skew(SKEW)
            .with_secret(secret);
        // Its settings are fixed, and within the RFC.
        Self(totp.build_noncompliant())
    }

    /// For its owner to type in: 32 characters.
    #[must_use]
    pub fn base32(&self) -> String {
        self.0.secret().to_base32()
    }

    /// For its owner's app to read from a QR code.
    #[must_use]
    pub fn otpauth_uri(&self, email: &str) -> String {
        format!(
            "otpauth://totp/{ISSUER}:{}?secret={}&issuer={ISSUER}&algorithm=SHA1&digits={DIGITS}&period={STEP_SECONDS}",
            percent_encoded(email),
            self.base32(),
        )
    }

    /// The time step that the code is of, if it is right at this moment.
    fn step_of(&self, code: &str, now: OffsetDateTime) -> Option<i64> {
        let seconds = u64::try_from(now.unix_timestamp()).ok()?;
        let step = self.0.check(code, seconds)?;
        i64::try_from(step).ok()
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

/// All but what RFC 3986 §2.3 leaves alone.
fn percent_encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

/// 80 random bits, good once in place of an authenticator's code. Never shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    pub(super) fn generate() -> Result<Self, getrandom::Error> {
        crockford::random::<RECOVERY_SYMBOLS>().map(Self)
    }

    fn read(typed: &str) -> Option<Self> {
        crockford::read(typed).map(Self)
    }

    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        token_hash(&self.0)
    }

    /// For its owner to keep: `7K3M-9QWX-2B4D-6F8H`.
    #[must_use]
    pub fn reveal(&self) -> String {
        let groups: Vec<&str> = (0..RECOVERY_SYMBOLS)
            .step_by(4)
            .filter_map(|start| self.0.get(start..start + 4))
            .collect();
        groups.join("-")
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn at(seconds: i64) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(seconds).unwrap()
    }

    fn id(number: u128) -> SecondFactorId {
        Uuid::from_u128(number).into()
    }

    /// The code that an app shows at this moment.
    fn shown(secret: &TotpSecret, seconds: i64) -> String {
        secret
            .0
            .generate(u64::try_from(seconds).unwrap())
            .to_string()
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B, SHA-1: the last six of its eight digits.
        let secret = TotpSecret::new(*b"12345678901234567890");
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret.step_of(code, at(seconds)), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_is_good_a_step_early_and_a_step_late() {
        let secret = SecondFactorKey([7; 64]).secret(id(1));
        let now = 1_795_305_600;
        let code = shown(&secret, now);
        for (off, step) in [(-60, None), (-30, Some(0)), (30, Some(0)), (60, None)] {
            let expected = step.map(|step: i64| now / 30 + step);
            assert_eq!(secret.step_of(&code, at(now + off)), expected, "{off}");
        }
        for code in ["", "12345", "1234567", "abcdef", "１２３４５６"] {
            assert_eq!(secret.step_of(code, at(now)), None, "{code}");
        }
    }

    #[test]
    fn each_authenticator_has_a_secret_of_its_own() {
        let key = SecondFactorKey([7; 64]);
        let secret = key.secret(id(1)).base32();
        assert_eq!(secret.len(), 32);
        assert_eq!(secret, key.secret(id(1)).base32());
        assert_ne!(secret, key.secret(id(2)).base32());
        assert_ne!(secret, SecondFactorKey([8; 64]).secret(id(1)).base32());
    }

    #[test]
    fn an_app_reads_the_secret_and_whose_it_is() {
        let secret = TotpSecret::new(*b"12345678901234567890");
        assert_eq!(
            secret.otpauth_uri("siti+kebun@contoh.id"),
            "otpauth://totp/MICRO-SAYUR:siti%2Bkebun%40contoh.id?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=MICRO-SAYUR&algorithm=SHA1&digits=6&period=30"
        );
    }

    #[test]
    fn codes_are_taken_as_people_type_them() {
        let (key, now) = (SecondFactorKey([7; 64]), 1_795_305_600);
        let code = shown(&key.secret(id(1)), now);
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        assert_eq!(
            key.proof(id(1), &spaced, at(now)),
            Some(Proof::Step(now / 30))
        );
        let recovery = RecoveryCode("01ABCDEFGHJKMNPQ".into());
        assert_eq!(recovery.reveal(), "01AB-CDEF-GHJK-MNPQ");
        for typed in ["01AB-CDEF-GHJK-MNPQ", "oiab cdef ghjk mnpq"] {
            assert_eq!(
                key.proof(id(1), typed, at(now)),
                Some(Proof::Recovery(recovery.hash()))
            );
        }
        assert_eq!(key.proof(id(1), "01AB-CDEF-GHJK-MNPU", at(now)), None);
    }

    #[test]
    fn secrets_do_not_show_themselves() {
        let key = SecondFactorKey([7; 64]);
        let shown = format!(
            "{key:?} {:?} {:?}",
            key.secret(id(1)),
            RecoveryCode::generate().unwrap()
        );
        assert_eq!(shown, "SecondFactorKey(…) TotpSecret(…) RecoveryCode(…)");
    }
}
