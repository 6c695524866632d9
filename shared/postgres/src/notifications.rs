//! The mails.

use crate::Database;
use crate::error::from_postgres;
use config::{ConfigError, Environment, FromEnvironment};
use domain::StoreError;
use domain::notifications::notify::CLAIM;
use domain::notifications::{Claim, Emails, NewEmail, Try};
use postgres_queries::queries::notifications as queries;
use time::OffsetDateTime;

/// The mails in PostgreSQL. Every method is one statement and one round trip.
#[derive(Clone)]
pub struct PgEmails(Database);

impl FromEnvironment for PgEmails {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Database::from_environment(environment).map(Self)
    }
}

impl Emails for PgEmails {
    async fn claim(&self, email: &NewEmail<'_>, now: OffsetDateTime) -> Result<Claim, StoreError> {
        let client = self.0.client().await?;
        let row = queries::claim_email()
            .bind(
                &client,
                &email.id.uuid(),
                &email.event.uuid(),
                &email.kind,
                &email.recipient,
                &email.language.as_str(),
                &email.subject,
                &(now + CLAIM),
                &now,
            )
            .opt()
            .await
            .map_err(from_postgres)?;
        Ok(match row {
            Some(row) if row.mine => Claim::Ours(Try {
                email: row.id.into(),
                number: row.attempts,
            }),
            Some(row) if row.status != "sending" => Claim::Done,
            _ => Claim::Taken,
        })
    }

    async fn sent(
        &self,
        of: Try,
        provider_id: &str,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let client = self.0.client().await?;
        queries::email_sent()
            .bind(&client, &provider_id, &now, &of.email.uuid(), &of.number)
            .await
            .map_err(from_postgres)?;
        Ok(())
    }

    async fn refused(&self, of: Try, reason: &str) -> Result<(), StoreError> {
        let client = self.0.client().await?;
        queries::email_refused()
            .bind(&client, &reason, &of.email.uuid(), &of.number)
            .await
            .map_err(from_postgres)?;
        Ok(())
    }

    async fn put_back(&self, of: Try, reason: &str, now: OffsetDateTime) -> Result<(), StoreError> {
        let client = self.0.client().await?;
        queries::email_put_back()
            .bind(&client, &now, &reason, &of.email.uuid(), &of.number)
            .await
            .map_err(from_postgres)?;
        Ok(())
    }
}
