//! A small HTTP client: what the Lambda runtime and the AWS clients are built on already, and nothing more.

use domain::payments::GatewayError;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::{Request, StatusCode};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);
/// From the first byte out to the last byte in.
const PATIENCE: Duration = Duration::from_secs(5);
/// A connection that rested longer may have died in a frozen sandbox, and a charge is not sent into the dark.
const TRUSTED_FOR: Duration = Duration::from_secs(10);
const MAX_ANSWER_BYTES: usize = 256 * 1024;

/// Sends requests over HTTP/1.1, with TLS against Mozilla's roots where the address says https.
pub(crate) struct Http(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Bytes,
}

impl Http {
    pub(crate) fn new() -> Result<Self, rustls::Error> {
        let roots = RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
        };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(rustls::DEFAULT_VERSIONS)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(CONNECT_TIMEOUT));
        tcp.set_nodelay(true);
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        Ok(Self(
            Client::builder(TokioExecutor::new())
                .pool_timer(TokioTimer::new())
                .pool_idle_timeout(TRUSTED_FOR)
                .build(connector),
        ))
    }

    /// One request, one answer, whatever its status; never sent twice.
    pub(crate) async fn send(&self, request: Request<Full<Bytes>>) -> Result<Answer, GatewayError> {
        let exchange = async {
            let answer = self.0.request(request).await.map_err(|error| {
                // Not connected: nothing has left. Anything later may have arrived.
                if error.is_connect() {
                    GatewayError::Unavailable
                } else {
                    GatewayError::Timeout
                }
            })?;
            let status = answer.status();
            let body = Limited::new(answer.into_body(), MAX_ANSWER_BYTES)
                .collect()
                .await;
            let body = body.map_err(|_| GatewayError::Timeout)?.to_bytes();
            Ok(Answer { status, body })
        };
        timeout(PATIENCE, exchange)
            .await
            .unwrap_or(Err(GatewayError::Timeout))
    }
}
