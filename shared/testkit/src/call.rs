//! Requests in API Gateway's own shape (HTTP API, payload 2.0), and their answers.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lambda_http::request::LambdaRequest;
use lambda_http::{Body, Response};
use runtime::{Problem, Reply, Request};
use serde_json::{Map, Value, json};

/// A request to be made of a handler.
#[derive(Debug, Clone)]
pub struct Call {
    method: String,
    path: String,
    query: String,
    parameters: Map<String, Value>,
    headers: Map<String, Value>,
    body: Option<String>,
    is_base64: bool,
    source_ip: String,
}

/// What the handler answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: lambda_http::http::HeaderMap,
    /// `Null` when the body is empty; a text when it is no JSON.
    pub body: Value,
}

impl Call {
    #[must_use]
    pub fn new(method: &str, path: &str) -> Self {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        Self {
            method: method.into(),
            path: path.into(),
            query: query.into(),
            parameters: Map::new(),
            headers: Map::new(),
            body: None,
            is_base64: false,
            source_ip: "192.0.2.1".into(),
        }
    }

    #[must_use]
    pub fn get(path: &str) -> Self {
        Self::new("GET", path)
    }

    #[must_use]
    pub fn post(path: &str) -> Self {
        Self::new("POST", path)
    }

    /// The value that API Gateway found for a parameter of the route's path.
    #[must_use]
    pub fn parameter(mut self, name: &str, value: impl Into<String>) -> Self {
        self.parameters
            .insert(name.into(), Value::String(value.into()));
        self
    }

    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers
            .insert(name.into(), Value::String(value.into()));
        self
    }

    /// The address that the caller comes from.
    #[must_use]
    pub fn from_ip(mut self, address: impl Into<String>) -> Self {
        self.source_ip = address.into();
        self
    }

    #[must_use]
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", format!("Bearer {token}"))
    }

    #[must_use]
    pub fn json(self, body: &Value) -> Self {
        self.text(body.to_string())
            .header("content-type", "application/json")
    }

    /// A body as it is.
    #[must_use]
    pub fn text(mut self, body: impl Into<String>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// A body that need be no text.
    #[must_use]
    pub fn bytes(mut self, body: &[u8]) -> Self {
        self.body = Some(STANDARD.encode(body));
        self.is_base64 = true;
        self
    }

    /// Lets the handler answer.
    pub async fn send<A, F>(
        self,
        app: &'static A,
        handle: impl Fn(&'static A, Request) -> F,
    ) -> Answer
    where
        F: Future<Output = Result<Reply, Problem>>,
    {
        // On the heap, as the functions have it: tests with many calls would overflow their stack.
        let answer = Box::pin(runtime::answer(self.request(), |request| {
            handle(app, request)
        }));
        Answer::from(answer.await)
    }

    /// As [`Self::send`], to a function whose time is up when `over` comes to its end.
    pub async fn send_until<A, F>(
        self,
        over: impl Future<Output = ()>,
        app: &'static A,
        handle: impl Fn(&'static A, Request) -> F,
    ) -> Answer
    where
        F: Future<Output = Result<Reply, Problem>>,
    {
        let request = Request::new(self.request());
        let answer = Box::pin(runtime::answer_until(over, request, |request| {
            handle(app, request)
        }));
        Answer::from(answer.await)
    }

    fn request(self) -> lambda_http::Request {
        let request: LambdaRequest =
            serde_json::from_value(self.event()).expect("an API Gateway event");
        request.into()
    }

    /// The request as API Gateway hands it to a function.
    #[must_use]
    pub fn event(self) -> Value {
        json!({
            "version": "2.0",
            "routeKey": format!("{} {}", self.method, self.path),
            "rawPath": self.path,
            "rawQueryString": self.query,
            "headers": self.headers,
            "pathParameters": self.parameters,
            "isBase64Encoded": self.is_base64,
            "body": self.body,
            "requestContext": {
                "accountId": "123456789012",
                "apiId": "test",
                "domainName": "test.execute-api.localhost",
                "domainPrefix": "test",
                "http": {
                    "method": self.method,
                    "path": self.path,
                    "protocol": "HTTP/1.1",
                    "sourceIp": self.source_ip,
                    "userAgent": "testkit"
                },
                "requestId": "test-request",
                "routeKey": format!("{} {}", self.method, self.path),
                "stage": "$default",
                "time": "22/Nov/2026:00:00:00 +0000",
                "timeEpoch": 1_795_305_600_000_i64
            }
        })
    }
}

impl From<Response<Body>> for Answer {
    fn from(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let body = if body.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&body).unwrap_or_else(|_| Value::String(as_text(&body)))
        };
        Self {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body,
        }
    }
}

/// A body that is no JSON: text as it is, other bytes each as the character of its number.
fn as_text(body: &[u8]) -> String {
    match std::str::from_utf8(body) {
        Ok(text) => text.to_owned(),
        Err(_) => body.iter().map(|byte| char::from(*byte)).collect(),
    }
}

impl Answer {
    /// The body, if the status is the expected one; otherwise the test fails showing the answer.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body
    }

    /// Asserts a problem's status and code.
    #[track_caller]
    pub fn expect_problem(self, status: u16, code: &str) {
        assert_eq!(
            (self.status, self.body["code"].as_str()),
            (status, Some(code)),
            "{}",
            self.body
        );
    }
}
