//! The password, asked of somebody who is signed in.

use crate::limits::{Account, Limits};
use domain::SystemClock;
use domain::identity::reauthentication::prove;
use domain::identity::{Holder, PasswordHash};
use passwords::Argon2Passwords;
use postgres::PgCredentials;
use runtime::{Problem, Request};

/// Counts the try by the limits, for a route: a stolen session guesses no faster than anybody else. Answers the hash
/// that the password was checked against.
pub(crate) async fn ask<'a>(
    (limits, route, request): (&Limits, &str, &Request),
    credentials: &PgCredentials,
    passwords: &Argon2Passwords,
    holder: &'a Holder,
    password: &str,
) -> Result<&'a PasswordHash, Problem> {
    let account = Account::User(holder.addressee.user);
    let tries = limits.tries(route, request, Some(account)).await?;
    let proved = prove(
        credentials,
        passwords,
        &SystemClock,
        holder,
        password,
        &request.origin(),
    )
    .await?;
    tries.forget().await;
    Ok(proved)
}
