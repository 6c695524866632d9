//! Logging in.

use super::one_time_code::SecondFactorKey;
use super::session::{NewSession, OpenSession, Origin, Sessions};
use super::{EmailAddress, PasswordHash, Passwords, UserStatus, Verdict};
use crate::failure::{Failure, Kind};
use crate::ids::{SecondFactorId, UserId};
use crate::named::named;
use crate::{Clock, StoreError};

/// What a login is checked against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    pub user: UserId,
    pub status: UserStatus,
    /// None when they come by another provider alone.
    pub password: Option<PasswordHash>,
    /// None when no code is asked of them.
    pub second_factor: Option<SecondFactorId>,
}

/// What somebody shows who wants to be let in.
#[derive(Clone, Copy)]
pub struct Attempt<'a> {
    pub email: &'a EmailAddress,
    pub password: &'a str,
    /// Of an authenticator, or one for recovery.
    pub code: Option<&'a str>,
}

/// Somebody who has shown who they are, by a password or by another provider's word; the second factor, if one
/// is asked of them, is still to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstFactor {
    pub user: UserId,
    /// None when no code is asked of them.
    pub second_factor: Option<SecondFactorId>,
    /// What the password was checked against, and must still be; none when no password was asked for.
    pub checked: Option<PasswordHash>,
    /// What is to be kept in its place.
    pub rehashed: Option<PasswordHash>,
}

/// Why somebody is not logged in.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// The address is nobody's, or the password is wrong: which of the two is nobody's business.
    #[error("the credentials are wrong")]
    InvalidCredentials,
    /// The password was right.
    #[error("a code of the second factor is missing")]
    SecondFactorRequired,
    #[error("the code of the second factor is wrong or was used before")]
    InvalidSecondFactor,
    #[error("the e-mail address is not verified")]
    EmailNotVerified,
    #[error("the account is suspended")]
    Suspended,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for LoginError {
    fn kind(&self) -> Kind {
        match self {
            Self::InvalidCredentials | Self::SecondFactorRequired | Self::InvalidSecondFactor => {
                Kind::Unauthenticated
            }
            Self::EmailNotVerified | Self::Suspended => Kind::Forbidden,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::InvalidCredentials => "invalid_credentials",
            Self::SecondFactorRequired => "second_factor_required",
            Self::InvalidSecondFactor => "invalid_second_factor",
            Self::EmailNotVerified => "email_not_verified",
            Self::Suspended => "account_suspended",
            Self::Store(error) => error.code(),
        }
    }
}

named! {
    /// What was wrong with a login, for the audit log.
    Refusal {
        Credentials = "credentials",
        SecondFactor = "second_factor",
    }
}

/// Opens a session for the one who knows the password and has the second factor. How an account stands, and
/// whether a code is asked for, is told to nobody else.
pub async fn login(
    sessions: &impl Sessions,
    passwords: &impl Passwords,
    key: &SecondFactorKey,
    clock: &impl Clock,
    attempt: Attempt<'_>,
    origin: Origin,
) -> Result<OpenSession, LoginError> {
    let known = sessions.credentials(attempt.email).await?;
    let hash = known.as_ref().and_then(|known| known.password.clone());
    let verdict = passwords.verify(attempt.password, hash.as_ref())?;
    let (known, hash) = match (known, hash) {
        (Some(known), Some(hash)) if verdict != Verdict::Wrong => (known, hash),
        (known, _) => {
            let user = known.map(|known| known.user);
            sessions
                .note_failed_login(user, Refusal::Credentials, &origin, clock.now())
                .await?;
            return Err(LoginError::InvalidCredentials);
        }
    };
    match known.status {
        UserStatus::Active => {}
        UserStatus::Pending => return Err(LoginError::EmailNotVerified),
        UserStatus::Suspended => return Err(LoginError::Suspended),
        UserStatus::Erased => return Err(LoginError::InvalidCredentials),
    }
    let rehashed = match verdict {
        Verdict::RightButOutdated => Some(passwords.hash(attempt.password)?),
        Verdict::Right | Verdict::Wrong => None,
    };
    let first = FirstFactor {
        user: known.user,
        second_factor: known.second_factor,
        checked: Some(hash),
        rehashed,
    };
    enter(sessions, key, clock, &first, attempt.code, origin).await
}

/// Checks the code, if one is asked for, and opens a session. Whichever way somebody showed who they are, this is
/// the door.
pub async fn enter(
    sessions: &impl Sessions,
    key: &SecondFactorKey,
    clock: &impl Clock,
    first: &FirstFactor,
    code: Option<&str>,
    origin: Origin,
) -> Result<OpenSession, LoginError> {
    let (session, refresh_token) = NewSession::start(clock, origin)?;
    let account = match (first.second_factor, code) {
        (None, _) => sessions.open(first, None, &session).await?,
        (Some(_), None) => return Err(LoginError::SecondFactorRequired),
        (Some(factor), Some(code)) => {
            let account = match key.proof(factor, code, clock.now()) {
                Some(proof) => sessions.open(first, Some(&proof), &session).await?,
                None => None,
            };
            if account.is_none() {
                let (user, origin) = (Some(first.user), &session.origin);
                sessions
                    .note_failed_login(user, Refusal::SecondFactor, origin, clock.now())
                    .await?;
                return Err(LoginError::InvalidSecondFactor);
            }
            account
        }
    };
    Ok(OpenSession {
        id: session.id,
        account: account.ok_or(LoginError::InvalidCredentials)?,
        refresh_token,
    })
}
