//! Tokens that stand in links sent by mail: derived from a key and an id, so that no queue, outbox or table
//! ever holds one in the clear.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::fmt;
use uuid::Uuid;

/// What a link is good for; a token for one purpose is worthless for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Verifies an e-mail address; the id is a [`crate::ids::OneTimeTokenId`].
    VerifyEmail,
    /// Sets a forgotten password anew; the id is a [`crate::ids::OneTimeTokenId`].
    ResetPassword,
    /// Proves the address that is to become a user's; the id is a [`crate::ids::OneTimeTokenId`].
    ChangeEmail,
    /// Follows and pays an order without login; the id is a [`crate::ids::OrderId`].
    TrackOrder,
}

impl Purpose {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::ResetPassword => "reset_password",
            Self::ChangeEmail => "change_email",
            Self::TrackOrder => "track_order",
        }
    }
}

/// The secret that link tokens are derived from.
#[derive(Clone)]
pub struct LinkKey([u8; 64]);

/// Not 32 bytes in base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a link key is 32 bytes in unpadded URL-safe base64")]
pub struct InvalidLinkKey;

impl LinkKey {
    pub fn parse(base64: &str) -> Result<Self, InvalidLinkKey> {
        hmac_key(base64).map(Self).ok_or(InvalidLinkKey)
    }

    /// The token: HMAC-SHA256 over purpose and id, 43 characters fit for a URL.
    #[must_use]
    pub fn token(&self, purpose: Purpose, id: impl Into<Uuid>) -> String {
        URL_SAFE_NO_PAD.encode(self.mac(purpose, id.into()).finalize().into_bytes())
    }

    /// Whether `token` is the one for this purpose and id, in constant time.
    #[must_use]
    pub fn verify(&self, purpose: Purpose, id: impl Into<Uuid>, token: &str) -> bool {
        URL_SAFE_NO_PAD
            .decode(token)
            .is_ok_and(|bytes| self.mac(purpose, id.into()).verify_slice(&bytes).is_ok())
    }

    fn mac(&self, purpose: Purpose, id: Uuid) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new(&self.0.into());
        mac.update(purpose.as_str().as_bytes());
        mac.update(&[0]);
        mac.update(id.as_bytes());
        mac
    }
}

impl fmt::Debug for LinkKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkKey(…)")
    }
}

/// A key of 32 bytes in unpadded URL-safe base64, padded to HMAC-SHA256's block as HMAC pads it.
pub(crate) fn hmac_key(base64: &str) -> Option<[u8; 64]> {
    let mut bytes = URL_SAFE_NO_PAD.decode(base64).ok()?;
    if bytes.len() != 32 {
        return None;
    }
    bytes.resize(64, 0);
    bytes.try_into().ok()
}

/// A new secret of 256 bits for a client to keep: cart tokens, refresh tokens. 43 characters.
pub fn random_token() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What is stored of a token: its SHA-256. Tokens have 256 random bits, so no salt or slow hash is needed.
#[must_use]
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_for_its_purpose_and_id_alone() {
        let key = LinkKey([7; 64]);
        let (order, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let token = key.token(Purpose::TrackOrder, order);
        assert!(key.verify(Purpose::TrackOrder, order, &token));
        assert!(!key.verify(Purpose::TrackOrder, other, &token));
        for purpose in [
            Purpose::VerifyEmail,
            Purpose::ResetPassword,
            Purpose::ChangeEmail,
        ] {
            assert!(!key.verify(purpose, order, &token), "{purpose:?}");
        }
        assert!(!LinkKey([8; 64]).verify(Purpose::TrackOrder, order, &token));
        assert!(!key.verify(Purpose::TrackOrder, order, &token[1..]));
        assert!(!key.verify(Purpose::TrackOrder, order, ""));
    }

    #[test]
    fn a_key_does_not_show_itself() {
        assert_eq!(format!("{:?}", LinkKey([7; 64])), "LinkKey(…)");
    }
}
