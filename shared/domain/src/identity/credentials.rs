//! Passwords, addresses, and the links by which both are regained: the port behind which they are kept.

use super::email_change::{EmailChangeError, Moved};
use super::events::{KnownAddressUsed, PasswordChanged, UnknownAddressUsed};
use super::{
    AccessCut, EmailAddress, NewSession, OneTimeToken, Origin, PasswordHash, PersonName, UserStatus,
};
use crate::events::{Event, EventType};
use crate::ids::{SessionId, UserId};
use crate::links::Purpose;
use crate::{Clock, Language, StoreError};
use time::OffsetDateTime;
use uuid::Uuid;

/// Whom mail about an account goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    pub user: UserId,
    pub status: UserStatus,
    pub email: EmailAddress,
    pub name: PersonName,
    pub language: Language,
}

impl Addressee {
    /// What others know of them, and a password is not to be made of.
    #[must_use]
    pub fn personal(&self) -> [&str; 2] {
        [self.email.as_str(), self.name.as_str()]
    }

    pub(crate) fn password_changed(
        &self,
        clock: &impl Clock,
        origin: &Origin,
    ) -> Result<Event, StoreError> {
        let fact = PasswordChanged {
            user_id: self.user,
            email: self.email.as_str().to_owned(),
            name: self.name.as_str().to_owned(),
            language: self.language,
        };
        event(clock, origin, self.user, &fact)
    }

    /// Tells them that their address was used as if it had no account yet.
    pub(crate) fn address_used(
        &self,
        clock: &impl Clock,
        origin: &Origin,
    ) -> Result<Event, StoreError> {
        let fact = KnownAddressUsed {
            user_id: self.user,
            email: self.email.as_str().to_owned(),
            name: self.name.as_str().to_owned(),
            language: self.language,
        };
        event(clock, origin, self.user, &fact)
    }
}

/// An active user, and what they prove themselves by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    pub addressee: Addressee,
    /// None when they come by another provider alone.
    pub password: Option<PasswordHash>,
}

/// A link asked for, and the mail that carries it. For nobody no token is kept, and the event says so: whoever
/// asks sees the same work.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkRequest {
    /// Such as `password_reset_requested`.
    pub action: &'static str,
    /// Who asks, if they are signed in.
    pub actor: Option<UserId>,
    pub user: Option<UserId>,
    pub token: OneTimeToken,
    /// The address that is to become the user's.
    pub email: Option<EmailAddress>,
    pub event: Event,
}

/// The credentials. Every method is one transaction.
pub trait Credentials: Send + Sync {
    /// Whose address it is; the erased have none.
    async fn addressee(&self, email: &EmailAddress) -> Result<Option<Addressee>, StoreError>;

    /// The user, while they are active.
    async fn holder(&self, user: UserId) -> Result<Option<Holder>, StoreError>;

    /// Keeps the token and the event. A user's earlier links to other addresses than the one asked for die.
    async fn request_link(&self, request: &LinkRequest, origin: &Origin) -> Result<(), StoreError>;

    /// Writes into the audit log that a signed-in user gave a wrong password.
    async fn note_wrong_password(
        &self,
        user: UserId,
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<(), StoreError>;

    /// Whose token it is; `None` when it is unknown, used or expired, or its user not active. A pending user may set
    /// a password.
    async fn link_owner(
        &self,
        token: [u8; 32],
        purpose: Purpose,
        now: OffsetDateTime,
    ) -> Result<Option<Addressee>, StoreError>;

    /// Uses up the token, sets its user's password, makes them active, ends all of their sessions, uses up their
    /// other tokens and keeps the event. `None`, and nothing done, when the token is not good any more: of many
    /// calls with one token, one succeeds.
    async fn reset_password(
        &self,
        user: UserId,
        token: [u8; 32],
        password: &PasswordHash,
        event: &Event,
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<Option<AccessCut>, StoreError>;

    /// Sets the password of an active user whose hash is still `checked`, ends all of their sessions but one, uses
    /// up their tokens and keeps the event. `None`, and nothing done, when the user changed meanwhile.
    async fn change_password(
        &self,
        change: &PasswordReplacement<'_>,
        event: &Event,
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<Option<AccessCut>, StoreError>;

    /// Uses up the token, gives its user the address that it carries, uses up their other tokens, keeps the event and opens
    /// a session, except for those who have a second factor. Whoever registered the new address but never proved
    /// it makes way.
    async fn change_email(
        &self,
        user: UserId,
        token: [u8; 32],
        session: &NewSession,
        event: &Event,
    ) -> Result<Moved, EmailChangeError>;
}

/// A password in the place of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordReplacement<'a> {
    pub user: UserId,
    /// The session that goes on.
    pub session: SessionId,
    /// The hash that the present password was checked against.
    pub checked: &'a PasswordHash,
    pub password: &'a PasswordHash,
}

/// An event of identity's, about `subject`.
pub(crate) fn event<T: EventType>(
    clock: &impl Clock,
    origin: &Origin,
    subject: impl Into<Uuid>,
    fact: &T,
) -> Result<Event, StoreError> {
    Event::new(clock, &origin.request_id, subject, fact)
        .map_err(|error| StoreError::broken("writing an event", error))
}

/// The event that nobody is mailed about.
pub(crate) fn nobody(
    clock: &impl Clock,
    origin: &Origin,
    subject: impl Into<Uuid>,
) -> Result<Event, StoreError> {
    event(clock, origin, subject, &UnknownAddressUsed {})
}
