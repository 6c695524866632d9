//! `POST /v1/auth/verify-email`: makes the user active whose address the token proves, and signs them in.

use crate::limits::Limits;
use crate::session_view;
use domain::SystemClock;
use domain::identity::registration;
use postgres::PgUsers;
use runtime::{Problem, Reply, Request, TokenSigner};
use serde::Deserialize;

config::app! {
    /// What verifying needs.
    pub struct App {
        users: PgUsers,
        signer: TokenSigner,
        limits: Limits,
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
    let session =
        registration::verify_email(&app.users, &SystemClock, &body.token, request.origin()).await?;
    session_view::reply(&app.signer, &session, &SystemClock)
}
