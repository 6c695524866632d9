//! `POST /v1/auth/login`: opens a session for the one who knows the password, and brings the guest's cart along.

use crate::limits::Limits;
use crate::session_view;
use domain::cart::Carts;
use domain::identity::{EmailAddress, LoginError, login};
use domain::ids::UserId;
use domain::links::token_hash;
use domain::{Clock, SystemClock};
use passwords::Argon2Passwords;
use postgres::{PgCarts, PgSessions};
use runtime::{Fields, Problem, Reply, Request, TokenSigner};
use serde::Deserialize;

config::app! {
    /// What logging in needs.
    pub struct App {
        sessions: PgSessions,
        carts: PgCarts,
        passwords: Argon2Passwords,
        signer: TokenSigner,
        limits: Limits,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    email: String,
    password: String,
    cart_token: Option<String>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    app.limits.network("login", &request).await?;
    let body: Body = request.json()?;
    let email = body.email()?;
    app.limits.tries(&email).await?;
    let outcome = login::login(
        &app.sessions,
        &app.passwords,
        &SystemClock,
        &email,
        &body.password,
        request.origin(),
    )
    .await;
    if !matches!(outcome, Err(LoginError::InvalidCredentials)) {
        app.limits.forget_tries(&email).await;
    }
    let session = outcome?;
    if let Some(token) = &body.cart_token {
        bring_cart(app, token, session.account.id).await;
    }
    session_view::reply(&app.signer, &session, &SystemClock)
}

impl Body {
    fn email(&self) -> Result<EmailAddress, Problem> {
        let mut fields = Fields::default();
        fields
            .take("/email", EmailAddress::parse(&self.email))
            .ok_or_else(|| fields.problem())
    }
}

/// A cart that cannot be brought along stays where it is: no reason to refuse a login.
async fn bring_cart(app: &App, token: &str, user: UserId) {
    let merged = app
        .carts
        .merge(token_hash(token), user, SystemClock.now())
        .await;
    if let Err(error) = merged {
        tracing::error!(error = %error, "a guest's cart was not merged");
    }
}
