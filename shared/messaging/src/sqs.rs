//! Amazon SQS.

use crate::routes::{Queue, queues_of};
use crate::sqs_service::SqsService;
use aws_sdk_sqs::error::BuildError;
use aws_sdk_sqs::error::{DisplayErrorContext, SdkError};
use aws_sdk_sqs::operation::send_message_batch::{SendMessageBatchError, SendMessageBatchOutput};
use aws_sdk_sqs::types::{
    MessageSystemAttributeNameForSends, MessageSystemAttributeValue, SendMessageBatchRequestEntry,
};
use config::{ConfigError, Environment, FromEnvironment};
use domain::TraceParent;
use domain::events::{Event, EventBus};
use domain::ids::EventId;
use futures::future::join_all;
use futures::stream::{self, StreamExt};
use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// What one call takes: ten messages, and bytes (SQS takes more by now; local stacks may not).
const BATCH_MESSAGES: usize = 10;
const BATCH_BYTES: usize = 256 * 1024;

/// How many calls one queue is asked at a time: enough that their time on the way does not count, few enough for a local
/// stack.
const BATCHES_AT_ONCE: usize = 8;

/// Sends events to SQS queues.
pub struct SqsBus {
    queues: Queues,
    service: SqsService,
}

/// Where the queues are.
pub(crate) struct Queues {
    notifications: String,
    payments: String,
    orders: String,
    catalog: String,
    webhooks: String,
}

impl FromEnvironment for SqsBus {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Ok(Self {
            queues: Queues::from_environment(environment)?,
            service: SqsService::from_environment(environment)?,
        })
    }
}

impl FromEnvironment for Queues {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        let text = |name| environment.text(name).map(str::to_owned);
        Ok(Self {
            notifications: text("NOTIFICATIONS_QUEUE_URL")?,
            payments: text("PAYMENTS_QUEUE_URL")?,
            orders: text("ORDERS_QUEUE_URL")?,
            catalog: text("CATALOG_QUEUE_URL")?,
            webhooks: text("WEBHOOKS_QUEUE_URL")?,
        })
    }
}

impl EventBus for SqsBus {
    async fn send(&self, events: &[Event], patience: Duration) -> Vec<EventId> {
        let deadline = Instant::now() + patience;
        let queues = Queue::ALL.map(|queue| self.fill(queue, events, deadline));
        let missed: HashSet<EventId> = join_all(queues).await.into_iter().flatten().collect();
        let ids = events.iter().map(|event| event.id);
        ids.filter(|id| !missed.contains(id)).collect()
    }
}

impl SqsBus {
    /// Sends to one queue what belongs there, some batches at a time, and answers what it has not taken.
    async fn fill(&self, queue: Queue, events: &[Event], deadline: Instant) -> Vec<EventId> {
        let mut missed = Vec::new();
        let messages = events
            .iter()
            .filter(|event| queues_of(&event.kind).contains(&queue))
            .filter_map(|event| match body(event) {
                Ok(body) => Some(Message {
                    id: event.id,
                    body,
                    trace: event.traceparent,
                }),
                Err(error) => {
                    tracing::error!(event_id = %event.id, %error, "an event cannot be written");
                    missed.push(event.id);
                    None
                }
            });
        let batches = batches(messages);
        let is_away = AtomicBool::new(false);
        let sendings = batches
            .into_iter()
            .map(|batch| self.send_batch(queue, batch, deadline, &is_away));
        let refused: Vec<Vec<EventId>> = stream::iter(sendings)
            .buffer_unordered(BATCHES_AT_ONCE)
            .collect()
            .await;
        missed.extend(refused.into_iter().flatten());
        missed
    }

    /// What of a batch the queue has not taken.
    async fn send_batch(
        &self,
        queue: Queue,
        batch: Vec<Message>,
        deadline: Instant,
        is_away: &AtomicBool,
    ) -> Vec<EventId> {
        // Once one has waited in vain, those that follow would, too.
        if !is_away.load(Ordering::Relaxed) {
            match timeout_at(deadline, self.call(queue, &batch)).await {
                Ok(Ok(answer)) => return refused(queue, &batch, &answer),
                Ok(Err(error)) => {
                    if !matches!(error, SdkError::ServiceError(_)) {
                        is_away.store(true, Ordering::Relaxed);
                    }
                    tracing::warn!(?queue, error = %DisplayErrorContext(error), "a batch is not sent");
                }
                Err(_) => {
                    is_away.store(true, Ordering::Relaxed);
                    tracing::warn!(?queue, "a batch is not sent: the queue does not answer");
                }
            }
        }
        batch.iter().map(|message| message.id).collect()
    }

