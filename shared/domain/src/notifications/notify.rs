//! Tells customers and staff of events: a mail for each reader, once, however often and in parallel an event comes.

use crate::events::{BadEvent, Event, Received};
use crate::failure::{Failure, Kind};
use crate::identity::Permission;
use crate::identity::erasure::is_erased;
use crate::identity::events::AccountErased;
use crate::ids::{EmailId, EventId, NotificationId};
use crate::isolation::unless_it_panics;
use crate::notifications::emails::{Claim, Emails, NewEmail, NewEntry, Try};
use crate::notifications::events::MailResendRequested;
use crate::notifications::mailer::{Draft, MailError, Mailer};
use crate::notifications::{Letter, Links, StaffMember, StaffNotice};
use crate::{Clock, StoreError};
use time::OffsetDateTime;

/// Who works here.
pub trait Staff: Send + Sync {
    /// Those who have the permission at this moment, on accounts that are in use.
    async fn who_may(&self, permission: Permission) -> Result<Vec<StaffMember>, StoreError>;
}

/// What came of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nobody is told of it.
    Ignored,
    /// A user is gone, and what told of them.
    Erased,
    Sent,
    /// It was dealt with before.
    Repeated,
    /// Its mail is not to be sent.
    Withheld,
    /// Its mail will never be sent; why is on record.
    Refused,
    /// Its mail is out, but the record does not know.
    SentUnrecorded,
}

impl Outcome {
    /// What is to be said of several mails about one event: what somebody should look at before what is as usual.
    fn and(self, other: Self) -> Self {
        let rank = |outcome: Self| match outcome {
            Self::SentUnrecorded => 6,
            Self::Refused => 5,
            Self::Sent => 4,
            Self::Withheld => 3,
            Self::Repeated => 2,
            Self::Erased => 1,
            Self::Ignored => 0,
        };
        if rank(other) > rank(self) {
            other
        } else {
            self
        }
    }
}

/// Why an event is to come again.
#[derive(Debug, thiserror::Error)]
pub enum NotifyError {
    #[error(transparent)]
    Event(#[from] BadEvent),
    /// Who is sending it may yet die: the queue asks again.
    #[error("another is sending the mail at this moment")]
    InFlight,
    #[error(transparent)]
    Mail(MailError),
    #[error("its handling panicked")]
    Panicked,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for NotifyError {
    fn kind(&self) -> Kind {
        match self {
            Self::Event(_) | Self::Panicked => Kind::Internal,
            Self::InFlight => Kind::Conflict,
            Self::Mail(_) => Kind::Unavailable,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Event(_) | Self::Panicked => "internal",
            Self::InFlight => "mail_in_flight",
            Self::Mail(_) => "mail_not_sent",
            Self::Store(error) => error.code(),
        }
    }
}

/// Tells of events whom they concern, and lets go of users who are gone. Answers for each event, in their order: one's
/// failure, or panic, is no other's.
///
/// Who sends which mail is asked once for all of them.
pub async fn notify<M: Mailer>(
    emails: &impl Emails,
    staff: &impl Staff,
    mailer: &M,
    links: &Links,
    clock: &impl Clock,
    events: &[Event],
) -> Vec<Result<Outcome, NotifyError>> {
    let mut errands = Vec::with_capacity(events.len());
    for (place, event) in events.iter().enumerate() {
        let mut earlier = events.iter().take(place);
        errands.push(match earlier.position(|earlier| earlier.id == event.id) {
            Some(first) => Ok(Errand::As(first)),
            None => unless_it_panics(errand(emails, staff, mailer, links, clock, event))
                .await
                .unwrap_or(Err(NotifyError::Panicked)),
        });
    }
    let mut claims = claims(emails, &errands, clock.now()).await.into_iter();
    let mut outcomes: Vec<Result<Outcome, NotifyError>> = Vec::with_capacity(events.len());
    for errand in errands {
        let outcome = match errand {
            Ok(Errand::Done(outcome)) => Ok(outcome),
            Ok(Errand::As(first)) => match outcomes.get(first) {
                Some(Ok(_)) => Ok(Outcome::Repeated),
                _ => Err(NotifyError::InFlight),
            },
            Ok(Errand::Mails(mails)) => {
                let claimed: Vec<_> = mails.into_iter().zip(claims.by_ref()).collect();
                unless_it_panics(send_all(emails, mailer, clock, claimed))
                    .await
                    .unwrap_or(Err(NotifyError::Panicked))
            }
            Err(error) => Err(error),
        };
        outcomes.push(outcome);
    }
    outcomes
}

/// What an event asks for.
enum Errand<D> {
    /// It is dealt with.
    Done(Outcome),
    /// What becomes of an earlier one of the same id.
    As(usize),
    Mails(Vec<Mail<D>>),
}

/// A letter in words, which is somebody's to send.
struct Mail<D> {
    id: EmailId,
    entry: NotificationId,
    event: EventId,
    letter: Letter,
    draft: D,
    occasion: Occasion,
}

/// A mail, and whose it is to send.
type Claimed<D> = (Mail<D>, Result<Claim, StoreError>);

/// Whether a letter goes out by itself or because staff want it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Occasion {
    First,
    Again,
}

impl<D: Draft> Mail<D> {
    fn write(
        mailer: &impl Mailer<Draft = D>,
        clock: &impl Clock,
        event: EventId,
        letter: Letter,
        occasion: Occasion,
    ) -> Result<Self, StoreError> {
        Ok(Self {
            id: EmailId::generate(clock),
            entry: NotificationId::generate(clock),
            event,
            draft: mailer.write(&letter.notice, letter.language)?,
            letter,
            occasion,
        })
    }

