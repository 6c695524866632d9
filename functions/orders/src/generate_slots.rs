//! Every day: the delivery windows of the days ahead.

use domain::SystemClock;
use domain::orders::delivery;
use postgres::PgDelivery;
use runtime::Problem;

config::app! {
    pub struct App {
        delivery: PgDelivery,
    }
}

pub async fn handle(app: &App, _request_id: String) -> Result<(), Problem> {
    let made = delivery::generate_slots(&app.delivery, &SystemClock).await?;
    tracing::info!(made, "slots made");
    Ok(())
}
