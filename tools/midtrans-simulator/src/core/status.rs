//! `GET /v2/{id}/status`: where a transaction is. Unknown until the customer picks a way to pay.

use axum::extract::{Path, State};
use axum::response::Json;

use super::{Answer, Refusal};
use crate::simulator::Simulator;

pub(super) async fn status(State(simulator): State<Simulator>, Path(id): Path<String>) -> Answer {
    let transaction = simulator.store().find(&id).ok_or(Refusal::not_found())?;
    Ok(Json(transaction.shown(&simulator.merchant()).into()))
}
