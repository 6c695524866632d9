//! Registering, and proving that the e-mail address is one's own.

use super::credentials::{self, Addressee, Credentials, LinkRequest};
use super::events::EmailVerificationRequested;
use super::session::{NewSession, OpenSession, Origin};
use super::{EmailAddress, NewUser, OneTimeToken, UserStatus, Users};
use crate::events::{Event, Publisher};
use crate::failure::{Failure, Kind};
use crate::links::{LinkKey, Purpose, token_hash};
use crate::{Clock, StoreError};
use std::slice;
use time::Duration;

/// How long the link in the mail is good.
pub const VERIFICATION_LIFETIME: Duration = Duration::hours(24);

/// A new user who has yet to prove the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    pub user: NewUser,
    pub verification: OneTimeToken,
}

/// Why nobody was verified.
#[derive(Debug, thiserror::Error)]
pub enum VerificationError {
    #[error("the token is unknown, used or expired")]
    InvalidToken,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for VerificationError {
    fn kind(&self) -> Kind {
        match self {
            Self::InvalidToken => Kind::Rule,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::InvalidToken => "invalid_verification_token",
            Self::Store(error) => error.code(),
        }
    }
}

/// Takes somebody in, who then gets a link by mail. An address that has an account gets a word about that instead,
/// by the same work: whoever asks does not learn which.
pub async fn register(
    users: &impl Users,
    publisher: &impl Publisher,
    clock: &impl Clock,
    key: &LinkKey,
    user: NewUser,
    origin: &Origin,
) -> Result<(), StoreError> {
    let verification = verification(clock, key);
    let registration = Registration { user, verification };
    let tell = |owner: &Addressee| match owner.status {
        UserStatus::Pending if owner.user == registration.user.id => {
            link_mailed(clock, owner, &registration.verification, origin)
        }
        // Somebody else registers the address at this moment, and is sent a link.
        UserStatus::Pending => credentials::nobody(clock, origin, registration.verification.id),
        UserStatus::Active | UserStatus::Suspended | UserStatus::Erased => {
            owner.address_used(clock, origin)
        }
    };
    let event = users.register(&registration, origin, tell).await?;
    publisher.publish(slice::from_ref(&event)).await;
    Ok(())
}

/// Sends another link to a pending user; of any other address nothing is told, by the same work. Earlier links stay
/// good: mails overtake each other.
pub async fn resend(
    credentials: &impl Credentials,
    publisher: &impl Publisher,
    clock: &impl Clock,
    key: &LinkKey,
    email: &EmailAddress,
    origin: &Origin,
) -> Result<(), StoreError> {
    let known = credentials.addressee(email).await?;
    let pending = known.filter(|user| user.status == UserStatus::Pending);
    let token = verification(clock, key);
    let event = match &pending {
        Some(user) => link_mailed(clock, user, &token, origin)?,
        None => credentials::nobody(clock, origin, token.id)?,
    };
    let request = LinkRequest {
        action: "verification_requested",
        actor: None,
        user: pending.map(|user| user.user),
        token,
        email: None,
        event,
    };
    credentials.request_link(&request, origin).await?;
    publisher.publish(slice::from_ref(&request.event)).await;
    Ok(())
}

/// Makes the token's user active and opens their first session.
pub async fn verify_email(
    users: &impl Users,
    clock: &impl Clock,
    token: &str,
    origin: Origin,
) -> Result<OpenSession, VerificationError> {
    let (session, refresh_token) = NewSession::start(clock, origin)?;
    let account = users
        .verify_email(token_hash(token), &session)
        .await?
        .ok_or(VerificationError::InvalidToken)?;
    Ok(OpenSession {
        id: session.id,
        account,
        refresh_token,
    })
}

fn verification(clock: &impl Clock, key: &LinkKey) -> OneTimeToken {
    OneTimeToken::start(clock, key, Purpose::VerifyEmail, VERIFICATION_LIFETIME)
}

fn link_mailed(
    clock: &impl Clock,
    user: &Addressee,
    token: &OneTimeToken,
    origin: &Origin,
) -> Result<Event, StoreError> {
    let fact = EmailVerificationRequested {
        user_id: user.user,
        email: user.email.as_str().to_owned(),
        name: user.name.as_str().to_owned(),
        language: user.language,
        token_id: token.id,
        expires_at: token.expires_at,
    };
    credentials::event(clock, origin, user.user, &fact)
}
