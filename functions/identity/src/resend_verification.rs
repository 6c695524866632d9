//! `POST /v1/auth/resend-verification`: mails another link, if the address waits for one.

use crate::email_body;
use crate::limits::Limits;
use domain::SystemClock;
use domain::identity::registration;
use messaging::Publisher;
use postgres::PgCredentials;
use runtime::{Links, Problem, Reply, Request};

config::app! {
    /// What another mail needs.
    pub struct App {
        credentials: PgCredentials,
        links: Links,
        limits: Limits,
        publisher: Publisher,
    }
}

/// 202 with the same answer after the same work, whoever the address belongs to.
pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let email = email_body::counted(&app.limits, "resend", &request).await?;
    registration::resend(
        &app.credentials,
        &app.publisher,
        &SystemClock,
        app.links.key(),
        &email,
        &request.origin(),
    )
    .await?;
    Ok(Reply::accepted())
}
