//! What the gateways' webhooks have in common: what is told is kept, once, and answered fast. It is believed later,
//! when the gateway was asked.

use domain::payments::GatewayName;
use domain::payments::notification::{Notification, accept_notification};
use domain::{Clock, SystemClock};
use gateways::GatewayNotification;
use messaging::Publisher;
use postgres::PgPayments;
use runtime::{Problem, Reply, Request};
use serde::Serialize;

/// Gateways look at the status alone.
#[derive(Serialize)]
struct Taken {}

pub(crate) async fn take(
    payments: &PgPayments,
    publisher: &Publisher,
    request: &Request,
    gateway: GatewayName,
    told: &GatewayNotification<'_>,
) -> Result<Reply, Problem> {
    let notification = Notification {
        gateway,
        reference: &told.reference,
        dedupe_key: &told.dedupe_key,
        body: told.body,
        received_at: SystemClock.now(),
    };
    accept_notification(
        payments,
        publisher,
        &SystemClock,
        request.id(),
        &notification,
    )
    .await?;
    Ok(Reply::ok(&Taken {}))
}
