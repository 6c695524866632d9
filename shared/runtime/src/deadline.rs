//! The time that a handler has: what Lambda gives its function, less a moment for saying that it is up.

use domain::failure::{Failure, Kind};
use lambda_runtime::Context;
use std::future::pending;
use std::time::Duration;
use time::OffsetDateTime;

/// Kept back for the answer when the handler has none.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// The handler was still at work when its time was up.
#[derive(Debug, thiserror::Error)]
#[error("the handler's time was up")]
pub(crate) struct TimedOut;

impl Failure for TimedOut {
    fn kind(&self) -> Kind {
        Kind::Unavailable
    }

    fn code(&self) -> &'static str {
        "timed_out"
    }
}

/// How long the handler of this invocation may still be at work; `None` where nobody would end it.
///
/// A deadline that has passed before the work begins is none: `cargo lambda watch` names a moment of 1970.
pub(crate) fn time_left(context: &Context, now: OffsetDateTime) -> Option<Duration> {
    let now = now.unix_timestamp_nanos() / 1_000_000;
    let left = u64::try_from(i128::from(context.deadline) - now).ok()?;
    (left > 0).then(|| Duration::from_millis(left).saturating_sub(LAST_WORDS))
}

/// Waits for the end of the time that is left.
pub(crate) async fn time_is_up(left: Option<Duration>) {
    match left {
        Some(left) => tokio::time::sleep(left).await,
        None => pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Reply, answer};
    use domain::{Clock, SystemClock};
    use lambda_http::request::LambdaRequest;
    use lambda_http::{Body, RequestExt, Response};
    use serde_json::{Value, json};

    const NOW: OffsetDateTime = time::macros::datetime!(2026-11-30 12:00 UTC);

    /// A context of an invocation that is ended so many milliseconds after that moment.
    fn ended(now: OffsetDateTime, after: i64) -> Context {
        let mut context = Context::default();
        let deadline = now + time::Duration::milliseconds(after);
        context.deadline = u64::try_from(deadline.unix_timestamp_nanos() / 1_000_000).unwrap();
        context
    }

    #[test]
    fn a_handler_has_the_function_s_time_but_half_a_second() {
        let left = |after| time_left(&ended(NOW, after), NOW);
        assert_eq!(left(10_000), Some(Duration::from_millis(9_500)));
        assert_eq!(left(501), Some(Duration::from_millis(1)));
        assert_eq!(left(200), Some(Duration::ZERO));
    }

    #[test]
    fn where_nothing_ends_the_function_nothing_ends_the_handler() {
        assert_eq!(time_left(&Context::default(), NOW), None);
        assert_eq!(time_left(&ended(NOW, 0), NOW), None);
        // What `cargo lambda watch` says.
        let mut context = Context::default();
        context.deadline = 600_000;
        assert_eq!(time_left(&context, NOW), None);
        // Too far away to be waited for, and no reason to fail.
        context.deadline = u64::MAX;
        assert!(time_left(&context, NOW).is_some());
    }

    /// What is answered within a function whose time is up at once: the deadline is nearer than the half second.
    async fn answered(
        handler: impl AsyncFnOnce() -> Result<Reply, crate::Problem>,
    ) -> (Response<Body>, Value) {
        let request: LambdaRequest = serde_json::from_value(json!({
            "version": "2.0", "routeKey": "GET /v1/orders", "rawPath": "/v1/orders", "rawQueryString": "",
            "headers": { "accept-language": "en" }, "isBase64Encoded": false,
            "requestContext": {
                "http": { "method": "GET", "path": "/v1/orders", "sourceIp": "192.0.2.1" },
                "requestId": "the-request", "routeKey": "GET /v1/orders", "stage": "$default"
            }
        }))
        .unwrap();
        let request =
            lambda_http::Request::from(request).with_lambda_context(ended(SystemClock.now(), 400));
        let answer = answer(request, async |_| handler().await).await;
        let body = serde_json::from_slice(answer.body()).unwrap_or_default();
        (answer, body)
    }

    #[tokio::test]
    async fn a_handler_whose_time_is_up_is_answered_for() {
        let (answer, body) = answered(async || pending().await).await;
        assert_eq!(answer.status(), 503);
        assert_eq!(answer.headers()["retry-after"], "5");
        assert_eq!(answer.headers()["x-request-id"], "the-request");
        assert_eq!(body["code"], "timed_out");
        assert_eq!(body["detail"], "This took too long. Try again in a moment.");
    }

    #[tokio::test]
    async fn an_answer_that_is_there_is_given_whatever_the_hour() {
        let (answer, _) = answered(async || Ok(Reply::no_content())).await;
        assert_eq!(answer.status(), 204);
    }
}
