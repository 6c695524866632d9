//! Every hour: deletes what has had its day.

use domain::{SystemClock, images, platform};
use postgres::{PgDiscardedImages, PgHousekeeping};
use runtime::Problem;
use storage::S3Images;

config::app! {
    /// What is tidied.
    pub struct App {
        store: PgHousekeeping,
        discarded: PgDiscardedImages,
        images: S3Images,
    }
}

pub async fn handle(app: &App, _request_id: String) -> Result<(), Problem> {
    for (waste, rows) in platform::clean_up(&app.store, &SystemClock).await? {
        tracing::info!(waste = waste.as_str(), rows, "deleted");
    }
    let pictures = images::clear_discarded(&app.discarded, &app.images, &SystemClock).await?;
    tracing::info!(pictures, "deleted");
    Ok(())
}
