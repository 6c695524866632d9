//! Every minute: orders that were not paid in time give back what they hold.

use crate::ShopApp;
use domain::orders::{Orders, transition};
use domain::{Clock, SystemClock};
use runtime::Problem;

/// Orders looked for at once.
const BATCH: i64 = 50;

pub async fn handle(app: &ShopApp, request_id: String) -> Result<(), Problem> {
    let mut expired = 0_usize;
    loop {
        let overdue = app.orders.overdue(SystemClock.now(), BATCH).await?;
        if overdue.is_empty() {
            break;
        }
        for order in &overdue {
            transition::expire(
                &app.orders,
                &app.publisher,
                &SystemClock,
                *order,
                &request_id,
            )
            .await?;
        }
        expired += overdue.len();
    }
    tracing::info!(expired, "orders expired");
    Ok(())
}
