//! An OpenID provider behind the domain's port: OpenID Connect Core 1.0 with the authorization code flow, and
//! Discovery 1.0. The provider puts e-mail address and name into the ID token, as Google does.

mod address;
mod cached;
mod client;
mod discovery;
mod id_token;
mod keys;

use client::Client;
use config::{ConfigError, Environment, FromEnvironment};
use domain::identity::external_login::{Claims, Flow, OpenIdProvider, ProviderError};
use time::OffsetDateTime;

/// The provider that `OPENID_ISSUER` names; none without an `OPENID_CLIENT_ID`.
pub struct OpenId(Option<Client>);

impl FromEnvironment for OpenId {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        match environment.optional("OPENID_CLIENT_ID") {
            Some(_) => Client::from_environment(environment).map(|client| Self(Some(client))),
            None => Ok(Self(None)),
        }
    }
}

impl OpenId {
    fn client(&self) -> Result<&Client, ProviderError> {
        self.0.as_ref().ok_or(ProviderError::NotOffered)
    }
}

impl OpenIdProvider for OpenId {
    async fn authorization_url(&self, flow: &Flow) -> Result<String, ProviderError> {
        self.client()?.authorization_url(flow).await
    }

    async fn exchange(
        &self,
        code: &str,
        flow: &Flow,
        now: OffsetDateTime,
    ) -> Result<Claims, ProviderError> {
        self.client()?.exchange(code, flow, now).await
    }
}
