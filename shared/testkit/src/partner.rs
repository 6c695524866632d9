//! A partner whose address is told of events: it keeps what arrives, and answers as it is told to.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use base64::{Engine, engine::general_purpose::STANDARD};
use futures::stream;
use ring::hmac;
use serde_json::Value;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::pending;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// How a partner answers.
#[derive(Debug, Clone)]
pub enum PartnerAnswer {
    Status(u16),
    /// 302 to another address.
    Redirect(String),
    /// 200, and a body without end.
    Endless,
    /// Nothing, for ever.
    Silence,
}

/// A message as it arrived.
#[derive(Debug, Clone)]
pub struct PartnerMessage {
    pub id: String,
    pub timestamp: i64,
    pub signature: String,
    pub body: String,
}

impl PartnerMessage {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("JSON")
    }

    /// The signatures that are right by this secret, checked as a partner does.
    pub fn signed_by(&self, secret: &str) -> usize {
        let secret = secret.strip_prefix("whsec_").expect("a secret");
        let key = STANDARD.decode(secret).expect("base64");
        let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
        let signed = format!("{}.{}.{}", self.id, self.timestamp, self.body);
        let is_right = |signature: &&str| {
            let signature = signature.strip_prefix("v1,").expect("the version");
            let signature = STANDARD.decode(signature).expect("base64");
            hmac::verify(&key, signed.as_bytes(), &signature).is_ok()
        };
        self.signature.split(' ').filter(is_right).count()
    }
}

#[derive(Debug, Default)]
struct Desk {
    arrived: Mutex<Vec<PartnerMessage>>,
    answers: Mutex<VecDeque<PartnerAnswer>>,
}

/// Listens on loopback.
#[derive(Debug, Clone)]
pub struct Partner {
    pub url: String,
    desk: Arc<Desk>,
}

impl Partner {
    pub async fn open() -> Self {
        let desk = Arc::new(Desk::default());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = Router::new().fallback(take).with_state(Arc::clone(&desk));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            url: format!("http://{address}/hook"),
            desk,
        }
    }

    /// The next messages are answered so, one after the other; all others with 204.
    pub fn will_answer(&self, answers: impl IntoIterator<Item = PartnerAnswer>) {
        let mut queue = self.desk.answers.lock().expect("the answers");
        queue.extend(answers);
    }

    /// What has arrived, the first first.
    pub fn messages(&self) -> Vec<PartnerMessage> {
        self.desk.arrived.lock().expect("what arrived").clone()
    }
}

async fn take(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let text = |name: &str| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    let message = PartnerMessage {
        id: text("webhook-id"),
        timestamp: text("webhook-timestamp").parse().unwrap_or_default(),
        signature: text("webhook-signature"),
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    desk.arrived.lock().expect("what arrived").push(message);
    let answer = desk.answers.lock().expect("the answers").pop_front();
    let (status, location, body) = match answer.unwrap_or(PartnerAnswer::Status(204)) {
        PartnerAnswer::Status(status) => (status, None, Body::empty()),
        PartnerAnswer::Redirect(to) => (302, Some(to), Body::empty()),
        PartnerAnswer::Endless => {
            let piece = Bytes::from_static(&[b'x'; 1024]);
            let endless = stream::repeat(Ok::<_, Infallible>(piece));
            (200, None, Body::from_stream(endless))
        }
        PartnerAnswer::Silence => pending().await,
    };
    let mut response = Response::builder().status(status);
    if let Some(location) = location {
        response = response.header("location", location);
    }
    response.body(body).expect("an answer")
}
