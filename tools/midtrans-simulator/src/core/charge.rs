//! `POST /v2/charge`: a merchant charges an order in a way the customer picked on its own pages.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Json;
use serde_json::Value;

use super::cards::bad_token;
use super::{Answer, Refusal};
use crate::clock;
use crate::expiry::Expiry;
use crate::notifications::Targets;
use crate::order::Order;
use crate::simulator::Simulator;
use crate::transaction::card::Card;
use crate::transaction::method::{Bank, Channel, Method};
use crate::transaction::{IllegalMove, Transaction};

pub(super) async fn charge(
    State(simulator): State<Simulator>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let request: Value = serde_json::from_slice(&body).map_err(|_| Refusal::malformed())?;
    if !request.is_object() {
        return Err(Refusal::unexpected());
    }
    let order = Order::read(&request).map_err(Refusal::invalid)?;
    let method = read_method(&request, &order, &simulator.config().merchant_name)?;
    let expiry = Expiry::of_core(&request["custom_expiry"])
        .map_err(|problem| Refusal::invalid(vec![problem]))?;
    let targets = Targets::of_headers(&headers);

    let now = clock::now();
    let mut transaction = Transaction::open(&order, method, expiry, targets, now);
    // A card without the bank's page is decided on the spot.
    if matches!(&transaction.method, Method::Card(card) if !card.challenge) {
        transaction
            .pay(now)
            .map_err(|IllegalMove| Refusal::cannot_be_changed())?;
    }
    simulator.store().add(transaction.clone(), None).map_err(|_| {
        Refusal::new(
            "406",
            "The request could not be completed due to a conflict with the current state of the \
             target resource, please try again",
        )
    })?;
    simulator.notify_soon(&transaction);
    Ok(Json(transaction.charged(&simulator.merchant()).into()))
}

fn read_method(request: &Value, order: &Order, merchant: &str) -> Result<Method, Refusal> {
    let channel = match request["payment_type"].as_str().unwrap_or_default() {
        "" => {
            return Err(Refusal::invalid(vec![
                "payment_type is required".to_owned(),
            ]));
        }
        "bank_transfer" => Channel::VirtualAccount(read_bank(&request["bank_transfer"])?),
        "echannel" => Channel::MandiriBill,
        "qris" => Channel::Qris,
        "gopay" => Channel::Gopay,
        "credit_card" => return read_card(&request["credit_card"]).map(Method::Card),
        _ => return Err(Refusal::new("402", "Payment channel is not activated.")),
    };
    let mut method = Method::open(channel, order.gross_amount, merchant);
    if let (Method::Qris { acquirer, .. }, Some(wanted)) =
        (&mut method, request["qris"]["acquirer"].as_str())
    {
        wanted.clone_into(acquirer);
    }
    Ok(method)
}

fn read_bank(transfer: &Value) -> Result<Bank, Refusal> {
    let name = transfer["bank"].as_str().unwrap_or_default();
    Bank::parse(name).ok_or_else(|| {
        Refusal::invalid(vec![
            "bank_transfer.bank must be bca, bni, bri, cimb or permata".to_owned(),
        ])
    })
}

fn read_card(card: &Value) -> Result<Card, Refusal> {
    let token = card["token_id"].as_str().unwrap_or_default();
    let known = Card::from_token(token).ok_or_else(bad_token)?;
    Ok(Card {
        challenge: card["authentication"].as_bool().unwrap_or(false),
        pre_authorise: card["type"].as_str() == Some("authorize"),
        ..known
    })
}
