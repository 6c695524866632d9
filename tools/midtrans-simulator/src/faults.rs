//! Faults on demand: what goes wrong with the next calls and the next notifications.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Json, Response};
use http_body_util::{Full, Limited};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::core::Refusal;
use crate::simulator::Simulator;

/// How long a call hangs that is not told for how long: longer than any client waits.
const HANGS_FOR: u64 = 30_000;
const LATE_BY: u64 = 1_000;

/// What goes wrong, with which calls or notifications, and how often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    #[serde(rename = "fault")]
    kind: Kind,
    /// Of one order only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    order_id: Option<String>,
    /// Of one call only (`snap`, `charge`, `status`, `cancel`, `expire`, `refund`, …), or of notifications with one
    /// `transaction_status`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on: Option<String>,
    #[serde(default = "once")]
    times: u32,
    /// For how long a call hangs before its connection breaks, or how late a notification is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    milliseconds: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// A call is not answered, and does nothing.
    TimeoutBefore,
    /// A call is not answered, and does what it should.
    TimeoutAfter,
    /// A call does nothing, and HTTP says so.
    Error,
    /// A call does nothing, and Midtrans says under HTTP 200 that it never will (412).
    Refused,
    /// A notification is never sent.
    Dropped,
    /// A notification is sent twice.
    Duplicated,
    Delayed,
    /// A notification is sent after the order's next one.
    OutOfOrder,
}

/// What becomes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    HangBefore(Duration),
    HangAfter(Duration),
    Fail,
    Refuse,
}

/// How a notification goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dispatch {
    AtOnce,
    Twice,
    Late(Duration),
    AfterTheNext,
    Never,
}

/// The faults that are still to come, in the order they were asked for.
#[derive(Default)]
pub(crate) struct Faults {
    planned: Mutex<Vec<Fault>>,
}

const fn once() -> u32 {
    1
}

impl Fault {
    fn call(&self) -> Option<Call> {
        let hangs_for = Duration::from_millis(self.milliseconds.unwrap_or(HANGS_FOR));
        match self.kind {
            Kind::TimeoutBefore => Some(Call::HangBefore(hangs_for)),
            Kind::TimeoutAfter => Some(Call::HangAfter(hangs_for)),
            Kind::Error => Some(Call::Fail),
            Kind::Refused => Some(Call::Refuse),
            Kind::Dropped | Kind::Duplicated | Kind::Delayed | Kind::OutOfOrder => None,
        }
    }

    fn dispatch(&self) -> Option<Dispatch> {
        let late_by = Duration::from_millis(self.milliseconds.unwrap_or(LATE_BY));
        match self.kind {
            Kind::Dropped => Some(Dispatch::Never),
            Kind::Duplicated => Some(Dispatch::Twice),
            Kind::Delayed => Some(Dispatch::Late(late_by)),
            Kind::OutOfOrder => Some(Dispatch::AfterTheNext),
            Kind::TimeoutBefore | Kind::TimeoutAfter | Kind::Error | Kind::Refused => None,
        }
    }

    fn is_about(&self, order_id: &str, on: &str) -> bool {
        let is =
            |wanted: &Option<String>, known| wanted.as_deref().is_none_or(|text| text == known);
        is(&self.order_id, order_id) && is(&self.on, on)
    }
}

impl Faults {
    pub(crate) fn plan(&self, fault: Fault) {
        self.lock().push(fault);
    }

    pub(crate) fn planned(&self) -> Vec<Fault> {
        self.lock().clone()
    }

    pub(crate) fn forget(&self) {
        self.lock().clear();
    }

    /// How the notification that an order is in `status` now goes out.
    pub(crate) fn dispatch(&self, order_id: &str, status: &str) -> Dispatch {
        self.take(Fault::dispatch, order_id, status)
            .unwrap_or(Dispatch::AtOnce)
    }

