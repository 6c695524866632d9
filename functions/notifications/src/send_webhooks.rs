//! Every minute: sends partners what is due, what failed before above all.

use crate::PartnersApp;
use domain::SystemClock;
use runtime::Problem;

pub async fn handle(app: &PartnersApp, request_id: String) -> Result<(), Problem> {
    let sent = app.sender().send_all(&SystemClock, &request_id).await?;
    tracing::info!(?sent, "told partners");
    Ok(())
}
