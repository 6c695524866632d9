//! What SES tells of mails it took: some come back, some are called spam, and their addresses get no more.

use super::mail_log::Feedback;
use crate::StoreError;
use crate::ids::EmailId;
use time::OffsetDateTime;

/// News of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailNews {
    /// Ours, if it was sent with its name.
    pub email: Option<EmailId>,
    pub feedback: Feedback,
    /// Whom it is about.
    pub addresses: Vec<String>,
    /// The mail servers' words.
    pub detail: String,
    pub mailed_at: OffsetDateTime,
    pub at: OffsetDateTime,
}

impl Feedback {
    /// Whether no other mail is to follow.
    #[must_use]
    pub const fn suppresses(self) -> bool {
        matches!(self, Self::Bounced | Self::Complained)
    }

    /// What this is worse than: news come in any order.
    pub fn outranked(self) -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().copied();
        all.filter(move |other| *other < self)
    }
}

/// Where news of mails are kept.
pub trait MailFeedback: Send + Sync {
    /// Writes down what became of the mail and, of one that [`suppresses`](Feedback::suppresses), its addresses.
    /// To be told twice, or late, changes nothing.
    async fn note(&self, news: &MailNews, now: OffsetDateTime) -> Result<(), StoreError>;
}

#[cfg(test)]
mod tests {
    use super::Feedback;

    #[test]
    fn what_is_worse_is_never_taken_back() {
        let outranked = |feedback: Feedback| feedback.outranked().collect::<Vec<_>>();
        assert_eq!(outranked(Feedback::Delivered), []);
        assert_eq!(
            outranked(Feedback::Bounced),
            [Feedback::Delivered, Feedback::SoftBounced]
        );
        assert_eq!(outranked(Feedback::Complained).len(), 3);
    }
}
