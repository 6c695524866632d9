//! Logs: one JSON object a line, to standard output, with the ids of what it belongs to on each.

use std::env;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::SubscriberBuilder;
use tracing_subscriber::fmt::format::{Format, Json, JsonFields};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Starts logging at `LOG_LEVEL` (default `info`); calling it again is harmless.
pub(crate) fn start() {
    let wanted = env::var("LOG_LEVEL").ok();
    let filter = wanted.and_then(|wanted| wanted.parse().ok());
    let filter = filter.unwrap_or_else(|| Targets::new().with_default(LevelFilter::INFO));
    let lines = lines().with_max_level(LevelFilter::TRACE).finish();
    // An error means that logging has started already, as in tests.
    let _ = lines.with(filter).try_init();
}

/// What a line looks like.
fn lines() -> SubscriberBuilder<JsonFields, Format<Json>> {
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_target(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Batch, Problem, Reply, Request, answer, answer_until, process};
    use domain::events::{Delivery, Event, NotPutOff, Retries};
    use domain::ids::{EventId, OrderId};
    use domain::{SystemClock, TraceParent};
    use lambda_http::request::LambdaRequest;
    use lambda_http::{Context, RequestExt};
    use serde_json::{Value, json};
    use std::future::{pending, ready};
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    const X_RAY: &str =
        "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
    const TRACE_ID: &str = "1-5759e988-bd862e3fe1be46a994272793";
    const W3C: &str = "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01";
    const CODE: &str = "SYR-7K3M9QPX";

    /// A log that a test reads.
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl Log {
        /// What is logged in this thread until the guard is dropped.
        fn keep() -> (Self, tracing::subscriber::DefaultGuard) {
            let log = Self::default();
            let writer = log.clone();
            let subscriber = lines().with_writer(move || writer.clone()).finish();
            (log, tracing::subscriber::set_default(subscriber))
        }

        fn lines(&self) -> Vec<Value> {
            let bytes = self.0.lock().unwrap();
            let lines = bytes.split(|byte| *byte == b'\n');
            let lines = lines.filter(|line| !line.is_empty());
            lines
                .map(|line| serde_json::from_slice(line).unwrap())
                .collect()
        }
    }

    fn request(traced: bool) -> lambda_http::Request {
        let request: LambdaRequest = serde_json::from_value(json!({
            "version": "2.0", "routeKey": "GET /v1/orders/{code}", "rawPath": format!("/v1/orders/{CODE}"),
            "rawQueryString": "token=secret", "headers": { "authorization": "Bearer secret" },
            "pathParameters": { "code": CODE }, "isBase64Encoded": false,
            "requestContext": {
                "http": { "method": "GET", "path": format!("/v1/orders/{CODE}"), "sourceIp": "192.0.2.1" },
                "requestId": "the-request", "routeKey": "GET /v1/orders/{code}", "stage": "$default"
            }
        }))
        .unwrap();
        let mut context = Context::default();
        context.xray_trace_id = traced.then(|| X_RAY.to_owned());
        lambda_http::Request::from(request).with_lambda_context(context)
    }

    #[tokio::test]
    async fn a_line_of_a_request_has_its_ids_and_nothing_of_its_caller() {
        let (log, _guard) = Log::keep();
        answer(request(true), async |_| {
            assert_eq!(TraceParent::current().unwrap().to_string(), W3C);
            Ok(Reply::no_content())
        })
        .await;
        assert_eq!(TraceParent::current(), None);
        let lines = log.lines();
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0]["message"], "answered");
        assert_eq!(lines[0]["status"], 204);
        assert_eq!(
            lines[0]["span"],
            json!({
                "name": "request", "request_id": "the-request", "trace_id": TRACE_ID,
                "route": "GET /v1/orders/{code}", "order": CODE
            })
        );
        assert!(!lines[0].to_string().contains("secret"));
    }

    #[tokio::test]
    async fn a_handler_that_was_given_up_is_told_of_once() {
        let (log, _guard) = Log::keep();
        let request = Request::new(request(true));
        answer_until(ready(()), request, async |_| {
            pending::<Result<Reply, Problem>>().await
        })
        .await;
        let lines = log.lines();
        let told = |line: &Value| {
            (
                line["level"].clone(),
                line["message"].clone(),
                line["code"].clone(),
            )
        };
        let expected = [("ERROR", "failed"), ("INFO", "answered")];
        let expected =
            expected.map(|(level, message)| (level.into(), message.into(), "timed_out".into()));
        assert_eq!(lines.iter().map(told).collect::<Vec<_>>(), expected);
        assert_eq!(lines[1]["status"], 503);
    }

    #[tokio::test]
    async fn a_request_that_nobody_traces_has_no_trace() {
        let (log, _guard) = Log::keep();
        answer(request(false), async |_| Ok(Reply::no_content())).await;
        assert_eq!(log.lines()[0]["span"].get("trace_id"), None);
    }

    /// A bus that takes nothing back.
    struct Nobody;

    impl Retries for Nobody {
        async fn put_off(&self, _failed: &[Delivery]) -> Result<(), NotPutOff> {
            Err(NotPutOff)
        }
    }

    #[tokio::test]
    async fn what_a_consumer_does_belongs_to_the_trace_of_its_event() {
        let event = Event {
            specversion: "1.0".into(),
            id: EventId::generate(&SystemClock),
            source: "/micro-sayur".into(),
            kind: "sayur.orders.order_placed.v1".into(),
            subject: OrderId::generate(&SystemClock).uuid(),
            time: domain::Clock::now(&SystemClock),
            datacontenttype: "application/json".into(),
            requestid: "the-request".into(),
            traceparent: W3C.parse().ok(),
            data: json!({ "order": { "code": CODE } }),
        };
        let body = serde_json::to_string(&event).unwrap();
        assert!(body.contains(W3C));
        let batch = json!({ "Records": [{ "messageId": "a", "body": body }] });
        let batch: Batch = serde_json::from_value(batch).unwrap();
        let (log, _guard) = Log::keep();
        let handled = process(batch, &Nobody, async |event: Event| {
            assert_eq!(TraceParent::current(), event.traceparent);
            Ok::<_, Problem>(())
        });
        handled.await.unwrap();
        let lines = log.lines();
        assert_eq!(lines[0]["message"], "handled");
        let span = &lines[0]["span"];
        assert_eq!(span["request_id"], "the-request");
        assert_eq!(span["trace_id"], TRACE_ID);
        assert_eq!(span["event_id"], event.id.to_string());
        assert_eq!(span["order"], CODE);
    }
}
