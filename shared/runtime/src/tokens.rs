//! Access tokens: JWT (RFC 7519, profile RFC 9068), `EdDSA` only, ten minutes.

use base64::{Engine, engine::general_purpose::STANDARD};
use config::{ConfigError, Environment, FromEnvironment};
use domain::identity::{Caller, Permission};
use domain::ids::{SessionId, UserId};
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

/// The `typ` of an access token (RFC 9068 §2.1): no other JWT of ours can stand in for one.
const ACCESS_TOKEN: &str = "at+jwt";

/// How long an access token lives.
pub(crate) const LIFETIME: Duration = Duration::minutes(10);

/// What an access token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessClaims {
    pub iss: String,
    pub aud: String,
    pub sub: UserId,
    /// The session: what ends when somebody logs out.
    pub sid: SessionId,
    /// The account's version when the token was issued: a lower one than today's is refused.
    pub ver: i64,
    pub permissions: Vec<Permission>,
    /// Seconds since 1970, UTC.
    pub iat: i64,
    pub exp: i64,
}

/// A signed token and the seconds it lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedToken {
    pub access_token: String,
    pub expires_in: i64,
}

/// Whom tokens are from and for.
#[derive(Clone)]
struct Parties {
    issuer: String,
    audience: String,
}

impl FromEnvironment for Parties {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Ok(Self {
            issuer: environment.text("JWT_ISSUER")?.to_owned(),
            audience: environment.text("JWT_AUDIENCE")?.to_owned(),
        })
    }
}

/// Signs access tokens. `JWT_PRIVATE_KEY` is `<kid>:<base64 of the PKCS#8 Ed25519 key>`.
#[derive(Clone)]
pub struct TokenSigner {
    header: Header,
    key: EncodingKey,
    parties: Parties,
}

impl FromEnvironment for TokenSigner {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        const NAME: &str = "JWT_PRIVATE_KEY";
        jwt::install();
        let (kid, base64) = environment
            .text(NAME)?
            .split_once(':')
            .ok_or_else(|| ConfigError::bad(NAME, "not <kid>:<base64>"))?;
        let key = STANDARD
            .decode(base64)
            .map_err(|_| ConfigError::bad(NAME, "not base64 after the kid"))?;
        ring::signature::Ed25519KeyPair::from_pkcs8_maybe_unchecked(&key)
            .map_err(|_| ConfigError::bad(NAME, "not a PKCS#8 Ed25519 key"))?;
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(ACCESS_TOKEN.into());
        header.kid = Some(kid.into());
        Ok(Self {
            header,
            key: EncodingKey::from_ed_der(&key),
            parties: Parties::from_environment(environment)?,
        })
    }
}

impl TokenSigner {
    /// A token for `caller`, from `now` on.
    pub fn issue(
        &self,
        caller: &Caller,
        now: OffsetDateTime,
    ) -> Result<IssuedToken, jsonwebtoken::errors::Error> {
        let claims = AccessClaims {
            iss: self.parties.issuer.clone(),
            aud: self.parties.audience.clone(),
            sub: caller.user,
            sid: caller.session,
            ver: caller.access_version,
            permissions: caller.permissions.clone(),
            iat: now.unix_timestamp(),
            exp: (now + LIFETIME).unix_timestamp(),
        };
        Ok(IssuedToken {
            access_token: jsonwebtoken::encode(&self.header, &claims, &self.key)?,
            expires_in: LIFETIME.whole_seconds(),
        })
    }
}

/// The public keys in force: a JWK set (RFC 7517) in `JWT_PUBLIC_KEYS`, two keys while one replaces another.
#[derive(Clone)]
pub struct PublicKeys(JwkSet);

impl FromEnvironment for PublicKeys {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        const NAME: &str = "JWT_PUBLIC_KEYS";
        serde_json::from_str(environment.text(NAME)?)
            .map(Self)
            .map_err(|error| ConfigError::bad(NAME, format!("not a JWK set: {error}")))
    }
}

impl PublicKeys {
    #[must_use]
    pub fn jwks(&self) -> &JwkSet {
        &self.0
    }
}

/// Checks access tokens, without I/O.
#[derive(Clone)]
pub struct TokenVerifier {
    keys: Vec<(String, DecodingKey)>,
    validation: Validation,
}

impl FromEnvironment for TokenVerifier {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        jwt::install();
        let keys = PublicKeys::from_environment(environment)?;
        let keys = keys
            .0
            .keys
            .iter()
            .map(named_key)
            .collect::<Result<_, _>>()?;
        let parties = Parties::from_environment(environment)?;
        // The algorithm is ours to say, not the token's.
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[&parties.issuer]);
        validation.set_audience(&[&parties.audience]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.leeway = 5;
        Ok(Self { keys, validation })
    }
}

fn named_key(jwk: &Jwk) -> Result<(String, DecodingKey), ConfigError> {
    let bad = |reason: &str| ConfigError::bad("JWT_PUBLIC_KEYS", reason);
    let kid = jwk
        .common
        .key_id
        .clone()
        .ok_or_else(|| bad("a key has no kid"))?;
    let key = DecodingKey::from_jwk(jwk).map_err(|_| bad("a key is not an Ed25519 public key"))?;
    Ok((kid, key))
}

impl TokenVerifier {
    /// Who the token speaks for; `None` if it is not a valid access token of ours.
    #[must_use]
    pub fn check(&self, token: &str) -> Option<Caller> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        if header.typ.as_deref() != Some(ACCESS_TOKEN) {
            return None;
        }
        let kid = header.kid?;
        let (_, key) = self.keys.iter().find(|(name, _)| *name == kid)?;
        let claims = jsonwebtoken::decode::<AccessClaims>(token, key, &self.validation)
            .ok()?
            .claims;
        Some(Caller {
            user: claims.sub,
            session: claims.sid,
            access_version: claims.ver,
            permissions: claims.permissions,
        })
    }
}
