//! What became of mails, and the addresses that take no more.

use crate::database::adapter;
use crate::error::from_postgres;
use domain::StoreError;
use domain::notifications::feedback::{MailFeedback, MailNews};
use domain::notifications::mail_log::Feedback;
use postgres_queries::queries::mail_log as queries;
use time::OffsetDateTime;

adapter! {
    /// [`MailFeedback`] in PostgreSQL.
    PgMailFeedback
}

impl MailFeedback for PgMailFeedback {
    async fn note(&self, news: &MailNews, now: OffsetDateTime) -> Result<(), StoreError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        let feedback = news.feedback.as_str();
        transaction
            .run(async {
                if let Some(email) = news.email {
                    let outranked: Vec<_> =
                        news.feedback.outranked().map(Feedback::as_str).collect();
                    queries::note_feedback()
                        .bind(client, &feedback, &news.at, &email.uuid(), &outranked)
                        .await
                        .map_err(from_postgres)?;
                }
                if news.feedback.suppresses() {
                    queries::suppress()
                        .bind(
                            client,
                            &feedback,
                            &news.detail.as_str(),
                            &now,
                            &news.addresses,
                            &news.mailed_at,
                        )
                        .await
                        .map_err(from_postgres)?;
                }
                Ok(())
            })
            .await
    }
}