    async fn call(
        &self,
        queue: Queue,
        batch: &[Message],
    ) -> Result<SendMessageBatchOutput, SdkError<SendMessageBatchError>> {
        let entries = batch.iter().map(Message::entry).collect::<Result<_, _>>();
        self.service
            .client()
            .send_message_batch()
            .queue_url(self.queues.url(queue))
            .set_entries(Some(entries.map_err(SdkError::construction_failure)?))
            .send()
            .await
    }
}

/// Which messages of a batch the queue has not taken: only what it says it has counts.
fn refused(queue: Queue, batch: &[Message], answer: &SendMessageBatchOutput) -> Vec<EventId> {
    for entry in &answer.failed {
        tracing::warn!(
            ?queue,
            event_id = entry.id,
            code = entry.code,
            "the queue refuses an event"
        );
    }
    let taken: HashSet<&str> = answer
        .successful
        .iter()
        .map(|entry| entry.id.as_str())
        .collect();
    let ids = batch.iter().map(|message| message.id);
    ids.filter(|id| !taken.contains(id.to_string().as_str()))
        .collect()
}

impl Queues {
    pub(crate) fn url(&self, queue: Queue) -> &str {
        match queue {
            Queue::Notifications => &self.notifications,
            Queue::Payments => &self.payments,
            Queue::Orders => &self.orders,
            Queue::Catalog => &self.catalog,
            Queue::Webhooks => &self.webhooks,
        }
    }
}

/// What goes into the queue of an event.
struct Message {
    id: EventId,
    body: String,
    trace: Option<TraceParent>,
}

impl Message {
    fn entry(&self) -> Result<SendMessageBatchRequestEntry, BuildError> {
        let entry = SendMessageBatchRequestEntry::builder()
            .id(self.id.to_string())
            .message_body(&self.body);
        let Some(trace) = self.trace else {
            return entry.build();
        };
        // What X-Ray joins the consumer's trace to the sender's by; consumers themselves read the envelope.
        let header = MessageSystemAttributeValue::builder()
            .data_type("String")
            .string_value(trace.x_ray());
        entry
            .message_system_attributes(
                MessageSystemAttributeNameForSends::AwsTraceHeader,
                header.build()?,
            )
            .build()
    }
}

/// The event's JSON. SQS takes no characters that XML 1.0 does not know: JSON escapes all of them itself but
/// two, which a shopper may well have in a name.
fn body(event: &Event) -> serde_json::Result<String> {
    let json = serde_json::to_string(event)?;
    Ok(json
        .replace('\u{fffe}', r"\ufffe")
        .replace('\u{ffff}', r"\uffff"))
}

/// The messages in batches that SQS takes in one call each. One that is too large by itself gets a batch by
/// itself, so that its refusal is no other's.
fn batches(messages: impl Iterator<Item = Message>) -> Vec<Vec<Message>> {
    let mut batches: Vec<Vec<Message>> = Vec::new();
    let mut bytes = 0;
    for message in messages {
        bytes += message.body.len();
        match batches.last_mut() {
            Some(batch) if batch.len() < BATCH_MESSAGES && bytes <= BATCH_BYTES => {
                batch.push(message);
            }
            _ => {
                bytes = message.body.len();
                batches.push(vec![message]);
            }
        }
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::SystemClock;

    fn sizes(lengths: &[usize]) -> Vec<usize> {
        let message = |length: &usize| Message {
            id: EventId::generate(&SystemClock),
            body: "x".repeat(*length),
            trace: None,
        };
        batches(lengths.iter().map(message))
            .iter()
            .map(Vec::len)
            .collect()
    }

    #[test]
    fn a_batch_is_as_large_as_one_call_takes() {
        assert_eq!(sizes(&[]), Vec::<usize>::new());
        assert_eq!(sizes(&[1; 21]), [10, 10, 1]);
        assert_eq!(sizes(&[BATCH_BYTES / 2; 3]), [2, 1]);
        assert_eq!(sizes(&[1, 2 * BATCH_BYTES, 1, 1]), [1, 1, 2]);
    }
}
