//! Going: what tells of a person is taken away, what accounting needs stays.

use super::events::AccountErased;
use super::{AccessCut, Origin, Profiles};
use crate::events::{BadEvent, Event, Publisher};
use crate::failure::{Failure, Kind};
use crate::ids::UserId;
use crate::{Clock, StoreError};

/// Stands where a name stood.
pub const NO_NAME: &str = "Erased";

/// Nobody's domain, by RFC 2606: what ends so is no address, but stands where one stood.
const NOWHERE: &str = "@erased.invalid";

/// Whether what stands where an address stood is none any more.
#[must_use]
pub fn is_erased(email: &str) -> bool {
    email.ends_with(NOWHERE)
}

/// What an erasure leaves to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    /// Refuses the access tokens that are out.
    pub cut: AccessCut,
    /// The photo that nobody shows any more.
    pub photo: Option<String>,
}

/// Why a user is not erased.
#[derive(Debug, thiserror::Error)]
pub enum ErasureError {
    #[error("the token's user is gone")]
    NoSuchUser,
    /// Nobody would be left who may appoint another.
    #[error("this is the last active super admin")]
    LastSuperAdmin,
    #[error(transparent)]
    Event(#[from] BadEvent),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for ErasureError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchUser => Kind::NotFound,
            Self::LastSuperAdmin => Kind::Conflict,
            Self::Event(_) => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchUser => "user_not_found",
            Self::LastSuperAdmin => "last_super_admin",
            Self::Event(_) => "internal",
            Self::Store(error) => error.code(),
        }
    }
}

/// Erases the user, and tells the other contexts.
pub async fn erase(
    profiles: &impl Profiles,
    publisher: &impl Publisher,
    clock: &impl Clock,
    user: UserId,
    origin: &Origin,
) -> Result<Erased, ErasureError> {
    let fact = AccountErased { user_id: user };
    let events = [Event::new(clock, &origin.request_id, user, &fact)?];
    let erased = profiles
        .erase(user, &origin.request_id, &events, clock.now())
        .await?;
    publisher.publish(&events).await;
    Ok(erased)
}
