//! Another password, for those who know the present one.

use super::credentials::{Addressee, Credentials, PasswordReplacement};
use super::reauthentication::ReauthenticationError;
use super::{AccessCut, NewPassword, Origin, PasswordHash, Passwords};
use crate::Clock;
use crate::events::Publisher;
use crate::ids::SessionId;
use std::slice;

/// What is to be changed, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordChange<'a> {
    pub user: &'a Addressee,
    /// The session that asks.
    pub session: SessionId,
    /// The hash that the present password was checked against.
    pub checked: &'a PasswordHash,
    pub password: &'a NewPassword,
}

/// Sets the password and ends all of the user's sessions but the one that asks. Its access tokens are refused too: it
/// goes on by its refresh token.
pub async fn change(
    credentials: &impl Credentials,
    passwords: &impl Passwords,
    publisher: &impl Publisher,
    clock: &impl Clock,
    new: &PasswordChange<'_>,
    origin: &Origin,
) -> Result<AccessCut, ReauthenticationError> {
    let event = new.user.password_changed(clock, origin)?;
    let credential = PasswordReplacement {
        user: new.user.user,
        session: new.session,
        checked: new.checked,
        password: &passwords.hash(new.password.reveal())?,
    };
    let cut = credentials
        .change_password(&credential, &event, origin, clock.now())
        .await?
        // Another was set meanwhile.
        .ok_or(ReauthenticationError::WrongPassword)?;
    publisher.publish(slice::from_ref(&event)).await;
    Ok(cut)
}