    /// The first that is of this kind and about this, once less often to come.
    fn take<T>(&self, kind: impl Fn(&Fault) -> Option<T>, order_id: &str, on: &str) -> Option<T> {
        let mut planned = self.lock();
        let is_meant = |fault: &Fault| kind(fault).is_some() && fault.is_about(order_id, on);
        let at = planned.iter().position(is_meant)?;
        let taken = kind(&planned[at]);
        planned[at].times = planned[at].times.saturating_sub(1);
        planned.retain(|fault| fault.times > 0);
        taken
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.planned.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lets a call through, or makes of it what was asked for.
pub(crate) async fn disturb(
    State(simulator): State<Simulator>,
    request: Request,
    next: Next,
) -> Response {
    if simulator.faults().planned().is_empty() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let (operation, id) = operation(parts.uri.path());
    let order_id = order_id(&simulator, id, &body);
    let call = simulator.faults().take(Fault::call, &order_id, operation);
    let request = Request::from_parts(parts, Body::from(body));
    match call {
        None => next.run(request).await,
        Some(Call::Fail) => failure(),
        Some(Call::Refuse) => Refusal::cannot_be_changed().into_response(),
        Some(Call::HangBefore(duration)) => hang(duration).await,
        Some(Call::HangAfter(duration)) => {
            // What is under way comes about also when the caller hangs up.
            let _ = tokio::spawn(async move { next.run(request).await }).await;
            hang(duration).await
        }
    }
}

/// What a call is called, and of which transaction it is.
fn operation(path: &str) -> (&str, Option<&str>) {
    let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
    match segments[..] {
        ["snap", ..] => ("snap", None),
        ["v2", operation] => (operation, None),
        ["v2", id, operation, ..] => (operation, Some(id)),
        _ => ("", None),
    }
}

/// The order that a call is about: from the transaction in its path, or from its body.
fn order_id(simulator: &Simulator, id: Option<&str>, body: &Bytes) -> String {
    if let Some(id) = id {
        let found = simulator.store().find(id);
        return found.map_or_else(|| id.to_owned(), |transaction| transaction.order_id);
    }
    let request: Value = serde_json::from_slice(body).unwrap_or_default();
    let order_id = request["transaction_details"]["order_id"].as_str();
    order_id.unwrap_or_default().to_owned()
}

/// As Snap and Core say it alike.
fn failure() -> Response {
    let message = "Sorry. Our system is recovering from unexpected issues. Please retry.";
    let body =
        json!({ "status_code": "500", "status_message": message, "error_messages": [message] });
    (StatusCode::INTERNAL_SERVER_ERROR, Json(body)).into_response()
}

/// No answer, and in the end the connection breaks: of an answer of two bytes one may be sent.
async fn hang(duration: Duration) -> Response {
    tokio::time::sleep(duration).await;
    Response::new(Body::new(Limited::new(Full::new(Bytes::from("{}")), 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &Value) -> Fault {
        serde_json::from_value(text.clone()).unwrap()
    }

    #[test]
    fn a_fault_comes_as_often_as_it_was_asked_for() {
        let faults = Faults::default();
        faults.plan(fault(&json!({ "fault": "dropped", "times": 2 })));
        let next = || faults.dispatch("order-1", "settlement");
        assert_eq!(
            [next(), next(), next()],
            [Dispatch::Never, Dispatch::Never, Dispatch::AtOnce]
        );
        faults.plan(fault(&json!({ "fault": "duplicated" })));
        assert_eq!([next(), next()], [Dispatch::Twice, Dispatch::AtOnce]);
    }

    #[test]
    fn a_fault_is_of_what_it_names_and_of_nothing_else() {
        let faults = Faults::default();
        let settled =
            json!({ "fault": "delayed", "order_id": "a", "on": "settlement", "milliseconds": 7 });
        faults.plan(fault(&settled));
        faults.plan(fault(&json!({ "fault": "error", "on": "charge" })));
        assert_eq!(faults.dispatch("b", "settlement"), Dispatch::AtOnce);
        assert_eq!(faults.dispatch("a", "pending"), Dispatch::AtOnce);
        assert_eq!(faults.take(Fault::call, "a", "settlement"), None);
        assert_eq!(faults.take(Fault::call, "a", "status"), None);
        assert_eq!(faults.take(Fault::call, "a", "charge"), Some(Call::Fail));
        let late = Dispatch::Late(Duration::from_millis(7));
        assert_eq!(faults.dispatch("a", "settlement"), late);
        assert!(faults.planned().is_empty());
    }

    #[test]
    fn a_call_has_a_name() {
        for (path, expected) in [
            ("/snap/v1/transactions", ("snap", None)),
            ("/v2/charge", ("charge", None)),
            ("/v2/SYR-1/status", ("status", Some("SYR-1"))),
            ("/v2/SYR-1/refund/online/direct", ("refund", Some("SYR-1"))),
        ] {
            assert_eq!(operation(path), expected, "{path}");
        }
    }

    #[test]
    fn what_is_misspelt_is_refused() {
        for bad in [
            json!({ "fault": "explosion" }),
            json!({ "fault": "error", "of": "charge" }),
            json!({}),
        ] {
            assert!(
                serde_json::from_value::<Fault>(bad.clone()).is_err(),
                "{bad}"
            );
        }
    }
}
