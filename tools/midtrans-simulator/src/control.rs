//! `/_simulate`: how a test, or a developer, says what happens next and sees what was sent.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::clock;
use crate::faults::Fault;
use crate::money::Rupiah;
use crate::simulator::Simulator;
use crate::snap::Session;
use crate::transaction::method::Channel;
use crate::transaction::refund::RefundRequest;
use crate::transaction::status::{Fraud, Status};
use crate::transaction::{IllegalMove, Transaction};

pub(crate) fn routes() -> Router<Simulator> {
    Router::new()
        .route("/_simulate/health", get(health))
        .route("/_simulate/transactions", get(list))
        .route(
            "/_simulate/faults",
            get(faults).post(plan_fault).delete(forget_faults),
        )
        .route("/_simulate/{order_id}", post(simulate))
        .route("/_simulate/{order_id}/notifications", get(notifications))
}

async fn health() -> Json<Value> {
    Json(json!({ "status": "ok" }))
}

/// What is still to go wrong.
async fn faults(State(simulator): State<Simulator>) -> Json<Value> {
    Json(json!({ "faults": simulator.faults().planned() }))
}

/// `POST /_simulate/faults`: something goes wrong with the next call or notification that it is about.
async fn plan_fault(
    State(simulator): State<Simulator>,
    body: axum::body::Bytes,
) -> Result<(StatusCode, Json<Value>), Refusal> {
    let fault: Fault = serde_json::from_slice(&body)
        .map_err(|error| Refusal(StatusCode::BAD_REQUEST, error.to_string()))?;
    simulator.faults().plan(fault);
    let planned = faults(State(simulator)).await;
    Ok((StatusCode::CREATED, planned))
}

/// `DELETE /_simulate/faults`: nothing goes wrong any more.
async fn forget_faults(State(simulator): State<Simulator>) -> StatusCode {
    simulator.faults().forget();
    StatusCode::NO_CONTENT
}

/// Every transaction, and every session in which nobody has picked a way to pay yet.
async fn list(State(simulator): State<Simulator>) -> Json<Value> {
    let merchant = simulator.merchant();
    let transactions = simulator.store().transactions();
    let transactions: Vec<_> = transactions.iter().map(|t| t.shown(&merchant)).collect();
    let waiting = |s: &Session| simulator.store().chosen(&s.token).is_none();
    let sessions = simulator.store().sessions();
    let sessions: Vec<_> = sessions.iter().filter(|s| waiting(s)).map(view).collect();
    Json(json!({ "transactions": transactions, "open_sessions": sessions }))
}

fn view(session: &Session) -> Value {
    json!({
        "order_id": session.order.id,
        "token": session.token,
        "gross_amount": session.order.gross_amount.to_string(),
        "expiry_time": clock::wall_clock(session.closes_at),
    })
}

/// Everything sent about an order, with every attempt.
async fn notifications(
    State(simulator): State<Simulator>,
    Path(order_id): Path<String>,
) -> Json<Value> {
    Json(json!({ "notifications": simulator.deliveries(&order_id) }))
}

/// What is to happen.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    transaction_status: String,
    /// How the customer pays, where no way was picked yet: `bank_transfer`, `bca_va`, `qris`, …
    payment_type: Option<String>,
    fraud_status: Option<String>,
    /// How much a refund gives back: the rest, when left out.
    amount: Option<i64>,
    /// Makes a move the table of moves does not know.
    #[serde(default)]
    force: bool,
}

