//! Queue `orders`: a payment that succeeded confirms its order, and one that the order cannot use is given back;
//! one that was taken back again cancels it; a customer who is gone is taken out of their orders.

use domain::SystemClock;
use domain::events::{Event, Received};
use domain::identity::events::AccountErased;
use domain::orders::{Contacts, transition};
use domain::payments::events::{PaymentReversed, PaymentSucceeded};
use messaging::Publisher;
use postgres::{PgContacts, PgOrders};
use runtime::Problem;

config::app! {
    /// What the queue's events change.
    pub struct App {
        orders: PgOrders,
        contacts: PgContacts,
        publisher: Publisher,
    }
}

pub async fn handle(app: &App, event: Event) -> Result<(), Problem> {
    let received = Received::new("orders", &event, &SystemClock);
    let bad = |error| Problem::internal("the event", error);
    if let Some(payment) = event.read::<PaymentSucceeded>().map_err(bad)? {
        transition::apply_payment(
            &app.orders,
            &app.publisher,
            &SystemClock,
            &received,
            &payment,
            &event.requestid,
        )
        .await?;
    } else if let Some(payment) = event.read::<PaymentReversed>().map_err(bad)? {
        transition::apply_reversal(
            &app.orders,
            &app.publisher,
            &SystemClock,
            &received,
            &payment,
            &event.requestid,
        )
        .await?;
    } else if let Some(erased) = event.read::<AccountErased>().map_err(bad)? {
        app.contacts.erase(erased.user_id, &received).await?;
    }
    Ok(())
}
