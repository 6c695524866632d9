//! Queue `payments`: asks the gateway about what it notified, gives back money that is not needed or more than an
//! order turned out to cost, or what staff have decided to give, and winds up the payments of orders that have ended.

use domain::SystemClock;
use domain::events::{Event, EventType, Received};
use domain::orders::events::{OrderStatusChanged, PaymentNotNeeded, RefundDue};
use domain::payments::Cashier;
use domain::payments::confirm::confirm;
use domain::payments::events::{GatewayNotified, RefundRequested};
use domain::payments::give_back::{give_back, give_back_part, give_back_requested};
use domain::payments::wind_up::wind_up;
use gateways::Gateways;
use messaging::Publisher;
use postgres::PgPayments;
use runtime::Problem;

config::app! {
    /// What moving payments needs.
    pub struct App {
        payments: PgPayments,
        gateways: Gateways,
        publisher: Publisher,
    }
}

pub async fn handle(app: &App, event: Event) -> Result<(), Problem> {
    let received = Received::new("payments", &event, &SystemClock);
    let cashier = Cashier {
        payments: &app.payments,
        gateways: &app.gateways,
        publisher: &app.publisher,
        clock: &SystemClock,
        request_id: &event.requestid,
    };
    if let Some(notified) = read::<GatewayNotified>(&event)? {
        let confirmed = confirm(
            &cashier,
            notified.gateway,
            &notified.reference,
            Some(&received),
        )
        .await?;
        tracing::info!(reference = notified.reference, ?confirmed, "asked");
    } else if let Some(PaymentNotNeeded { order, payment }) = read(&event)? {
        give_back(&cashier, &order, payment, Some(&received)).await?;
    } else if let Some(due) = read::<RefundDue>(&event)? {
        // Boxed, so that the other branches' futures need not hold it.
        Box::pin(give_back_part(&cashier, &due, Some(&received))).await?;
    } else if let Some(requested) = read::<RefundRequested>(&event)? {
        Box::pin(give_back_requested(&cashier, &requested, Some(&received))).await?;
    } else if let Some(OrderStatusChanged { order, .. }) = read(&event)? {
        wind_up(&cashier, &order).await?;
    }
    Ok(())
}

fn read<T: EventType>(event: &Event) -> Result<Option<T>, Problem> {
    event
        .read()
        .map_err(|error| Problem::internal("the event", error))
}
