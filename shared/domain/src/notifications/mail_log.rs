//! The mails as staff see them: what was sent to whom, what became of it, and once more if it must be.

use super::events::MailResendRequested;
use crate::events::{BadEvent, Event, Publisher};
use crate::failure::{Failure, Kind};
use crate::idempotency::{Effect, Idempotency, IdempotencyError};
use crate::identity::Actor;
use crate::identity::erasure::is_erased;
use crate::ids::{EmailId, UserId};
use crate::named::named;
use crate::notifications::NoticeKind;
use crate::{Clock, Page, PageRequest, StoreError};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

named! {
    /// Where a mail stands.
    MailStatus {
        /// Not with SES yet, or not known to be.
        Sending = "sending",
        Sent = "sent",
        /// It will never be sent; why is on record.
        Failed = "failed",
        /// Its address takes no more mail.
        Suppressed = "suppressed",
        /// Its reader does without mails of its kind.
        Muted = "muted",
    }
}

named! {
    /// What became of a mail that SES took, the worse the later here.
    Feedback {
        Delivered = "delivered",
        /// It came back, but another may arrive.
        SoftBounced = "soft_bounced",
        /// It came back, and so will every other.
        Bounced = "bounced",
        /// Its reader called it spam.
        Complained = "complained",
    }
}

/// A mail on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggedMail {
    pub id: EmailId,
    pub kind: String,
    pub user_id: Option<UserId>,
    pub recipient: String,
    pub language: String,
    pub subject: String,
    pub status: MailStatus,
    pub attempts: i32,
    /// Why the last try failed. It may repeat the address.
    pub error: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub sent_at: Option<OffsetDateTime>,
    pub feedback: Option<Feedback>,
    #[serde(with = "time::serde::rfc3339::option")]
    pub feedback_at: Option<OffsetDateTime>,
    /// The mail that staff wanted sent again with this one.
    pub resend_of: Option<EmailId>,
    /// Why its address takes no more mail at this moment.
    pub suppressed: Option<Feedback>,
}

/// What staff look for; `None` takes any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailFilter {
    pub status: Option<MailStatus>,
    pub kind: Option<NoticeKind>,
    pub recipient: Option<String>,
    pub user: Option<UserId>,
    /// From this moment on.
    pub since: Option<OffsetDateTime>,
    /// Before this moment.
    pub until: Option<OffsetDateTime>,
}

/// Where a list of mails goes on: after the one written then, with that id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailKey {
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub id: EmailId,
}

/// A mail that staff want sent again, locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub mail: LoggedMail,
    /// Whether the event it was about is still kept: mails are written anew from it.
    pub event_is_kept: bool,
    /// Whether it is being sent again at this moment.
    pub is_in_flight: bool,
}

/// What is written when a mail is to be sent again.
#[derive(Debug, Clone, PartialEq)]
pub struct Resend {
    /// The new one.
    pub mail: LoggedMail,
    pub event: Event,
}

/// Why a mail is not sent again, or why its address stays suppressed.
#[derive(Debug, thiserror::Error)]
pub enum MailLogError {
    #[error("there is no such mail")]
    NotFound,
    #[error("its address takes mail")]
    NotSuppressed,
    #[error("the mail is being sent at this moment")]
    InFlight,
    #[error("its addressee is gone")]
    AddresseeGone,
    #[error("its address takes no more mail")]
    Suppressed,
    #[error("what it was about is no longer kept")]
    TooOld,
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    #[error(transparent)]
    Event(#[from] BadEvent),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for MailLogError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound | Self::NotSuppressed => Kind::NotFound,
            Self::InFlight | Self::AddresseeGone | Self::Suppressed | Self::TooOld => {
                Kind::Conflict
            }
            Self::Idempotency(error) => error.kind(),
            Self::Event(_) => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "mail_not_found",
            Self::NotSuppressed => "suppression_not_found",
            Self::InFlight => "mail_in_flight",
            Self::AddresseeGone => "mail_addressee_gone",
            Self::Suppressed => "address_suppressed",
            Self::TooOld => "mail_too_old",
            Self::Idempotency(error) => error.code(),
            Self::Event(_) => "internal",
            Self::Store(error) => error.code(),
        }
    }
}

/// The mails on record, for staff.
pub trait MailLog: Send + Sync {
    /// The newest first.
    async fn list(
        &self,
        filter: &MailFilter,
        page: PageRequest<MailKey>,
    ) -> Result<Page<LoggedMail, MailKey>, StoreError>;

    /// Decides about sending a mail again and writes what follows, event and audit included, in one transaction.
    async fn resend(
        &self,
        mail: EmailId,
        actor: &Actor,
        idempotency: &Idempotency,
        now: OffsetDateTime,
        decide: impl FnOnce(Wanted) -> Result<Resend, MailLogError> + Send,
    ) -> Result<Effect<Resend, LoggedMail>, MailLogError>;

    /// Lets mail through again to the address that a mail went to, with a line in the audit log; `false` when it
    /// was never stopped.
    async fn lift_suppression(
        &self,
        mail: EmailId,
        actor: &Actor,
        now: OffsetDateTime,
    ) -> Result<bool, StoreError>;
}

