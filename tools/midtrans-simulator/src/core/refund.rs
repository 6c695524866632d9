//! `POST /v2/{id}/refund` and `/refund/online/direct`: money back, in whole or in part.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::Json;
use serde_json::Value;

use super::{Answer, Refusal};
use crate::clock;
use crate::money::Rupiah;
use crate::simulator::Simulator;
use crate::transaction::refund::{RefundRefusal, RefundRequest};

pub(super) async fn refund(
    State(simulator): State<Simulator>,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer {
    let request = read(&serde_json::from_slice(&body).map_err(|_| Refusal::malformed())?)
        .map_err(|problem| Refusal::invalid(vec![problem]))?;
    let (transaction, refund) = simulator
        .store()
        .change(&id, |transaction| transaction.refund(request, clock::now()))
        .ok_or(Refusal::not_found())??;
    simulator.notify_soon(&transaction);

    let message = "Success, refund request is approved by the bank";
    let mut answer = transaction.changed("200", message, &simulator.merchant());
    answer.extend([
        (
            "refund_chargeback_id".to_owned(),
            Value::from(refund.number),
        ),
        (
            "refund_amount".to_owned(),
            Value::from(refund.amount.to_string()),
        ),
        ("refund_key".to_owned(), Value::from(refund.key)),
    ]);
    Ok(Json(answer.into()))
}

fn read(request: &Value) -> Result<RefundRequest, String> {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let key = match &request["refund_key"] {
        Value::Null => None,
        key => Some(
            key.as_str()
                .filter(|key| !key.is_empty() && key.bytes().all(is_allowed))
                .ok_or("refund_key may only contain alphanumerics, dash and underscore")?
                .to_owned(),
        ),
    };
    let amount = match &request["amount"] {
        Value::Null => None,
        amount => Some(Rupiah::new(
            amount.as_i64().ok_or("amount must be a whole number")?,
        )),
    };
    let reason = request["reason"].as_str().unwrap_or_default().to_owned();
    Ok(RefundRequest {
        key,
        amount,
        reason,
    })
}

impl From<RefundRefusal> for Refusal {
    fn from(refusal: RefundRefusal) -> Self {
        match refusal {
            RefundRefusal::DuplicateKey => Self::new("406", "Duplicate refund ID"),
            RefundRefusal::NotRefundable => Self::cannot_be_changed(),
            RefundRefusal::InvalidAmount => {
                Self::new("414", "Refund request is rejected due to invalid amount")
            }
        }
    }
}
