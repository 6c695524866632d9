//! `xtask keys`: new secrets, as lines for an environment file.

use crate::{Outcome, Trouble};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::{self, SystemRandom};
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::{Value, json};

pub(crate) fn run() -> Outcome {
    let SigningKey { private, public } = SigningKey::generate()?;
    println!("JWT_PRIVATE_KEY={private}");
    println!("JWT_PUBLIC_KEYS={}", json!({ "keys": [public] }));
    println!("LINK_KEY={}", random_key()?);
    println!("SECOND_FACTOR_KEY={}", random_key()?);
    println!("WEBHOOK_KEY={}", random_key()?);
    Ok(())
}

/// A pair of keys for access tokens.
pub(crate) struct SigningKey {
    /// `<kid>:<base64 of the PKCS #8 key>`.
    pub(crate) private: String,
    /// The JWK.
    pub(crate) public: Value,
}

impl SigningKey {
    pub(crate) fn generate() -> Result<Self, Trouble> {
        let pkcs8 =
            Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| "no randomness")?;
        let pair =
            Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).map_err(|_| "the new key is not read")?;
        let public = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        // A key is named by its own first characters: two keys in force never share a name.
        let kid: String = public.chars().take(8).collect();
        Ok(Self {
            private: format!("{kid}:{}", STANDARD.encode(pkcs8.as_ref())),
            public: json!({
                "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": kid, "x": public
            }),
        })
    }
}

/// 256 random bits in unpadded URL-safe base64.
fn random_key() -> Result<String, Trouble> {
    let key: [u8; 32] = rand::generate(&SystemRandom::new())
        .map_err(|_| "no randomness")?
        .expose();
    Ok(URL_SAFE_NO_PAD.encode(key))
}