/// `POST /_simulate/{order_id}`: moves a transaction, notifies the merchant, and answers when it was
/// notified once.
async fn simulate(
    State(simulator): State<Simulator>,
    Path(id): Path<String>,
    body: axum::body::Bytes,
) -> Result<Json<Value>, Refusal> {
    let wish: Wish = serde_json::from_slice(&body)
        .map_err(|error| Refusal(StatusCode::BAD_REQUEST, error.to_string()))?;
    let status = Status::parse(&wish.transaction_status)
        .ok_or_else(|| Refusal::unknown("transaction_status", &wish.transaction_status))?;
    let fraud = match &wish.fraud_status {
        None => None,
        Some(text) => {
            Some(Fraud::parse(text).ok_or_else(|| Refusal::unknown("fraud_status", text))?)
        }
    };

    let (id, is_new) = find_or_choose(&simulator, &id, &wish, status)?;
    let now = clock::now();
    let moved = simulator.store().change(&id, |transaction| {
        // Picking a way to pay is all it takes to be pending.
        if !(is_new && status == Status::Pending) {
            move_as_wished(transaction, &wish, status, now)?;
        }
        if let Some(fraud) = fraud {
            transaction.fraud = fraud;
        }
        Ok(transaction.status)
    });
    let (transaction, _) = moved
        .ok_or_else(Refusal::not_found)?
        .map_err(|IllegalMove| {
            let current = simulator
                .store()
                .find(&id)
                .map_or("unknown", |t| t.status.as_str());
            let text = format!("a transaction cannot go from {current} to {status}");
            Refusal(StatusCode::PRECONDITION_FAILED, text)
        })?;

    let deliveries = simulator.notify(&transaction).await;
    Ok(Json(json!({
        "transaction": transaction.shown(&simulator.merchant()),
        "notifications": deliveries,
    })))
}

fn move_as_wished(
    transaction: &mut Transaction,
    wish: &Wish,
    status: Status,
    now: OffsetDateTime,
) -> Result<(), IllegalMove> {
    if wish.force {
        transaction.force(status, now);
        return Ok(());
    }
    if !matches!(status, Status::Refund | Status::PartialRefund) {
        return transaction.move_to(status, now);
    }
    let request = RefundRequest {
        amount: wish.amount.map(Rupiah::new),
        reason: "simulated".to_owned(),
        key: None,
    };
    transaction.refund(request, now).map_err(|_| IllegalMove)?;
    // A part that turned out to be the whole, or the reverse, is not what was wished for.
    if transaction.status != status {
        return Err(IllegalMove);
    }
    Ok(())
}

/// The transaction meant, or a new one for a customer who has not picked a way to pay.
fn find_or_choose(
    simulator: &Simulator,
    id: &str,
    wish: &Wish,
    status: Status,
) -> Result<(String, bool), Refusal> {
    let store = simulator.store();
    let current = store.find(id);
    // After a failure the order may have been opened anew: then the new session is meant.
    let session = store
        .session_of_order(id)
        .filter(|session| store.chosen(&session.token).is_none())
        .filter(|_| {
            current
                .as_ref()
                .is_none_or(|t| t.status.releases_the_order_id())
        });
    match (session, current) {
        (Some(session), _) => {
            let channel = pick(&session, wish, status)?;
            let transaction = simulator
                .choose(&session, channel)
                .map_err(|_| Refusal(StatusCode::CONFLICT, "the order id is taken".to_owned()))?;
            Ok((transaction.id, true))
        }
        (None, Some(transaction)) => Ok((transaction.id, false)),
        (None, None) => Err(Refusal::not_found()),
    }
}

/// The way wished for, among those on offer; a card where only a card gets there.
fn pick(session: &Session, wish: &Wish, status: Status) -> Result<Channel, Refusal> {
    let wanted = match &wish.payment_type {
        Some(name) => name,
        None if status.is_for_cards() => Channel::Card.as_str(),
        None => {
            let transfer = session.channels.iter().find(|c| c.is_meant_by("other_va"));
            let first = transfer.or(session.channels.first());
            return first
                .copied()
                .ok_or_else(|| Refusal::unknown("payment_type", "none"));
        }
    };
    let mut channels = session.channels.iter();
    let found = channels
        .find(|channel| channel.is_meant_by(wanted))
        .copied();
    found.ok_or_else(|| Refusal::unknown("payment_type", wanted))
}

/// How the simulator itself says no: plainly, unlike Midtrans.
struct Refusal(StatusCode, String);

impl Refusal {
    fn not_found() -> Self {
        Self(StatusCode::NOT_FOUND, "no such order".to_owned())
    }

    fn unknown(field: &str, value: &str) -> Self {
        let text = format!("{field} {value:?} is unknown, or not on offer");
        Self(StatusCode::BAD_REQUEST, text)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}
