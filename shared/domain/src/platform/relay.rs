//! Sends what the outbox still holds.

use crate::events::{EventBus, Outbox};
use crate::{Clock, StoreError};
use time::Duration;

/// Events in one claim.
const CLAIM: u16 = 500;

/// For so long the bus may take over a claim: nobody waits for it as a request waits, but it is to be done well before
/// the lease is over.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// A run takes no new claim after this: the next run is due within the minute.
const RUN: Duration = Duration::seconds(20);

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Relayed {
    pub sent: usize,
    /// Those that the bus did not take; they stay in the outbox.
    pub kept: usize,
    /// How old the oldest event was that the run met; `None` when there was nothing to do.
    pub oldest: Option<Duration>,
}

/// Sends until the outbox is empty, the bus takes nothing, or the time is over.
///
/// What the bus refuses stays in this run's lease, so no event is tried twice in a run.
pub async fn relay(
    outbox: &impl Outbox,
    bus: &impl EventBus,
    clock: &impl Clock,
) -> Result<Relayed, StoreError> {
    let started = clock.now();
    let mut relayed = Relayed::default();
    while clock.now() - started < RUN {
        let events = outbox.claim(CLAIM, clock.now()).await?;
        let Some(oldest) = events.first() else {
            break;
        };
        relayed.oldest.get_or_insert(started - oldest.time);
        let sent = bus.send(&events, PATIENCE).await;
        relayed.sent += sent.len();
        relayed.kept += events.len() - sent.len();
        if sent.is_empty() {
            break;
        }
        outbox.mark_sent(&sent, clock.now()).await?;
    }
    Ok(relayed)
}
