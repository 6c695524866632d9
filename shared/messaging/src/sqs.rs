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
use std::collections::HashSet;

/// What one call takes: ten messages, and bytes (SQS takes more by now; local stacks may not).
const BATCH_MESSAGES: usize = 10;
const BATCH_BYTES: usize = 256 * 1024;

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
        })
    }
}

impl EventBus for SqsBus {
    async fn send(&self, events: &[Event]) -> Vec<EventId> {
        let (notifications, payments, orders, catalog) = tokio::join!(
            self.fill(Queue::Notifications, events),
            self.fill(Queue::Payments, events),
            self.fill(Queue::Orders, events),
            self.fill(Queue::Catalog, events),
        );
        let missed = [notifications, payments, orders, catalog];
        let ids = events.iter().map(|event| event.id);
        ids.filter(|id| !missed.iter().any(|ids| ids.contains(id)))
            .collect()
    }
}

impl SqsBus {
    /// Sends to one queue what belongs there, batch by batch, and answers what it has not taken.
    async fn fill(&self, queue: Queue, events: &[Event]) -> HashSet<EventId> {
        let mut missed = HashSet::new();
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
                    missed.insert(event.id);
                    None
                }
            });
        let mut batches = batches(messages).into_iter();
        for batch in batches.by_ref() {
            match self.send_batch(queue, &batch).await {
                Ok(answer) => missed.extend(refused(queue, &batch, &answer)),
                Err(error) => {
                    let is_away = !matches!(error, SdkError::ServiceError(_));
                    tracing::warn!(?queue, is_away, error = %DisplayErrorContext(error), "a batch is not sent");
                    missed.extend(batch.iter().map(|message| message.id));
                    // What follows would wait as long again, in vain.
                    if is_away {
                        break;
                    }
                }
            }
        }
        missed.extend(batches.flatten().map(|message| message.id));
        missed
    }

    async fn send_batch(
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
