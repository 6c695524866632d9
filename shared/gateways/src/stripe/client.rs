//! Calling Stripe.

use super::wire::Refusal;
use config::{ConfigError, Environment, FromEnvironment};
use domain::payments::GatewayError;
use http_client::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http_client::{
    Answer, Breaker, Bytes, FORM, Full, HttpClient, HttpError, Method, Request, RequestBuilder,
    Uri, form, pause,
};
use serde::de::DeserializeOwned;
use std::time::Duration;

const KEY: &str = "STRIPE_SECRET_KEY";
const URL: &str = "STRIPE_API_URL";
/// For what is sent once, from the first byte out to the last byte in.
const PATIENCE: Duration = Duration::from_secs(5);
/// For each of the two tries of a question.
const PATIENCE_A_TRY: Duration = Duration::from_secs(3);
const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// Of Stripe's API: what it answers keeps its shape until this is changed.
const VERSION: HeaderValue = HeaderValue::from_static("2024-06-20");

/// Stripe's API, and the key to it.
pub(super) struct Client {
    http: HttpClient,
    /// Without the version: `https://api.stripe.com`.
    url: String,
    authorization: HeaderValue,
    breaker: Breaker,
}

impl FromEnvironment for Client {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        let bearer = format!("Bearer {}", environment.secret(KEY)?.reveal());
        let mut authorization = HeaderValue::try_from(bearer)
            .map_err(|_| ConfigError::bad(KEY, "not fit for a header"))?;
        authorization.set_sensitive(true);
        let url: Uri = environment.parse(URL)?;
        if url.scheme().is_none() || url.host().is_none() {
            return Err(ConfigError::bad(URL, "not an http:// or https:// address"));
        }
        Ok(Self {
            http: HttpClient::new(PATIENCE).map_err(|error| ConfigError::bad(URL, error))?,
            url: url.to_string().trim_end_matches('/').to_owned(),
            authorization,
            breaker: Breaker::default(),
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
        let request = self
            .request(Method::GET, path)
            .body(Full::default())
            .map_err(|_| GatewayError::Unreadable("address"))?;
        let call = |request| self.guarded(self.send(operation, PATIENCE_A_TRY, request));
        match call(request.clone()).await {
            Err(GatewayError::Timeout | GatewayError::Unavailable) if self.breaker.is_closed() => {
                pause().await;
                call(request).await
            }
            first => first,
        }
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
        let request = request
            .body(form(fields))
            .map_err(|_| GatewayError::Unreadable("address"))?;
        self.guarded(self.send(operation, PATIENCE, request)).await
    }

    /// Calls unless Stripe has failed too often of late: then nobody waits for it.
    async fn guarded<T>(
        &self,
        call: impl Future<Output = Result<T, GatewayError>>,
    ) -> Result<T, GatewayError> {
        let Some(leave) = self.breaker.enter() else {
            tracing::warn!(gateway = "stripe", "not called: it keeps failing");
            return Err(GatewayError::Unavailable);
        };
        let outcome = call.await;
        if !matches!(
            outcome,
            Err(GatewayError::Timeout | GatewayError::Unavailable)
        ) {
            leave.succeeded();
        }
        outcome
    }

    async fn send<T: DeserializeOwned>(
        &self,
        operation: &'static str,
        patience: Duration,
        request: Request<Full<Bytes>>,
    ) -> Result<T, GatewayError> {
        let answer = self.http.send_within(patience, request).await;
        let answer = answer.map_err(|error| match error {
            HttpError::BadAddress => GatewayError::Unreadable("address"),
            HttpError::NotConnected => GatewayError::Unavailable,
            HttpError::NoAnswer => GatewayError::Timeout,
        })?;
        let code = answer.status.as_u16();
        tracing::info!(gateway = "stripe", operation, code, "called");
        if answer.status.is_success() {
            serde_json::from_slice(&answer.body).map_err(|_| GatewayError::Unreadable("body"))
        } else {
            Err(refusal(&answer))
        }
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        Request::builder()
            .method(method)
            .uri(format!("{}/v1/{path}", self.url))
            .header(ACCEPT, JSON)
            .header(AUTHORIZATION, self.authorization.clone())
            .header("stripe-version", VERSION)
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
