//! Calling Stripe.

use super::wire::Refusal;
use crate::caller::{Caller, unfit, url};
use config::{ConfigError, Environment, FromEnvironment};
use domain::payments::GatewayError;
use http_client::header::{CONTENT_TYPE, HeaderValue};
use http_client::{Answer, FORM, Full, Method, RequestBuilder, form};
use serde::de::DeserializeOwned;

/// Of Stripe's API: what it answers keeps its shape until this is changed.
const VERSION: HeaderValue = HeaderValue::from_static("2024-06-20");

/// Stripe's API, and the key to it.
pub(super) struct Client {
    caller: Caller,
    /// Without the version: `https://api.stripe.com`.
    url: String,
}

impl FromEnvironment for Client {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        const KEY: &str = "STRIPE_SECRET_KEY";
        let bearer = format!("Bearer {}", environment.secret(KEY)?.reveal());
        Ok(Self {
            caller: Caller::new("stripe", KEY, bearer)?,
            url: url(environment, "STRIPE_API_URL")?,
        })
    }
}

impl Client {
    /// Asks. That changes nothing, so it is done twice where an answer did not come.
    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        operation: &'static str,
        path: &str,
    ) -> Result<T, GatewayError> {
        let request = self.request(Method::GET, path);
        let request = request.body(Full::default()).map_err(unfit)?;
        let read = |answer: &Answer| read(operation, answer);
        self.caller.repeatable(request, read).await
    }

    /// Has something done, once for its key: for a day Stripe answers the same key alike.
    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        operation: &'static str,
        path: &str,
        fields: &[(&str, &str)],
        idempotency_key: Option<&str>,
    ) -> Result<T, GatewayError> {
        let mut request = self.request(Method::POST, path).header(CONTENT_TYPE, FORM);
        if let Some(key) = idempotency_key {
            request = request.header("idempotency-key", key);
        }
        let request = request.body(form(fields)).map_err(unfit)?;
        let read = |answer: &Answer| read(operation, answer);
        self.caller.once(request, read).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let address = format!("{}/v1/{path}", self.url);
        self.caller
            .request(method, address)
            .header("stripe-version", VERSION)
    }
}

fn read<T: DeserializeOwned>(operation: &'static str, answer: &Answer) -> Result<T, GatewayError> {
    let code = answer.status.as_u16();
    tracing::info!(gateway = "stripe", operation, code, "called");
    if answer.status.is_success() {
        serde_json::from_slice(&answer.body).map_err(|_| GatewayError::Unreadable("body"))
    } else {
        Err(refusal(answer))
    }
}

/// What it means that Stripe did not do as it was asked.
fn refusal(answer: &Answer) -> GatewayError {
    // By its own word Stripe cannot tell whether it was done.
    if answer.status.is_server_error() {
        return GatewayError::Timeout;
    }
    let refusal: Refusal = serde_json::from_slice(&answer.body).unwrap_or_default();
    let code = match answer.status.as_u16() {
        // It does not know the shop, or lets its key do little, whichever of many reasons it gives.
        401 | 403 => None,
        _ => refusal.code(),
    };
    let code = code.unwrap_or(answer.status.as_str());
    match (answer.status.as_u16(), code) {
        // It wants fewer calls, or is at work on the same key.
        (429, _) | (_, "idempotency_key_in_use") => GatewayError::Unavailable,
        (_, "amount_too_small" | "amount_too_large") => GatewayError::NotOffered,
        (status, code) => {
            tracing::error!(status, code, "Stripe refuses");
            GatewayError::Rejected { code: code.into() }
        }
    }
}