    fn written_down(&self) -> NewEmail<'_> {
        let (letter, kind) = (&self.letter, self.draft.kind());
        let is_first = self.occasion == Occasion::First;
        let entry = NewEntry {
            id: self.entry,
            text: self.draft.summary(),
            order_code: letter.notice.order_code(),
        };
        NewEmail {
            id: self.id,
            event: self.event,
            kind,
            user: letter.user,
            recipient: &letter.recipient,
            language: letter.language,
            subject: self.draft.subject(),
            is_optional: is_first && letter.notice.is_optional(),
            entry: (is_first && kind.is_in_feed()).then_some(entry),
        }
    }
}

/// Deals with what needs no mail, and puts the others into words.
async fn errand<M: Mailer>(
    emails: &impl Emails,
    staff: &impl Staff,
    mailer: &M,
    links: &Links,
    clock: &impl Clock,
    event: &Event,
) -> Result<Errand<M::Draft>, NotifyError> {
    if let Some(AccountErased { user_id }) = event.read()? {
        let received = Received::new("notifications", event, clock);
        let is_news = emails.erase(user_id, &received).await?;
        return Ok(Errand::Done(if is_news {
            Outcome::Erased
        } else {
            Outcome::Repeated
        }));
    }
    if let Some(wish) = event.read()? {
        let again = wanted_again(emails, staff, links, &wish).await?;
        return Ok(match again {
            Ok(letter) => {
                let mail = Mail::write(mailer, clock, event.id, letter, Occasion::Again)?;
                Errand::Mails(vec![mail])
            }
            Err(reason) => {
                emails.withdraw(wish.email, reason).await?;
                Errand::Done(Outcome::Refused)
            }
        });
    }
    let letters = letters(staff, links, event).await?.into_iter();
    let mails = letters.map(|letter| Mail::write(mailer, clock, event.id, letter, Occasion::First));
    Ok(Errand::Mails(mails.collect::<Result<_, _>>()?))
}

/// What is told of the event, to everybody who is told.
async fn letters(
    staff: &impl Staff,
    links: &Links,
    event: &Event,
) -> Result<Vec<Letter>, NotifyError> {
    if let Some((notice, permission)) = StaffNotice::about(event)? {
        let members = staff.who_may(permission).await?;
        return Ok(members
            .into_iter()
            .map(|member| notice.to(member))
            .collect());
    }
    let letter = Letter::about(event, links)?;
    Ok(letter
        .into_iter()
        .filter(|letter| !is_erased(&letter.recipient))
        .collect())
}

