//! Core: the API a merchant's own server charges, asks and changes transactions through.

mod cards;
mod change;
mod charge;
mod refund;
mod status;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};

use crate::simulator::Simulator;
use crate::{auth, faults, idempotency, ids};

/// An answer of Core: its fields, or how it says no.
type Answer = Result<Json<Value>, Refusal>;

pub(crate) fn routes(simulator: &Simulator) -> Router<Simulator> {
    let changing = Router::new()
        .route("/v2/charge", post(charge::charge))
        .route("/v2/capture", post(change::capture))
        .route("/v2/{id}/cancel", post(change::cancel))
        .route("/v2/{id}/expire", post(change::expire))
        .route("/v2/{id}/approve", post(change::approve))
        .route("/v2/{id}/deny", post(change::deny))
        .route("/v2/{id}/refund", post(refund::refund))
        .route("/v2/{id}/refund/online/direct", post(refund::refund))
        .route_layer(from_fn_with_state(simulator.clone(), idempotency::replay));
    let asking = Router::new()
        .route("/v2/{id}/status", get(status::status))
        .route("/v2/point_inquiry/{token}", get(cards::point_inquiry));
    // Called from the customer's browser, with the client key in the query.
    let from_browsers = Router::new()
        .route("/v2/token", get(cards::token))
        .route("/v2/card/register", get(cards::register));

    changing
        .merge(asking)
        .route_layer(from_fn_with_state(simulator.clone(), faults::disturb))
        .route_layer(from_fn_with_state(simulator.clone(), require_merchant))
        .merge(from_browsers)
}

async fn require_merchant(
    State(simulator): State<Simulator>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    if !auth::is_merchant(request.headers(), &simulator.config().server_key) {
        return Err(Refusal::new("401", "Unknown Merchant server_key/id"));
    }
    Ok(next.run(request).await)
}

/// How Core says no: the code is in the body, under HTTP 200 but for a stranger and a breakdown.
pub(crate) struct Refusal {
    code: &'static str,
    message: &'static str,
    validation: Vec<String>,
}

impl Refusal {
    const fn new(code: &'static str, message: &'static str) -> Self {
        Self {
            code,
            message,
            validation: Vec::new(),
        }
    }

    const fn invalid(validation: Vec<String>) -> Self {
        Self {
            code: "400",
            message: "One or more parameters in the payload is invalid.",
            validation,
        }
    }

    const fn malformed() -> Self {
        Self::new(
            "413",
            "The request cannot be processed due to malformed syntax in the request body",
        )
    }

    const fn not_found() -> Self {
        Self::new("404", "Transaction doesn't exist.")
    }

    pub(crate) const fn cannot_be_changed() -> Self {
        Self::new(
            "412",
            "Merchant cannot modify the status of the transaction",
        )
    }

    pub(crate) const fn unexpected() -> Self {
        Self::new(
            "500",
            "Sorry. Our system is recovering from unexpected issues. Please retry.",
        )
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = match self.code {
            "401" => StatusCode::UNAUTHORIZED,
            "500" => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::OK,
        };
        let mut body = json!({
            "status_code": self.code,
            "status_message": self.message,
            "id": ids::random(),
        });
        if !self.validation.is_empty() {
            body["validation_messages"] = Value::from(self.validation);
        }
        (status, Json(body)).into_response()
    }
}
