//! `Idempotency-Key` as Core has it: a successful answer is given again for five minutes, whatever
//! the body or the endpoint of the repeat.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::core::Refusal;
use crate::simulator::Simulator;

const LIFETIME: Duration = Duration::from_mins(5);
/// Midtrans ignores a longer key.
const LONGEST_KEY: usize = 46;

/// The answers that may be given again.
#[derive(Default)]
pub(crate) struct Replays {
    answers: Mutex<HashMap<String, (Instant, Answer)>>,
}

#[derive(Clone)]
enum Answer {
    Pending,
    Done(Bytes),
}

impl Replays {
    /// The earlier answer under `key`, or nothing, and then the key is taken.
    fn begin(&self, key: &str, now: Instant) -> Option<Answer> {
        let mut answers = self.lock();
        answers.retain(|_, (since, _)| now.duration_since(*since) < LIFETIME);
        if let Some((_, answer)) = answers.get(key) {
            return Some(answer.clone());
        }
        answers.insert(key.to_owned(), (now, Answer::Pending));
        None
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, (Instant, Answer)>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Holds a key while its request is under way; frees it unless an answer was kept, so that a caller
/// who hangs up does not leave the key taken.
struct Claim<'a> {
    replays: &'a Replays,
    key: &'a str,
    since: Instant,
    answer: Option<Bytes>,
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        let mut answers = self.replays.lock();
        match self.answer.take() {
            Some(body) => answers.insert(self.key.to_owned(), (self.since, Answer::Done(body))),
            None => answers.remove(self.key),
        };
    }
}

/// Gives an earlier answer again, or lets the request through and keeps its answer.
pub(crate) async fn replay(
    State(simulator): State<Simulator>,
    request: Request,
    next: Next,
) -> Response {
    let key = request.headers().get("idempotency-key");
    let Some(key) = key
        .and_then(|key| key.to_str().ok())
        .filter(|key| !key.is_empty() && key.len() <= LONGEST_KEY)
        .map(str::to_owned)
    else {
        return next.run(request).await;
    };

    let since = Instant::now();
    match simulator.replays().begin(&key, since) {
        Some(Answer::Done(body)) => return json(StatusCode::OK, body),
        Some(Answer::Pending) => return still_busy(),
        None => {}
    }
    let mut claim = Claim {
        replays: simulator.replays(),
        key: &key,
        since,
        answer: None,
    };
    let response = next.run(request).await;
    let status = response.status();
    let Ok(body) = to_bytes(response.into_body(), usize::MAX).await else {
        return Refusal::unexpected().into_response();
    };
    if status.is_success() && is_worth_keeping(&body) {
        claim.answer = Some(body.clone());
    }
    json(status, body)
}

/// Only successes are kept, and none of Permata's, which has no idempotency.
fn is_worth_keeping(body: &Bytes) -> bool {
    let answer: Value = serde_json::from_slice(body).unwrap_or_default();
    let code = answer["status_code"].as_str().unwrap_or_default();
    (code.starts_with('2') || code == "407") && answer.get("permata_va_number").is_none()
}

fn still_busy() -> Response {
    let body = r#"{"status_code":"202","status_message":"A request with the same idempotency key is being processed"}"#;
    json(StatusCode::ACCEPTED, Bytes::from_static(body.as_bytes()))
}

fn json(status: StatusCode, body: Bytes) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json")];
    (status, headers, Body::from(body)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_taken_then_answered_then_forgotten() {
        let (replays, start) = (Replays::default(), Instant::now());
        assert!(replays.begin("a", start).is_none());
        assert!(matches!(replays.begin("a", start), Some(Answer::Pending)));
        drop(Claim {
            replays: &replays,
            key: "a",
            since: start,
            answer: Some(Bytes::from_static(b"{}")),
        });
        assert!(matches!(replays.begin("a", start), Some(Answer::Done(_))));
        assert!(replays.begin("a", start + LIFETIME).is_none());
    }

    #[test]
    fn a_failed_request_frees_its_key() {
        let (replays, start) = (Replays::default(), Instant::now());
        assert!(replays.begin("a", start).is_none());
        drop(Claim {
            replays: &replays,
            key: "a",
            since: start,
            answer: None,
        });
        assert!(replays.begin("a", start).is_none());
    }

    #[test]
    fn only_successes_are_kept() {
        let keeps = |body: &'static str| is_worth_keeping(&Bytes::from_static(body.as_bytes()));
        assert!(keeps(r#"{"status_code":"201"}"#));
        assert!(keeps(r#"{"status_code":"407"}"#));
        assert!(!keeps(r#"{"status_code":"406"}"#));
        assert!(!keeps(r#"{"status_code":"201","permata_va_number":"1"}"#));
        assert!(!keeps("broken"));
    }
}
