//! Calling the provider.

use crate::address::secure;
use crate::cached::Cached;
use crate::discovery::{self, Metadata};
use crate::id_token::{self, Expected, Payload};
use crate::keys::Keys;
use base64::{Engine, engine::general_purpose::STANDARD};
use config::{ConfigError, Environment, FromEnvironment, Secret};
use domain::identity::external_login::{Claims, Flow, ProviderError};
use form_urlencoded::{Serializer, byte_serialize};
use http_client::header::HeaderValue;
use http_client::{Answer, HttpClient};
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;
use time::OffsetDateTime;

/// For each of the calls that a login takes: three in a new process, one afterwards.
const PATIENCE: Duration = Duration::from_secs(3);
const SCOPES: &str = "openid email profile";
/// Longer than any provider's.
const MAX_CODE: usize = 2_048;

/// The shop as a provider's client.
pub(crate) struct Client {
    http: HttpClient,
    issuer: String,
    id: String,
    secret: Secret,
    /// The shop's page that the provider sends the browser back to.
    redirect_url: String,
    metadata: Cached<Metadata>,
    keys: Cached<Keys>,
}

impl FromEnvironment for Client {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Ok(Self {
            http: HttpClient::new(PATIENCE)
                .map_err(|error| ConfigError::bad("OPENID_ISSUER", error))?,
            issuer: address(environment, "OPENID_ISSUER")?,
            id: environment.text("OPENID_CLIENT_ID")?.to_owned(),
            secret: environment.secret("OPENID_CLIENT_SECRET")?,
            redirect_url: address(environment, "OPENID_REDIRECT_URL")?,
            metadata: Cached::default(),
            keys: Cached::default(),
        })
    }
}

fn address(environment: &Environment, name: &'static str) -> Result<String, ConfigError> {
    secure(environment.text(name)?)
        .map(str::to_owned)
        .map_err(|error| ConfigError::bad(name, error))
}

/// What a code is worth.
#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

/// Why it is worth nothing (RFC 6749 §5.2).
#[derive(Default, Deserialize)]
struct Refusal {
    error: String,
}

impl Client {
    pub(crate) async fn authorization_url(&self, flow: &Flow) -> Result<String, ProviderError> {
        let metadata = self.metadata().await?;
        let endpoint = metadata.authorization_endpoint.as_str();
        let query = Serializer::new(String::new())
            .extend_pairs([
                ("response_type", "code"),
                ("client_id", &self.id),
                ("redirect_uri", &self.redirect_url),
                ("scope", SCOPES),
                ("state", &flow.state()),
                ("nonce", &flow.nonce()),
                ("code_challenge", &flow.code_challenge()),
                ("code_challenge_method", "S256"),
            ])
            .finish();
        let separator = if endpoint.contains('?') { '&' } else { '?' };
        Ok(format!("{endpoint}{separator}{query}"))
    }

    pub(crate) async fn exchange(
        &self,
        code: &str,
        flow: &Flow,
        now: OffsetDateTime,
    ) -> Result<Claims, ProviderError> {
        let is_code = (1..=MAX_CODE).contains(&code.len())
            && code.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if !is_code {
            return Err(ProviderError::Refused("the code is none"));
        }
        let metadata = self.metadata().await?;
        let token = self.redeem(&metadata, code, flow).await?;
        let payload = self.verified(&metadata, &token).await?;
        let expected = Expected {
            issuer: &self.issuer,
            client_id: &self.id,
            nonce: &flow.nonce(),
            now,
        };
        id_token::check(payload, &expected).map_err(distrust)
    }

    /// The ID token that the code is good for.
    async fn redeem(
        &self,
        metadata: &Metadata,
        code: &str,
        flow: &Flow,
    ) -> Result<String, ProviderError> {
        let verifier = flow.code_verifier();
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.redirect_url),
            ("code_verifier", &verifier),
        ];
        let credentials = if metadata.takes_basic() {
            Some(self.credentials()?)
        } else {
            fields.push(("client_id", &self.id));
            fields.push(("client_secret", self.secret.reveal()));
            None
        };
        let answer = self
            .http
            .post_form(&metadata.token_endpoint, credentials, &fields)
            .await
            .map_err(ProviderError::unavailable)?;
        if answer.status.is_success() {
            return serde_json::from_slice::<Tokens>(&answer.body)
                .map(|tokens| tokens.id_token)
                .map_err(ProviderError::unavailable);
        }
        // The error's code alone: its description may repeat what was sent.
        let refusal: Refusal = serde_json::from_slice(&answer.body).unwrap_or_default();
        match refusal.error.as_str() {
            "invalid_grant" | "invalid_request" => Err(ProviderError::Refused(
                "the provider does not take the code",
            )),
            // Among them `invalid_client`: the shop's own credentials are wrong, which no shopper can mend.
            _ => Err(ProviderError::unavailable(format!(
                "the token endpoint answers {} {:?}",
                answer.status, refusal.error
            ))),
        }
    }

    /// What the token says, if one of the provider's keys signed it. A key that is not known may be new.
    async fn verified(&self, metadata: &Metadata, token: &str) -> Result<Payload, ProviderError> {
        let id = id_token::key_id(token).map_err(distrust)?;
        let fetch = async {
            let answer = self.get(&metadata.jwks_uri).await?;
            Keys::parse(&answer.body).map_err(ProviderError::unavailable)
        };
        let keys = self
            .keys
            .get(|keys: &Keys| keys.find(&id).is_some(), fetch)
            .await?;
        let key = keys
            .find(&id)
            .ok_or("no such key is published")
            .map_err(distrust)?;
        id_token::verify(token, key).map_err(distrust)
    }

    async fn metadata(&self) -> Result<Arc<Metadata>, ProviderError> {
        let fetch = async {
            let url = format!("{}{}", self.issuer.trim_end_matches('/'), discovery::PATH);
            let answer = self.get(&url).await?;
            Metadata::parse(&answer.body, &self.issuer).map_err(ProviderError::unavailable)
        };
        self.metadata.get(|_| true, fetch).await
    }

    async fn get(&self, url: &str) -> Result<Answer, ProviderError> {
        let answer = self
            .http
            .get(url)
            .await
            .map_err(ProviderError::unavailable)?;
        if answer.status.is_success() {
            Ok(answer)
        } else {
            let status = answer.status;
            Err(ProviderError::unavailable(format!(
                "{url} answers {status}"
            )))
        }
    }

    /// `client_secret_basic`: both parts form-encoded first (RFC 6749 §2.3.1).
    fn credentials(&self) -> Result<HeaderValue, ProviderError> {
        let encode = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
        let (id, secret) = (encode(&self.id), encode(self.secret.reveal()));
        let base64 = STANDARD.encode(format!("{id}:{secret}"));
        let mut value =
            HeaderValue::try_from(format!("Basic {base64}")).map_err(ProviderError::unavailable)?;
        value.set_sensitive(true);
        Ok(value)
    }
}

/// A token that came from the provider itself and is bad all the same: somebody should know.
fn distrust(reason: &'static str) -> ProviderError {
    tracing::warn!(reason, "an ID token is refused");
    ProviderError::Refused(reason)
}
