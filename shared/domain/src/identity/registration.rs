//! Registering, and proving that the e-mail address is one's own.

use super::events::EmailVerificationRequested;
use super::session::{NewSession, OpenSession, Origin};
use super::{EmailAddress, NewUser, PersonName, Users};
use crate::events::{BadEvent, Event, Publisher};
use crate::failure::{Failure, Kind};
use crate::ids::{OneTimeTokenId, UserId};
use crate::links::{LinkKey, Purpose, token_hash};
use crate::{Clock, Language, StoreError};
use time::{Duration, OffsetDateTime};

/// How long the link in the mail is good.
pub const VERIFICATION_LIFETIME: Duration = Duration::hours(24);

/// A token that proves an address, as it is kept: never the token itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    pub id: OneTimeTokenId,
    pub hash: [u8; 32],
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

impl Verification {
    fn start(clock: &impl Clock, key: &LinkKey) -> Self {
        let id = OneTimeTokenId::generate(clock);
        Self {
            id,
            hash: token_hash(&key.token(Purpose::VerifyEmail, id)),
            created_at: clock.now(),
            expires_at: clock.now() + VERIFICATION_LIFETIME,
        }
    }
}

/// A new user who has yet to prove the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    pub user: NewUser,
    pub verification: Verification,
}

/// Whom a verification mail goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingUser {
    pub id: UserId,
    pub name: PersonName,
    pub language: Language,
}

/// Why a mail or a token was of no avail.
#[derive(Debug, thiserror::Error)]
pub enum VerificationError {
    #[error("the token is unknown, used or expired")]
    InvalidToken,
    #[error(transparent)]
    Event(#[from] BadEvent),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for VerificationError {
    fn kind(&self) -> Kind {
        match self {
            Self::InvalidToken => Kind::Rule,
            Self::Event(_) => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::InvalidToken => "invalid_verification_token",
            Self::Event(_) => "internal",
            Self::Store(error) => error.code(),
        }
    }
}

/// Takes somebody in, who then gets a mail; of an address that has an account nothing is done or told.
pub async fn register(
    users: &impl Users,
    publisher: &impl Publisher,
    clock: &impl Clock,
    key: &LinkKey,
    user: NewUser,
    origin: &Origin,
) -> Result<(), VerificationError> {
    let verification = Verification::start(clock, key);
    let addressee = PendingUser {
        id: user.id,
        name: user.name.clone(),
        language: user.language,
    };
    let event = request(clock, &user.email, &addressee, &verification, origin)?;
    let registration = Registration { user, verification };
    if users.register(&registration, origin, &event).await? {
        publisher.publish(&event).await;
    }
    Ok(())
}

/// Sends another link to a pending user; of any other address nothing is done or told. Earlier links stay
/// good: mails overtake each other.
pub async fn resend(
    users: &impl Users,
    publisher: &impl Publisher,
    clock: &impl Clock,
    key: &LinkKey,
    email: &EmailAddress,
    origin: &Origin,
) -> Result<(), VerificationError> {
    let Some(user) = users.find_pending(email).await? else {
        return Ok(());
    };
    let verification = Verification::start(clock, key);
    let event = request(clock, email, &user, &verification, origin)?;
    if users
        .add_verification(user.id, &verification, &event)
        .await?
    {
        publisher.publish(&event).await;
    }
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

fn request(
    clock: &impl Clock,
    email: &EmailAddress,
    user: &PendingUser,
    verification: &Verification,
    origin: &Origin,
) -> Result<[Event; 1], BadEvent> {
    let fact = EmailVerificationRequested {
        user_id: user.id,
        email: email.as_str().to_owned(),
        name: user.name.as_str().to_owned(),
        language: user.language,
        token_id: verification.id,
        expires_at: verification.expires_at,
    };
    Ok([Event::new(clock, &origin.request_id, user.id, &fact)?])
}
