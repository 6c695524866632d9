//! Sends the mail about an event, once, however often and in parallel the event comes.
//!
//! SES knows no key under which a mail is taken once. So a row is claimed before the mail is sent, and marked
//! after: a claim that was never marked (its sender died) is free again after a while, and the mail that may
//! already be out is sent again. Nothing else sends a mail twice, but staff who want that.

use crate::events::{BadEvent, Event, Received};
use crate::failure::{Failure, Kind};
use crate::identity::Permission;
use crate::identity::erasure::is_erased;
use crate::identity::events::AccountErased;
use crate::ids::{EmailId, EventId, NotificationId, UserId};
use crate::notifications::events::MailResendRequested;
use crate::notifications::{Letter, Links, Notice, NoticeKind, StaffMember, StaffNotice};
use crate::orders::OrderCode;
use crate::{Clock, Language, StoreError};
use time::{Duration, OffsetDateTime};

/// For so long a claim is its sender's: longer than a function lives, shorter than a queue waits before it
/// delivers again what a dead one had.
pub const CLAIM: Duration = Duration::seconds(60);

/// A mail as it is first written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEmail<'a> {
    pub id: EmailId,
    pub event: EventId,
    pub kind: NoticeKind,
    /// Whose it is, if they have an account.
    pub user: Option<UserId>,
    pub recipient: &'a str,
    pub language: Language,
    pub subject: &'a str,
    /// Whether its reader is asked if they want such mails.
    pub is_optional: bool,
    /// What the shop itself shows them of the event.
    pub entry: Option<NewEntry<'a>>,
}

/// A line of the feed; the rest of it is the mail's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry<'a> {
    pub id: NotificationId,
    pub text: &'a str,
    pub order_code: Option<&'a OrderCode>,
}

/// One try to send a mail; it may be somebody's second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Try {
    pub email: EmailId,
    pub number: i32,
}

/// What became of a wish to send a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// It is the caller's to send, for the time of [`CLAIM`].
    Ours(Try),
    /// Somebody else is sending it.
    Taken,
    /// It was sent, or refused for good.
    Done,
    /// It is on record and not to be sent: its address takes no more mail, or its reader does without such.
    Withheld,
}

/// A mail that staff want sent again, as it was first sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Original {
    pub event: Event,
    pub recipient: String,
    pub user: Option<UserId>,
    pub language: Language,
}

/// A mail as its reader is told of it later; what it said is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentMail {
    pub kind: String,
    pub subject: String,
    pub at: OffsetDateTime,
}

/// The mails, as they are written down. What is said of a try that is not the last one changes nothing.
pub trait Emails: Send + Sync {
    /// Writes the mail down, and with it what the shop shows of its event: both once.
    async fn claim(&self, email: &NewEmail<'_>, now: OffsetDateTime) -> Result<Claim, StoreError>;

    /// The mail is out; `provider_id` is the provider's name for it.
    async fn sent(&self, of: Try, provider_id: &str, now: OffsetDateTime)
    -> Result<(), StoreError>;

    /// It will never be sent.
    async fn refused(&self, of: Try, reason: &str) -> Result<(), StoreError>;

    /// It was not sent, and somebody else may try from now on.
    async fn put_back(&self, of: Try, reason: &str, now: OffsetDateTime) -> Result<(), StoreError>;

    /// A mail on record, with the event it was about; `None` when either is no longer kept.
    async fn original(&self, email: EmailId) -> Result<Option<Original>, StoreError>;

    /// Nobody can write this mail any more: it will never be sent.
    async fn withdraw(&self, email: EmailId, reason: &str) -> Result<(), StoreError>;

    /// The user's mails, the newest first, up to `limit`.
    async fn of(&self, user: UserId, limit: i64) -> Result<Vec<SentMail>, StoreError>;

    /// Forgets where the user's mails went and what they were about, what the shop showed them, and what they wanted
    /// to be told; that there were such mails stays, so that none is sent again. `false` when the event was had
    /// before. What is sent to them later follows by itself.
    async fn erase(&self, user: UserId, received: &Received) -> Result<bool, StoreError>;
}

/// Who works here.
pub trait Staff: Send + Sync {
    /// Those who have the permission at this moment, on accounts that are in use.
    async fn who_may(&self, permission: Permission) -> Result<Vec<StaffMember>, StoreError>;
}

/// A mail in words.
pub trait Draft: Send {
    fn kind(&self) -> NoticeKind;

    fn subject(&self) -> &str;

