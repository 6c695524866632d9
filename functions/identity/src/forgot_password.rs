//! `POST /v1/auth/forgot-password`: mails a link by which another password is set.

use crate::limits::Limits;
use domain::SystemClock;
use domain::identity::{EmailAddress, password_reset};
use messaging::Publisher;
use postgres::PgCredentials;
use runtime::{Fields, Links, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What such a mail needs.
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
    app.limits.network("forgot", &request).await?;
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    let Some(email) = fields.take("/email", EmailAddress::parse(&body.email)) else {
        return Err(fields.problem());
    };
    app.limits.mail(&email).await?;
    password_reset::request(
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
