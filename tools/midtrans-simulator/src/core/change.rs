//! `POST /v2/{id}/cancel`, `/expire`, `/approve`, `/deny` and `/v2/capture`: the moves a merchant makes.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::Json;
use serde_json::Value;

use super::{Answer, Refusal};
use crate::clock;
use crate::simulator::Simulator;
use crate::transaction::status::Status;
use crate::transaction::{IllegalMove, Transaction};

pub(super) async fn cancel(State(simulator): State<Simulator>, Path(id): Path<String>) -> Answer {
    let message = "Success, transaction is canceled";
    change(&simulator, &id, "200", message, |transaction| {
        transaction.move_to(Status::Cancel, clock::now())
    })
}

pub(super) async fn expire(State(simulator): State<Simulator>, Path(id): Path<String>) -> Answer {
    let message = "Success, transaction has expired";
    change(&simulator, &id, "407", message, |transaction| {
        transaction.move_to(Status::Expire, clock::now())
    })
}

pub(super) async fn approve(State(simulator): State<Simulator>, Path(id): Path<String>) -> Answer {
    let message = "Success, transaction is approved";
    change(&simulator, &id, "200", message, Transaction::approve)
}

pub(super) async fn deny(State(simulator): State<Simulator>, Path(id): Path<String>) -> Answer {
    let message = "Success, transaction is denied";
    change(&simulator, &id, "200", message, Transaction::deny)
}

/// Captures what a card holds; the whole of it, for a part is for the bank to allow.
pub(super) async fn capture(State(simulator): State<Simulator>, body: Bytes) -> Answer {
    let request: Value = serde_json::from_slice(&body).map_err(|_| Refusal::malformed())?;
    let Some(id) = request["transaction_id"].as_str() else {
        return Err(Refusal::invalid(vec![
            "transaction_id is required".to_owned(),
        ]));
    };
    let amount = &request["gross_amount"];
    let message = "Success, Credit Card capture transaction is successful";
    change(&simulator, id, "200", message, |transaction| {
        let is_whole = amount.is_null() || amount.as_i64() == Some(transaction.gross_amount.get());
        if transaction.status != Status::Authorize || !is_whole {
            return Err(IllegalMove);
        }
        transaction.move_to(Status::Capture, clock::now())
    })
}

fn change(
    simulator: &Simulator,
    id: &str,
    code: &str,
    message: &str,
    step: impl FnOnce(&mut Transaction) -> Result<(), IllegalMove>,
) -> Answer {
    let (transaction, ()) = simulator
        .store()
        .change(id, step)
        .ok_or(Refusal::not_found())?
        .map_err(|IllegalMove| Refusal::cannot_be_changed())?;
    simulator.notify_soon(&transaction);
    let answer = transaction.changed(code, message, &simulator.merchant());
    Ok(Json(answer.into()))
}
