//! Calling a gateway: with its key, within a time, not while it keeps failing, and again where that is harmless.

use config::{ConfigError, Environment};
use domain::payments::GatewayError;
use http_client::header::{ACCEPT, AUTHORIZATION, HeaderValue};
use http_client::{
    Answer, Breaker, Bytes, Full, HttpClient, HttpError, Method, Request, RequestBuilder, Uri,
    pause,
};
use std::time::Duration;

/// For what is sent once, from the first byte out to the last byte in. The functions' timeouts in template.yaml are
/// longer than all that one invocation may come to wait.
const PATIENCE: Duration = Duration::from_secs(5);
/// For each of the two tries of what may be repeated.
const PATIENCE_A_TRY: Duration = Duration::from_secs(3);
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// What a gateway is called with.
pub(crate) struct Caller {
    /// As logs name it.
    gateway: &'static str,
    http: HttpClient,
    authorization: HeaderValue,
    breaker: Breaker,
}

impl Caller {
    /// `authorization` is made of the secret in the variable `key`.
    pub(crate) fn new(
        gateway: &'static str,
        key: &'static str,
        authorization: String,
    ) -> Result<Self, ConfigError> {
        let mut authorization = HeaderValue::try_from(authorization)
            .map_err(|_| ConfigError::bad(key, "not fit for a header"))?;
        authorization.set_sensitive(true);
        Ok(Self {
            gateway,
            http: HttpClient::new(PATIENCE).map_err(|error| ConfigError::bad(key, error))?,
            authorization,
            breaker: Breaker::default(),
        })
    }

    pub(crate) fn request(&self, method: Method, url: String) -> RequestBuilder {
        Request::builder()
            .method(method)
            .uri(url)
            .header(ACCEPT, JSON)
            .header(AUTHORIZATION, self.authorization.clone())
    }

    /// Sends what is not sent twice: who has not heard of it cannot know whether it was done.
    pub(crate) async fn once<T>(
        &self,
        request: Request<Full<Bytes>>,
        read: impl Fn(&Answer) -> Result<T, GatewayError>,
    ) -> Result<T, GatewayError> {
        self.guarded(PATIENCE, request, &read).await
    }

    /// Sends a question, or a change that is harmless when repeated: where an answer did not come, once more.
    pub(crate) async fn repeatable<T>(
        &self,
        request: Request<Full<Bytes>>,
        read: impl Fn(&Answer) -> Result<T, GatewayError>,
    ) -> Result<T, GatewayError> {
        let first = self.guarded(PATIENCE_A_TRY, request.clone(), &read).await;
        if first.as_ref().is_err_and(is_outage) && self.breaker.is_closed() {
            pause().await;
            return self.guarded(PATIENCE_A_TRY, request, &read).await;
        }
        first
    }

    /// Calls unless the gateway has failed too often of late: then nobody waits for it.
    async fn guarded<T>(
        &self,
        patience: Duration,
        request: Request<Full<Bytes>>,
        read: &impl Fn(&Answer) -> Result<T, GatewayError>,
    ) -> Result<T, GatewayError> {
        let Some(leave) = self.breaker.enter() else {
            tracing::warn!(gateway = self.gateway, "not called: it keeps failing");
            return Err(GatewayError::Unavailable);
        };
        let answer = self.http.send_within(patience, request).await;
        let outcome = answer.map_err(unanswered).and_then(|answer| read(&answer));
        if !outcome.as_ref().is_err_and(is_outage) {
            leave.succeeded();
        }
        outcome
    }
}

/// What cannot be put into a request.
pub(crate) fn unfit<E>(_: E) -> GatewayError {
    GatewayError::Unreadable("address")
}

/// An absolute address, without a slash at its end.
pub(crate) fn url(environment: &Environment, name: &'static str) -> Result<String, ConfigError> {
    let url: Uri = environment.parse(name)?;
    if url.scheme().is_none() || url.host().is_none() {
        return Err(ConfigError::bad(name, "not an http:// or https:// address"));
    }
    Ok(url.to_string().trim_end_matches('/').to_owned())
}

const fn unanswered(error: HttpError) -> GatewayError {
    match error {
        HttpError::BadAddress | HttpError::NotPublic => GatewayError::Unreadable("address"),
        HttpError::NotConnected => GatewayError::Unavailable,
        HttpError::NoAnswer => GatewayError::Timeout,
    }
}

const fn is_outage(error: &GatewayError) -> bool {
    matches!(error, GatewayError::Timeout | GatewayError::Unavailable)
}
