//! Stripe on one's own machine: localstripe, and what customers do there.

use crate::{Stage, hex};
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use reqwest::{Client, RequestBuilder};
use ring::hmac;
use serde_json::{Value, json};
use std::env;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

const SECRET_KEY: &str = "sk_test_sayur";
const PUBLISHABLE_KEY: &str = "pk_test_sayur";
const WEBHOOK_SECRET: &str = "whsec_sayur";

/// A localstripe.
#[derive(Debug)]
pub struct LocalStripe {
    url: String,
    key: String,
    http: Client,
}

/// A localstripe that lives as long as the test, and what it tells the shop.
#[derive(Debug)]
pub struct OwnStripe {
    stripe: LocalStripe,
    process: Child,
    told: UnboundedReceiver<Told>,
}

/// A notification.
#[derive(Debug, Clone)]
pub struct Told {
    pub signature: String,
    pub body: String,
}

/// A card that Stripe's own tests use, and so localstripe.
#[derive(Debug, Clone, Copy)]
pub enum Card {
    Good,
    /// Its bank wants the customer to be identified (3-D Secure).
    Guarded,
    /// Its bank refuses.
    Refused,
}

impl Card {
    const fn number(self) -> &'static str {
        match self {
            Self::Good => "4242424242424242",
            Self::Guarded => "4000002760003184",
            Self::Refused => "4000000000000341",
        }
    }
}

impl OwnStripe {
    /// # Panics
    /// If localstripe does not start.
    pub async fn start() -> Self {
        let (sender, told) = unbounded_channel();
        let webhook = listen(sender).await;
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
        let python = env::var_os("SAYUR_PYTHON")
            .map_or_else(|| root.join(".venv/bin/python"), PathBuf::from);
        let mut process = Command::new(python)
            .arg(root.join("infra/local/serve_stripe.py"))
            .arg("0")
            .env("STRIPE_WEBHOOK_URL", webhook)
            .env("STRIPE_WEBHOOK_SECRET", WEBHOOK_SECRET)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the Python that SAYUR_PYTHON names, or the one of .venv");
        let mut port = String::new();
        let output = process.stdout.take().expect("localstripe's output");
        BufReader::new(output)
            .read_line(&mut port)
            .expect("localstripe tells its port");
        let url = format!("http://127.0.0.1:{}", port.trim());
        Self {
            stripe: LocalStripe::at(&url, SECRET_KEY),
            process,
            told,
        }
    }

    /// The stage of a shop that takes cards here.
    #[must_use]
    pub fn on(&self, stage: Stage) -> Stage {
        stage
            .with("STRIPE_API_URL", &self.stripe.url)
            .with("STRIPE_SECRET_KEY", SECRET_KEY)
            .with("STRIPE_PUBLISHABLE_KEY", PUBLISHABLE_KEY)
            .with("STRIPE_WEBHOOK_SECRET", WEBHOOK_SECRET)
    }

    /// The next notification, when it has come.
    ///
    /// # Panics
    /// If nobody listens any more.
    pub async fn told(&mut self) -> Told {
        self.told.recv().await.expect("the listener lives")
    }
}

impl std::ops::Deref for OwnStripe {
    type Target = LocalStripe;

    fn deref(&self) -> &LocalStripe {
        &self.stripe
    }
}

impl Drop for OwnStripe {
    fn drop(&mut self) {
        // It is gone already, or is gone now.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl LocalStripe {
    /// The one at an address, with a key of the shop's.
    #[must_use]
    pub fn at(url: &str, key: &str) -> Self {
        Self {
            url: url.to_owned(),
            key: key.to_owned(),
            http: Client::new(),
        }
    }

    /// The customer enters a card on the shop's page; answers the intent, which may want something more.
    ///
    /// # Panics
    /// If Stripe refuses more than the card.
    pub async fn enter(&self, intent: &str, card: Card) -> Value {
        let card = [
            ("type", "card"),
            ("card[number]", card.number()),
            ("card[exp_month]", "12"),
            ("card[exp_year]", "2030"),
            ("card[cvc]", "123"),
        ];
        let made = self.post("payment_methods", &card).await;
        let id = made["id"].as_str().expect("the card's name");
        let path = format!("payment_intents/{intent}");
        self.post(&path, &[("payment_method", id)]).await;
        self.post(&format!("{path}/confirm"), &[]).await
    }

    /// The customer is identified by their bank, or not; answers the intent.
    pub async fn identify(&self, client_secret: &str, succeeds: bool) -> Value {
        let intent = client_secret.split("_secret_").next().unwrap_or_default();
        let path = format!("payment_intents/{intent}/_authenticate");
        let succeeds = if succeeds { "true" } else { "false" };
        let fields = [("client_secret", client_secret), ("success", succeeds)];
        self.post(&path, &fields).await
    }

    pub async fn intent(&self, intent: &str) -> Value {
        self.get(&format!("payment_intents/{intent}")).await
    }

    /// The refunds of an intent that was paid, the newest first.
    pub async fn refunds(&self, intent: &str) -> Vec<Value> {
        let page = self
            .get(&format!("refunds?payment_intent={intent}&limit=100"))
            .await;
        page["data"].as_array().cloned().unwrap_or_default()
    }

    /// What the shop's endpoint is told of an object, as Stripe words and signs it.
    ///
    /// # Panics
    /// If the object cannot be written.
    pub fn event(id: &str, kind: &str, object: &Value) -> String {
        json!({ "id": id, "object": "event", "type": kind, "data": { "object": object } })
            .to_string()
    }

    /// Stripe's signature over a body at a second.
    pub fn sign(body: &str, at: i64) -> String {
        Self::sign_with(WEBHOOK_SECRET, body, at)
    }

    pub fn sign_with(secret: &str, body: &str, at: i64) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        let code = hmac::sign(&key, format!("{at}.{body}").as_bytes());
        format!("t={at},v1={}", hex(code))
    }

    async fn get(&self, path: &str) -> Value {
        self.send(self.http.get(format!("{}/v1/{path}", self.url)))
            .await
    }

    /// # Panics
    /// If Stripe does not answer.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Value {
        let request = self.http.post(format!("{}/v1/{path}", self.url));
        self.send(request.form(fields)).await
    }

    async fn send(&self, request: RequestBuilder) -> Value {
        let answer = request.bearer_auth(&self.key).send().await;
        let answer = answer.expect("localstripe answers");
        answer.json().await.expect("localstripe answers JSON")
    }
}

/// Takes what Stripe tells; answers where.
async fn listen(sender: UnboundedSender<Told>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let routes = Router::new().route("/", post(hear)).with_state(sender);
    tokio::spawn(async move { axum::serve(listener, routes).await });
    format!("http://{address}/")
}

async fn hear(State(sender): State<UnboundedSender<Told>>, headers: HeaderMap, body: String) {
    let signature = headers.get("stripe-signature");
    let signature = signature.and_then(|value| value.to_str().ok());
    let told = Told {
        signature: signature.unwrap_or_default().to_owned(),
        body,
    };
    // A test that has ended wants to know no more.
    let _ = sender.send(told);
}
