//! What becomes of messages that their consumer could not handle: SQS is told when to deliver them again, RabbitMQ is
//! given them anew.

use crate::bus::Kind;
use crate::rabbitmq::{Broker, Message};
use crate::sqs_service::SqsService;
use crate::topology::{BACKOFF, LONGEST, key_after};
use aws_sdk_sqs::error::DisplayErrorContext;
use aws_sdk_sqs::types::ChangeMessageVisibilityBatchRequestEntry;
use config::{ConfigError, Environment, FromEnvironment};
use domain::events::{self, Delivery, NotPutOff};
use std::collections::BTreeMap;
use std::time::Duration;

/// What one call takes.
const BATCH_MESSAGES: usize = 10;

/// For so long the broker may take: otherwise a whole batch comes again.
const PATIENCE: Duration = Duration::from_secs(5);

/// Puts off what failed, on the bus that `EVENT_BUS` names.
pub enum Retries {
    /// Delivers again by itself what it is not told to be done, and counts.
    Sqs(SqsRetries),
    /// Knows a batch only as a whole: what failed of it is published again, to wait, and the batch is done with.
    RabbitMq(RabbitMqRetries),
}

pub struct SqsRetries(SqsService);

pub struct RabbitMqRetries(Broker);

impl FromEnvironment for Retries {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Ok(match Kind::of(environment)? {
            Kind::Sqs => Self::Sqs(SqsRetries(SqsService::from_environment(environment)?)),
            Kind::RabbitMq => {
                Self::RabbitMq(RabbitMqRetries(Broker::from_environment(environment)?))
            }
        })
    }
}

impl events::Retries for Retries {
    async fn put_off(&self, failed: &[Delivery]) -> Result<(), NotPutOff> {
        match self {
            Self::Sqs(retries) => {
                retries.put_off(failed).await;
                Ok(())
            }
            Self::RabbitMq(retries) => retries.put_off(failed).await,
        }
    }
}

/// How long after its so-manieth try a message comes again.
fn delay(tries: u32) -> Duration {
    let before = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX);
    BACKOFF.get(before).copied().unwrap_or(LONGEST)
}

impl SqsRetries {
    /// A message that cannot be put off comes again all the same, when the time is over that its queue gives to all.
    async fn put_off(&self, failed: &[Delivery]) {
        let mut of_queue: BTreeMap<String, Vec<&Delivery>> = BTreeMap::new();
        for message in failed {
            if let Some(url) = url(&message.queue) {
                of_queue.entry(url).or_default().push(message);
            }
        }
        for (url, messages) in of_queue {
            for batch in messages.chunks(BATCH_MESSAGES) {
                self.put_off_batch(&url, batch).await;
            }
        }
    }

    async fn put_off_batch(&self, url: &str, batch: &[&Delivery]) {
        let entries = batch.iter().enumerate().filter_map(|(number, message)| {
            // The queue itself counts, and knows when it was too often.
            let seconds = delay(message.tries).as_secs();
            ChangeMessageVisibilityBatchRequestEntry::builder()
                .id(number.to_string())
                .set_receipt_handle(message.receipt.clone())
                .visibility_timeout(i32::try_from(seconds).ok()?)
                .build()
                .ok()
        });
        let call = self.0.client().change_message_visibility_batch();
        let answer = call
            .queue_url(url)
            .set_entries(Some(entries.collect()))
            .send()
            .await;
        match answer {
            Ok(answer) if answer.failed.is_empty() => {}
            Ok(answer) => tracing::warn!(messages = answer.failed.len(), "not put off"),
            Err(error) => tracing::warn!(error = %DisplayErrorContext(error), "not put off"),
        }
    }
}

/// The address of a queue, from its ARN: `arn:aws:sqs:region:account:name`.
fn url(arn: &str) -> Option<String> {
    let mut parts = arn.split(':').skip(3);
    let (region, account, name) = (parts.next()?, parts.next()?, parts.next()?);
    Some(format!(
        "https://sqs.{region}.amazonaws.com/{account}/{name}"
    ))
}

impl RabbitMqRetries {
    async fn put_off(&self, failed: &[Delivery]) -> Result<(), NotPutOff> {
        let messages: Option<Vec<Message>> = failed
            .iter()
            .map(|message| self.next_delivery(message))
            .collect();
        let Some(messages) = messages else {
            tracing::error!("a batch came from a queue that is none of the shop's");
            return Err(NotPutOff);
        };
        let confirmed = self.0.publish(&messages, PATIENCE).await;
        let all = confirmed.iter().all(|confirmed| *confirmed);
        all.then_some(()).ok_or(NotPutOff)
    }

    /// Where the message goes: to wait, or to the dead letters.
    fn next_delivery(&self, failed: &Delivery) -> Option<Message> {
        let topology = self.0.topology();
        let queue = topology.queue_named(&failed.queue)?;
        let (exchange, key) = if failed.tries < queue.tries() {
            (topology.retries(), key_after(delay(failed.tries), queue))
        } else {
            (topology.dead_letters(), queue.as_str().to_owned())
        };
        Some(Message {
            exchange,
            key,
            body: failed.body.clone(),
            tries: failed.tries,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{delay, url};

    #[test]
    fn a_message_waits_longer_from_try_to_try() {
        let waits: Vec<_> = (0..=6).map(|tries| delay(tries).as_secs()).collect();
        assert_eq!(waits, [5, 5, 30, 120, 600, 600, 600]);
    }

    #[test]
    fn a_queue_is_found_by_its_arn() {
        assert_eq!(
            url("arn:aws:sqs:ap-southeast-3:123456789012:notifications").as_deref(),
            Some("https://sqs.ap-southeast-3.amazonaws.com/123456789012/notifications")
        );
        assert_eq!(url("notifications"), None);
    }
}
