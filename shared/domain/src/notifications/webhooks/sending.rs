//! Sends what is due, outside of any transaction: claimed for a time, sent, and what came of it put on record.

use super::health::{Health, Setback};
use super::signature::WebhookKey;
use crate::events::{BadEvent, Event};
use crate::failure::{Failure, Kind};
use crate::ids::{EventId, WebhookId};
use crate::notifications::events::WebhookDisabled;
use crate::{Clock, StoreError};
use time::{Duration, OffsetDateTime};

/// For so long a claimed message is its sender's; after that another may take it. Longer than a function lives on after
/// it claimed something.
pub const LEASE: Duration = Duration::seconds(60);

/// A run claims nothing more after this: the next run is due within the minute.
const RUN: Duration = Duration::seconds(40);

/// A message that is its sender's to send, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    pub webhook: WebhookId,
    pub event: EventId,
    /// This one included.
    pub attempts: i32,
    pub url: String,
    pub body: String,
    /// The secrets that sign, the newest first.
    pub signing_versions: Vec<i32>,
}

/// What is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due<'a> {
    /// Whatever is due.
    All,
    /// The messages about these events, to addresses that are not failing: others would be waited for.
    Of(&'a [EventId]),
}

/// A signed message, ready to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub url: String,
    /// `webhook-id`.
    pub id: String,
    /// `webhook-timestamp`, in seconds.
    pub timestamp: i64,
    /// `webhook-signature`: one for each secret, with a space between.
    pub signature: String,
    pub body: String,
}

/// Why a message did not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    /// Something else than 2xx.
    Status(u16),
    /// The name does not stand for an address of the internet.
    NotPublic,
    NotConnected,
    /// It may have arrived all the same.
    NoAnswer,
}

impl Failed {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Status(_) => "unexpected_status",
            Self::NotPublic => "address_not_public",
            Self::NotConnected => "not_connected",
            Self::NoAnswer => "no_answer",
        }
    }

    /// What came back.
    #[must_use]
    pub const fn status(self) -> Option<u16> {
        match self {
            Self::Status(status) => Some(status),
            Self::NotPublic | Self::NotConnected | Self::NoAnswer => None,
        }
    }
}

/// The way to partners.
pub trait Post: Send + Sync {
    /// Sends all of them at once, each within a time of its own, and answers for each: the status of a success, or why it
    /// is none.
    async fn send(&self, letters: Vec<Letter>) -> Vec<Result<u16, Failed>>;
}

/// An address that is failing, as it is told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failing {
    pub health: Health,
    /// One that is switched off already is not switched off again.
    pub is_active: bool,
    pub description: String,
    pub host: String,
}

/// The messages, for those who send them.
pub trait Deliveries: Send + Sync {
    /// Some that are due, of every address that has any, which from now on nobody else is given for a [`LEASE`].
    async fn claim(&self, due: Due<'_>, now: OffsetDateTime) -> Result<Vec<Attempt>, StoreError>;

    /// It has arrived. A try that is another's by now changes nothing, here and below.
    async fn delivered(
        &self,
        attempt: &Attempt,
        status: u16,
        now: OffsetDateTime,
    ) -> Result<(), StoreError>;

    /// It has not: writes what follows, as `decide` says, and the event with it, in one transaction. The relay sends the
    /// event: a minute does not matter.
    async fn failed(
        &self,
        attempt: &Attempt,
        failed: Failed,
        now: OffsetDateTime,
        decide: impl FnOnce(&Failing) -> Result<(Setback, Option<Event>), BadEvent> + Send,
    ) -> Result<(), SendError>;
}

/// Why what came of a try is not on record.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    #[error(transparent)]
    Event(#[from] BadEvent),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for SendError {
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

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sent {
    pub delivered: u32,
    pub failed: u32,
}

/// What sending takes.
pub struct Sender<'a, D, P> {
    pub deliveries: &'a D,
    pub post: &'a P,
    pub key: &'a WebhookKey,
}

impl<D: Deliveries, P: Post> Sender<'_, D, P> {
    /// Sends until nothing is due or the time is over.
    pub async fn send_all(&self, clock: &impl Clock, request_id: &str) -> Result<Sent, SendError> {
        let started = clock.now();
        let mut sent = Sent::default();
        while clock.now() - started < RUN {
            let attempts = self.deliveries.claim(Due::All, clock.now()).await?;
            if attempts.is_empty() {
                break;
            }
            self.send(attempts, clock, request_id, &mut sent).await?;
        }
        Ok(sent)
    }

