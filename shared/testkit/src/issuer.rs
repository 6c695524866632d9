//! An OpenID provider that says what a test wants: right by itself, wrong on demand.

use crate::{Returned, Stage};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use domain::{Clock, SystemClock};
use reqwest::Url;
use ring::rand::SystemRandom;
use ring::rsa::{KeyPair, PublicKeyComponents};
use ring::signature::RSA_PKCS1_SHA256;
use ring::{digest, hmac};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// Made for this crate: it signs nothing else.
const KEY: &[u8] = include_bytes!("../data/issuer.pk8");
const CLIENT_ID: &str = "shop";
/// With what an encoding might get wrong.
const CLIENT_SECRET: &str = "s3cret:/+ %&=";
const REDIRECT_URL: &str = "https://toko.example/auth/google";

/// A provider that lives as long as the test.
#[derive(Clone)]
pub struct Issuer(Arc<Inner>);

struct Inner {
    url: String,
    key: KeyPair,
    state: Mutex<Books>,
}

#[derive(Default)]
struct Books {
    grants: HashMap<String, Grant>,
    signature: Signature,
    /// Of the published key.
    key_id: String,
    description: Value,
    calls: HashMap<&'static str, u32>,
}

/// What a code is good for.
struct Grant {
    challenge: String,
    claims: Value,
}

/// How ID tokens are signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Signature {
    #[default]
    Right,
    /// With a key that is not published, under the id of the one that is.
    AnotherKey,
    /// Not at all, and the token says so.
    None,
    /// With the published key as if it were a shared secret.
    HmacOfPublicKey,
    /// Under the id of a key that is nowhere.
    UnknownKey,
}

impl Issuer {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let issuer = Self(Arc::new(Inner {
            key: KeyPair::from_pkcs8(KEY).expect("the key"),
            state: Mutex::new(Books {
                key_id: "first".into(),
                description: json!({
                    "issuer": url, "authorization_endpoint": format!("{url}/auth"),
                    "token_endpoint": format!("{url}/token"), "jwks_uri": format!("{url}/jwks"),
                    "token_endpoint_auth_methods_supported": ["client_secret_basic"],
                }),
                ..Books::default()
            }),
            url,
        }));
        let app = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/jwks", get(publish_keys))
            .route("/token", post(redeem))
            .with_state(issuer.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        issuer
    }

    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// The stage with what reaches this provider.
    #[must_use]
    pub fn on(&self, stage: Stage) -> Stage {
        stage
            .with("OPENID_ISSUER", &self.0.url)
            .with("OPENID_CLIENT_ID", CLIENT_ID)
            .with("OPENID_CLIENT_SECRET", CLIENT_SECRET)
            .with("OPENID_REDIRECT_URL", REDIRECT_URL)
    }

    /// Somebody signs in: the browser returns with a code for what is asked in the address. Of `claims`, those
    /// that are null are left out of the token.
    pub fn sign_in(&self, authorization_url: &str, claims: &Value) -> Returned {
        let asked = Url::parse(authorization_url).expect("an address");
        let asked: HashMap<String, String> = asked.query_pairs().into_owned().collect();
        for (name, expected) in [
            ("response_type", "code"),
            ("client_id", CLIENT_ID),
            ("redirect_uri", REDIRECT_URL),
            ("scope", "openid email profile"),
            ("code_challenge_method", "S256"),
        ] {
            assert_eq!(asked[name], expected, "{name}");
        }
        let now = SystemClock.now().unix_timestamp();
        let mut token = json!({
            "iss": self.0.url, "aud": CLIENT_ID, "iat": now, "exp": now + 600, "nonce": asked["nonce"],
        });
        for (name, value) in claims.as_object().expect("claims") {
            token[name] = value.clone();
        }
        if let Some(token) = token.as_object_mut() {
            token.retain(|_, value| !value.is_null());
        }
        let code = domain::links::random_token().expect("randomness");
        let grant = Grant {
            challenge: asked["code_challenge"].clone(),
            claims: token,
        };
        self.books(|books| books.grants.insert(code.clone(), grant));
        Returned {
            code,
            state: asked["state"].clone(),
        }
    }

    /// Signs so from now on.
    pub fn sign_with(&self, signature: Signature) {
        self.books(|books| books.signature = signature);
    }

    /// Publishes the key under another id from now on, as if it were a new one.
    pub fn rotate(&self, key_id: &str) {
        self.books(|books| key_id.clone_into(&mut books.key_id));
    }

