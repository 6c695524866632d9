//! The keys that a provider signs with (RFC 7517).

use jsonwebtoken::DecodingKey;
use serde::Deserialize;
use std::collections::HashMap;

/// The keys for RS256, by their ids.
pub(crate) struct Keys(HashMap<String, DecodingKey>);

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<Key>,
}

/// A key of whatever kind.
#[derive(Deserialize)]
struct Key {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    alg: Option<String>,
    n: Option<String>,
    e: Option<String>,
}

impl Keys {
    /// Of a set, the keys that RS256 signatures are checked with; others are left out (RFC 7517 §5).
    pub(crate) fn parse(json: &[u8]) -> Result<Self, serde_json::Error> {
        let set: KeySet = serde_json::from_slice(json)?;
        Ok(Self(set.keys.into_iter().filter_map(Key::named).collect()))
    }

    pub(crate) fn find(&self, id: &str) -> Option<&DecodingKey> {
        self.0.get(id)
    }
}

impl Key {
    fn named(self) -> Option<(String, DecodingKey)> {
        let signs = self.purpose.is_none_or(|purpose| purpose == "sig");
        let by_rs256 = self.alg.is_none_or(|algorithm| algorithm == "RS256");
        if self.kty != "RSA" || !signs || !by_rs256 {
            return None;
        }
        let key = DecodingKey::from_rsa_components(&self.n?, &self.e?).ok()?;
        Some((self.kid?, key))
    }
}

#[cfg(test)]
mod tests {
    use super::Keys;
    use serde_json::json;

    #[test]
    fn keys_for_anything_but_rs256_are_left_out() {
        let set = json!({ "keys": [
            { "kty": "RSA", "kid": "plain", "n": "AQAB", "e": "AQAB" },
            { "kty": "RSA", "kid": "signs", "use": "sig", "alg": "RS256", "n": "AQAB", "e": "AQAB" },
            { "kty": "RSA", "kid": "encrypts", "use": "enc", "n": "AQAB", "e": "AQAB" },
            { "kty": "RSA", "kid": "pss", "alg": "PS256", "n": "AQAB", "e": "AQAB" },
            { "kty": "RSA", "kid": "broken", "n": "!", "e": "AQAB" },
            { "kty": "RSA", "kid": "half", "n": "AQAB" },
            { "kty": "oct", "kid": "shared", "k": "AQAB" },
            { "kty": "EC", "kid": "curve", "crv": "P-256", "x": "AQAB", "y": "AQAB" },
            { "kty": "XYZ" },
        ]});
        let keys = Keys::parse(set.to_string().as_bytes()).unwrap();
        let mut known: Vec<_> = keys.0.keys().map(String::as_str).collect();
        known.sort_unstable();
        assert_eq!(known, ["plain", "signs"]);
        assert!(Keys::parse(b"{}").is_err());
    }
}
