//! Logging in.

use super::session::{NewSession, OpenSession, Origin, Sessions};
use super::{EmailAddress, PasswordHash, Passwords, UserStatus, Verdict};
use crate::failure::{Failure, Kind};
use crate::ids::UserId;
use crate::{Clock, StoreError};

/// What a login is checked against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    pub user: UserId,
    pub status: UserStatus,
    /// None when they come by another provider alone.
    pub password: Option<PasswordHash>,
}

/// Why somebody is not logged in.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// The address is nobody's, or the password is wrong: which of the two is nobody's business.
    #[error("the credentials are wrong")]
    InvalidCredentials,
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
            Self::InvalidCredentials => Kind::Unauthenticated,
            Self::EmailNotVerified | Self::Suspended => Kind::Forbidden,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::InvalidCredentials => "invalid_credentials",
            Self::EmailNotVerified => "email_not_verified",
            Self::Suspended => "account_suspended",
            Self::Store(error) => error.code(),
        }
    }
}

/// Opens a session for the one who knows the password. How an account stands is told to nobody else.
pub async fn login(
    sessions: &impl Sessions,
    passwords: &impl Passwords,
    clock: &impl Clock,
    email: &EmailAddress,
    password: &str,
    origin: Origin,
) -> Result<OpenSession, LoginError> {
    let known = sessions.credentials(email).await?;
    let hash = known.as_ref().and_then(|known| known.password.clone());
    let verdict = passwords.verify(password, hash.as_ref())?;
    let (known, hash) = match (known, hash) {
        (Some(known), Some(hash)) if verdict != Verdict::Wrong => (known, hash),
        (known, _) => {
            let user = known.map(|known| known.user);
            sessions
                .note_failed_login(user, &origin, clock.now())
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
        Verdict::RightButOutdated => Some(passwords.hash(password)?),
        Verdict::Right | Verdict::Wrong => None,
    };
    let (session, refresh_token) = NewSession::start(clock, origin)?;
    let account = sessions
        .open(known.user, &hash, rehashed.as_ref(), &session)
        .await?
        .ok_or(LoginError::InvalidCredentials)?;
    Ok(OpenSession {
        id: session.id,
        account,
        refresh_token,
    })
}
