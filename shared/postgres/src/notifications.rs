//! The mails.

use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::inbox;
use crate::statements::column;
use crate::users::language;
use domain::StoreError;
use domain::events::Received;
use domain::identity::Permission;
use domain::ids::EmailId;
use domain::ids::UserId;
use domain::notifications::emails::CLAIM;
use domain::notifications::{
    Claim, Emails, NewEmail, NewEntry, Original, SentMail, Staff, StaffMember, Try,
};
use domain::orders::OrderCode;
use postgres_queries::queries::{erasure, feed, mail_log, notifications as queries};
use time::OffsetDateTime;

adapter! {
    /// The mails in PostgreSQL. Every method but `erase` is one statement and one round trip.
    PgEmails
}

impl Emails for PgEmails {
    async fn claim(
        &self,
        emails: &[NewEmail<'_>],
        now: OffsetDateTime,
    ) -> Result<Vec<Claim>, StoreError> {
        let client = self.0.client().await?;
        let entries: Vec<_> = column(emails, |email| email.entry.as_ref());
        let rows = queries::claim_emails()
            .bind(
                &client,
                &column(emails, |email| email.id.uuid()),
                &column(emails, |email| email.event.uuid()),
                &column(emails, |email| email.kind.as_str()),
                &column(emails, |email| email.user.map(UserId::uuid)),
                &column(emails, |email| email.recipient),
                &column(emails, |email| email.language.as_str()),
                &column(emails, |email| email.subject),
                &column(emails, |email| email.is_optional),
                &column(&entries, |entry| entry.map(|entry| entry.id.uuid())),
                &column(&entries, |entry| entry.map(|entry| entry.text)),
                &column(&entries, |entry| entry.and_then(order_code)),
                &(now + CLAIM),
                &now,
            )
            .all()
            .await
            .map_err(from_postgres)?;
        // Of one that somebody else is writing down at this moment there is nothing to see yet.
        let mut claims = vec![Claim::Taken; emails.len()];
        for row in rows {
            let place = usize::try_from(row.place - 1).map_err(broken)?;
            let claim = claims
                .get_mut(place)
                .ok_or_else(|| broken("a claim that nobody asked for"))?;
            *claim = match (row.mine, row.status == "sending") {
                (true, true) => Claim::Ours(Try {
                    email: row.id.into(),
                    number: row.attempts,
                }),
                (true, false) => Claim::Withheld,
                (false, true) => Claim::Taken,
                (false, false) => Claim::Done,
            };
        }
        Ok(claims)
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

    async fn original(&self, email: EmailId) -> Result<Option<Original>, StoreError> {
        let client = self.0.client().await?;
        let row = queries::original_email()
            .bind(&client, &email.uuid())
            .opt()
            .await
            .map_err(from_postgres)?;
        row.map(|row| {
            Ok(Original {
                event: serde_json::from_value(row.event).map_err(broken)?,
                recipient: row.recipient,
                user: row.user_id.map(UserId::from),
                language: language(&row.language)?,
            })
        })
        .transpose()
    }

    async fn withdraw(&self, email: EmailId, reason: &str) -> Result<(), StoreError> {
        let client = self.0.client().await?;
        queries::email_withdrawn()
            .bind(&client, &reason, &email.uuid())
            .await
            .map_err(from_postgres)?;
        Ok(())
    }

    async fn of(&self, user: UserId, limit: i64) -> Result<Vec<SentMail>, StoreError> {
        let client = self.0.client().await?;
        let rows = queries::mails_of_user()
            .bind(&client, &user.uuid(), &limit)
            .all()
            .await
            .map_err(from_postgres)?;
        let mails = rows.into_iter().map(|row| SentMail {
            kind: row.kind,
            subject: row.subject,
            at: row.created_at,
        });
        Ok(mails.collect())
    }

    async fn erase(&self, user: UserId, received: &Received) -> Result<bool, StoreError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                if !inbox::note(client, received).await? {
                    return Ok(false);
                }
                erasure::remember_erasure()
                    .bind(client, &user.uuid(), &received.at)
                    .opt()
                    .await
                    .map_err(from_postgres)?;
                // By the mails' addresses, before those are gone.
                mail_log::erase_suppressions()
                    .bind(client, &Some(user.uuid()))
                    .await
                    .map_err(from_postgres)?;
                feed::erase_feed()
                    .bind(client, &Some(user.uuid()), &i64::MAX)
                    .await
                    .map_err(from_postgres)?;
                erasure::erase_mails()
                    .bind(client, &Some(user.uuid()), &received.at, &i64::MAX)
                    .await
                    .map_err(from_postgres)?;
                Ok(true)
            })
            .await
    }
}

fn order_code<'a>(entry: &NewEntry<'a>) -> Option<&'a str> {
    entry.order_code.map(OrderCode::as_str)
}

adapter! {
    /// [`Staff`] in PostgreSQL.
    PgStaff
}

impl Staff for PgStaff {
    async fn who_may(&self, permission: Permission) -> Result<Vec<StaffMember>, StoreError> {
        let client = self.0.client().await?;
        let rows = queries::who_may()
            .bind(&client, &permission.as_str())
            .all()
            .await
            .map_err(from_postgres)?;
        rows.into_iter()
            .map(|row| {
                Ok(StaffMember {
                    user: row.id.into(),
                    language: language(&row.language)?,
                    email: row.email,
                    name: row.name,
                })
            })
            .collect()
    }
}
