//! Requests as API Gateway hands them to a function (HTTP API, payload 2.0).

use serde_json::{Map, Value, json};

/// A request to a function, without a gateway.
pub(crate) struct Event {
    method: &'static str,
    path: String,
    query: String,
    parameters: Map<String, Value>,
    headers: Map<String, Value>,
    body: Option<String>,
    source_ip: String,
}

impl Event {
    pub(crate) fn new(method: &'static str, path: &str) -> Self {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        Self {
            method,
            path: path.to_owned(),
            query: query.to_owned(),
            parameters: Map::new(),
            headers: Map::new(),
            body: None,
            source_ip: "192.0.2.1".to_owned(),
        }
    }

    pub(crate) fn parameter(mut self, name: &str, value: &str) -> Self {
        self.parameters.insert(name.to_owned(), value.into());
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.insert(name.to_owned(), value.into());
        self
    }

    pub(crate) fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// From another subscriber's network each time: limits count by network.
    pub(crate) fn network(mut self, number: usize) -> Self {
        self.source_ip = format!("2001:db8:0:{number:x}::1");
        self
    }

    pub(crate) fn json(mut self, body: &Value) -> Self {
        self.body = Some(body.to_string());
        self.header("content-type", "application/json")
    }

    pub(crate) fn value(self) -> Value {
        let route = format!("{} {}", self.method, self.path);
        json!({
            "version": "2.0",
            "routeKey": route,
            "rawPath": self.path,
            "rawQueryString": self.query,
            "headers": self.headers,
            "pathParameters": self.parameters,
            "isBase64Encoded": false,
            "body": self.body,
            "requestContext": {
                "accountId": "000000000000",
                "apiId": "bench",
                "domainName": "bench.localhost",
                "domainPrefix": "bench",
                "http": {
                    "method": self.method,
                    "path": self.path,
                    "protocol": "HTTP/1.1",
                    "sourceIp": self.source_ip,
                    "userAgent": "bench",
                },
                "requestId": "bench",
                "routeKey": route,
                "stage": "$default",
                "time": "01/Jan/2026:00:00:00 +0000",
                "timeEpoch": 1_767_225_600_000_u64,
            },
        })
    }
}

/// An event that every kind of function takes and none does anything with: a request for nothing, an empty batch.
pub(crate) fn nothing() -> Value {
    let mut event = Event::new("GET", "/").value();
    event["Records"] = json!([]);
    event
}
