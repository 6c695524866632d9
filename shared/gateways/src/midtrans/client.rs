//! Calling Midtrans.

use super::request::SnapTransaction;
use super::wire::{CoreAnswer, SnapPage, SnapRefusal};
use base64::{Engine, engine::general_purpose::STANDARD};
use config::{ConfigError, Environment, FromEnvironment};
use domain::payments::GatewayError;
use http_client::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http_client::{
    Answer, Bytes, Full, HttpClient, HttpError, Method, Request, RequestBuilder, Uri,
};
use serde::Serialize;
use std::time::Duration;

/// From the first byte out to the last byte in.
const PATIENCE: Duration = Duration::from_secs(5);
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Midtrans' two APIs, and the key to both.
pub(super) struct Client {
    http: HttpClient,
    /// Without the version: `https://api.midtrans.com`.
    core_url: String,
    /// With it: `https://app.midtrans.com/snap/v1`.
    snap_url: String,
    authorization: HeaderValue,
}

impl FromEnvironment for Client {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        const KEY: &str = "MIDTRANS_SERVER_KEY";
        let credentials = STANDARD.encode(format!("{}:", environment.secret(KEY)?.reveal()));
        let mut authorization = HeaderValue::try_from(format!("Basic {credentials}"))
            .map_err(|_| ConfigError::bad(KEY, "not fit for a header"))?;
        authorization.set_sensitive(true);
        Ok(Self {
            http: HttpClient::new(PATIENCE)
                .map_err(|error| ConfigError::bad("MIDTRANS_CORE_URL", error))?,
            core_url: url(environment, "MIDTRANS_CORE_URL")?,
            snap_url: url(environment, "MIDTRANS_SNAP_URL")?,
            authorization,
        })
    }
}

/// An absolute address, without a slash at its end.
fn url(environment: &Environment, name: &'static str) -> Result<String, ConfigError> {
    let url: Uri = environment.parse(name)?;
    if url.scheme().is_none() || url.host().is_none() {
        return Err(ConfigError::bad(name, "not an http:// or https:// address"));
    }
    Ok(url.to_string().trim_end_matches('/').to_owned())
}

impl Client {
    pub(super) async fn core_get(
        &self,
        operation: &'static str,
        path: &str,
    ) -> Result<CoreAnswer, GatewayError> {
        let request = self.request(Method::GET, format!("{}/v2/{path}", self.core_url));
        let request = request
            .body(Full::default())
            .map_err(|_| GatewayError::Unreadable("address"))?;
        self.core(operation, request).await
    }

    pub(super) async fn core_post(
        &self,
        operation: &'static str,
        path: &str,
        body: &impl Serialize,
        idempotency_key: Option<&str>,
    ) -> Result<CoreAnswer, GatewayError> {
        let mut request = self.request(Method::POST, format!("{}/v2/{path}", self.core_url));
        if let Some(key) = idempotency_key {
            request = request.header("idempotency-key", key);
        }
        self.core(operation, with_json(request, body)?).await
    }

    pub(super) async fn snap(
        &self,
        transaction: &SnapTransaction<'_>,
    ) -> Result<SnapPage, GatewayError> {
        let request = self.request(Method::POST, format!("{}/transactions", self.snap_url));
        let answer = self.send(with_json(request, transaction)?).await?;
        let code = answer.status.as_u16();
        tracing::info!(gateway = "midtrans", operation = "snap", code, "called");
        if code == 201 {
            return serde_json::from_slice(&answer.body)
                .map_err(|_| GatewayError::Unreadable("page"));
        }
        out_of_order(&answer)?;
        // Midtrans says in words what it does not like: names of fields, no values.
        let refusal: SnapRefusal = serde_json::from_slice(&answer.body).unwrap_or_default();
        tracing::error!(code, messages = ?refusal.error_messages, "Midtrans opens no page");
        Err(GatewayError::Rejected {
            code: code.to_string(),
        })
    }

    async fn core(
        &self,
        operation: &'static str,
        request: Request<Full<Bytes>>,
    ) -> Result<CoreAnswer, GatewayError> {
        let answer = self.send(request).await?;
        out_of_order(&answer)?;
        let answer: CoreAnswer =
            serde_json::from_slice(&answer.body).map_err(|_| GatewayError::Unreadable("body"))?;
        tracing::info!(
            gateway = "midtrans",
            operation,
            code = answer.code(),
            "called"
        );
        // The body has a status of its own, often under HTTP 200.
        match answer.code().as_bytes() {
            [b'5', ..] | b"429" => Err(GatewayError::Unavailable),
            _ => Ok(answer),
        }
    }

    async fn send(&self, request: Request<Full<Bytes>>) -> Result<Answer, GatewayError> {
        self.http.send(request).await.map_err(|error| match error {
            HttpError::BadAddress => GatewayError::Unreadable("address"),
            HttpError::NotConnected => GatewayError::Unavailable,
            HttpError::NoAnswer => GatewayError::Timeout,
        })
    }

    fn request(&self, method: Method, url: String) -> RequestBuilder {
        Request::builder()
            .method(method)
            .uri(url)
            .header(ACCEPT, JSON)
            .header(AUTHORIZATION, self.authorization.clone())
    }
}

fn with_json(
    request: RequestBuilder,
    body: &impl Serialize,
) -> Result<Request<Full<Bytes>>, GatewayError> {
    let body = serde_json::to_vec(body).map_err(|_| GatewayError::Unreadable("request"))?;
    request
        .header(CONTENT_TYPE, JSON)
        .body(Full::from(body))
        .map_err(|_| GatewayError::Unreadable("address"))
}

/// Midtrans is out of order, or wants fewer calls.
fn out_of_order(answer: &Answer) -> Result<(), GatewayError> {
    if answer.status.is_server_error() || answer.status.as_u16() == 429 {
        return Err(GatewayError::Unavailable);
    }
    Ok(())
}
