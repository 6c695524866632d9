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
use http_body_util::BodyExt;
use http_client::{Bytes, Full, HttpClient, HttpError, Request};
use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;
use std::time::Duration;

/// Ten messages of SQS, each as large as one may be, written as JSON.
const MAX_ANSWER_BYTES: usize = 16 * 1024 * 1024;

/// For the `http_client` of a client's configuration; `patience` is for an exchange, so longer than what it waits
/// for. Bodies are held whole: those of SQS and SES are small.
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
        let request = whole(request).await?;
        let answer = client.send(request).await.map_err(failed)?;
        let status = StatusCode::try_from(answer.status.as_u16());
        let status = status.map_err(|error| ConnectorError::other(error.into(), None))?;
        let headers = Headers::try_from(answer.headers);
        let mut response = HttpResponse::new(status, SdkBody::from(answer.body));
        *response.headers_mut() =
            headers.map_err(|error| ConnectorError::other(error.into(), None))?;
        Ok(response)
    }
}

/// The request as the client takes it. Its body is read to its end, though its bytes are at hand: the SDK watches that, and
/// would take a call that waits for messages for one that cannot get rid of its body.
async fn whole(request: HttpRequest) -> Result<Request<Full<Bytes>>, ConnectorError> {
    let request = request.try_into_http1x();
    let (parts, body) = request
        .map_err(|error| ConnectorError::user(error.into()))?
        .into_parts();
    let body = body.collect().await.map_err(ConnectorError::user)?;
    Ok(Request::from_parts(parts, Full::from(body.to_bytes())))
}

fn failed(error: HttpError) -> ConnectorError {
    match error {
        HttpError::NoAnswer => ConnectorError::timeout(error.into()),
        HttpError::NotConnected => ConnectorError::io(error.into()),
        HttpError::BadAddress | HttpError::NotPublic => ConnectorError::user(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_sqs::config::{BehaviorVersion, Credentials, Region};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;
    use tokio::time::sleep;

    /// Longer than the SDK's patience with a body that does not move, and shorter than SQS lets a call wait for messages.
    const QUIET: Duration = Duration::from_secs(8);

    #[tokio::test]
    async fn a_call_may_wait_for_messages() {
        let queue = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = queue.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut call, _) = queue.accept().await.unwrap();
            let mut asked = vec![0; 16 * 1024];
            let _ = call.read(&mut asked).await.unwrap();
            sleep(QUIET).await;
            let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: 2\r\n\r\n{}";
            call.write_all(answer.as_bytes()).await.unwrap();
        });
        let configuration = aws_sdk_sqs::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client(client(Duration::from_secs(30)))
            .credentials_provider(Credentials::new("test", "test", None, None, "test"))
            .region(Region::new("ap-southeast-3"))
            .endpoint_url(format!("http://{address}"))
            .build();
        let sqs = aws_sdk_sqs::Client::from_conf(configuration);
        let call = sqs.receive_message().queue_url("http://queue").send();
        assert!(call.await.unwrap().messages().is_empty());
    }
}
