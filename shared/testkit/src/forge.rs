//! Access tokens as no signer of ours would make them.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::Ed25519KeyPair;
use serde_json::{Value, json};

/// Signs any header and any claims with a key.
pub struct Forge {
    key: Ed25519KeyPair,
    kid: String,
}

impl Forge {
    /// With the shop's own key: what `JWT_PRIVATE_KEY` says.
    pub fn with_key(variable: &str) -> Self {
        let (kid, key) = variable.split_once(':').expect("<kid>:<base64>");
        let key = STANDARD.decode(key).expect("base64");
        Self {
            key: Ed25519KeyPair::from_pkcs8(&key).expect("the key"),
            kid: kid.into(),
        }
    }

    /// With a key that nobody knows, under a name of the caller's choice.
    pub fn with_unknown_key(kid: &str) -> Self {
        let key = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("a key");
        Self {
            key: Ed25519KeyPair::from_pkcs8(key.as_ref()).expect("the key"),
            kid: kid.into(),
        }
    }

    /// A token with an access token's header.
    pub fn token(&self, claims: &Value) -> String {
        let header = json!({ "typ": "at+jwt", "alg": "EdDSA", "kid": self.kid });
        self.sign(&header, claims)
    }

    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        let message = format!("{}.{}", encode(header), encode(claims));
        let signature = self.key.sign(message.as_bytes());
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
    }

    /// A token that says it needs no signature.
    pub fn unsigned(&self, claims: &Value) -> String {
        let header = json!({ "typ": "at+jwt", "alg": "none", "kid": self.kid });
        format!("{}.{}.", encode(&header), encode(claims))
    }

    /// What a token says.
    pub fn claims(token: &str) -> Value {
        let claims = token.split('.').nth(1).expect("a token");
        let claims = URL_SAFE_NO_PAD.decode(claims).expect("base64");
        serde_json::from_slice(&claims).expect("JSON")
    }

    /// The token with other claims, under the signature of what it said before.
    pub fn tampered(token: &str, claims: &Value) -> String {
        let (header, rest) = token.split_once('.').expect("a token");
        let (_, signature) = rest.split_once('.').expect("a token");
        format!("{header}.{}.{signature}", encode(claims))
    }
}

fn encode(json: &Value) -> String {
    URL_SAFE_NO_PAD.encode(json.to_string())
}
