//! `POST /v1/auth/resend-verification`: mails another link, if the address waits for one.

use crate::limits::Limits;
use domain::SystemClock;
use domain::identity::{EmailAddress, registration};
use messaging::Publisher;
use postgres::PgUsers;
use runtime::{Fields, Links, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What another mail needs.
    pub struct App {
        users: PgUsers,
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

/// 202 with the same answer, whoever the address belongs to.
pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let email = request.json().and_then(|body: Body| body.check());
    let known = email.as_ref().ok();
    app.limits.mail("resend", &request, known).await?;
    let email = email?;
    registration::resend(
        &app.users,
        &app.publisher,
        &SystemClock,
        app.links.key(),
        &email,
        &request.origin(),
    )
    .await?;
    Ok(Reply::accepted())
}

impl Body {
    fn check(&self) -> Result<EmailAddress, Problem> {
        let mut fields = Fields::default();
        fields
            .take("/email", EmailAddress::parse(&self.email))
            .ok_or_else(|| fields.problem())
    }
}
