//! A password forgotten, and set again by whoever reads the account's mail.

use super::credentials::{self, Addressee, Credentials, LinkRequest};
use super::events::PasswordResetRequested;
use super::{AccessCut, EmailAddress, NewPassword, OneTimeToken, Origin, Passwords, UserStatus};
use crate::events::{Event, Publisher};
use crate::failure::{Failure, Invalid, Kind, Violation};
use crate::links::{LinkKey, Purpose, token_hash};
use crate::{Clock, StoreError};
use std::slice;
use time::Duration;

/// How long the link in the mail is good.
pub const RESET_LIFETIME: Duration = Duration::hours(1);

/// Mails a link to a pending or active user; of any other address nothing is told. Earlier links stay good until
/// one is used: mails overtake each other.
pub async fn request(
    credentials: &impl Credentials,
    publisher: &impl Publisher,
    clock: &impl Clock,
    key: &LinkKey,
    email: &EmailAddress,
    origin: &Origin,
) -> Result<(), StoreError> {
    let known = credentials.addressee(email).await?;
    let known = known.filter(|user| may_reset(user.status));
    let token = OneTimeToken::start(clock, key, Purpose::ResetPassword, RESET_LIFETIME);
    let event = match &known {
        Some(user) => link_mailed(clock, user, &token, origin)?,
        None => credentials::nobody(clock, origin, token.id)?,
    };
    let request = LinkRequest {
        action: "password_reset_requested",
        actor: None,
        user: known.map(|user| user.user),
        token,
        email: None,
        event,
    };
    credentials.request_link(&request, origin).await?;
    publisher.publish(slice::from_ref(&request.event)).await;
    Ok(())
}

/// A pending user proves the address by the same link. The suspended stay out, the erased are nobody.
const fn may_reset(status: UserStatus) -> bool {
    matches!(status, UserStatus::Pending | UserStatus::Active)
}

fn link_mailed(
    clock: &impl Clock,
    user: &Addressee,
    token: &OneTimeToken,
    origin: &Origin,
) -> Result<Event, StoreError> {
    let fact = PasswordResetRequested {
        user_id: user.user,
        email: user.email.as_str().to_owned(),
        name: user.name.as_str().to_owned(),
        language: user.language,
        token_id: token.id,
        expires_at: token.expires_at,
    };
    credentials::event(clock, origin, user.user, &fact)
}

/// Whose password was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    pub cut: AccessCut,
    pub email: EmailAddress,
}

/// Why no password was set.
#[derive(Debug, thiserror::Error)]
pub enum ResetError {
    #[error("the token is unknown, used or expired")]
    InvalidToken,
    #[error("the password is refused: {0}")]
    Password(Invalid),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for ResetError {
    fn kind(&self) -> Kind {
        match self {
            Self::InvalidToken | Self::Password(_) => Kind::Rule,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::InvalidToken => "invalid_reset_token",
            Self::Password(_) => "validation_failed",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::Password(Invalid(code)) => vec![Violation::new("/password", code)],
            Self::InvalidToken | Self::Store(_) => Vec::new(),
        }
    }
}

/// Sets the password of the token's user and ends all of their sessions. A refused password leaves the token good.
pub async fn reset(
    credentials: &impl Credentials,
    passwords: &impl Passwords,
    publisher: &impl Publisher,
    clock: &impl Clock,
    token: &str,
    password: &str,
    origin: &Origin,
) -> Result<Restored, ResetError> {
    let (token, now) = (token_hash(token), clock.now());
    let user = credentials
        .link_owner(token, Purpose::ResetPassword, now)
        .await?
        .ok_or(ResetError::InvalidToken)?;
    let password = NewPassword::parse(password, user.personal()).map_err(ResetError::Password)?;
    let hash = passwords.hash(password.reveal())?;
    let event = user.password_changed(clock, origin)?;
    let cut = credentials
        .reset_password(user.user, token, &hash, &event, origin, now)
        .await?
        .ok_or(ResetError::InvalidToken)?;
    publisher.publish(slice::from_ref(&event)).await;
    Ok(Restored {
        cut,
        email: user.email,
    })
}
