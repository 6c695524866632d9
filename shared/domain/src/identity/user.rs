//! Users, and the port behind which they are kept.

use super::appointment::Appointment;
use super::{
    Addressee, EmailAddress, NewSession, Origin, PasswordHash, Permission, PersonName, Phone,
    Registration,
};
use crate::events::Event;
use crate::ids::UserId;
use crate::named::named;
use crate::{Language, StoreError};
use serde::Serialize;
use time::OffsetDateTime;

named! {
    /// Where an account stands.
    UserStatus {
        /// The e-mail address is not verified yet.
        Pending = "pending",
        Active = "active",
        /// Shut out by staff.
        Suspended = "suspended",
        /// Gone at its owner's wish; what accounting needs is kept without a name.
        Erased = "erased",
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

named! {
    /// How an account stands with a second factor.
    SecondFactorStatus {
        /// None is asked for.
        Off = "off",
        /// A login asks for a code.
        On = "on",
        /// There is none, and one of the roles allows nothing without.
        Required = "required",
    }
}

impl SecondFactorStatus {
    #[must_use]
    pub const fn of(has_one: bool, needs_one: bool) -> Self {
        match (has_one, needs_one) {
            (true, _) => Self::On,
            (false, true) => Self::Required,
            (false, false) => Self::Off,
        }
    }
}

/// Who a session is for, and what they may do in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    pub id: UserId,
    pub email: String,
    pub name: String,
    pub roles: Vec<String>,
    pub permissions: Vec<Permission>,
    pub second_factor: SecondFactorStatus,
    /// See [`AccessCut`].
    #[serde(skip)]
    pub access_version: i64,
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

    /// Makes the address's owner a verified user with the role `super_admin`, whoever had it before. A
    /// password that changes ends every session.
    async fn appoint_super_admin(
        &self,
        user: &NewUser,
        keep_password: bool,
        now: OffsetDateTime,
    ) -> Result<Appointment, StoreError>;
}
