//! What has had its day, in every context's tables.

use crate::contacts::over_by_name;
use crate::database::adapter;
use crate::error::from_postgres;
use domain::StoreError;
use domain::identity::erasure::NO_NAME;
use domain::platform::{Housekeeping, Waste};
use postgres_queries::queries::{erasure, feed, platform, webhooks};
use time::OffsetDateTime;

adapter! {
    /// Deletes from the tables of all contexts: the one adapter that may.
    PgHousekeeping
}

impl Housekeeping for PgHousekeeping {
    async fn delete(
        &self,
        waste: Waste,
        before: OffsetDateTime,
        limit: u16,
    ) -> Result<u64, StoreError> {
        let client = &self.0.client().await?;
        let (before, limit) = (&before, &i64::from(limit));
        match waste {
            Waste::Answers => platform::delete_answers().bind(client, before, limit).await,
            Waste::SentEvents => {
                platform::delete_sent_events()
                    .bind(client, before, limit)
                    .await
            }
            Waste::InboxEntries => {
                platform::roll_inbox()
                    .bind(client, before)
                    .one()
                    .await
                    .map_err(from_postgres)?;
                platform::delete_inbox_entries()
                    .bind(client, before, limit)
                    .await
            }
            Waste::Carts => platform::delete_carts().bind(client, before, limit).await,
            Waste::OneTimeTokens => {
                platform::delete_one_time_tokens()
                    .bind(client, before, limit)
                    .await
            }
            Waste::RateWindows => {
                platform::delete_rate_windows()
                    .bind(client, before, limit)
                    .await
            }
            Waste::RefreshTokens => {
                platform::delete_refresh_tokens()
                    .bind(client, before, limit)
                    .await
            }
            Waste::Contacts => {
                erasure::erase_contacts()
                    .bind(client, &None, &over_by_name(), limit, before, &NO_NAME)
                    .await
            }
            Waste::MailAddresses => {
                erasure::erase_mails()
                    .bind(client, &None, before, limit)
                    .await
            }
            Waste::Feeds => feed::erase_feed().bind(client, &None, limit).await,
            Waste::FeedEntries => {
                feed::delete_feed_entries()
                    .bind(client, before, limit)
                    .await
            }
            Waste::WebhookDeliveries => {
                webhooks::delete_webhook_deliveries()
                    .bind(client, before, limit)
                    .await
            }
            Waste::Erasures => erasure::forget_erasures().bind(client, before, limit).await,
        }
        .map_err(from_postgres)
    }
}