/// A mail that was sent before and that staff want sent again, as the event has it that it was about; or why nobody can
/// write it any more.
async fn wanted_again(
    emails: &impl Emails,
    staff: &impl Staff,
    links: &Links,
    wish: &MailResendRequested,
) -> Result<Result<Letter, &'static str>, NotifyError> {
    let Some(original) = emails.original(wish.of).await? else {
        return Ok(Err("its event is no longer kept"));
    };
    let letters = letters(staff, links, &original.event).await?;
    let is_theirs = |letter: &Letter| letter.recipient == original.recipient;
    let letter = letters.into_iter().find(is_theirs).map(|letter| Letter {
        language: original.language,
        user: original.user,
        ..letter
    });
    Ok(letter.ok_or("they are no longer told of it"))
}

/// Whose each mail is to send. What the database refuses of one mail it refuses of all that are asked for with it: then
/// each is asked for by itself.
async fn claims<D: Draft>(
    emails: &impl Emails,
    errands: &[Result<Errand<D>, NotifyError>],
    now: OffsetDateTime,
) -> Vec<Result<Claim, StoreError>> {
    let mails = errands.iter().flat_map(|errand| match errand {
        Ok(Errand::Mails(mails)) => mails.as_slice(),
        _ => &[],
    });
    let wanted: Vec<NewEmail<'_>> = mails.map(Mail::written_down).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    match emails.claim(&wanted, now).await {
        Ok(claims) => claims.into_iter().map(Ok).collect(),
        Err(StoreError::Broken { .. }) if wanted.len() > 1 => {
            let mut claims = Vec::with_capacity(wanted.len());
            for email in wanted.chunks(1) {
                let claim = emails.claim(email, now).await;
                claims.push(claim.map(|claims| claims.first().copied().unwrap_or(Claim::Taken)));
            }
            claims
        }
        Err(error) => wanted.iter().map(|_| Err(error.told_again())).collect(),
    }
}

/// Sends the mails about one event that are ours. Those who had theirs do not get it again when the event comes again for
/// the others.
async fn send_all<M: Mailer>(
    emails: &impl Emails,
    mailer: &M,
    clock: &impl Clock,
    mails: Vec<Claimed<M::Draft>>,
) -> Result<Outcome, NotifyError> {
    let (mut outcome, mut failed) = (Outcome::Ignored, None);
    for (mail, claim) in mails {
        let sent = match claim {
            Ok(Claim::Ours(ours)) => send(emails, mailer, clock, mail, ours).await,
            Ok(Claim::Taken) => Err(NotifyError::InFlight),
            Ok(Claim::Done) => Ok(Outcome::Repeated),
            Ok(Claim::Withheld) => Ok(Outcome::Withheld),
            Err(error) => Err(error.into()),
        };
        match sent {
            Ok(sent) => outcome = outcome.and(sent),
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(outcome), Err)
}

async fn send<M: Mailer>(
    emails: &impl Emails,
    mailer: &M,
    clock: &impl Clock,
    mail: Mail<M::Draft>,
    ours: Try,
) -> Result<Outcome, NotifyError> {
    let recipient = &mail.letter.recipient;
    match mailer
        .send(recipient, mail.draft, ours.email, mail.event)
        .await
    {
        Ok(provider_id) => Ok(record(emails, ours, &provider_id, clock).await),
        Err(MailError::Permanent(reason)) => {
            emails.refused(ours, &reason).await?;
            Ok(Outcome::Refused)
        }
        Err(MailError::Transient(reason)) => {
            emails.put_back(ours, &reason, clock.now()).await?;
            Err(NotifyError::Mail(MailError::Transient(reason)))
        }
    }
}

/// The mail is out, whatever happens now: an event that came again would only send it twice. So a record that
/// fails is tried once more, on a new connection, and then given up.
async fn record(emails: &impl Emails, ours: Try, provider_id: &str, clock: &impl Clock) -> Outcome {
    for _ in 0..2 {
        if emails.sent(ours, provider_id, clock.now()).await.is_ok() {
            return Outcome::Sent;
        }
    }
    Outcome::SentUnrecorded
}
