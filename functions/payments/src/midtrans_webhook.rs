//! `POST /v1/webhooks/midtrans`: keeps what Midtrans tells, once, and answers fast. What it says is believed
//! later, when Midtrans was asked.

use domain::payments::GatewayName;
use domain::payments::notification::{Notification, accept_notification};
use domain::{Clock, SystemClock};
use gateways::MidtransNotifications;
use messaging::Publisher;
use postgres::PgPayments;
use runtime::{Problem, Reply, Request};
use serde::Serialize;

config::app! {
    /// What taking a notification needs.
    pub struct App {
        notifications: MidtransNotifications,
        payments: PgPayments,
        publisher: Publisher,
    }
}

/// Midtrans looks at the status alone.
#[derive(Serialize)]
struct Taken {}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let told = app.notifications.read(request.body()?)?;
    let notification = Notification {
        gateway: GatewayName::Midtrans,
        reference: &told.reference,
        dedupe_key: &told.dedupe_key,
        body: told.body,
        received_at: SystemClock.now(),
    };
    accept_notification(
        &app.payments,
        &app.publisher,
        &SystemClock,
        request.id(),
        &notification,
    )
    .await?;
    Ok(Reply::ok(&Taken {}))
}
