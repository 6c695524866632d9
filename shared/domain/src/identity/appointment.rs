//! The first administrator: made by a command, never by a default password.

use super::{
    EmailAddress, NewPassword, NewUser, Passwords, PersonName, Profiles, Sessions, UserStatus,
    Users, Verdict,
};
use crate::failure::Invalid;
use crate::ids::UserId;
use crate::{Clock, Language, StoreError};

/// The role that may do everything.
pub const SUPER_ADMIN: &str = "super_admin";

/// What became of the command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appointment {
    Created,
    Changed,
    /// All was as the command wants it.
    Unchanged,
}

/// Why nobody was appointed.
#[derive(Debug, thiserror::Error)]
pub enum AppointmentError {
    #[error("the name or the password is refused: {0}")]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes the address's owner a verified super admin with this password. Doing it again changes nothing.
pub async fn appoint_super_admin(
    users: &impl Users,
    profiles: &impl Profiles,
    sessions: &impl Sessions,
    passwords: &impl Passwords,
    clock: &impl Clock,
    email: EmailAddress,
    password: &str,
) -> Result<Appointment, AppointmentError> {
    let password = NewPassword::parse(password, [email.as_str()])?;
    let known = sessions.credentials(&email).await?;
    let keep_password = match &known {
        Some(known) => {
            passwords.verify(password.reveal(), known.password.as_ref())? == Verdict::Right
        }
        None => false,
    };
    if let Some(known) = known
        && keep_password
        && known.status == UserStatus::Active
        && profiles
            .find(known.user)
            .await?
            .is_some_and(|profile| profile.account.roles.iter().any(|role| role == SUPER_ADMIN))
    {
        return Ok(Appointment::Unchanged);
    }
    let user = NewUser {
        id: UserId::generate(clock),
        email,
        name: PersonName::parse("Administrator")?,
        phone: None,
        language: Language::default(),
        password: passwords.hash(password.reveal())?,
    };
    Ok(users
        .appoint_super_admin(&user, keep_password, clock.now())
        .await?)
}
