//! `POST /v1/webhooks/stripe`: takes what Stripe tells.

use crate::webhook;
use domain::payments::GatewayName;
use domain::{Clock, SystemClock};
use gateways::StripeNotifications;
use messaging::Publisher;
use postgres::PgPayments;
use runtime::{Problem, Reply, Request};

config::app! {
    /// What taking a notification needs.
    pub struct App {
        notifications: StripeNotifications,
        payments: PgPayments,
        publisher: Publisher,
    }
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let signature = request.header("stripe-signature");
    let now = SystemClock.now();
    let told = app.notifications.read(request.body()?, signature, now)?;
    let (payments, publisher) = (&app.payments, &app.publisher);
    webhook::take(payments, publisher, &request, GatewayName::Stripe, &told).await
}