    /// Describes itself so from now on.
    pub fn describe(&self, name: &str, value: Value) {
        self.books(|books| books.description[name] = value);
    }

    /// How often it was asked for its `description`, its `keys` or a `token`.
    #[must_use]
    pub fn calls(&self, what: &str) -> u32 {
        self.books(|books| books.calls.get(what).copied().unwrap_or_default())
    }

    fn books<T>(&self, look: impl FnOnce(&mut Books) -> T) -> T {
        look(&mut self.0.state.lock().expect("no test panics in here"))
    }

    fn count(&self, what: &'static str) {
        self.books(|books| *books.calls.entry(what).or_default() += 1);
    }

    fn components(&self) -> PublicKeyComponents<Vec<u8>> {
        PublicKeyComponents::from(self.0.key.public())
    }

    fn sign(&self, claims: &Value) -> String {
        let (signature, key_id) = self.books(|books| (books.signature, books.key_id.clone()));
        let (algorithm, key_id) = match signature {
            Signature::None => ("none", key_id),
            Signature::HmacOfPublicKey => ("HS256", key_id),
            Signature::UnknownKey => ("RS256", "nowhere".to_owned()),
            Signature::Right | Signature::AnotherKey => ("RS256", key_id),
        };
        let header = json!({ "alg": algorithm, "kid": key_id });
        let [header, payload] =
            [&header, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
        let message = format!("{header}.{payload}");
        let signature = match signature {
            Signature::None => Vec::new(),
            Signature::HmacOfPublicKey => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, &self.components().n);
                hmac::sign(&key, message.as_bytes()).as_ref().to_vec()
            }
            Signature::Right | Signature::AnotherKey | Signature::UnknownKey => {
                let mut signature = vec![0; self.0.key.public().modulus_len()];
                self.0
                    .key
                    .sign(
                        &RSA_PKCS1_SHA256,
                        &SystemRandom::new(),
                        message.as_bytes(),
                        &mut signature,
                    )
                    .expect("a signature");
                signature
            }
        };
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

async fn describe(State(issuer): State<Issuer>) -> Json<Value> {
    issuer.count("description");
    Json(issuer.books(|books| books.description.clone()))
}

async fn publish_keys(State(issuer): State<Issuer>) -> Json<Value> {
    issuer.count("keys");
    let (signature, key_id) = issuer.books(|books| (books.signature, books.key_id.clone()));
    let mut components = issuer.components();
    if signature == Signature::AnotherKey {
        // Another modulus of the same size: to it, every signature is another key's.
        components.n[100] ^= 0xff;
    }
    let [n, e] = [&components.n, &components.e].map(|part| URL_SAFE_NO_PAD.encode(part));
    Json(json!({ "keys": [
        { "kty": "RSA", "use": "sig", "alg": "RS256", "kid": key_id, "n": n, "e": e },
        { "kty": "OKP", "crv": "Ed25519", "kid": "of another kind", "x": "AQAB" },
    ]}))
}

async fn redeem(
    State(issuer): State<Issuer>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> (StatusCode, Json<Value>) {
    issuer.count("token");
    let refuse = |status, error: &str| (status, Json(json!({ "error": error })));
    let basic = format!(
        "Basic {}",
        // RFC 6749 §2.3.1: both parts are form-encoded.
        STANDARD.encode(format!("{CLIENT_ID}:s3cret%3A%2F%2B+%25%26%3D"))
    );
    let takes_basic = issuer.books(|books| {
        books.description["token_endpoint_auth_methods_supported"][0] == "client_secret_basic"
    });
    let is_client = if takes_basic {
        headers
            .get("authorization")
            .is_some_and(|value| value == &basic)
    } else {
        form.get("client_id").is_some_and(|id| id == CLIENT_ID)
            && form
                .get("client_secret")
                .is_some_and(|secret| secret == CLIENT_SECRET)
    };
    if !is_client {
        return refuse(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    let field = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    if field("grant_type") != "authorization_code" || field("redirect_uri") != REDIRECT_URL {
        return refuse(StatusCode::BAD_REQUEST, "invalid_request");
    }
    let challenge = digest::digest(&digest::SHA256, field("code_verifier").as_bytes());
    match issuer.books(|books| books.grants.remove(field("code"))) {
        Some(grant) if grant.challenge == URL_SAFE_NO_PAD.encode(challenge) => (
            StatusCode::OK,
            Json(json!({ "id_token": issuer.sign(&grant.claims), "token_type": "Bearer" })),
        ),
        _ => refuse(StatusCode::BAD_REQUEST, "invalid_grant"),
    }
}
