//! Signatures after Standard Webhooks 1.0.0 (<https://github.com/standard-webhooks/standard-webhooks>): HMAC-SHA256 over
//! id, time and body.

use crate::ids::WebhookId;
use crate::links::hmac_key;
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;

/// The key that the secrets of webhooks are derived from, so that no table holds one.
#[derive(Clone)]
pub struct WebhookKey([u8; 64]);

/// Not 32 bytes in base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a webhook key is 32 bytes in unpadded URL-safe base64")]
pub struct InvalidWebhookKey;

impl WebhookKey {
    pub fn parse(base64: &str) -> Result<Self, InvalidWebhookKey> {
        hmac_key(base64).map(Self).ok_or(InvalidWebhookKey)
    }

    /// One of an address's secrets: HMAC-SHA256 over its id and the secret's number.
    #[must_use]
    pub fn secret(&self, webhook: WebhookId, version: i32) -> WebhookSecret {
        let mut mac = Hmac::<Sha256>::new(&self.0.into());
        mac.update(webhook.uuid().as_bytes());
        mac.update(&version.to_be_bytes());
        WebhookSecret(mac.finalize().into_bytes().into())
    }
}

impl fmt::Debug for WebhookKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookKey(…)")
    }
}

/// What a partner checks signatures with. Never shown by `Debug`.
pub struct WebhookSecret([u8; 32]);

impl WebhookSecret {
    /// For the partner, once: `whsec_` and 32 bytes in base64.
    #[must_use]
    pub fn reveal(&self) -> String {
        format!("whsec_{}", STANDARD.encode(self.0))
    }

    /// `v1,` and the signature in base64, as it stands in the header `webhook-signature`. `timestamp` is in seconds.
    #[must_use]
    pub fn sign(&self, id: &str, timestamp: i64, body: &str) -> String {
        sign(&self.0, id, timestamp, body)
    }
}

/// With a key of up to HMAC's block, which is padded as HMAC pads it.
fn sign(key: &[u8], id: &str, timestamp: i64, body: &str) -> String {
    let block: [u8; 64] = std::array::from_fn(|place| key.get(place).copied().unwrap_or_default());
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    format!("v1,{signature}")
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    /// The vector that the standard's libraries are tested with; `openssl dgst -sha256 -mac HMAC` says the same.
    #[test]
    fn a_signature_is_what_the_standard_says() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signature = sign(
            &secret,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
        );
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn each_address_and_each_number_has_a_secret_of_its_own() {
        let key = WebhookKey([7; 64]);
        let (one, other) = (Uuid::from_u128(1).into(), Uuid::from_u128(2).into());
        let secret = key.secret(one, 1).reveal();
        assert_eq!(key.secret(one, 1).reveal(), secret);
        assert!(
            secret.starts_with("whsec_") && secret.len() == 50,
            "{secret}"
        );
        for different in [
            key.secret(one, 2),
            key.secret(other, 1),
            WebhookKey([8; 64]).secret(one, 1),
        ] {
            assert_ne!(different.reveal(), secret);
        }
    }

    #[test]
    fn neither_key_nor_secret_shows_itself() {
        let key = WebhookKey([7; 64]);
        assert_eq!(format!("{key:?}"), "WebhookKey(…)");
        let secret = key.secret(Uuid::from_u128(1).into(), 1);
        assert_eq!(format!("{secret:?}"), "WebhookSecret(…)");
    }

    /// What `docs/webhooks.md` shows partners.
    #[test]
    fn the_worked_example_is_right() {
        let page = include_str!("../../../../../docs/webhooks.md");
        let value = |name: &str| {
            let (_, rest) = page.split_once(&format!("\n{name}: ")).unwrap();
            rest.lines().next().unwrap()
        };
        let secret = value("secret").strip_prefix("whsec_").unwrap();
        let secret = STANDARD.decode(secret).unwrap();
        let timestamp = value("webhook-timestamp").parse().unwrap();
        let signature = sign(&secret, value("webhook-id"), timestamp, value("body"));
        assert_eq!(signature, value("webhook-signature"));
    }
}
