//! The messages that consumers gave up on: looked through, and sent to their queue once more.

use crate::bus::Kind;
use crate::rabbitmq::{Broker, BrokerError, Message};
use crate::routes::Queue;
use crate::sqs::Queues;
use crate::sqs_service::SqsService;
use crate::topology::key_to;
use aws_sdk_sqs::error::DisplayErrorContext;
use aws_sdk_sqs::types::QueueAttributeName;
use config::{ConfigError, Environment, FromEnvironment};
use domain::events::Event;
use lapin::options::{BasicAckOptions, BasicGetOptions, BasicNackOptions};
use std::collections::HashSet;
use std::fmt::{self, Debug};
use std::time::Duration;

/// A message that its consumer gave up on.
#[derive(Debug, Clone, PartialEq)]
pub struct DeadLetter {
    /// `None` when the message is none.
    pub event: Option<Event>,
    pub body: String,
    /// How often it was delivered.
    pub tries: Option<u32>,
}

/// What is to become of a dead letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It stays where it is.
    Keep,
    /// Its consumer gets it again, as if for the first time.
    Redrive,
}

/// Why dead letters could not be looked through to the end. What was sent before that is sent.
#[derive(Debug, thiserror::Error)]
pub enum DeadLetterError {
    #[error(transparent)]
    Broker(#[from] BrokerError),
    #[error("SQS: {0}")]
    Sqs(String),
    #[error("the broker did not take a dead letter back; it stays one")]
    NotTaken,
}

/// The dead letters on the bus that `EVENT_BUS` names.
pub enum DeadLetters {
    Sqs(SqsDeadLetters),
    RabbitMq(RabbitMqDeadLetters),
}

pub struct SqsDeadLetters {
    service: SqsService,
    queues: Queues,
}

pub struct RabbitMqDeadLetters(Broker);

impl FromEnvironment for DeadLetters {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Ok(match Kind::of(environment)? {
            Kind::Sqs => Self::Sqs(SqsDeadLetters {
                service: SqsService::from_environment(environment)?,
                queues: Queues::from_environment(environment)?,
            }),
            Kind::RabbitMq => {
                Self::RabbitMq(RabbitMqDeadLetters(Broker::from_environment(environment)?))
            }
        })
    }
}

impl DeadLetters {
    /// Shows each dead letter of a queue to `decide`, once, and does what it says. Answers how many were sent.
    ///
    /// While it runs, nobody else sees them. One that is sent leaves the dead letters only when its queue has it for
    /// certain: after a crash it may be in both, and its consumer knows it by its id.
    pub async fn sort(
        &self,
        queue: Queue,
        decide: impl FnMut(&DeadLetter) -> Fate,
    ) -> Result<usize, DeadLetterError> {
        match self {
            Self::Sqs(letters) => letters.sort(queue, decide).await,
            Self::RabbitMq(letters) => letters.sort(queue, decide).await,
        }
    }
}

impl DeadLetter {
    fn new(body: &[u8], tries: Option<u32>) -> Self {
        Self {
            event: serde_json::from_slice(body).ok(),
            body: String::from_utf8_lossy(body).into_owned(),
            tries,
        }
    }
}

impl fmt::Display for DeadLetter {
    /// One line: what it is about, never what it says of somebody.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.event {
            Some(event) => write!(
                f,
                "{}  {}  {}  {}",
                event.time, event.id, event.kind, event.subject
            )?,
            None => write!(f, "not an event, {} bytes", self.body.len())?,
        }
        self.tries
            .map_or(Ok(()), |tries| write!(f, "  after {tries} tries"))
    }
}

impl RabbitMqDeadLetters {
    async fn sort(
        &self,
        queue: Queue,
        mut decide: impl FnMut(&DeadLetter) -> Fate,
    ) -> Result<usize, DeadLetterError> {
        let (_connection, channel) = self.0.open().await?;
        let name = self.0.topology().dead_letters_of(queue);
        let (mut sent, mut kept) = (0, Vec::new());
        // What is kept is given back at the end: until then it does not come again.
        while let Some(letter) = channel
            .basic_get(name.as_str().into(), BasicGetOptions::default())
            .await
            .map_err(BrokerError::from)?
        {
            let tries = tries(&letter.properties);
            if decide(&DeadLetter::new(&letter.data, tries)) == Fate::Keep {
                kept.push(letter);
                continue;
            }
            let message = Message {
                exchange: self.0.topology().events(),
                key: key_to(queue),
                body: letter.data.clone(),
                tries: 0,
            };
            if self.0.publish(&[message], PATIENCE).await != [true] {
                return Err(DeadLetterError::NotTaken);
            }
            letter
                .ack(BasicAckOptions::default())
                .await
                .map_err(BrokerError::from)?;
            sent += 1;
        }
        for letter in kept {
            let give_back = BasicNackOptions {
                requeue: true,
                ..BasicNackOptions::default()
            };
            letter.nack(give_back).await.map_err(BrokerError::from)?;
        }
        Ok(sent)
    }
}

