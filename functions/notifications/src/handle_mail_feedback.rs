//! The queue `mail-feedback`: what became of mails that SES took, and which addresses get no more.

use domain::notifications::feedback::MailFeedback;
use domain::{Clock, SystemClock};
use postgres::PgMailFeedback;
use runtime::Problem;

config::app! {
    /// What news of mails need.
    pub struct App {
        feedback: PgMailFeedback,
    }
}

pub async fn handle(app: &App, message: String) -> Result<(), Problem> {
    let news = email::read_feedback(&message)
        .map_err(|error| Problem::internal("a mail's feedback", error))?;
    let Some(news) = news else {
        return Ok(());
    };
    tracing::info!(email = ?news.email, feedback = news.feedback.as_str(), "a mail's feedback");
    Ok(app.feedback.note(&news, SystemClock.now()).await?)
}
