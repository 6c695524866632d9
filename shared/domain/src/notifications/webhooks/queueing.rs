//! Puts events on their way to those partners who are told of them: once each, however often an event comes.

use super::message::Message;
use crate::events::{BadEvent, Event, Received};
use crate::failure::{Failure, Kind};
use crate::{Clock, StoreError};

/// Names this consumer in the inbox.
const CONSUMER: &str = "webhooks";

/// Where messages wait to be sent.
pub trait DeliveryQueue: Send + Sync {
    /// Notes the event and has its message sent to every address that is told of its type, in one transaction. An
    /// event that was had before changes nothing.
    async fn queue(&self, received: &Received, message: &Message) -> Result<(), StoreError>;
}

/// Why an event is to come again.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    #[error(transparent)]
    Event(#[from] BadEvent),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for QueueError {
    fn kind(&self) -> Kind {
        match self {
            Self::Event(_) => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Event(_) => "internal",
            Self::Store(error) => error.code(),
        }
    }
}

/// Puts an event on its way; one that partners are not told of is done with.
pub async fn queue(
    deliveries: &impl DeliveryQueue,
    clock: &impl Clock,
    event: &Event,
) -> Result<(), QueueError> {
    if let Some(message) = Message::about(event)? {
        let received = Received::new(CONSUMER, event, clock);
        deliveries.queue(&received, &message).await?;
    }
    Ok(())
}
