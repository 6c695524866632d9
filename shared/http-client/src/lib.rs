//! A small HTTP client: what the Lambda runtime and the AWS clients are built on already, and nothing more.

mod breaker;
mod reach;

pub use breaker::{Breaker, Leave};
pub use http_body_util::Full;
pub use hyper::body::Bytes;
pub use hyper::http::request::Builder as RequestBuilder;
pub use hyper::{HeaderMap, Method, Request, StatusCode, Uri, header};
pub use reach::Reach;

use header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http_body_util::{BodyExt, Limited};
use hyper::Response;
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use reach::Resolver;
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);
/// A connection that rested longer may have died in a frozen sandbox, and nothing is sent into the dark.
const TRUSTED_FOR: Duration = Duration::from_secs(10);
const SHORTEST_PAUSE: Duration = Duration::from_millis(50);
/// Of an answer, unless the client is told otherwise.
const MAX_ANSWER_BYTES: usize = 256 * 1024;
/// What is taken, at most and for so long, of a body that nobody reads: many then end the connection in order.
const MAX_UNREAD_BYTES: usize = 512;
const UNREAD_PATIENCE: Duration = Duration::from_millis(250);
const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// The media type of a form's fields.
pub const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

/// Waits for a moment before a repeat, for which no two processes wait alike.
pub async fn pause() {
    let mut random = [0; 2];
    // Without randomness they wait alike, and that is all.
    let _ = getrandom::fill(&mut random);
    let jitter = Duration::from_millis(u64::from(u16::from_le_bytes(random)) % 200);
    tokio::time::sleep(SHORTEST_PAUSE + jitter).await;
}

/// Sends requests over HTTP/1.1, with TLS against Mozilla's roots where the address says https. It follows no
/// redirect.
pub struct HttpClient {
    client: Client<HttpsConnector<HttpConnector<Resolver>>, Full<Bytes>>,
    patience: Duration,
    reach: Reach,
    most_bytes: usize,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// A form's fields as a request's body.
#[must_use]
pub fn form(fields: &[(&str, &str)]) -> Full<Bytes> {
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    Full::from(form)
}

/// Why nothing came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HttpError {
    #[error("the address is none")]
    BadAddress,
    /// Nothing has left: it would not have gone to the internet.
    #[error("not an address of the internet")]
    NotPublic,
    /// Nothing has left.
    #[error("cannot connect")]
    NotConnected,
    /// The request may have arrived.
    #[error("no whole answer in time")]
    NoAnswer,
}

impl HttpClient {
    /// `patience` is for an exchange: from the first byte out to the last byte in.
    pub fn new(patience: Duration) -> Result<Self, rustls::Error> {
        Self::within(Reach::Anywhere, patience)
    }

    /// The same, for addresses that others name: what is outside of `reach` is not connected to. Where that is the
    /// internet, no connection is used twice either.
    pub fn within(reach: Reach, patience: Duration) -> Result<Self, rustls::Error> {
        let roots = RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
        };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(rustls::DEFAULT_VERSIONS)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let mut tcp = HttpConnector::new_with_resolver(Resolver(reach));
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(CONNECT_TIMEOUT));
        tcp.set_nodelay(true);
        let builder = HttpsConnectorBuilder::new().with_tls_config(tls);
        let (builder, at_rest) = match reach {
            Reach::Anywhere => (builder.https_or_http(), usize::MAX),
            Reach::Internet => (builder.https_only(), 0),
        };
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(TRUSTED_FOR)
            .pool_max_idle_per_host(at_rest)
            .build(builder.enable_http1().wrap_connector(tcp));
        Ok(Self {
            client,
            patience,
            reach,
            most_bytes: MAX_ANSWER_BYTES,
        })
    }

    /// The same, for answers of up to so many bytes.
    #[must_use]
    pub fn with_answers_up_to(self, most_bytes: usize) -> Self {
        Self { most_bytes, ..self }
    }

    /// One request, one answer, whatever its status; never sent twice.
    pub async fn send(&self, request: Request<Full<Bytes>>) -> Result<Answer, HttpError> {
        self.send_within(self.patience, request).await
    }

    /// The same, with another patience than for the other exchanges.
    pub async fn send_within(
        &self,
        patience: Duration,
        request: Request<Full<Bytes>>,
    ) -> Result<Answer, HttpError> {
        let exchange = async {
            let (parts, body) = self.begin(request).await?.into_parts();
            let body = Limited::new(body, self.most_bytes).collect().await;
            let body = body.map_err(|_| HttpError::NoAnswer)?.to_bytes();
            Ok(Answer {
                status: parts.status,
                headers: parts.headers,
                body,
            })
        };
        timeout(patience, exchange)
            .await
            .unwrap_or(Err(HttpError::NoAnswer))
    }

    /// One request, and the status of its answer; nobody reads the rest.
    pub async fn send_for_status(
        &self,
        request: Request<Full<Bytes>>,
    ) -> Result<StatusCode, HttpError> {
        let begun = timeout(self.patience, self.begin(request)).await;
        let answer = begun.unwrap_or(Err(HttpError::NoAnswer))?;
        let status = answer.status();
        let rest = Limited::new(answer.into_body(), MAX_UNREAD_BYTES).collect();
        // The status is what counts, however the rest ends.
        let _ = timeout(UNREAD_PATIENCE, rest).await;
        Ok(status)
    }

    /// To where an answer begins.
    async fn begin(&self, request: Request<Full<Bytes>>) -> Result<Response<Incoming>, HttpError> {
        let host = request.uri().host().unwrap_or_default();
        self.reach
            .check_host(host)
            .map_err(|_| HttpError::NotPublic)?;
        self.client.request(request).await.map_err(|error| {
            // Not connected: nothing has left. Anything later may have arrived.
            if !error.is_connect() {
                HttpError::NoAnswer
            } else if reach::is_not_public(&error) {
                HttpError::NotPublic
            } else {
                HttpError::NotConnected
            }
        })
    }

    /// Asks for JSON.
    pub async fn get(&self, url: &str) -> Result<Answer, HttpError> {
        let request = Request::get(url)
            .header(ACCEPT, JSON)
            .body(Full::default())
            .map_err(|_| HttpError::BadAddress)?;
        self.send(request).await
    }

    /// Sends a form's fields, and asks for JSON.
    pub async fn post_form(
        &self,
        url: &str,
        authorization: Option<HeaderValue>,
        fields: &[(&str, &str)],
    ) -> Result<Answer, HttpError> {
        let mut request = Request::post(url)
            .header(ACCEPT, JSON)
            .header(CONTENT_TYPE, FORM);
        if let Some(credentials) = authorization {
            request = request.header(AUTHORIZATION, credentials);
        }
        let request = request
            .body(form(fields))
            .map_err(|_| HttpError::BadAddress)?;
        self.send(request).await
    }
}
