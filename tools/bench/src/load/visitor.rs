//! Somebody at the shop: calls, waits for the answer, thinks.

use super::chance::Chance;
use super::crowd::Crowd;
use super::routes::{AT_GATEWAY, Route};
use super::stage::{Stage, text};
use super::tally::{Heard, Sample, Tally};
use crate::failure::Failure;
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long somebody waits before asking again.
const ASKS_AGAIN_AFTER: Duration = Duration::from_secs(1);
/// What of an answer that should have been another is told.
const TOLD: usize = 300;

pub(super) struct Visitor {
    pub(super) number: usize,
    pub(super) stage: Arc<Stage>,
    pub(super) chance: Chance,
    /// Who it is: nobody in particular, a signed-in user, or a guest with a cart.
    pub(super) identity: Option<(&'static str, String)>,
    crowd: Crowd,
    tally: Arc<Tally>,
    end: Instant,
    calls: usize,
}

/// What is sent: of the same key, whoever sends it again means the same.
struct Ask<'a> {
    route: &'static Route,
    url: &'a str,
    body: Option<&'a Value>,
    key: &'a str,
}

impl Visitor {
    pub(super) fn new(
        number: usize,
        crowd: Crowd,
        stage: Arc<Stage>,
        tally: Arc<Tally>,
        end: Instant,
    ) -> Self {
        Self {
            crowd,
            number,
            stage,
            tally,
            end,
            chance: Chance::of(number),
            identity: None,
            calls: 0,
        }
    }

    pub(super) fn sign_in(&mut self, token: Result<String, Failure>) {
        self.identity = token
            .ok()
            .map(|token| ("authorization", format!("Bearer {token}")));
    }

    /// Whether there is time for another visit.
    pub(super) fn stays(&self) -> bool {
        Instant::now() < self.end
    }

    /// Thinks, then calls; gives what was answered, and nothing when that was not what it should be, or when time is
    /// over.
    pub(super) async fn get(&mut self, route: &'static Route, path: &str) -> Option<Value> {
        self.call(route, path, None).await
    }

    pub(super) async fn call(
        &mut self,
        route: &'static Route,
        path: &str,
        body: Option<Value>,
    ) -> Option<Value> {
        self.think().await?;
        let (url, key) = (format!("{}{path}", self.stage.url), self.new_key());
        let ask = Ask {
            route,
            url: &url,
            body: body.as_ref(),
            key: &key,
        };
        self.timed(&ask).await.ok()
    }

    /// As [`Self::call`], by somebody who wants it: who is told to try again, or not told anything, does so with the same
    /// key.
    pub(super) async fn insist(
        &mut self,
        route: &'static Route,
        path: &str,
        body: Value,
    ) -> Option<Value> {
        self.think().await?;
        let (url, key) = (format!("{}{path}", self.stage.url), self.new_key());
        let ask = Ask {
            route,
            url: &url,
            body: Some(&body),
            key: &key,
        };
        loop {
            match self.timed(&ask).await {
                Ok(answer) => return Some(answer),
                Err(None | Some(503)) => self.wait(ASKS_AGAIN_AFTER).await?,
                Err(_) => return None,
            }
        }
    }

    async fn think(&mut self) -> Option<()> {
        let (least, most) = self.crowd.thinks();
        let wait = self.chance.between(least, most);
        self.wait(wait).await
    }

    /// Nothing when time is over by then.
    async fn wait(&self, time: Duration) -> Option<()> {
        tokio::time::sleep_until((Instant::now() + time).min(self.end).into()).await;
        self.stays().then_some(())
    }

    fn new_key(&mut self) -> String {
        self.calls += 1;
        format!("{}-{}-{}", self.stage.run, self.number, self.calls)
    }

    /// Pays at the gateway, as the customer does at their bank.
    pub(super) async fn pay_at_gateway(&mut self, reference: &str) -> Option<Value> {
        let (url, key) = (
            format!("{}/_simulate/{reference}", self.stage.simulator),
            self.new_key(),
        );
        let ask = Ask {
            route: &AT_GATEWAY,
            url: &url,
            body: Some(&json!({ "transaction_status": "settlement" })),
            key: &key,
        };
        self.timed(&ask).await.ok()
    }

    /// The answer; or the status of one that was not what it should be, if there was one at all.
    async fn timed(&mut self, ask: &Ask<'_>) -> Result<Value, Option<u16>> {
        let began = Instant::now();
        let answer = self.send(ask).await;
        let took = began.elapsed();
        let (outcome, heard, bytes, error) = match answer {
            Ok(answer) if answer.status == ask.route.expected => {
                let heard = answer.heard();
                let value = answer.json();
                (Ok(value), Some(heard), answer.bytes.len(), None)
            }
            Ok(answer) => {
                let told = format!("{} {}", answer.status, answer.beginning());
                (
                    Err(Some(answer.status)),
                    Some(answer.heard()),
                    0,
                    Some(told),
                )
            }
            Err(error) => (Err(None), None, 0, Some(error.to_string())),
        };
        self.tally.add(Sample {
            route: ask.route,
            key: ask.key.to_owned(),
            began,
            took,
            bytes,
            heard,
            error: error.map(|error| format!("{}: {error}", ask.route.name())),
        });
        outcome
    }

    async fn send(&self, ask: &Ask<'_>) -> Result<Answer, Failure> {
        let method = Method::from_bytes(ask.route.method.as_bytes())
            .map_err(|error| Failure::new(error.to_string()))?;
        let mut request = self.stage.http.request(method, ask.url);
        if let Some((name, value)) = &self.identity {
            request = request.header(*name, value);
        }
        if let Some(body) = ask.body {
            request = request.json(body).header("idempotency-key", ask.key);
        }
        let _place = self.stage.doors.pass(ask.route).await?;
        let answer = request.send().await?;
        Ok(Answer {
            status: answer.status().as_u16(),
            says_when: answer.headers().contains_key("retry-after"),
            bytes: answer.bytes().await?.to_vec(),
        })
    }
}

struct Answer {
    status: u16,
    /// Whether it says when to try again.
    says_when: bool,
    bytes: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_default()
    }

    fn beginning(&self) -> String {
        let text = String::from_utf8_lossy(&self.bytes);
        text.chars().take(TOLD).collect()
    }

    /// The code is a problem's, or that of an order.
    fn heard(&self) -> Heard {
        Heard {
            status: self.status,
            says_when: self.says_when,
            code: text(&self.json(), "/code").to_owned(),
        }
    }
}
