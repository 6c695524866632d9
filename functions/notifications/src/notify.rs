//! The queue `notifications`: mails what customers and staff are to know, and lets go of those who are gone.

use crate::{MailLinks, SesPost};
use domain::SystemClock;
use domain::events::Event;
use domain::notifications::{Outcome, notify};
use postgres::{PgEmails, PgStaff};
use runtime::Problem;

config::app! {
    /// What a mail takes.
    pub struct App {
        emails: PgEmails,
        staff: PgStaff,
        post: SesPost,
        links: MailLinks,
    }
}

pub async fn handle(app: &App, event: Event) -> Result<(), Problem> {
    let outcome = notify(
        &app.emails,
        &app.staff,
        &app.post,
        app.links.as_ref(),
        &SystemClock,
        &event,
    )
    .await?;
    match outcome {
        Outcome::Refused => tracing::warn!("the mail will never be sent; why is on record"),
        Outcome::SentUnrecorded => tracing::error!("the mail is sent, but not on record"),
        Outcome::Ignored
        | Outcome::Erased
        | Outcome::Sent
        | Outcome::Repeated
        | Outcome::Withheld => {
            tracing::info!(?outcome, "notified");
        }
    }
    Ok(())
}
