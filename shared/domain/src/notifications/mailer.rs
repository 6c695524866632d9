//! Who puts notices into words and sends them.

use crate::ids::{EmailId, EventId};
use crate::notifications::{Notice, NoticeKind};
use crate::{Language, StoreError};

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
