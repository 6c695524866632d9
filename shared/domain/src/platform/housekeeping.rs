//! Throws away what nobody will ask for again.

use crate::{Clock, StoreError};
use time::{Duration, OffsetDateTime};

/// Rows in one statement: no lock is held for long.
const AT_ONCE: u16 = 1_000;

/// What can be thrown away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waste {
    /// First answers of requests with an idempotency key, expired.
    Answers,
    /// Events in the outbox that were sent.
    SentEvents,
    /// Which events a consumer has had.
    InboxEntries,
    /// Carts that were left, with their lines.
    Carts,
    /// Expired tokens from mails.
    OneTimeTokens,
    /// Calls counted while Redis was away.
    RateWindows,
    /// Expired refresh tokens.
    RefreshTokens,
    /// Whom orders were for, of users who are gone and orders that are over.
    Contacts,
    /// Where mails went that were sent to users who are gone.
    MailAddresses,
    /// What was shown to users who are gone, after they went.
    Feeds,
    /// What was shown to users long ago.
    FeedEntries,
    /// What was sent to partners, or could not be.
    WebhookDeliveries,
    /// Users who are gone and of whom nothing is left to be taken away.
    Erasures,
}

impl Waste {
    pub const ALL: [Self; 13] = [
        Self::Answers,
        Self::SentEvents,
        Self::InboxEntries,
        Self::Carts,
        Self::OneTimeTokens,
        Self::RateWindows,
        Self::RefreshTokens,
        Self::Contacts,
        Self::MailAddresses,
        Self::Feeds,
        Self::FeedEntries,
        Self::WebhookDeliveries,
        Self::Erasures,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::SentEvents => "sent_events",
            Self::InboxEntries => "inbox_entries",
            Self::Carts => "carts",
            Self::OneTimeTokens => "one_time_tokens",
            Self::RateWindows => "rate_windows",
            Self::RefreshTokens => "refresh_tokens",
            Self::Contacts => "contacts",
            Self::MailAddresses => "mail_addresses",
            Self::Feeds => "feeds",
            Self::FeedEntries => "feed_entries",
            Self::WebhookDeliveries => "webhook_deliveries",
            Self::Erasures => "erasures",
        }
    }

    /// How long it is kept after it was sent, was received, began, or expired.
    const fn kept_for(self) -> Duration {
        match self {
            // Enough to look into what went wrong last week.
            Self::SentEvents => Duration::days(7),
            // Twice as long as a queue or its dead letters can hold an event, or a mail about one.
            // Messages to partners: longer than a partner is away; what waits for one who is away longer goes too.
            Self::InboxEntries | Self::Erasures | Self::WebhookDeliveries => Duration::days(30),
            // Longer than a claim or an invoice is looked for.
            Self::FeedEntries => Duration::days(365),
            // Longer than any window.
            Self::RateWindows => Duration::days(1),
            Self::Answers
            | Self::Carts
            | Self::OneTimeTokens
            | Self::RefreshTokens
            | Self::Contacts
            | Self::MailAddresses
            | Self::Feeds => Duration::ZERO,
        }
    }
}

/// Where waste gathers.
pub trait Housekeeping: Send + Sync {
    /// Deletes up to `limit` of what had its day before `before`; answers how many.
    async fn delete(
        &self,
        waste: Waste,
        before: OffsetDateTime,
        limit: u16,
    ) -> Result<u64, StoreError>;
}

/// Deletes all waste of the clock's present; answers how much of each there was.
pub async fn clean_up(
    store: &impl Housekeeping,
    clock: &impl Clock,
) -> Result<Vec<(Waste, u64)>, StoreError> {
    let now = clock.now();
    let mut deleted = Vec::with_capacity(Waste::ALL.len());
    for waste in Waste::ALL {
        let mut total = 0;
        loop {
            let rows = store.delete(waste, now - waste.kept_for(), AT_ONCE).await?;
            total += rows;
            if rows < u64::from(AT_ONCE) {
                break;
            }
        }
        deleted.push((waste, total));
    }
    Ok(deleted)
}
