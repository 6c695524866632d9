//! `PUT /v1/me/email`: asks for another address, which counts once the link in a mail to it was opened.

use crate::limits::Limits;
use crate::reauthentication;
use domain::SystemClock;
use domain::identity::reauthentication::holder;
use domain::identity::{EmailAddress, email_change};
use messaging::Publisher;
use passwords::Argon2Passwords;
use postgres::PgCredentials;
use runtime::{Auth, Fields, Links, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What another address needs.
    pub struct App {
        credentials: PgCredentials,
        passwords: Argon2Passwords,
        links: Links,
        auth: Auth,
        limits: Limits,
        publisher: Publisher,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    password: String,
    email: String,
}

/// 202 with the same answer after the same work, whether or not the address is somebody's.
pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let caller = app.auth.user(&request).await?;
    let (body, origin): (Body, _) = (request.json()?, request.origin());
    let mut fields = Fields::default();
    let Some(email) = fields.take("/email", EmailAddress::parse(&body.email)) else {
        return Err(fields.problem());
    };
    let holder = holder(&app.credentials, caller.user).await?;
    reauthentication::ask(
        (&app.limits, "change-email", &request),
        &app.credentials,
        &app.passwords,
        &holder,
        &body.password,
    )
    .await?;
    // Counted for both: nobody is to flood an address, nor write to many.
    let both = [&holder.addressee.email, &email];
    app.limits.mail("change-email", &request, &both).await?;
    email_change::request(
        &app.credentials,
        &app.publisher,
        &SystemClock,
        app.links.key(),
        &holder.addressee,
        &email,
        &origin,
    )
    .await?;
    Ok(Reply::accepted())
}
