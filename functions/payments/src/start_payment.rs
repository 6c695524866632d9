//! `POST /v1/orders/{code}/payments`: lets the shopper pay an order, on a gateway's page or directly.

use crate::payer::Credentials;
use crate::view::PaymentView;
use domain::SystemClock;
use domain::failure::Invalid;
use domain::payments::start::{StartError, StartPayment, start};
use domain::payments::{Bank, Cashier, Method};
use gateways::Gateways;
use messaging::Publisher;
use postgres::PgPayments;
use runtime::{Auth, Fields, Links, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What starting a payment needs.
    pub struct App {
        auth: Auth,
        links: Links,
        payments: PgPayments,
        gateways: Gateways,
        publisher: Publisher,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    method: String,
    bank: Option<String>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let credentials = Credentials::of(&app.auth, &request).await?;
    let wish = StartPayment {
        order: request.path("code")?,
        request: request.idempotency(&credentials.name())?,
        method: method(&request.json()?)?,
    };
    let cashier = Cashier {
        payments: &app.payments,
        gateways: &app.gateways,
        publisher: &app.publisher,
        clock: &SystemClock,
        request_id: request.id(),
    };
    let payment = start(&cashier, &credentials.payer(&app.links), &wish).await?;
    Ok(Reply::created(&PaymentView::from(&payment)))
}

/// The method asked for, if the shop knows it at all.
fn method(body: &Body) -> Result<Method, Problem> {
    if body.method != "bank_transfer" && body.bank.is_none() {
        return Ok(Method::parse(&body.method, None).ok_or(StartError::MethodNotSupported)?);
    }
    // A transfer needs a bank, and nothing else takes one.
    let bank = body.bank.as_deref().and_then(Bank::parse);
    let mut fields = Fields::default();
    let method = Method::parse(&body.method, bank).filter(|method| method.bank().is_some());
    fields
        .take("/bank", method.ok_or(Invalid("invalid_bank")))
        .ok_or_else(|| fields.problem())
}
