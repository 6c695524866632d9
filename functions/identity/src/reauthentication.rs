//! The password, asked of somebody who is signed in.

use crate::limits::Limits;
use domain::SystemClock;
use domain::identity::reauthentication::{ReauthenticationError, prove};
use domain::identity::{Holder, Origin, PasswordHash};
use passwords::Argon2Passwords;
use postgres::PgCredentials;
use runtime::Problem;

/// Counts the try as a login's, so that a stolen session guesses no faster than anybody else. Answers the hash that
/// the password was checked against.
pub(crate) async fn ask<'a>(
    limits: &Limits,
    credentials: &PgCredentials,
    passwords: &Argon2Passwords,
    holder: &'a Holder,
    password: &str,
    origin: &Origin,
) -> Result<&'a PasswordHash, Problem> {
    let email = &holder.addressee.email;
    limits.tries(email).await?;
    let outcome = prove(
        credentials,
        passwords,
        &SystemClock,
        holder,
        password,
        origin,
    )
    .await;
    if !matches!(outcome, Err(ReauthenticationError::WrongPassword)) {
        limits.forget_tries(email).await;
    }
    Ok(outcome?)
}
