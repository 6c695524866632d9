//! The queue `notifications`: mails what customers and staff are to know, and lets go of those who are gone.

use crate::{MailLinks, SesPost};
use domain::SystemClock;
use domain::events::Event;
use domain::notifications::notify::NotifyError;
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

/// Answers for each event.
pub async fn handle(app: &App, events: Vec<Event>) -> Vec<Result<(), Problem>> {
    let outcomes = notify(
        &app.emails,
        &app.staff,
        &app.post,
        app.links.as_ref(),
        &SystemClock,
        &events,
    )
    .await;
    let outcomes = events.iter().zip(outcomes);
    outcomes
        .map(|(event, outcome)| runtime::span_of(event).in_scope(|| told(outcome)))
        .collect()
}

fn told(outcome: Result<Outcome, NotifyError>) -> Result<(), Problem> {
    match outcome? {
        Outcome::Refused => tracing::warn!("the mail will never be sent; why is on record"),
        Outcome::SentUnrecorded => tracing::error!("the mail is sent, but not on record"),
        outcome @ (Outcome::Ignored
        | Outcome::Erased
        | Outcome::Sent
        | Outcome::Repeated
        | Outcome::Withheld) => {
            tracing::info!(?outcome, "notified");
        }
    }
    Ok(())
}
