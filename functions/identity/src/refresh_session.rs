//! `POST /v1/auth/refresh`: new tokens for a session; a refresh token that comes twice ends it.

use crate::limits::Limits;
use crate::session_view;
use domain::SystemClock;
use domain::identity::RefreshToken;
use domain::identity::session::{RefreshError, refresh};
use postgres::PgSessions;
use runtime::{Auth, Problem, Reply, Request, TokenSigner};
use serde::Deserialize;

config::app! {
    /// What refreshing needs.
    pub struct App {
        sessions: PgSessions,
        signer: TokenSigner,
        auth: Auth,
        limits: Limits,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    refresh_token: String,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.limits.network("refresh", &request).await?;
    let body: Body = request.json()?;
    let token = RefreshToken::from(body.refresh_token);
    let outcome = refresh(&app.sessions, &SystemClock, &token, &request.origin()).await;
    if let Err(RefreshError::Reused(session)) = outcome {
        app.auth.end_session(session).await;
    }
    session_view::reply(&app.signer, &outcome?, &SystemClock)
}
