//! ID tokens, and what they must say to be believed (OpenID Connect Core 1.0 §3.1.3.7).

use domain::identity::external_login::Claims;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use subtle::ConstantTimeEq;
use time::{Duration, OffsetDateTime};

/// The one algorithm that every provider has (Discovery 1.0 §3): neither the token nor its key chooses another.
const ALGORITHM: Algorithm = Algorithm::RS256;
/// By how much two clocks may differ.
const LEEWAY: Duration = Duration::minutes(1);
/// A token comes straight from the provider: an older one was kept by somebody.
const MAX_AGE: Duration = Duration::minutes(10);
/// §2: ASCII characters.
const MAX_SUBJECT: usize = 255;

/// What a token must agree with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expected<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) client_id: &'a str,
    pub(crate) nonce: &'a str,
    pub(crate) now: OffsetDateTime,
}

/// What a token says.
#[derive(Debug, Deserialize)]
pub(crate) struct Payload {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    /// Seconds since 1970, UTC.
    exp: i64,
    iat: i64,
    nonce: Option<String>,
    email: Option<String>,
    email_verified: Option<bool>,
    name: Option<String>,
}

/// One or several (RFC 7519 §4.1.3).
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Audience {
    /// Whether the token is for the client and for nobody else: it trusts no other.
    fn is(&self, client: &str) -> bool {
        match self {
            Self::One(audience) => audience == client,
            Self::Several(audiences) => matches!(audiences.as_slice(), [one] if one == client),
        }
    }
}

/// The id of the key that the token says it is signed with, if it may be checked at all.
pub(crate) fn key_id(token: &str) -> Result<String, &'static str> {
    let header = jsonwebtoken::decode_header(token).map_err(|_| "it is no token")?;
    if header.alg != ALGORITHM {
        return Err("the algorithm is not ours");
    }
    header.kid.ok_or("it names no key")
}

/// What the token says, if the key signed it.
pub(crate) fn verify(token: &str, key: &DecodingKey) -> Result<Payload, &'static str> {
    jwt::install();
    let mut signature_alone = Validation::new(ALGORITHM);
    // The rest is checked below, against the shop's own clock.
    signature_alone.required_spec_claims.clear();
    signature_alone.validate_exp = false;
    signature_alone.validate_aud = false;
    jsonwebtoken::decode(token, key, &signature_alone)
        .map(|token| token.claims)
        .map_err(|_| "the signature or the payload is bad")
}

