//! The mails as staff see them.

use crate::audit::{self, Entry};
use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::{idempotency, outbox};
use deadpool_postgres::Object;
use domain::idempotency::{Effect, Idempotency};
use domain::identity::Actor;
use domain::ids::{EmailId, UserId};
use domain::notifications::NoticeKind;
use domain::notifications::mail_log::{
    Feedback, LoggedMail, MailFilter, MailKey, MailLog, MailLogError, MailStatus, Resend, Wanted,
};
use domain::{Page, PageRequest, StoreError};
use postgres_queries::queries::mail_log as queries;
use serde_json::json;
use std::slice;
use time::OffsetDateTime;

adapter! {
    /// [`MailLog`] in PostgreSQL.
    PgMailLog
}

impl MailLog for PgMailLog {
    async fn list(
        &self,
        filter: &MailFilter,
        page: PageRequest<MailKey>,
    ) -> Result<Page<LoggedMail, MailKey>, StoreError> {
        let client = self.0.client().await?;
        let (at, id) = page.after.map(|key| (key.at, key.id.uuid())).unzip();
        let rows = queries::list_mails()
            .bind(
                &client,
                &filter.status.map(MailStatus::as_str),
                &filter.kind.map(NoticeKind::as_str),
                &filter.recipient.as_deref(),
                &filter.user.map(UserId::uuid),
                &filter.since,
                &filter.until,
                &at,
                &id,
                &(i64::from(page.limit) + 1),
            )
            .all()
            .await
            .map_err(from_postgres)?;
        let found: Result<_, _> = rows.into_iter().map(logged).collect();
        Ok(Page::cut(found?, page.limit, |mail: &LoggedMail| MailKey {
            at: mail.created_at,
            id: mail.id,
        }))
    }

    async fn resend(
        &self,
        mail: EmailId,
        actor: &Actor,
        idempotency: &Idempotency,
        now: OffsetDateTime,
        decide: impl FnOnce(Wanted) -> Result<Resend, MailLogError> + Send,
    ) -> Result<Effect<Resend, LoggedMail>, MailLogError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let answered: Option<LoggedMail> =
                    idempotency::claim::<_, MailLogError>(client, idempotency, now).await?;
                if let Some(mail) = answered {
                    return Ok(Effect::Replayed(mail));
                }
                let resend = decide(wanted(client, mail).await?.ok_or(MailLogError::NotFound)?)?;
                write(client, &resend, actor, idempotency, now).await?;
                Ok(Effect::Done(resend))
            })
            .await
    }

    async fn lift_suppression(
        &self,
        mail: EmailId,
        actor: &Actor,
        now: OffsetDateTime,
    ) -> Result<bool, StoreError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let lifted = queries::lift_suppression()
                    .bind(client, &now, &mail.uuid())
                    .opt()
                    .await
                    .map_err(from_postgres)?;
                let Some(lifted) = lifted else {
                    return Ok(false);
                };
                let entry = Entry {
                    action: "mail_suppression_lifted",
                    actor: Some(actor.user),
                    user: lifted.user_id.map(UserId::from),
                    target: &mail.to_string(),
                    details: json!({ "before": { "suppressed": lifted.reason } }),
                };
                audit::note(client, &entry, &actor.origin, now).await?;
                Ok(true)
            })
            .await
    }
}

/// The mail, locked with all that were sent again for it, and what else is looked at before it is sent again.
async fn wanted(client: &Object, mail: EmailId) -> Result<Option<Wanted>, StoreError> {
    let root = queries::lock_first_mail()
        .bind(client, &mail.uuid())
        .opt()
        .await
        .map_err(from_postgres)?;
    let Some(root) = root else {
        return Ok(None);
    };
    let (find, stand) = (queries::mail_to_resend(), queries::resend_standing());
    let mail = mail.uuid();
    let (row, standing) = tokio::join!(
        find.bind(client, &mail).one(),
        stand.bind(client, &root).one(),
    );
    let standing = standing.map_err(from_postgres)?;
    let mail = logged(row.map_err(from_postgres)?)?;
    Ok(Some(Wanted {
        mail,
        event_is_kept: standing.is_kept,
        is_in_flight: standing.is_in_flight,
    }))
}

async fn write(
    client: &Object,
    Resend { mail, event }: &Resend,
    actor: &Actor,
    idempotency: &Idempotency,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let of = mail.resend_of.unwrap_or(mail.id);
    queries::add_resend()
        .bind(
            client,
            &mail.id.uuid(),
            &event.id.uuid(),
            &mail.kind.as_str(),
            &mail.user_id.map(UserId::uuid),
            &mail.recipient.as_str(),
            &mail.language.as_str(),
            &mail.subject.as_str(),
            &now,
            &of.uuid(),
        )
        .await
        .map_err(from_postgres)?;
    let entry = Entry {
        action: "mail_resent",
        actor: Some(actor.user),
        user: mail.user_id,
        target: &of.to_string(),
        details: json!({ "kind": mail.kind, "mail": mail.id }),
    };
    let (noted, told, kept) = tokio::join!(
        audit::note(client, &entry, &actor.origin, now),
        outbox::add(client, slice::from_ref(event)),
        idempotency::keep(client, idempotency, mail, now),
    );
    noted?;
    told?;
    kept
}

fn logged(row: queries::LoggedMail) -> Result<LoggedMail, StoreError> {
    let feedback = |name: String| {
        Feedback::parse(&name).ok_or_else(|| broken(format!("no feedback is called {name}")))
    };
    Ok(LoggedMail {
        id: row.id.into(),
        kind: row.kind,
        user_id: row.user_id.map(UserId::from),
        recipient: row.recipient,
        language: row.language,
        subject: row.subject,
        status: MailStatus::parse(&row.status).ok_or_else(|| broken("no such status"))?,
        attempts: row.attempts,
        error: row.error,
        created_at: row.created_at,
        sent_at: row.sent_at,
        feedback: row.feedback.map(feedback).transpose()?,
        feedback_at: row.feedback_at,
        resend_of: row.resend_of.map(EmailId::from),
        suppressed: row.suppressed.map(feedback).transpose()?,
    })
}
