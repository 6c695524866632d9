//! `POST /v1/webhooks/midtrans`: takes what Midtrans tells.

use crate::webhook;
use domain::payments::GatewayName;
use gateways::MidtransNotifications;
use messaging::Publisher;
use postgres::PgPayments;
use runtime::{Problem, Reply, Request};

config::app! {
    /// What taking a notification needs.
    pub struct App {
        notifications: MidtransNotifications,
        payments: PgPayments,
        publisher: Publisher,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let told = app.notifications.read(request.body()?)?;
    let (payments, publisher) = (&app.payments, &app.publisher);
    webhook::take(payments, publisher, &request, GatewayName::Midtrans, &told).await
}
