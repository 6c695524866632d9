//! `POST /v1/auth/verify-email`: makes the user active whose address the token proves, or gives a user the new
//! address that it proves, and signs them in.

use crate::limits::Limits;
use crate::session_view;
use domain::SystemClock;
use domain::identity::registration::VerificationError;
use domain::identity::{email_change, registration};
use messaging::Publisher;
use postgres::{PgCredentials, PgUsers};
use runtime::{Problem, Reply, Request, TokenSigner};
use serde::Deserialize;

config::app! {
    /// What verifying needs.
    pub struct App {
        users: PgUsers,
        credentials: PgCredentials,
        signer: TokenSigner,
        limits: Limits,
        publisher: Publisher,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    token: String,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.limits.network("verify", &request).await?;
    let body: Body = request.json()?;
    let (token, origin) = (&body.token, request.origin());
    match registration::verify_email(&app.users, &SystemClock, token, origin).await {
        Err(VerificationError::InvalidToken) => change_email(app, token, &request).await,
        verified => session_view::reply(&app.signer, &verified?, &SystemClock),
    }
}

/// 204 for whoever has a second factor: a link in a mail does not sign them in.
async fn change_email(app: &App, token: &str, request: &Request) -> Result<Reply, Problem> {
    let session = email_change::confirm(
        &app.credentials,
        &app.publisher,
        &SystemClock,
        token,
        &request.origin(),
    )
    .await?;
    match session {
        Some(session) => session_view::reply(&app.signer, &session, &SystemClock),
        None => Ok(Reply::no_content()),
    }
}
