//! Calling Midtrans.

use super::request::{Charge, SnapTransaction};
use super::wire::{CoreAnswer, SnapPage, SnapRefusal};
use crate::caller::{Caller, JSON, unfit, url};
use base64::{Engine, engine::general_purpose::STANDARD};
use config::{ConfigError, Environment, FromEnvironment};
use domain::payments::GatewayError;
use http_client::header::CONTENT_TYPE;
use http_client::{Answer, Bytes, Full, Method, Request, RequestBuilder};
use serde::Serialize;

/// The merchant, as Midtrans names them.
pub(super) const MERCHANT_ID: &str = "MIDTRANS_MERCHANT_ID";

/// Midtrans' two APIs, and the key to both.
pub(super) struct Client {
    caller: Caller,
    /// Without the version: `https://api.midtrans.com`.
    core_url: String,
    /// With it: `https://app.midtrans.com/snap/v1`.
    snap_url: String,
    /// Whose transactions are believed; anybody's under this key if it is not told.
    merchant: Option<String>,
}

impl FromEnvironment for Client {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        const KEY: &str = "MIDTRANS_SERVER_KEY";
        let credentials = STANDARD.encode(format!("{}:", environment.secret(KEY)?.reveal()));
        Ok(Self {
            caller: Caller::new("midtrans", KEY, format!("Basic {credentials}"))?,
            core_url: url(environment, "MIDTRANS_CORE_URL")?,
            snap_url: url(environment, "MIDTRANS_SNAP_URL")?,
            merchant: environment.optional(MERCHANT_ID).map(str::to_owned),
        })
    }
}

impl Client {
    pub(super) async fn status(&self, reference: &str) -> Result<CoreAnswer, GatewayError> {
        let address = self.core_address(reference, "status");
        let request = self.caller.request(Method::GET, address);
        let request = request.body(Full::default()).map_err(unfit)?;
        let read = |answer: &Answer| self.core("status", answer);
        self.caller.repeatable(request, read).await
    }

    /// `cancel`, `expire` or `refund`: done twice, each comes to what it came to the first time, or is refused.
    pub(super) async fn change(
        &self,
        operation: &'static str,
        reference: &str,
        body: &impl Serialize,
    ) -> Result<CoreAnswer, GatewayError> {
        let address = self.core_address(reference, operation);
        let request = with_json(self.caller.request(Method::POST, address), body)?;
        let read = |answer: &Answer| self.core(operation, answer);
        self.caller.repeatable(request, read).await
    }

    pub(super) async fn charge(
        &self,
        charge: &Charge<'_>,
        idempotency_key: &str,
    ) -> Result<CoreAnswer, GatewayError> {
        let address = format!("{}/v2/charge", self.core_url);
        let request = self.caller.request(Method::POST, address);
        let request = with_json(request.header("idempotency-key", idempotency_key), charge)?;
        let read = |answer: &Answer| self.core("charge", answer);
        self.caller.once(request, read).await
    }

    pub(super) async fn snap(
        &self,
        transaction: &SnapTransaction<'_>,
    ) -> Result<SnapPage, GatewayError> {
        let address = format!("{}/transactions", self.snap_url);
        let request = with_json(self.caller.request(Method::POST, address), transaction)?;
        self.caller.once(request, page).await
    }

    fn core(&self, operation: &'static str, answer: &Answer) -> Result<CoreAnswer, GatewayError> {
        out_of_order(answer)?;
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

    fn core_address(&self, reference: &str, operation: &str) -> String {
        format!("{}/v2/{reference}/{operation}", self.core_url)
    }
}

fn page(answer: &Answer) -> Result<SnapPage, GatewayError> {
    let code = answer.status.as_u16();
    tracing::info!(gateway = "midtrans", operation = "snap", code, "called");
    if code == 201 {
        return serde_json::from_slice(&answer.body).map_err(|_| GatewayError::Unreadable("page"));
    }
    out_of_order(answer)?;
    // Midtrans says in words what it does not like: names of fields, no values.
    let refusal: SnapRefusal = serde_json::from_slice(&answer.body).unwrap_or_default();
    tracing::error!(code, messages = ?refusal.error_messages, "Midtrans opens no page");
    Err(GatewayError::Rejected {
        code: code.to_string(),
    })
}

fn with_json(
    request: RequestBuilder,
    body: &impl Serialize,
) -> Result<Request<Full<Bytes>>, GatewayError> {
    let body = serde_json::to_vec(body).map_err(|_| GatewayError::Unreadable("request"))?;
    let request = request.header(CONTENT_TYPE, JSON);
    request.body(Full::from(body)).map_err(unfit)
}

/// Midtrans is out of order, or wants fewer calls.
fn out_of_order(answer: &Answer) -> Result<(), GatewayError> {
    if answer.status.is_server_error() || answer.status.as_u16() == 429 {
        return Err(GatewayError::Unavailable);
    }
    Ok(())
}
