//! Carries notifications: the first attempt at once, the retries in the background, all on record.
//!
//! Every notification passes through `Courier::send`, where a fault may put it off, repeat or lose it, and every
//! attempt through `Courier::attempt`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::redirect::{Attempt as Redirect, Policy};
use reqwest::{Client, Url};
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::retry::retries;
use crate::clock;
use crate::faults::Dispatch;

/// As long as Midtrans waits for an answer.
const PATIENCE: Duration = Duration::from_secs(15);
const MOST_REDIRECTS: usize = 5;

/// A notification to one URL, and what became of it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Delivery {
    #[serde(skip)]
    order_id: String,
    #[serde(serialize_with = "as_text")]
    url: Url,
    body: Value,
    state: State,
    attempts: Vec<Attempt>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    /// A fault puts it off.
    Held,
    /// A fault has lost it.
    Dropped,
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
    /// Those that go out after the next one of their order: the order's id, and the place on record.
    held: Mutex<Vec<(String, usize)>>,
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
            held: Mutex::new(Vec::new()),
        }))
    }

    /// Sends `body` to every URL and returns when each was tried once, or was put off; retries go on by themselves.
    pub(crate) async fn send(
        self: &Arc<Self>,
        order_id: &str,
        urls: Vec<Url>,
        body: &Value,
        dispatch: Dispatch,
    ) -> Vec<Delivery> {
        let (copies, state) = match dispatch {
            Dispatch::AtOnce => (1, State::Sending),
            Dispatch::Twice => (2, State::Sending),
            Dispatch::Late(_) | Dispatch::AfterTheNext => (1, State::Held),
            Dispatch::Never => (1, State::Dropped),
        };
        let urls = urls.iter().flat_map(|url| std::iter::repeat_n(url, copies));
        let numbers: Vec<usize> = urls
            .map(|url| self.record(order_id, url, body, state))
            .collect();
        match dispatch {
            Dispatch::AtOnce | Dispatch::Twice => {
                let waited_for_this = self.release(order_id);
                for number in numbers.iter().copied().chain(waited_for_this) {
                    self.deliver(number).await;
                }
            }
            Dispatch::Late(delay) => {
                let (courier, numbers) = (Arc::clone(self), numbers.clone());
                tokio::spawn(async move {
                    tokio::time::sleep(delay).await;
                    for number in numbers {
                        courier.deliver(number).await;
                    }
                });
            }
            Dispatch::AfterTheNext => {
                let held = numbers.iter().map(|number| (order_id.to_owned(), *number));
                self.held().extend(held);
            }
            Dispatch::Never => {}
        }
        let deliveries = self.lock();
        numbers
            .into_iter()
            .filter_map(|number| deliveries.get(number).cloned())
            .collect()
    }

    /// Those of the order that were waiting for another to go first.
    fn release(&self, order_id: &str) -> Vec<usize> {
        let mut held = self.held();
        let of_order = held.extract_if(.., |(of, _)| of == order_id);
        of_order.map(|(_, number)| number).collect()
    }

    /// Tries once, and goes on trying in the background where that did not arrive.
    async fn deliver(self: &Arc<Self>, number: usize) {
        let Some((url, body)) = self.start(number) else {
            return;
        };
        if let Some(wait) = self.attempt(number, &url, &body).await {
            let courier = Arc::clone(self);
            tokio::spawn(async move { courier.retry(number, &url, &body, wait).await });
        }
    }

    /// Where a notification on record goes, and what it says.
    fn start(&self, number: usize) -> Option<(Url, Value)> {
        let mut deliveries = self.lock();
        let delivery = deliveries.get_mut(number)?;
        delivery.state = State::Sending;
        Some((delivery.url.clone(), delivery.body.clone()))
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

    fn record(&self, order_id: &str, url: &Url, body: &Value, state: State) -> usize {
        let mut deliveries = self.lock();
        deliveries.push(Delivery {
            order_id: order_id.to_owned(),
            url: url.clone(),
            body: body.clone(),
            state,
            attempts: Vec::new(),
        });
        deliveries.len() - 1
    }

    fn held(&self) -> MutexGuard<'_, Vec<(String, usize)>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Delivery>> {
        self.deliveries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn as_text<S: Serializer>(url: &Url, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(url)
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
