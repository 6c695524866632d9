//! Calling Midtrans.

use super::request::{Charge, SnapTransaction};
use super::wire::{CoreAnswer, SnapPage, SnapRefusal};
use base64::{Engine, engine::general_purpose::STANDARD};
use config::{ConfigError, Environment, FromEnvironment};
use domain::payments::GatewayError;
use http_client::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http_client::{
    Answer, Breaker, Bytes, Full, HttpClient, HttpError, Method, Request, RequestBuilder, Uri,
    pause,
};
use serde::Serialize;
use std::time::Duration;

/// For what is sent once, from the first byte out to the last byte in. The functions' timeouts in template.yaml are
/// longer than all that one invocation may come to wait.
const PATIENCE: Duration = Duration::from_secs(5);
/// For each of the two tries of what may be repeated.
const PATIENCE_A_TRY: Duration = Duration::from_secs(3);
/// The merchant, as Midtrans names them.
pub(super) const MERCHANT_ID: &str = "MIDTRANS_MERCHANT_ID";
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Midtrans' two APIs, and the key to both.
pub(super) struct Client {
    http: HttpClient,
    /// Without the version: `https://api.midtrans.com`.
    core_url: String,
    /// With it: `https://app.midtrans.com/snap/v1`.
    snap_url: String,
    authorization: HeaderValue,
    breaker: Breaker,
    /// Whose transactions are believed; anybody's under this key if it is not told.
    merchant: Option<String>,
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
            breaker: Breaker::default(),
            merchant: environment.optional(MERCHANT_ID).map(str::to_owned),
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
    pub(super) async fn status(&self, reference: &str) -> Result<CoreAnswer, GatewayError> {
        let request = self.request(Method::GET, self.core_address(reference, "status"));
        let request = request
            .body(Full::default())
            .map_err(|_| GatewayError::Unreadable("address"))?;
        self.core_repeatable("status", request).await
    }

    /// `cancel`, `expire` or `refund`: done twice, each comes to what it came to the first time, or is refused.
    pub(super) async fn change(
        &self,
        operation: &'static str,
        reference: &str,
        body: &impl Serialize,
    ) -> Result<CoreAnswer, GatewayError> {
        let request = self.request(Method::POST, self.core_address(reference, operation));
        self.core_repeatable(operation, with_json(request, body)?)
            .await
    }

    /// Sent once: who has not heard of it cannot know whether something was charged.
    pub(super) async fn charge(
        &self,
        charge: &Charge<'_>,
        idempotency_key: &str,
    ) -> Result<CoreAnswer, GatewayError> {
        let request = self
            .request(Method::POST, format!("{}/v2/charge", self.core_url))
            .header("idempotency-key", idempotency_key);
        let request = with_json(request, charge)?;
        self.guarded(self.core("charge", PATIENCE, request)).await
    }

    pub(super) async fn snap(
        &self,
        transaction: &SnapTransaction<'_>,
    ) -> Result<SnapPage, GatewayError> {
        let request = self.request(Method::POST, format!("{}/transactions", self.snap_url));
        let request = with_json(request, transaction)?;
        self.guarded(self.open_page(request)).await
    }

    async fn open_page(&self, request: Request<Full<Bytes>>) -> Result<SnapPage, GatewayError> {
        let answer = self.send(PATIENCE, request).await?;
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

    /// A question, or a change that is harmless when repeated: where an answer did not come, it is sent once more.
    async fn core_repeatable(
        &self,
        operation: &'static str,
        request: Request<Full<Bytes>>,
    ) -> Result<CoreAnswer, GatewayError> {
        let call = |request| self.guarded(self.core(operation, PATIENCE_A_TRY, request));
        match call(request.clone()).await {
            Err(GatewayError::Timeout | GatewayError::Unavailable) if self.breaker.is_closed() => {
                pause().await;
                call(request).await
            }
            first => first,
        }
    }

    /// Calls unless Midtrans has failed too often of late: then nobody waits for it.
    async fn guarded<T>(
        &self,
        call: impl Future<Output = Result<T, GatewayError>>,
    ) -> Result<T, GatewayError> {
        let Some(leave) = self.breaker.enter() else {
            tracing::warn!(gateway = "midtrans", "not called: it keeps failing");
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

    async fn core(
        &self,
        operation: &'static str,
        patience: Duration,
        request: Request<Full<Bytes>>,
    ) -> Result<CoreAnswer, GatewayError> {
        let answer = self.send(patience, request).await?;
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
            _ if !answer.is_of(self.merchant.as_deref()) => {
                Err(GatewayError::Unreadable("merchant"))
            }
            _ => Ok(answer),
        }
    }

    async fn send(
        &self,
        patience: Duration,
        request: Request<Full<Bytes>>,
    ) -> Result<Answer, GatewayError> {
        let answer = self.http.send_within(patience, request).await;
        answer.map_err(|error| match error {
            HttpError::BadAddress => GatewayError::Unreadable("address"),
            HttpError::NotConnected => GatewayError::Unavailable,
            HttpError::NoAnswer => GatewayError::Timeout,
        })
    }

    fn core_address(&self, reference: &str, operation: &str) -> String {
        format!("{}/v2/{reference}/{operation}", self.core_url)
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
