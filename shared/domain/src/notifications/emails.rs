//! The mails, as they are written down before they are sent.
//!
//! SES knows no key under which a mail is taken once. So a row is claimed before the mail is sent, and marked
//! after: a claim that was never marked (its sender died) is free again after a while, and the mail that may
//! already be out is sent again. Nothing else sends a mail twice, but staff who want that.

use crate::events::{Event, Received};
use crate::ids::{EmailId, EventId, NotificationId, UserId};
use crate::notifications::NoticeKind;
use crate::orders::OrderCode;
use crate::{Language, StoreError};
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
    /// Writes mails down, and with each what the shop shows of its event: both once. Answers for each, in their order;
    /// no two are to the same address about the same event.
    async fn claim(
        &self,
        emails: &[NewEmail<'_>],
        now: OffsetDateTime,
    ) -> Result<Vec<Claim>, StoreError>;

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
