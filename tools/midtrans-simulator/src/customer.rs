//! The pages a customer sees: Snap's own, the bank's for a card, the wallet's, and the pictures of QR codes.

pub(crate) mod page;
mod words;

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use self::page::Page;
use crate::clock;
use crate::simulator::Simulator;
use crate::snap::Session;
use crate::transaction::method::Channel;
use crate::transaction::status::Status;
use crate::transaction::{IllegalMove, Transaction, qris};

const SNAP: &str = "/snap/v4/redirection";
const BANK: &str = "/v2/3ds/redirect";
const GOPAY: &str = "/gopay/payment-pin";

pub(crate) fn routes() -> Router<Simulator> {
    Router::new()
        .route(&format!("{SNAP}/{{token}}"), get(snap))
        .route(&format!("{SNAP}/{{token}}/choose"), post(choose))
        .route(&format!("{SNAP}/{{token}}/{{decision}}"), post(snap_decide))
        .route("/v2/qris/{id}/qr-code", get(qr_code))
        .route("/v2/gopay/{id}/qr-code", get(qr_code))
        .merge(door(BANK))
        .merge(door(GOPAY))
}

/// The page of a bank or a wallet, which a charge through Core sends the customer to.
fn door(path: &'static str) -> Router<Simulator> {
    let show = move |simulator, id| async move { show(simulator, id, path) };
    let decide = move |simulator, answer| async move { door_decide(simulator, answer, path).await };
    Router::new()
        .route(&format!("{path}/{{id}}"), get(show))
        .route(&format!("{path}/{{id}}/{{decision}}"), post(decide))
}

/// What a customer does with a payment under way.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Decision {
    Pay,
    Fail,
}

/// `GET /snap/v4/redirection/{token}`: the choice, then how to pay, then how it went.
async fn snap(State(simulator): State<Simulator>, Path(token): Path<String>) -> Response {
    let Some(session) = simulator.store().session(&token) else {
        return not_found(&simulator);
    };
    let back = format!("{SNAP}/{token}");
    let page = match simulator.store().chosen(&token) {
        Some(transaction) => Page::of(&transaction, Some(&session), &back, clock::now()),
        None if session.is_over(clock::now()) => Page::over(&session),
        None => Page::choice(&session, &back, clock::now()),
    };
    simulator.pages().render(StatusCode::OK, &page)
}

#[derive(Deserialize)]
struct Choice {
    channel: String,
}

/// The customer picks a way to pay; from now on the merchant can ask for the status.
async fn choose(
    State(simulator): State<Simulator>,
    Path(token): Path<String>,
    Form(choice): Form<Choice>,
) -> Response {
    let Some(session) = simulator.store().session(&token) else {
        return not_found(&simulator);
    };
    let channel = Channel::parse(&choice.channel).filter(|c| session.channels.contains(c));
    // A second press of the button, or one that comes too late, just shows where things are.
    if let Some(channel) = channel
        && !session.is_over(clock::now())
        && simulator.store().chosen(&token).is_none()
    {
        match simulator.choose(&session, channel) {
            Ok(transaction) => simulator.notify_soon(&transaction),
            Err(_) => return taken(&simulator, &session),
        }
    }
    see(&format!("{SNAP}/{token}"))
}

async fn snap_decide(
    State(simulator): State<Simulator>,
    Path((token, decision)): Path<(String, Decision)>,
) -> Response {
    if let Some(transaction) = simulator.store().chosen(&token) {
        decide(&simulator, &transaction.id, decision).await;
    }
    see(&format!("{SNAP}/{token}"))
}

fn show(State(simulator): State<Simulator>, Path(id): Path<String>, door: &str) -> Response {
    let Some(transaction) = by_transaction_id(&simulator, &id) else {
        return not_found(&simulator);
    };
    let page = Page::of(&transaction, None, &format!("{door}/{id}"), clock::now());
    simulator.pages().render(StatusCode::OK, &page)
}

async fn door_decide(
    State(simulator): State<Simulator>,
    Path((id, decision)): Path<(String, Decision)>,
    door: &str,
) -> Response {
    if let Some(transaction) = by_transaction_id(&simulator, &id) {
        decide(&simulator, &transaction.id, decision).await;
    }
    see(&format!("{door}/{id}"))
}

/// Pays or fails, and tells the merchant before the customer is told, so that the shop already
/// knows when the customer comes back. What is no longer pending stays as it is.
async fn decide(simulator: &Simulator, id: &str, decision: Decision) {
    let now = clock::now();
    let decided = simulator.store().change(id, |transaction| {
        if transaction.status != Status::Pending {
            return Err(IllegalMove);
        }
        match decision {
            Decision::Pay => transaction.pay(now),
            Decision::Fail => transaction.move_to(Status::Deny, now),
        }
    });
    if let Some(Ok((transaction, ()))) = decided {
        simulator.notify(&transaction).await;
    }
}

/// `GET /v2/qris/{id}/qr-code`: the picture a charge's `actions` name.
async fn qr_code(State(simulator): State<Simulator>, Path(id): Path<String>) -> Response {
    let picture = by_transaction_id(&simulator, &id)
        .and_then(|transaction| qris::picture(transaction.method.qr_string()?));
    match picture {
        Some(png) => ([(header::CONTENT_TYPE, "image/png")], png).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Only by the id that cannot be guessed: these pages have no other lock.
fn by_transaction_id(simulator: &Simulator, id: &str) -> Option<Transaction> {
    simulator.store().find(id).filter(|found| found.id == id)
}

fn see(path: &str) -> Response {
    Redirect::to(path).into_response()
}

fn not_found(simulator: &Simulator) -> Response {
    simulator
        .pages()
        .render(StatusCode::NOT_FOUND, &Page::not_found())
}

fn taken(simulator: &Simulator, session: &Session) -> Response {
    simulator
        .pages()
        .render(StatusCode::CONFLICT, &Page::taken(session))
}
