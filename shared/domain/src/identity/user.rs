//! Users, and the port behind which they are kept.

use super::appointment::Appointment;
use super::{
    Addressee, EmailAddress, NewSession, Origin, PasswordHash, Permission, PersonName, Phone,
    Registration,
};
use crate::events::Event;
use crate::failure::{Failure, Kind};
use crate::ids::UserId;
use crate::{Language, StoreError};
use serde::Serialize;
use time::OffsetDateTime;

/// Where an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserStatus {
    /// The e-mail address is not verified yet.
    Pending,
    Active,
    /// Shut out by staff.
    Suspended,
    /// Gone at its owner's wish; what accounting needs is kept without a name.
    Erased,
}

impl UserStatus {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Erased => "erased",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Pending, Self::Active, Self::Suspended, Self::Erased]
            .into_iter()
            .find(|status| status.as_str() == text)
    }
}

/// Somebody who is to have an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUser {
    pub id: UserId,
    pub email: EmailAddress,
    pub name: PersonName,
    pub phone: Option<Phone>,
    pub language: Language,
    pub password: PasswordHash,
}

/// From now on the user's access tokens of a lower version are refused. The version goes up with whatever
/// changes what somebody may do: roles, suspension, the password, the end of all sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessCut {
    pub user: UserId,
    pub version: i64,
}

/// Who a session is for, and what they may do in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    pub id: UserId,
    pub email: String,
    pub name: String,
    pub roles: Vec<String>,
    pub permissions: Vec<Permission>,
    /// See [`AccessCut`].
    #[serde(skip)]
    pub access_version: i64,
}

/// What users see of themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    pub account: Account,
    pub phone: Option<String>,
    pub language: Language,
}

/// The users. Every method is one transaction.
pub trait Users: Send + Sync {
    /// Adds a pending user with the role `customer` and the token. A pending user with the same address makes way:
    /// nobody has proved yet that it is theirs. Nobody is added when the address belongs to an account already.
    /// Keeps, and answers, the event that `tell` makes of whose address it is now.
    async fn register(
        &self,
        registration: &Registration,
        origin: &Origin,
        tell: impl FnOnce(&Addressee) -> Result<Event, StoreError> + Send,
    ) -> Result<Event, StoreError>;

    /// Uses up the token, makes its user active and opens a session. `None` when the token is unknown, used
    /// or expired: of many calls with one token, one succeeds.
    async fn verify_email(
        &self,
        token: [u8; 32],
        session: &NewSession,
    ) -> Result<Option<Account>, StoreError>;

    async fn profile(&self, user: UserId) -> Result<Option<Profile>, StoreError>;

    /// Makes the address's owner a verified user with the role `super_admin`, whoever had it before. A
    /// password that changes ends every session.
    async fn appoint_super_admin(
        &self,
        user: &NewUser,
        keep_password: bool,
        now: OffsetDateTime,
    ) -> Result<Appointment, StoreError>;
}

/// Why a profile is not shown.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    #[error("the token's user is gone")]
    NoSuchUser,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for ProfileError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchUser => Kind::NotFound,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchUser => "user_not_found",
            Self::Store(error) => error.code(),
        }
    }
}

/// What the user sees of themselves.
pub async fn profile(users: &impl Users, user: UserId) -> Result<Profile, ProfileError> {
    users.profile(user).await?.ok_or(ProfileError::NoSuchUser)
}
