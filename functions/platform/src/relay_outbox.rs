//! Every minute: sends the events that did not leave with the request that wrote them.

use domain::SystemClock;
use domain::platform::relay;
use messaging::Bus;
use postgres::PgOutbox;
use runtime::Problem;

config::app! {
    /// What the relay carries from and to.
    pub struct App {
        outbox: PgOutbox,
        bus: Bus,
    }
}

pub async fn handle(app: &App, _request_id: String) -> Result<(), Problem> {
    let relayed = relay(&app.outbox, &app.bus, &SystemClock).await?;
    let oldest_seconds = relayed.oldest.map(time::Duration::whole_seconds);
    // Zeros too: where nothing is heard, the relay does not run.
    let age = oldest_seconds.unwrap_or_default();
    telemetry::set(&telemetry::OUTBOX_AGE, age.try_into().unwrap_or_default());
    let kept = relayed.kept.try_into().unwrap_or(u32::MAX);
    telemetry::set(&telemetry::OUTBOX_BACKLOG, kept);
    if relayed.kept == 0 {
        tracing::info!(sent = relayed.sent, oldest_seconds, "relayed");
    } else {
        tracing::warn!(
            sent = relayed.sent,
            kept = relayed.kept,
            oldest_seconds,
            "relayed in part"
        );
    }
    Ok(())
}
