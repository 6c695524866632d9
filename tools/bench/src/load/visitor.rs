//! Somebody at the shop: calls, waits for the answer, thinks.

use super::chance::Chance;
use super::routes::{ALL, AT_GATEWAY, Route};
use super::stage::Stage;
use super::tally::{Sample, Tally};
use crate::failure::Failure;
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long somebody looks at a page before the next call.
const THINKS: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(8));
pub(super) const THINKING: &str = "2–8 s, evenly";
/// The first call of a function starts it.
const PATIENCE: Duration = Duration::from_mins(2);
/// What of an answer that should have been another is told.
const TOLD: usize = 300;

pub(super) struct Visitor {
    pub(super) number: usize,
    pub(super) stage: Arc<Stage>,
    pub(super) chance: Chance,
    /// Who it is: nobody in particular, a signed-in user, or a guest with a cart.
    pub(super) identity: Option<(&'static str, String)>,
    tally: Arc<Tally>,
    end: Instant,
    calls: usize,
}

impl Visitor {
    pub(super) fn new(number: usize, stage: Arc<Stage>, tally: Arc<Tally>, end: Instant) -> Self {
        Self {
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
        let wait = self.chance.between(THINKS.0, THINKS.1);
        tokio::time::sleep_until((Instant::now() + wait).min(self.end).into()).await;
        if !self.stays() {
            return None;
        }
        let url = format!("{}{path}", self.stage.url);
        self.timed(route, &url, body).await
    }

    /// Pays at the gateway, as the customer does at their bank.
    pub(super) async fn pay_at_gateway(&mut self, reference: &str) -> Option<Value> {
        let url = format!("{}/_simulate/{reference}", self.stage.simulator);
        self.timed(
            &AT_GATEWAY,
            &url,
            Some(json!({ "transaction_status": "settlement" })),
        )
        .await
    }

    async fn timed(
        &mut self,
        route: &'static Route,
        url: &str,
        body: Option<Value>,
    ) -> Option<Value> {
        let began = Instant::now();
        let answer = self.send(route, url, body.as_ref()).await;
        let (value, bytes, error) = match answer {
            Ok((value, bytes)) => (Some(value), bytes, None),
            Err(error) => (None, 0, Some(format!("{}: {error}", route.name()))),
        };
        self.tally.add(Sample {
            route,
            began,
            took: began.elapsed(),
            bytes,
            error,
        });
        value
    }

    async fn send(
        &mut self,
        route: &Route,
        url: &str,
        body: Option<&Value>,
    ) -> Result<(Value, usize), Failure> {
        self.calls += 1;
        let method = Method::from_bytes(route.method.as_bytes())
            .map_err(|error| Failure::new(error.to_string()))?;
        let mut request = self.stage.http.request(method, url);
        if let Some((name, value)) = &self.identity {
            request = request.header(*name, value);
        }
        if let Some(body) = body {
            let key = format!("{}-{}-{}", self.stage.run, self.number, self.calls);
            request = request.json(body).header("idempotency-key", key);
        }
        let answer = request.send().await?;
        let status = answer.status().as_u16();
        let bytes = answer.bytes().await?;
        if status == route.expected {
            Ok((
                serde_json::from_slice(&bytes).unwrap_or_default(),
                bytes.len(),
            ))
        } else {
            let told: String = String::from_utf8_lossy(&bytes).chars().take(TOLD).collect();
            Err(Failure::new(format!("{status} {told}")))
        }
    }

    /// Calls every route's function once, whatever it answers: the first call starts it.
    pub(super) async fn wake_functions(mut self) -> Result<(), Failure> {
        self.sign_in(self.stage.staff(self.number));
        for route in ALL.iter().filter(|route| !route.function.is_empty()) {
            let path = route.path.replace(['{', '}'], "x");
            let method = Method::from_bytes(route.method.as_bytes())
                .map_err(|error| Failure::new(error.to_string()))?;
            let mut request = self
                .stage
                .http
                .request(method, format!("{}{path}", self.stage.url))
                .timeout(PATIENCE);
            if let Some((name, value)) = &self.identity {
                request = request.header(*name, value);
            }
            request.send().await?;
        }
        Ok(())
    }
}
