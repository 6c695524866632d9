//! `GET /v2/token`, `/v2/card/register` and `/v2/point_inquiry/{token}`: what a card's number becomes.

use axum::extract::{Path, Query};
use axum::response::Json;
use serde::Deserialize;
use serde_json::json;

use super::{Answer, Refusal};
use crate::transaction::card::{self, Card};

/// A card as the customer's browser sends it.
#[derive(Deserialize)]
pub(super) struct CardQuery {
    client_key: Option<String>,
    card_number: Option<String>,
    card_exp_month: Option<String>,
    card_exp_year: Option<String>,
}

impl CardQuery {
    /// The number, once there is all a card needs. Any client key will do: none is configured.
    fn number(&self) -> Result<&str, Refusal> {
        let is_given = |field: &Option<String>| field.as_ref().is_some_and(|text| !text.is_empty());
        if !is_given(&self.client_key) {
            return Err(Refusal::new("401", "Unknown Merchant client_key/id"));
        }
        if !is_given(&self.card_exp_month) || !is_given(&self.card_exp_year) {
            return Err(Refusal::invalid(vec![
                "card_exp_month and card_exp_year are required".to_owned(),
            ]));
        }
        Ok(self.card_number.as_deref().unwrap_or_default())
    }
}

pub(super) async fn token(Query(query): Query<CardQuery>) -> Answer {
    let token = card::token(query.number()?).ok_or_else(bad_number)?;
    Ok(Json(json!({
        "status_code": "200",
        "status_message": "Credit card token is created as Token ID.",
        "token_id": token,
        "hash": token,
    })))
}

pub(super) async fn register(Query(query): Query<CardQuery>) -> Answer {
    let (token, masked) = card::saved_token(query.number()?).ok_or_else(bad_number)?;
    Ok(Json(json!({
        "status_code": "200",
        "status_message": "Success, Credit Card is registered",
        "saved_token_id": token,
        "transaction_id": crate::ids::random(),
        "masked_card": masked,
    })))
}

pub(super) async fn point_inquiry(Path(token): Path<String>) -> Answer {
    if Card::from_token(&token).is_none() {
        return Err(bad_token());
    }
    Ok(Json(json!({
        "status_code": "200",
        "status_message": "Success, card point is retrieved",
        "point_balance": 0,
        "point_balance_amount": "0.00",
        "transaction_time": crate::clock::wall_clock(crate::clock::now()),
    })))
}

pub(super) const fn bad_token() -> Refusal {
    Refusal::new(
        "411",
        "Credit card token is missing, invalid, or timed out.",
    )
}

fn bad_number() -> Refusal {
    Refusal::invalid(vec!["card_number is not a card number".to_owned()])
}
