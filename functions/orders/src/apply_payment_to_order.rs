//! Queue `orders`: a payment that succeeded confirms its order; one that the order cannot use is given back.

use crate::ShopApp;
use domain::SystemClock;
use domain::events::{Event, Received};
use domain::orders::transition;
use domain::payments::events::PaymentSucceeded;
use runtime::Problem;

pub async fn handle(app: &ShopApp, event: Event) -> Result<(), Problem> {
    let read = event
        .read::<PaymentSucceeded>()
        .map_err(|error| Problem::internal("the event", error))?;
    let Some(payment) = read else { return Ok(()) };
    let received = Received::new("orders", &event, &SystemClock);
    transition::apply_payment(
        &app.orders,
        &app.publisher,
        &SystemClock,
        &received,
        &payment,
        &event.requestid,
    )
    .await?;
    Ok(())
}
