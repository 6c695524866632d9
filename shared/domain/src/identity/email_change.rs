//! Another e-mail address, once a link in a mail to it was opened.

use super::credentials::{self, Addressee, Credentials, LinkRequest};
use super::events::{EmailChangeRequested, EmailChanged};
use super::{Account, EmailAddress, NewSession, OneTimeToken, OpenSession, Origin, UserStatus};
use crate::events::{Event, Publisher};
use crate::failure::{Failure, Kind, Violation};
use crate::links::{LinkKey, Purpose, token_hash};
use crate::{Clock, StoreError};
use std::slice;
use time::Duration;

/// How long the link in the mail is good.
pub const EMAIL_CHANGE_LIFETIME: Duration = Duration::hours(24);

/// A user with their new address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub account: Account,
    /// A mailed link alone opens none where there is a second factor.
    pub has_session: bool,
}

/// Why an address is not changed.
#[derive(Debug, thiserror::Error)]
pub enum EmailChangeError {
    #[error("it is the user's address already")]
    Unchanged,
    #[error("the token is unknown, used or expired")]
    InvalidToken,
    #[error("the address became another's meanwhile")]
    Taken,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for EmailChangeError {
    fn kind(&self) -> Kind {
        match self {
            Self::Unchanged | Self::InvalidToken => Kind::Rule,
            Self::Taken => Kind::Conflict,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Unchanged => "validation_failed",
            Self::InvalidToken => "invalid_verification_token",
            Self::Taken => "email_taken",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::Unchanged => vec![Violation::new("/email", "email_unchanged")],
            Self::InvalidToken | Self::Taken | Self::Store(_) => Vec::new(),
        }
    }
}

/// Mails a link to the new address; if it is somebody's already, them a word about it instead. Whoever asks does not
/// learn which.
pub async fn request(
    credentials: &impl Credentials,
    publisher: &impl Publisher,
    clock: &impl Clock,
    key: &LinkKey,
    user: &Addressee,
    to: &EmailAddress,
    origin: &Origin,
) -> Result<(), EmailChangeError> {
    if *to == user.email {
        return Err(EmailChangeError::Unchanged);
    }
    let owner = credentials.addressee(to).await?;
    // Whoever is pending has not proved that it is theirs.
    let owner = owner.filter(|owner| owner.status != UserStatus::Pending);
    let token = OneTimeToken::start(clock, key, Purpose::ChangeEmail, EMAIL_CHANGE_LIFETIME);
    let event = match &owner {
        Some(owner) => owner.address_used(clock, origin)?,
        None => link_mailed(clock, user, to, &token, origin)?,
    };
    let request = LinkRequest {
        action: "email_change_requested",
        actor: Some(user.user),
        user: owner.is_none().then_some(user.user),
        token,
        email: Some(to.clone()),
        event,
    };
    credentials.request_link(&request, origin).await?;
    publisher.publish(slice::from_ref(&request.event)).await;
    Ok(())
}

fn link_mailed(
    clock: &impl Clock,
    user: &Addressee,
    to: &EmailAddress,
    token: &OneTimeToken,
    origin: &Origin,
) -> Result<Event, StoreError> {
    let fact = EmailChangeRequested {
        user_id: user.user,
        email: to.as_str().to_owned(),
        name: user.name.as_str().to_owned(),
        language: user.language,
        token_id: token.id,
        expires_at: token.expires_at,
    };
    credentials::event(clock, origin, user.user, &fact)
}

/// Gives the token's user the new address, tells the old one, and opens a session; none for whoever has a second
/// factor, who logs in as ever.
pub async fn confirm(
    credentials: &impl Credentials,
    publisher: &impl Publisher,
    clock: &impl Clock,
    token: &str,
    origin: &Origin,
) -> Result<Option<OpenSession>, EmailChangeError> {
    let token = token_hash(token);
    let user = credentials
        .link_owner(token, Purpose::ChangeEmail, clock.now())
        .await?
        .ok_or(EmailChangeError::InvalidToken)?;
    let event = changed(clock, &user, origin)?;
    let (session, refresh_token) = NewSession::start(clock, origin.clone())?;
    let moved = credentials
        .change_email(user.user, token, &session, &event)
        .await?;
    publisher.publish(slice::from_ref(&event)).await;
    Ok(moved.has_session.then_some(OpenSession {
        id: session.id,
        account: moved.account,
        refresh_token,
    }))
}

fn changed(clock: &impl Clock, user: &Addressee, origin: &Origin) -> Result<Event, StoreError> {
    let fact = EmailChanged {
        user_id: user.user,
        email: user.email.as_str().to_owned(),
        name: user.name.as_str().to_owned(),
        language: user.language,
    };
    credentials::event(clock, origin, user.user, &fact)
}