/// What the message's headers say of how often it was delivered.
fn tries(properties: &lapin::BasicProperties) -> Option<u32> {
    let headers = properties.headers().as_ref()?;
    match headers.inner().get(crate::rabbitmq::TRIES)? {
        lapin::types::AMQPValue::LongUInt(tries) => Some(*tries),
        _ => None,
    }
}

/// For so long the broker may take over a message: an operator has time.
const PATIENCE: Duration = Duration::from_secs(10);

/// For so long, in seconds, what was looked at is nobody else's: longer than looking through all of them takes.
const HIDDEN: i32 = 600;

/// How long SQS may look for messages, in seconds, and how often it may find none before there are none: it asks only
/// some of its servers each time.
const LOOK: i32 = 1;
const VAIN_LOOKS: u32 = 3;

impl SqsDeadLetters {
    async fn sort(
        &self,
        queue: Queue,
        mut decide: impl FnMut(&DeadLetter) -> Fate,
    ) -> Result<usize, DeadLetterError> {
        let (client, url) = (self.service.client(), self.queues.url(queue));
        let letters = self.dead_letters_of(url).await?;
        let (mut sent, mut kept, mut seen) = (0, Vec::new(), HashSet::new());
        let mut vain = 0;
        while vain < VAIN_LOOKS {
            let received = client
                .receive_message()
                .queue_url(&letters)
                .max_number_of_messages(10)
                .visibility_timeout(HIDDEN)
                .wait_time_seconds(LOOK)
                .send()
                .await
                .map_err(failed)?
                .messages
                .unwrap_or_default();
            vain = if received.is_empty() { vain + 1 } else { 0 };
            for message in received {
                let (Some(id), Some(receipt)) = (message.message_id, message.receipt_handle) else {
                    continue;
                };
                let body = message.body.unwrap_or_default();
                // Its receive count goes on counting among the dead letters: it does not tell how it died.
                let letter = DeadLetter::new(body.as_bytes(), None);
                if !seen.insert(id) || decide(&letter) == Fate::Keep {
                    kept.push(receipt);
                    continue;
                }
                let again = client.send_message().queue_url(url).message_body(body);
                again.send().await.map_err(failed)?;
                let delete = client.delete_message().queue_url(&letters);
                let delete = delete.receipt_handle(receipt);
                delete.send().await.map_err(failed)?;
                sent += 1;
            }
        }
        for receipt in kept {
            let show = client.change_message_visibility().queue_url(&letters);
            let show = show.receipt_handle(receipt).visibility_timeout(0);
            show.send().await.map_err(failed)?;
        }
        Ok(sent)
    }

    /// The address of the dead letters that a queue names.
    async fn dead_letters_of(&self, url: &str) -> Result<String, DeadLetterError> {
        let client = self.service.client();
        let attributes = client
            .get_queue_attributes()
            .queue_url(url)
            .attribute_names(QueueAttributeName::RedrivePolicy)
            .send()
            .await
            .map_err(failed)?
            .attributes
            .unwrap_or_default();
        let policy = attributes.get(&QueueAttributeName::RedrivePolicy);
        let name = policy.and_then(|policy| dead_letter_name(policy));
        let name =
            name.ok_or_else(|| DeadLetterError::Sqs(format!("{url} has no dead letters")))?;
        let found = client
            .get_queue_url()
            .queue_name(name)
            .send()
            .await
            .map_err(failed)?;
        found
            .queue_url
            .ok_or_else(|| DeadLetterError::Sqs("a queue without an address".to_owned()))
    }
}

/// The name of the dead letters, in a queue's redrive policy.
fn dead_letter_name(policy: &str) -> Option<String> {
    let policy: serde_json::Value = serde_json::from_str(policy).ok()?;
    let arn = policy["deadLetterTargetArn"].as_str()?;
    arn.rsplit(':').next().map(str::to_owned)
}

fn failed<E, R>(error: aws_sdk_sqs::error::SdkError<E, R>) -> DeadLetterError
where
    aws_sdk_sqs::error::SdkError<E, R>: std::error::Error + Debug,
{
    DeadLetterError::Sqs(DisplayErrorContext(error).to_string())
}
