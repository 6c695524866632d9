//! `xtask keys`: new secrets, as lines for an environment file.

use crate::Outcome;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::{self, SystemRandom};
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::json;

pub(crate) fn run() -> Outcome {
    let random = SystemRandom::new();
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&random).map_err(|_| "no randomness")?;
    let pair = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).map_err(|_| "the new key is not read")?;
    let public = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
    // A key is named by its own first characters: two keys in force never share a name.
    let kid: String = public.chars().take(8).collect();
    let jwks = json!({ "keys": [
        { "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": kid, "x": public }
    ]});
    let link_key: [u8; 32] = rand::generate(&random)
        .map_err(|_| "no randomness")?
        .expose();
    println!("JWT_PRIVATE_KEY={kid}:{}", STANDARD.encode(pkcs8.as_ref()));
    println!("JWT_PUBLIC_KEYS={jwks}");
    println!("LINK_KEY={}", URL_SAFE_NO_PAD.encode(link_key));
    Ok(())
}
