//! Every hour: deletes what has had its day.

use domain::SystemClock;
use domain::identity::photo;
use domain::platform;
use postgres::{PgHousekeeping, PgProfiles};
use runtime::Problem;
use storage::S3Images;

config::app! {
    /// What is tidied.
    pub struct App {
        store: PgHousekeeping,
        profiles: PgProfiles,
        images: S3Images,
    }
}

pub async fn handle(app: &App, _request_id: String) -> Result<(), Problem> {
    for (waste, rows) in platform::clean_up(&app.store, &SystemClock).await? {
        tracing::info!(waste = waste.as_str(), rows, "deleted");
    }
    let photos = photo::clear_discarded(&app.profiles, &app.images, &SystemClock).await?;
    tracing::info!(photos, "deleted");
    Ok(())
}
