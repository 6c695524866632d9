//! `POST /v1/auth/resend-verification`: mails another link, if the address waits for one.

use crate::limits::Limits;
use domain::SystemClock;
use domain::identity::{EmailAddress, registration};
use messaging::Publisher;
use postgres::PgCredentials;
use runtime::{Fields, Links, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What another mail needs.
    pub struct App {
        credentials: PgCredentials,
        links: Links,
        limits: Limits,
        publisher: Publisher,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    email: String,
}

/// 202 with the same answer after the same work, whoever the address belongs to.
pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.limits.network("resend", &request).await?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let Some(email) = fields.take("/email", EmailAddress::parse(&body.email)) else {
        return Err(fields.problem());
    };
    app.limits.mail(&email).await?;
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
