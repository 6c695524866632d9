//! The queue `webhooks`: puts events on their way to partners, and sends what can be sent at once. `send-webhooks` sends
//! the rest.

use crate::PartnersApp;
use domain::SystemClock;
use domain::events::Event;
use domain::notifications::webhooks::queueing;
use runtime::Problem;

/// Answers for each event: it is done with when it is on record to whom it goes.
pub async fn handle(app: &PartnersApp, events: Vec<Event>) -> Vec<Result<(), Problem>> {
    let mut outcomes = Vec::with_capacity(events.len());
    for event in &events {
        let queued = queueing::queue(&app.deliveries, &SystemClock, event).await;
        outcomes.push(queued.map_err(Problem::from));
    }
    let ids: Vec<_> = events.iter().map(|event| event.id).collect();
    let request_id = events.first().map_or("", |event| &event.requestid);
    match app.sender().send_of(&ids, &SystemClock, request_id).await {
        Ok(sent) => tracing::info!(?sent, "told partners"),
        Err(error) => tracing::warn!(%error, "messages to partners wait for the next minute"),
    }
    outcomes
}