/// The provider's word, if the token is from it, for this client and this flow, and fresh.
pub(crate) fn check(payload: Payload, expected: &Expected<'_>) -> Result<Claims, &'static str> {
    let now = expected.now.unix_timestamp();
    let leeway = LEEWAY.whole_seconds();
    let oldest = now - MAX_AGE.whole_seconds() - leeway;
    let nonce = payload.nonce.as_deref().unwrap_or_default();
    let is_subject = (1..=MAX_SUBJECT).contains(&payload.sub.len()) && payload.sub.is_ascii();
    for (holds, otherwise) in [
        (payload.iss == expected.issuer, "the issuer is another"),
        (
            payload.aud.is(expected.client_id),
            "it is for somebody else",
        ),
        (
            payload
                .azp
                .as_deref()
                .is_none_or(|party| party == expected.client_id),
            "it was issued to somebody else",
        ),
        (now < payload.exp.saturating_add(leeway), "it has expired"),
        (payload.iat <= now + leeway, "it is from the future"),
        (payload.iat >= oldest, "it is old"),
        (
            bool::from(nonce.as_bytes().ct_eq(expected.nonce.as_bytes())),
            "the nonce is another flow's",
        ),
        (is_subject, "the subject is none"),
    ] {
        if !holds {
            return Err(otherwise);
        }
    }
    Ok(Claims {
        issuer: payload.iss,
        subject: payload.sub,
        email: payload.email,
        email_verified: payload.email_verified == Some(true),
        name: payload.name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-22 08:00 UTC);

    fn token() -> Value {
        let now = NOW.unix_timestamp();
        json!({
            "iss": "https://provider.example", "sub": "1001", "aud": "shop", "exp": now + 600, "iat": now,
            "nonce": "n-1", "email": "siti@example.com", "email_verified": true, "name": "Siti"
        })
    }

    fn check_with(changes: &Value) -> Result<Claims, &'static str> {
        let mut token = token();
        for (name, value) in changes.as_object().unwrap() {
            token[name] = value.clone();
        }
        let expected = Expected {
            issuer: "https://provider.example",
            client_id: "shop",
            nonce: "n-1",
            now: NOW,
        };
        let payload = serde_json::from_value(token).map_err(|_| "unreadable")?;
        check(payload, &expected)
    }

    #[test]
    fn a_good_token_is_believed() {
        let claims = check_with(&json!({})).unwrap();
        assert_eq!(
            claims,
            Claims {
                issuer: "https://provider.example".into(),
                subject: "1001".into(),
                email: Some("siti@example.com".into()),
                email_verified: true,
                name: Some("Siti".into()),
            }
        );
        let now = NOW.unix_timestamp();
        for changes in [
            json!({ "aud": ["shop"] }),
            json!({ "azp": "shop" }),
            json!({ "exp": now - 59 }),
            json!({ "iat": now + 60 }),
            json!({ "iat": now - 660 }),
            json!({ "sub": "x".repeat(255) }),
        ] {
            assert!(check_with(&changes).is_ok(), "{changes}");
        }
    }

    #[test]
    fn a_token_that_says_one_thing_wrong_is_not() {
        let now = NOW.unix_timestamp();
        for (changes, reason) in [
            (
                json!({ "iss": "https://provider.example/" }),
                "the issuer is another",
            ),
            (json!({ "iss": "" }), "the issuer is another"),
            (json!({ "aud": "another" }), "it is for somebody else"),
            (json!({ "aud": [] }), "it is for somebody else"),
            (
                json!({ "aud": ["shop", "another"] }),
                "it is for somebody else",
            ),
            (
                json!({ "azp": "another" }),
                "it was issued to somebody else",
            ),
            (json!({ "exp": now - 60 }), "it has expired"),
            (json!({ "exp": i64::MIN }), "it has expired"),
            (json!({ "iat": now + 61 }), "it is from the future"),
            (json!({ "iat": i64::MAX }), "it is from the future"),
            (json!({ "iat": now - 661 }), "it is old"),
            (json!({ "nonce": "n-2" }), "the nonce is another flow's"),
            (json!({ "nonce": "" }), "the nonce is another flow's"),
            (json!({ "nonce": null }), "the nonce is another flow's"),
            (json!({ "sub": "" }), "the subject is none"),
            (json!({ "sub": "sîti" }), "the subject is none"),
            (json!({ "sub": "x".repeat(256) }), "the subject is none"),
            (json!({ "exp": null }), "unreadable"),
            (json!({ "iat": null }), "unreadable"),
            (json!({ "aud": null }), "unreadable"),
            (json!({ "sub": 1001 }), "unreadable"),
        ] {
            assert_eq!(check_with(&changes), Err(reason), "{changes}");
        }
    }

    #[test]
    fn an_address_is_verified_only_if_it_is_said() {
        for (verified, expected) in [
            (json!(true), true),
            (json!(false), false),
            (json!(null), false),
        ] {
            let claims = check_with(&json!({ "email_verified": verified })).unwrap();
            assert_eq!(claims.email_verified, expected);
        }
    }

    #[test]
    fn a_token_that_chooses_its_algorithm_is_not_looked_at() {
        // {"alg":"none","kid":"k"}, {"alg":"HS256","kid":"k"}, {"alg":"RS256"}, {"alg":"RS256","kid":"k"}
        for (header, expected) in [
            ("eyJhbGciOiJub25lIiwia2lkIjoiayJ9", Err("it is no token")),
            (
                "eyJhbGciOiJIUzI1NiIsImtpZCI6ImsifQ",
                Err("the algorithm is not ours"),
            ),
            ("eyJhbGciOiJSUzI1NiJ9", Err("it names no key")),
            ("eyJhbGciOiJSUzI1NiIsImtpZCI6ImsifQ", Ok("k")),
        ] {
            let token = format!("{header}.e30.");
            assert_eq!(
                key_id(&token).as_deref().map_err(|reason| *reason),
                expected
            );
        }
        assert_eq!(key_id(""), Err("it is no token"));
    }
}
