//! `POST /v1/auth/reset-password`: sets the password of whoever opened the link in the mail.

use crate::limits::{Account, Limits};
use domain::SystemClock;
use domain::identity::password_reset;
use messaging::Publisher;
use passwords::Argon2Passwords;
use postgres::PgCredentials;
use runtime::{Auth, Problem, Reply, Request};
use serde::Deserialize;

config::app! {
    /// What a reset needs.
    pub struct App {
        credentials: PgCredentials,
        passwords: Argon2Passwords,
        auth: Auth,
        limits: Limits,
        publisher: Publisher,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    token: String,
    password: String,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.limits.network("reset", &request).await?;
    let body: Body = request.json()?;
    let restored = password_reset::reset(
        &app.credentials,
        &app.passwords,
        &app.publisher,
        &SystemClock,
        &body.token,
        &body.password,
        &request.origin(),
    )
    .await?;
    app.auth.cut_access(&[restored.cut]).await;
    // Whoever forgot it may have tried too often.
    let account = Account::Address(&restored.email);
    app.limits.forget_tries(account).await;
    Ok(Reply::no_content())
}
