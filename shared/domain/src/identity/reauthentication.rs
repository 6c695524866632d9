//! Asking the signed-in for their password once more, before what a stolen session must not do.

use super::credentials::{Credentials, Holder};
use super::{Origin, PasswordHash, Passwords, Verdict};
use crate::failure::{Failure, Kind};
use crate::ids::UserId;
use crate::{Clock, StoreError};

/// Why somebody does not count as asked.
#[derive(Debug, thiserror::Error)]
pub enum ReauthenticationError {
    #[error("the token's user is gone")]
    NoSuchUser,
    /// Also when there is none: whoever comes by another provider alone sets a first one by mail.
    #[error("the password is wrong")]
    WrongPassword,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for ReauthenticationError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchUser => Kind::NotFound,
            // The session is good: 401 would send them to the login.
            Self::WrongPassword => Kind::Rule,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchUser => "user_not_found",
            Self::WrongPassword => "wrong_password",
            Self::Store(error) => error.code(),
        }
    }
}

/// Who is to be asked.
pub async fn holder(
    credentials: &impl Credentials,
    user: UserId,
) -> Result<Holder, ReauthenticationError> {
    let holder = credentials.holder(user).await?;
    holder.ok_or(ReauthenticationError::NoSuchUser)
}

/// Answers the hash that the password was checked against.
pub async fn prove<'a>(
    credentials: &impl Credentials,
    passwords: &impl Passwords,
    clock: &impl Clock,
    holder: &'a Holder,
    password: &str,
    origin: &Origin,
) -> Result<&'a PasswordHash, ReauthenticationError> {
    let verdict = passwords.verify(password, holder.password.as_ref())?;
    match (&holder.password, verdict) {
        (Some(hash), Verdict::Right | Verdict::RightButOutdated) => Ok(hash),
        (None, _) | (_, Verdict::Wrong) => {
            let (user, now) = (holder.addressee.user, clock.now());
            credentials.note_wrong_password(user, origin, now).await?;
            Err(ReauthenticationError::WrongPassword)
        }
    }
}
