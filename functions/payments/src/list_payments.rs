//! `GET /v1/orders/{code}/payments`: the attempts to pay an order, and the refunds.

use crate::payer::Credentials;
use crate::view::{PaymentView, RefundView};
use domain::payments::list::list;
use postgres::PgPayments;
use runtime::{Auth, Links, Problem, Reply, Request};
use serde::Serialize;

config::app! {
    /// What following payments needs.
    pub struct App {
        auth: Auth,
        links: Links,
        payments: PgPayments,
    }
}

#[derive(Serialize)]
struct Payments<'a> {
    /// In their order.
    items: Vec<PaymentView<'a>>,
    refunds: Vec<RefundView<'a>>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let credentials = Credentials::of(&app.auth, &request).await?;
    let payer = credentials.payer(&app.links);
    let standing = list(&app.payments, &payer, &request.path("code")?).await?;
    Ok(Reply::ok(&Payments {
        items: standing
            .attempts
            .iter()
            .map(|attempt| PaymentView::from(&attempt.payment))
            .collect(),
        refunds: standing.refunds.iter().map(RefundView::from).collect(),
    }))
}