    /// Sends the messages about some events, once.
    pub async fn send_of(
        &self,
        events: &[EventId],
        clock: &impl Clock,
        request_id: &str,
    ) -> Result<Sent, SendError> {
        let mut sent = Sent::default();
        let due = Due::Of(events);
        let attempts = self.deliveries.claim(due, clock.now()).await?;
        self.send(attempts, clock, request_id, &mut sent).await?;
        Ok(sent)
    }

    async fn send(
        &self,
        attempts: Vec<Attempt>,
        clock: &impl Clock,
        request_id: &str,
        sent: &mut Sent,
    ) -> Result<(), SendError> {
        let timestamp = clock.now().unix_timestamp();
        let letters = attempts
            .iter()
            .map(|attempt| signed(attempt, self.key, timestamp))
            .collect();
        let outcomes = self.post.send(letters).await;
        for (attempt, outcome) in attempts.iter().zip(outcomes) {
            let now = clock.now();
            match outcome {
                Ok(status) => {
                    self.deliveries.delivered(attempt, status, now).await?;
                    sent.delivered += 1;
                }
                Err(failed) => {
                    let decide =
                        |failing: &Failing| setback(attempt, failed, failing, clock, request_id);
                    self.deliveries.failed(attempt, failed, now, decide).await?;
                    sent.failed += 1;
                }
            }
        }
        Ok(())
    }
}

fn signed(attempt: &Attempt, key: &WebhookKey, timestamp: i64) -> Letter {
    let id = attempt.event.to_string();
    let sign = |version: &i32| {
        let secret = key.secret(attempt.webhook, *version);
        secret.sign(&id, timestamp, &attempt.body)
    };
    let signatures: Vec<String> = attempt.signing_versions.iter().map(sign).collect();
    Letter {
        url: attempt.url.clone(),
        timestamp,
        signature: signatures.join(" "),
        body: attempt.body.clone(),
        id,
    }
}

/// What follows from a failure, and what staff are told of it.
fn setback(
    attempt: &Attempt,
    failed: Failed,
    failing: &Failing,
    clock: &impl Clock,
    request_id: &str,
) -> Result<(Setback, Option<Event>), BadEvent> {
    let mut setback = failing.health.after(attempt, failed, clock.now());
    setback.disable = setback.disable.filter(|_| failing.is_active);
    let event = setback.disable.map(|reason| {
        let fact = WebhookDisabled {
            webhook: attempt.webhook,
            description: failing.description.clone(),
            host: failing.host.clone(),
            reason,
            failing_since: setback.failing_since,
        };
        Event::new(clock, request_id, attempt.webhook, &fact)
    });
    let event = event.transpose()?;
    Ok((setback, event))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::SystemClock;
    use crate::notifications::webhooks::DisabledReason;
    use uuid::Uuid;

    pub(in super::super) fn attempt(attempts: i32) -> Attempt {
        Attempt {
            webhook: Uuid::from_u128(1).into(),
            event: EventId::generate(&SystemClock),
            attempts,
            url: "https://partner.example".into(),
            body: "{}".into(),
            signing_versions: vec![2, 1],
        }
    }

    fn key() -> WebhookKey {
        WebhookKey::parse("a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2U").unwrap()
    }

    #[test]
    fn each_secret_that_signs_has_a_signature_the_newest_first() {
        let (attempt, key) = (attempt(1), key());
        let letter = signed(&attempt, &key, 7);
        let by = |version| {
            key.secret(attempt.webhook, version)
                .sign(&letter.id, 7, "{}")
        };
        assert_eq!(letter.signature, format!("{} {}", by(2), by(1)));
        assert_eq!(letter.id, attempt.event.to_string());
    }

    #[test]
    fn staff_are_told_when_it_is_switched_off_and_not_again() {
        let mut failing = Failing {
            health: Health::default(),
            is_active: true,
            description: "Gudang".into(),
            host: "partner.example".into(),
        };
        let gone = |failing: &Failing| {
            setback(&attempt(1), Failed::Status(410), failing, &SystemClock, "r").unwrap()
        };
        let (_, event) = gone(&failing);
        let told: WebhookDisabled = event.unwrap().read().unwrap().unwrap();
        assert_eq!(
            (told.reason, told.host.as_str()),
            (DisabledReason::Gone, "partner.example")
        );
        failing.is_active = false;
        assert!(matches!(
            gone(&failing),
            (Setback { disable: None, .. }, None)
        ));
    }
}
