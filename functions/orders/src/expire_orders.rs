//! Every minute: what time alone moves on. Orders that were not paid in time give back what they hold, and orders that
//! nobody claimed in time are over.

use crate::ShopApp;
use domain::orders::delivering::CLAIM_WINDOW;
use domain::orders::{Orders, transition};
use domain::{Clock, SystemClock};
use runtime::Problem;

/// Orders looked for at once.
const BATCH: i64 = 50;

pub async fn handle(app: &ShopApp, request_id: String) -> Result<(), Problem> {
    let expired = expire(app, &request_id).await?;
    let completed = complete(app, &request_id).await?;
    tracing::info!(expired, completed, "orders moved on");
    Ok(())
}

async fn expire(app: &ShopApp, request_id: &str) -> Result<usize, Problem> {
    let (orders, publisher, mut count) = (&app.orders, &app.publisher, 0);
    loop {
        let overdue = orders.overdue(SystemClock.now(), BATCH).await?;
        if overdue.is_empty() {
            return Ok(count);
        }
        for order in &overdue {
            transition::expire(orders, publisher, &SystemClock, *order, request_id).await?;
        }
        count += overdue.len();
    }
}

async fn complete(app: &ShopApp, request_id: &str) -> Result<usize, Problem> {
    let (orders, publisher, mut count) = (&app.orders, &app.publisher, 0);
    loop {
        let before = SystemClock.now() - CLAIM_WINDOW;
        let settled = orders.delivered_before(before, BATCH).await?;
        if settled.is_empty() {
            return Ok(count);
        }
        for order in &settled {
            transition::complete(orders, publisher, &SystemClock, *order, request_id).await?;
        }
        count += settled.len();
    }
}
