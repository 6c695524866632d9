//! The environment a function is tested in, and access tokens for it.

use crate::TestDatabase;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use config::{Environment, FromEnvironment};
use domain::identity::{Caller, Permission};
use domain::ids::{SessionId, UserId};
use domain::{Clock, SystemClock};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};
use runtime::TokenSigner;
use std::collections::HashMap;
use std::env;

/// A link key for tests.
pub const LINK_KEY: &str = "dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q";

/// A key for tests that secrets of authenticators derive from.
pub const SECOND_FACTOR_KEY: &str = "a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2U";

/// A key for tests that secrets of webhooks derive from.
pub const WEBHOOK_KEY: &str = "aG9va2hvb2tob29raG9va2hvb2tob29raG9va2hvb2s";

/// Every variable a function may ask for, with keys made for this test alone.
#[derive(Debug, Clone, Default)]
pub struct Stage {
    variables: HashMap<String, String>,
    context: Option<&'static str>,
    /// Where the database's owner finds it.
    tools_url: String,
}

impl Stage {
    #[must_use]
    pub fn on(database: &TestDatabase) -> Self {
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("a key");
        let pair = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).expect("the key");
        let public = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        let jwks = serde_json::json!({ "keys": [
            { "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": "test", "x": public }
        ]});
        let redis =
            env::var("TEST_REDIS_URL").unwrap_or_else(|_| "redis://127.0.0.1:6379/15".into());
        let stage = Self {
            tools_url: database.url(),
            ..Self::default()
        };
        stage
            .with("DATABASE_URL", database.url_of_functions())
            .with("REDIS_URL", redis)
            .with(
                "JWT_PRIVATE_KEY",
                format!("test:{}", STANDARD.encode(pkcs8.as_ref())),
            )
            .with("JWT_PUBLIC_KEYS", jwks.to_string())
            .with("JWT_ISSUER", "https://api.test")
            .with("JWT_AUDIENCE", "micro-sayur")
            .with("LINK_KEY", LINK_KEY)
            .with("SECOND_FACTOR_KEY", SECOND_FACTOR_KEY)
            .with("WEBHOOK_KEY", WEBHOOK_KEY)
            // A test that writes past the functions sees at once what it wrote.
            .with("PUBLIC_PAGES", "off")
            .with("IMAGES_URL", "https://images.test")
            .with("IMAGES_BUCKET", "images")
            .with("SELLER_NAME", "PT Sayur Segar Nusantara")
            .with(
                "SELLER_ADDRESS",
                "Jl. Pasar Minggu Raya No. 18, Jakarta Selatan",
            )
            .with("SELLER_TAX_NUMBER", "01.234.567.8-901.000")
            .with("SELLER_CONTACT", "halo@micro-sayur.example")
            // Nobody answers there: a test that wants AWS says which.
            .with("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
            .with("AWS_REGION", "ap-southeast-3")
            .with("AWS_ACCESS_KEY_ID", "test")
            .with("AWS_SECRET_ACCESS_KEY", "test")
    }

    /// The same stage with one variable more, or another value for one.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.variables.insert(name.into(), value.into());
        self
    }

    /// The same stage for parts of a context that are taken without an app, which says by itself whose it is.
    #[must_use]
    pub fn of(&self, context: &'static str) -> Self {
        Self {
            context: Some(context),
            ..self.clone()
        }
    }

    /// The same stage for tools, which work for the database's owner.
    #[must_use]
    pub fn of_tools(&self) -> Self {
        self.clone().with("DATABASE_URL", &self.tools_url)
    }

    /// What a function is built from; it lives as long as the test, as a deployed one lives as long as its process.
    #[must_use]
    pub fn app<A: FromEnvironment>(&self) -> &'static A {
        Box::leak(Box::new(
            A::from_environment(&self.environment()).expect("the stage has every variable"),
        ))
    }

    #[must_use]
    pub fn environment(&self) -> Environment {
        let environment: Environment = self.variables().collect();
        if let Some(context) = self.context {
            environment.belongs_to(context);
        }
        environment
    }

    /// The variables, for a function in a process of its own.
    pub fn variables(&self) -> impl Iterator<Item = (&str, &str)> {
        self.variables
            .iter()
            .map(|(name, value)| (&**name, &**value))
    }

    /// An access token for a user, in a session of its own.
    #[must_use]
    pub fn token(&self, user: UserId, permissions: &[Permission]) -> String {
        let signer = TokenSigner::from_environment(&self.environment()).expect("a signer");
        let session = SessionId::generate(&SystemClock);
        let caller = Caller {
            user,
            session,
            access_version: 1,
            permissions: permissions.to_vec(),
        };
        signer
            .issue(&caller, SystemClock.now())
            .expect("a token")
            .access_token
    }
}