/// Has a mail sent once more, to the same address and about the same event.
pub async fn resend(
    log: &impl MailLog,
    publisher: &impl Publisher,
    clock: &impl Clock,
    actor: &Actor,
    idempotency: &Idempotency,
    mail: EmailId,
) -> Result<LoggedMail, MailLogError> {
    let effect = log
        .resend(mail, actor, idempotency, clock.now(), |wanted| {
            decide(wanted, actor, clock)
        })
        .await?;
    Ok(match effect {
        Effect::Done(Resend { mail, event }) => {
            publisher.publish(&[event]).await;
            mail
        }
        Effect::Replayed(mail) => mail,
    })
}

/// The new mail's record and the event that has it sent.
fn decide(wanted: Wanted, actor: &Actor, clock: &impl Clock) -> Result<Resend, MailLogError> {
    let Wanted {
        mail,
        event_is_kept,
        is_in_flight,
    } = wanted;
    if is_erased(&mail.recipient) {
        return Err(MailLogError::AddresseeGone);
    }
    if mail.suppressed.is_some() {
        return Err(MailLogError::Suppressed);
    }
    if is_in_flight || mail.status == MailStatus::Sending {
        return Err(MailLogError::InFlight);
    }
    if !event_is_kept {
        return Err(MailLogError::TooOld);
    }
    let (email, of) = (EmailId::generate(clock), mail.resend_of.unwrap_or(mail.id));
    let fact = MailResendRequested { email, of };
    Ok(Resend {
        event: Event::new(clock, &actor.origin.request_id, email, &fact)?,
        mail: LoggedMail {
            id: email,
            status: MailStatus::Sending,
            attempts: 0,
            error: None,
            created_at: clock.now(),
            sent_at: None,
            feedback: None,
            feedback_at: None,
            resend_of: Some(of),
            ..mail
        },
    })
}

/// Lets mail through again to the address of a mail.
pub async fn lift_suppression(
    log: &impl MailLog,
    clock: &impl Clock,
    actor: &Actor,
    mail: EmailId,
) -> Result<(), MailLogError> {
    if log.lift_suppression(mail, actor, clock.now()).await? {
        Ok(())
    } else {
        Err(MailLogError::NotSuppressed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemClock;
    use crate::identity::Origin;

    fn wanted() -> Wanted {
        Wanted {
            mail: LoggedMail {
                id: EmailId::generate(&SystemClock),
                kind: "order_placed".into(),
                user_id: None,
                recipient: "siti@contoh.id".into(),
                language: "id".into(),
                subject: "Pesanan".into(),
                status: MailStatus::Sent,
                attempts: 2,
                error: None,
                created_at: SystemClock.now(),
                sent_at: Some(SystemClock.now()),
                feedback: Some(Feedback::Delivered),
                feedback_at: Some(SystemClock.now()),
                resend_of: None,
                suppressed: None,
            },
            event_is_kept: true,
            is_in_flight: false,
        }
    }

    fn decided(wanted: Wanted) -> Result<Resend, MailLogError> {
        let actor = Actor {
            user: UserId::generate(&SystemClock),
            origin: Origin {
                ip: "192.0.2.1".into(),
                user_agent: "test".into(),
                request_id: "test".into(),
            },
        };
        decide(wanted, &actor, &SystemClock)
    }

    #[test]
    fn a_mail_sent_again_is_a_new_one_of_the_first() {
        let first = wanted();
        let again = decided(first.clone()).unwrap();
        assert_eq!(again.mail.resend_of, Some(first.mail.id));
        assert_ne!(again.mail.id, first.mail.id);
        assert_eq!(
            (again.mail.status, again.mail.attempts, again.mail.feedback),
            (MailStatus::Sending, 0, None)
        );
        let once_more = Wanted {
            mail: LoggedMail {
                status: MailStatus::Sent,
                ..again.mail
            },
            ..first.clone()
        };
        let once_more = decided(once_more).unwrap();
        assert_eq!(once_more.mail.resend_of, Some(first.mail.id));
        let fact: MailResendRequested = once_more.event.read().unwrap().unwrap();
        assert_eq!((fact.email, fact.of), (once_more.mail.id, first.mail.id));
    }

    #[test]
    fn what_cannot_or_must_not_be_sent_again_is_told_apart() {
        let change = |change: fn(&mut Wanted)| {
            let mut wanted = wanted();
            change(&mut wanted);
            decided(wanted).unwrap_err().code()
        };
        let codes = [
            change(|wanted| wanted.mail.recipient = "erased-1@erased.invalid".into()),
            change(|wanted| wanted.mail.suppressed = Some(Feedback::Bounced)),
            change(|wanted| wanted.mail.status = MailStatus::Sending),
            change(|wanted| wanted.is_in_flight = true),
            change(|wanted| wanted.event_is_kept = false),
        ];
        assert_eq!(
            codes,
            [
                "mail_addressee_gone",
                "address_suppressed",
                "mail_in_flight",
                "mail_in_flight",
                "mail_too_old"
            ]
        );
    }
}