    /// What it is about, in a sentence.
    fn summary(&self) -> &str;
}

/// Why a mail was not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Nothing is wrong with the mail: the queue is to bring it again.
    #[error("the mail cannot be sent now: {0}")]
    Transient(String),
    /// The reason may repeat the address: it is for the record, not for logs.
    #[error("the mail will never be sent")]
    Permanent(String),
}

/// Who puts notices into words and sends them.
pub trait Mailer: Send + Sync {
    type Draft: Draft;

    fn write(&self, notice: &Notice, language: Language) -> Result<Self::Draft, StoreError>;

    /// Sends once and answers the provider's name for the mail. What becomes of it will be told by our names for it
    /// and its event.
    async fn send(
        &self,
        recipient: &str,
        draft: Self::Draft,
        email: EmailId,
        event: EventId,
    ) -> Result<String, MailError>;
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
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for NotifyError {
    fn kind(&self) -> Kind {
        match self {
            Self::Event(_) => Kind::Internal,
            Self::InFlight => Kind::Conflict,
            Self::Mail(_) => Kind::Unavailable,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Event(_) => "internal",
            Self::InFlight => "mail_in_flight",
            Self::Mail(_) => "mail_not_sent",
            Self::Store(error) => error.code(),
        }
    }
}

/// Tells the customer, or staff, of the event, if there is something to tell; of one who is gone, lets go.
pub async fn notify(
    emails: &impl Emails,
    staff: &impl Staff,
    mailer: &impl Mailer,
    links: &Links,
    clock: &impl Clock,
    event: &Event,
) -> Result<Outcome, NotifyError> {
    if let Some(AccountErased { user_id }) = event.read()? {
        let received = Received::new("notifications", event, clock);
        let is_news = emails.erase(user_id, &received).await?;
        return Ok(if is_news {
            Outcome::Erased
        } else {
            Outcome::Repeated
        });
    }
    if let Some(wish) = event.read()? {
        return send_again(emails, staff, mailer, links, clock, event.id, wish).await;
    }
    let mut outcome = Outcome::Ignored;
    let mut failed = None;
    for letter in letters(staff, links, event).await? {
        // Those who had their mail do not get it again when the event comes again for the others.
        match deliver(emails, mailer, clock, event.id, &letter, Occasion::First).await {
            Ok(delivered) => outcome = outcome.and(delivered),
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(outcome), Err)
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

/// Sends a mail that was sent before, because staff want it, as the event has it that it was about.
async fn send_again(
    emails: &impl Emails,
    staff: &impl Staff,
    mailer: &impl Mailer,
    links: &Links,
    clock: &impl Clock,
    event: EventId,
    wish: MailResendRequested,
) -> Result<Outcome, NotifyError> {
    let Some(original) = emails.original(wish.of).await? else {
        emails
            .withdraw(wish.email, "its event is no longer kept")
            .await?;
        return Ok(Outcome::Refused);
    };
    let letters = letters(staff, links, &original.event).await?;
    let is_theirs = |letter: &Letter| letter.recipient == original.recipient;
    let Some(letter) = letters.into_iter().find(is_theirs) else {
        emails
            .withdraw(wish.email, "they are no longer told of it")
            .await?;
        return Ok(Outcome::Refused);
    };
    let letter = Letter {
        language: original.language,
        user: original.user,
        ..letter
    };
    deliver(emails, mailer, clock, event, &letter, Occasion::Again).await
}

/// Whether a letter goes out by itself or because staff want it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Occasion {
    First,
    Again,
}

/// Sends one letter, unless it was sent before.
async fn deliver(
    emails: &impl Emails,
    mailer: &impl Mailer,
    clock: &impl Clock,
    event: EventId,
    letter: &Letter,
    occasion: Occasion,
) -> Result<Outcome, NotifyError> {
    let draft = mailer.write(&letter.notice, letter.language)?;
    let kind = draft.kind();
    let entry = NewEntry {
        id: NotificationId::generate(clock),
        text: draft.summary(),
        order_code: letter.notice.order_code(),
    };
    let email = NewEmail {
        id: EmailId::generate(clock),
        event,
        kind,
        user: letter.user,
        recipient: &letter.recipient,
        language: letter.language,
        subject: draft.subject(),
        is_optional: occasion == Occasion::First && letter.notice.is_optional(),
        entry: (occasion == Occasion::First && kind.is_in_feed()).then_some(entry),
    };
    let ours = match emails.claim(&email, clock.now()).await? {
        Claim::Ours(ours) => ours,
        Claim::Taken => return Err(NotifyError::InFlight),
        Claim::Done => return Ok(Outcome::Repeated),
        Claim::Withheld => return Ok(Outcome::Withheld),
    };
    match mailer
        .send(&letter.recipient, draft, ours.email, event)
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
