//! Users, sessions, roles: who somebody is and what they may do.

pub mod actor;
pub mod address_book;
pub mod appointment;
pub mod audit_log;
pub mod credentials;
pub mod device;
pub mod directory;
pub mod email_address;
pub mod email_change;
pub mod erasure;
pub mod events;
pub mod export;
pub mod external_login;
pub mod login;
pub mod one_time_code;
pub mod one_time_token;
pub mod password;
pub mod password_change;
pub mod password_reset;
pub mod permission;
pub mod person;
pub mod photo;
pub mod profile;
pub mod reauthentication;
pub mod registration;
pub mod roles;
pub mod second_factor;
pub mod session;
pub mod user;

pub use actor::Actor;
pub use address_book::{Address, AddressLine, Addresses, NewAddress, Place, Position};
pub use audit_log::{AuditFilter, AuditLog};
pub use credentials::{Addressee, Credentials, Holder};
pub use directory::Directory;
pub use email_address::EmailAddress;
pub use external_login::{ExternalIdentities, ExternalLoginError, OpenIdProvider};
pub use login::{FirstFactor, LoginError};
pub use one_time_code::{Proof, SecondFactorKey};
pub use one_time_token::OneTimeToken;
pub use password::{NewPassword, PasswordHash, Passwords, Verdict};
pub use permission::Permission;
pub use person::{PersonName, Phone};
pub use profile::{Profile, ProfileChange, Profiles};
pub use registration::Registration;
pub use roles::{Permissions, Role, RoleName, Roles};
pub use second_factor::SecondFactors;
pub use session::{NewSession, OpenSession, Origin, RefreshToken, Sessions};
pub use user::{AccessCut, Account, NewUser, SecondFactorStatus, UserStatus, Users};

use crate::ids::{SessionId, UserId};

/// Somebody whose access token was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    pub user: UserId,
    pub session: SessionId,
    /// What the account's version was when the token was issued (see [`AccessCut`]).
    pub access_version: i64,
    pub permissions: Vec<Permission>,
}

impl Caller {
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }
}
