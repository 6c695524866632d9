//! `POST /v1/auth/login`: opens a session for the one who knows the password and has the second factor, and
//! brings the guest's cart along.

use crate::limits::{Account, Limits};
use crate::{guest_cart, session_view};
use domain::SystemClock;
use domain::identity::login::{self, Attempt};
use domain::identity::{EmailAddress, LoginError, OpenSession};
use passwords::Argon2Passwords;
use postgres::{PgCarts, PgSessions};
use runtime::{Fields, OneTimeCodes, Problem, Reply, Request, TokenSigner};
use serde::Deserialize;

config::app! {
    /// What logging in needs.
    pub struct App {
        sessions: PgSessions,
        carts: PgCarts,
        passwords: Argon2Passwords,
        codes: OneTimeCodes,
        signer: TokenSigner,
        limits: Limits,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    email: String,
    password: String,
    code: Option<String>,
    cart_token: Option<String>,
}

pub async fn handle(app: &App, request: Request) -> Result<Reply, Problem> {
    let asked = read(&request);
    let account = asked
        .as_ref()
        .ok()
        .map(|(_, email)| Account::Address(email));
    let tries = app.limits.tries("login", &request, account).await?;
    let (body, email) = asked?;
    let attempt = Attempt {
        email: &email,
        password: &body.password,
        code: body.code.as_deref(),
    };
    let outcome = login::login(
        &app.sessions,
        &app.passwords,
        app.codes.key(),
        &SystemClock,
        attempt,
        request.origin(),
    )
    .await;
    if was_right(&outcome) {
        tries.forget().await;
    }
    let session = outcome?;
    if let Some(token) = &body.cart_token {
        guest_cart::bring(&app.carts, token, session.account.id).await;
    }
    session_view::reply(&app.signer, &session, &SystemClock)
}

fn read(request: &Request) -> Result<(Body, EmailAddress), Problem> {
    let body: Body = request.json()?;
    let mut fields = Fields::default();
    match fields.take("/email", EmailAddress::parse(&body.email)) {
        Some(email) => Ok((body, email)),
        None => Err(fields.problem()),
    }
}

/// Whether all was right that was asked for. A right password without its code is not: whoever knows the one must
/// not be free to guess the other.
fn was_right(outcome: &Result<OpenSession, LoginError>) -> bool {
    matches!(
        outcome,
        Ok(_) | Err(LoginError::EmailNotVerified | LoginError::Suspended)
    )
}
