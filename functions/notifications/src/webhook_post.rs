//! The way to partners: the key behind their secrets, which addresses may be theirs, and the requests that go there.

use config::{ConfigError, Environment, FromEnvironment};
use domain::notifications::webhooks::sending::{Failed, Letter};
use domain::notifications::webhooks::{Post, Reach, WebhookKey};
use futures::future::join_all;
use http_client::header::{CONTENT_TYPE, USER_AGENT};
use http_client::{Bytes, Full, HttpClient, HttpError, Request};
use std::time::Duration;

/// So long a partner may take, connection and all.
const PATIENCE: Duration = Duration::from_secs(5);

/// `WEBHOOK_KEY`: 32 bytes in unpadded URL-safe base64.
pub struct WebhookSecrets(WebhookKey);

impl FromEnvironment for WebhookSecrets {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        const NAME: &str = "WEBHOOK_KEY";
        WebhookKey::parse(environment.text(NAME)?)
            .map(Self)
            .map_err(|error| ConfigError::bad(NAME, error))
    }
}

impl AsRef<WebhookKey> for WebhookSecrets {
    fn as_ref(&self) -> &WebhookKey {
        &self.0
    }
}

/// `WEBHOOK_REACH`: `internet`, as everywhere, or `local`, where partners are programs on the same machine.
pub struct WebhookReach(Reach);

impl FromEnvironment for WebhookReach {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        const NAME: &str = "WEBHOOK_REACH";
        match environment.optional(NAME) {
            None | Some("internet") => Ok(Self(Reach::Public)),
            Some("local") if environment.optional("STAGE") == Some("prod") => Err(
                ConfigError::bad(NAME, "customers' stage has no local partners"),
            ),
            Some("local") => Ok(Self(Reach::Local)),
            Some(_) => Err(ConfigError::bad(NAME, "neither internet nor local")),
        }
    }
}

impl WebhookReach {
    pub(crate) const fn reach(&self) -> Reach {
        self.0
    }
}

/// Sends to partners over HTTP.
pub struct WebhookPost(HttpClient);

impl FromEnvironment for WebhookPost {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        let reach = match WebhookReach::from_environment(environment)?.reach() {
            Reach::Public => http_client::Reach::Internet,
            Reach::Local => http_client::Reach::Anywhere,
        };
        HttpClient::within(reach, PATIENCE)
            .map(Self)
            .map_err(|error| ConfigError::bad("TLS", error))
    }
}

impl Post for WebhookPost {
    async fn send(&self, letters: Vec<Letter>) -> Vec<Result<u16, Failed>> {
        join_all(letters.into_iter().map(|letter| self.send_one(letter))).await
    }
}

impl WebhookPost {
    async fn send_one(&self, letter: Letter) -> Result<u16, Failed> {
        let request = Request::post(letter.url)
            .header(CONTENT_TYPE, "application/json")
            .header(USER_AGENT, "MICRO-SAYUR-Webhooks/1")
            .header("webhook-id", letter.id)
            .header("webhook-timestamp", letter.timestamp)
            .header("webhook-signature", letter.signature)
            .body(Full::new(Bytes::from(letter.body)))
            .map_err(|_| Failed::NotConnected)?;
        let status = self.0.send_for_status(request).await.map_err(why)?;
        if status.is_success() {
            Ok(status.as_u16())
        } else {
            Err(Failed::Status(status.as_u16()))
        }
    }
}

const fn why(error: HttpError) -> Failed {
    match error {
        HttpError::NotPublic => Failed::NotPublic,
        HttpError::BadAddress | HttpError::NotConnected => Failed::NotConnected,
        HttpError::NoAnswer => Failed::NoAnswer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(variables: &[(&str, &str)]) -> Result<Reach, ConfigError> {
        let environment = variables.iter().copied().collect();
        WebhookReach::from_environment(&environment).map(|reach| reach.0)
    }

    #[test]
    fn partners_are_on_the_internet_unless_somebody_says_otherwise_and_always_in_production() {
        assert_eq!(reach(&[]), Ok(Reach::Public));
        assert_eq!(reach(&[("WEBHOOK_REACH", "internet")]), Ok(Reach::Public));
        assert_eq!(reach(&[("WEBHOOK_REACH", "local")]), Ok(Reach::Local));
        let dev = [("WEBHOOK_REACH", "local"), ("STAGE", "dev")];
        assert_eq!(reach(&dev), Ok(Reach::Local));
        let production = [("WEBHOOK_REACH", "local"), ("STAGE", "prod")];
        assert!(reach(&production).is_err());
        assert!(reach(&[("WEBHOOK_REACH", "everywhere")]).is_err());
    }
}
