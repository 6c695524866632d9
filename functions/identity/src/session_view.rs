//! The answer to whoever has signed in: tokens, and whose they are.

use domain::Clock;
use domain::identity::{Account, Caller, OpenSession};
use runtime::{Problem, Reply, TokenSigner};
use serde::Serialize;

#[derive(Serialize)]
struct SessionView<'a> {
    access_token: &'a str,
    token_type: &'static str,
    /// Seconds.
    expires_in: i64,
    refresh_token: &'a str,
    user: &'a Account,
}

/// 200 with the session, and a fresh access token for it.
pub(crate) fn reply(
    signer: &TokenSigner,
    session: &OpenSession,
    clock: &impl Clock,
) -> Result<Reply, Problem> {
    let caller = Caller {
        user: session.account.id,
        session: session.id,
        access_version: session.account.access_version,
        permissions: session.account.permissions.clone(),
    };
    let token = signer
        .issue(&caller, clock.now())
        .map_err(|error| Problem::internal("signing a token", error))?;
    Ok(Reply::ok(&SessionView {
        access_token: &token.access_token,
        token_type: "Bearer",
        expires_in: token.expires_in,
        refresh_token: session.refresh_token.reveal(),
        user: &session.account,
    }))
}
