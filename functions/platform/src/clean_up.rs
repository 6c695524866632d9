//! Every hour: deletes what has had its day.

use domain::SystemClock;
use domain::platform;
use postgres::PgHousekeeping;
use runtime::Problem;

config::app! {
    /// What is tidied.
    pub struct App {
        store: PgHousekeeping,
    }
}

pub async fn handle(app: &App, _request_id: String) -> Result<(), Problem> {
    for (waste, rows) in platform::clean_up(&app.store, &SystemClock).await? {
        tracing::info!(waste = waste.as_str(), rows, "deleted");
    }
    Ok(())
}
