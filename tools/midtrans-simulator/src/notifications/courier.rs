//! Carries notifications: the first attempt at once, the retries in the background, all on record.
//!
//! Every notification passes through `Courier::send` and every attempt through
//! `Courier::attempt`, so a fault that delays, repeats or loses one has a single place to be.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::redirect::{Attempt as Redirect, Policy};
use reqwest::{Client, Url};
use serde::Serialize;
use serde_json::Value;

use super::retry::retries;
use crate::clock;

/// As long as Midtrans waits for an answer.
const PATIENCE: Duration = Duration::from_secs(15);
const MOST_REDIRECTS: usize = 5;

/// A notification to one URL, and what became of it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Delivery {
    #[serde(skip)]
    order_id: String,
    url: String,
    body: Value,
    state: State,
    attempts: Vec<Attempt>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Sending,
    Retrying,
    Delivered,
    GivenUp,
}

#[derive(Clone, Debug, Serialize)]
struct Attempt {
    at: String,
    http_status: Option<u16>,
    error: Option<String>,
    milliseconds: u128,
}

/// Sends notifications and remembers them.
pub(crate) struct Courier {
    client: Client,
    delays: [Duration; 5],
    deliveries: Mutex<Vec<Delivery>>,
}

impl Courier {
    pub(crate) fn new(delays: [Duration; 5]) -> reqwest::Result<Arc<Self>> {
        let client = Client::builder()
            .timeout(PATIENCE)
            .redirect(Policy::custom(follow))
            // Loopback and containers are never reached through a proxy.
            .no_proxy()
            .build()?;
        Ok(Arc::new(Self {
            client,
            delays,
            deliveries: Mutex::new(Vec::new()),
        }))
    }

    /// Sends `body` to every URL and returns when each was tried once; retries go on by themselves.
    pub(crate) async fn send(
        self: &Arc<Self>,
        order_id: &str,
        urls: Vec<Url>,
        body: &Value,
    ) -> Vec<Delivery> {
        let mut numbers = Vec::new();
        for url in urls {
            let number = self.record(order_id, &url, body);
            numbers.push(number);
            if let Some(wait) = self.attempt(number, &url, body).await {
                let (courier, body) = (Arc::clone(self), body.clone());
                tokio::spawn(async move { courier.retry(number, &url, &body, wait).await });
            }
        }
        let deliveries = self.lock();
        numbers
            .into_iter()
            .filter_map(|number| deliveries.get(number).cloned())
            .collect()
    }

    /// The notifications about an order, oldest first.
    pub(crate) fn deliveries(&self, order_id: &str) -> Vec<Delivery> {
        let is_about = |delivery: &&Delivery| delivery.order_id == order_id;
        self.lock().iter().filter(is_about).cloned().collect()
    }

    async fn retry(&self, number: usize, url: &Url, body: &Value, first: Duration) {
        let mut wait = first;
        loop {
            tokio::time::sleep(wait).await;
            match self.attempt(number, url, body).await {
                Some(next) => wait = next,
                None => return,
            }
        }
    }

    /// Tries once and answers how long to wait before the next try, if there is to be one.
    async fn attempt(&self, number: usize, url: &Url, body: &Value) -> Option<Duration> {
        let (at, started) = (clock::wall_clock(clock::now()), Instant::now());
        let answer = self
            .client
            .post(url.clone())
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "application/json")
            .body(body.to_string())
            .send()
            .await;
        let http_status = answer.as_ref().ok().map(|answer| answer.status().as_u16());
        let attempt = Attempt {
            at,
            http_status,
            error: answer.err().map(|error| describe(&error)),
            milliseconds: started.elapsed().as_millis(),
        };
        tracing::info!(%url, http_status, error = attempt.error, "notified");

        let mut deliveries = self.lock();
        let delivery = deliveries.get_mut(number)?;
        delivery.attempts.push(attempt);
        let tried = delivery.attempts.len();
        let wait = (tried <= retries(http_status))
            .then(|| self.delays.get(tried - 1).copied())
            .flatten();
        delivery.state = match (http_status, wait) {
            (Some(200..=299), _) => State::Delivered,
            (_, Some(_)) => State::Retrying,
            (_, None) => State::GivenUp,
        };
        wait
    }

    fn record(&self, order_id: &str, url: &Url, body: &Value) -> usize {
        let mut deliveries = self.lock();
        deliveries.push(Delivery {
            order_id: order_id.to_owned(),
            url: url.to_string(),
            body: body.clone(),
            state: State::Sending,
            attempts: Vec::new(),
        });
        deliveries.len() - 1
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Delivery>> {
        self.deliveries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Only the redirects that keep method and body are followed.
fn follow(redirect: Redirect<'_>) -> reqwest::redirect::Action {
    let keeps_the_body = matches!(redirect.status().as_u16(), 307 | 308);
    if keeps_the_body && redirect.previous().len() <= MOST_REDIRECTS {
        redirect.follow()
    } else {
        redirect.stop()
    }
}

/// The innermost cause says most: "connection refused" rather than "error sending request".
fn describe(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
