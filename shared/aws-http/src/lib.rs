//! What the AWS clients send their requests by: the shop's own HTTP client, which functions have in any case. The SDK's
//! would bring HTTP/2 and a second pool of connections into each of them, and read the machine's certificates before its
//! first call (docs/decisions/0052).

use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::{Headers, StatusCode};
use aws_smithy_types::body::SdkBody;
use http_client::{Bytes, Full, HttpClient, HttpError, Request};
use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;
use std::time::Duration;

/// Ten messages of SQS, each as large as one may be, written as JSON.
const MAX_ANSWER_BYTES: usize = 16 * 1024 * 1024;

/// For the `http_client` of a client's configuration; `patience` is for an exchange, so longer than what it waits
/// for. Bodies are whole, not streams: of SQS and SES they are.
#[must_use]
pub fn client(patience: Duration) -> SharedHttpClient {
    let client = HttpClient::new(patience)
        .map(|client| client.with_answers_up_to(MAX_ANSWER_BYTES))
        .map_err(|error| error.to_string());
    let connector = SharedHttpConnector::new(Connector(Arc::new(client)));
    http_client_fn(move |_, _| connector.clone())
}

/// Why there is no client is told to whoever calls.
#[derive(Clone)]
struct Connector(Arc<Result<HttpClient, String>>);

impl Debug for Connector {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("Connector")
    }
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let connector = self.clone();
        HttpConnectorFuture::new(async move { connector.exchange(request).await })
    }
}

impl Connector {
    async fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let client = Result::as_ref(&self.0);
        let client = client.map_err(|why| ConnectorError::user(why.clone().into()))?;
        let answer = client.send(whole(request)?).await.map_err(failed)?;
        let status = StatusCode::try_from(answer.status.as_u16());
        let status = status.map_err(|error| ConnectorError::other(error.into(), None))?;
        let headers = Headers::try_from(answer.headers);
        let mut response = HttpResponse::new(status, SdkBody::from(answer.body));
        *response.headers_mut() =
            headers.map_err(|error| ConnectorError::other(error.into(), None))?;
        Ok(response)
    }
}

/// The request as the client takes it.
fn whole(request: HttpRequest) -> Result<Request<Full<Bytes>>, ConnectorError> {
    let request = request.try_into_http1x();
    let (parts, body) = request
        .map_err(|error| ConnectorError::user(error.into()))?
        .into_parts();
    let body = body.bytes().map(Bytes::copy_from_slice);
    let body = body.ok_or_else(|| ConnectorError::user("the body is a stream".into()))?;
    Ok(Request::from_parts(parts, Full::from(body)))
}

fn failed(error: HttpError) -> ConnectorError {
    match error {
        HttpError::NoAnswer => ConnectorError::timeout(error.into()),
        HttpError::NotConnected => ConnectorError::io(error.into()),
        HttpError::BadAddress | HttpError::NotPublic => ConnectorError::user(error.into()),
    }
}
