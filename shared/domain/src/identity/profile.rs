//! What is known of a user, as they see and change it themselves.

use super::erasure::{Erased, ErasureError};
use super::export::PersonalRecord;
use super::{Account, Origin, PersonName, Phone};
use crate::events::Event;
use crate::failure::{Failure, Kind};
use crate::ids::{SessionId, UserId};
use crate::{Clock, Edit, Language, StoreError};
use time::OffsetDateTime;

/// What users see of themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    pub account: Account,
    pub phone: Option<String>,
    pub language: Language,
    pub email_verified: bool,
    /// The object's key among the shop's images.
    pub photo: Option<String>,
}

/// What is to be changed; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProfileChange {
    pub name: Option<PersonName>,
    pub phone: Edit<Phone>,
    pub language: Option<Language>,
}

impl ProfileChange {
    /// The names of the fields that are given.
    #[must_use]
    pub fn fields(&self) -> Vec<&'static str> {
        [
            ("name", self.name.is_some()),
            ("phone", self.phone != Edit::Keep),
            ("language", self.language.is_some()),
        ]
        .into_iter()
        .filter_map(|(field, is_given)| is_given.then_some(field))
        .collect()
    }
}

/// A login on one device, as its user sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceSession {
    pub id: SessionId,
    pub user_agent: String,
    pub ip: String,
    pub created_at: OffsetDateTime,
    /// When it was last kept alive.
    pub last_seen_at: OffsetDateTime,
    /// `None` while it can go on.
    pub ended_at: Option<OffsetDateTime>,
}

/// The photo that was a user's before another took its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoBefore {
    pub photo: Option<String>,
}

/// What users have in their own hands. Every method is one transaction and touches the user's own alone.
pub trait Profiles: Send + Sync {
    async fn find(&self, user: UserId) -> Result<Option<Profile>, StoreError>;

    /// Writes what is to be changed; `None` when the user is gone.
    async fn update(
        &self,
        user: UserId,
        change: &ProfileChange,
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<Option<Profile>, StoreError>;

    /// The sessions that can go on, the last seen first; no more than anybody looks through.
    async fn open_sessions(
        &self,
        user: UserId,
        now: OffsetDateTime,
    ) -> Result<Vec<DeviceSession>, StoreError>;

    /// Makes the object with this key the user's photo, or leaves them without. The photo before it counts as
    /// discarded. `None` when the user is gone.
    async fn set_photo(
        &self,
        user: UserId,
        photo: Option<&str>,
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<Option<PhotoBefore>, StoreError>;

    /// Everything that identity keeps of a user, the address book apart; `None` when the user is gone.
    async fn record(&self, user: UserId) -> Result<Option<PersonalRecord>, StoreError>;

    /// Takes everything off a user that tells of a person, and ends their sessions, with the events. One of
    /// several calls at the same time does; the last active super admin stays whoever else goes meanwhile.
    async fn erase(
        &self,
        user: UserId,
        request_id: &str,
        events: &[Event],
        now: OffsetDateTime,
    ) -> Result<Erased, ErasureError>;
}

/// Why a profile is not shown or changed.
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
pub async fn get(profiles: &impl Profiles, user: UserId) -> Result<Profile, ProfileError> {
    profiles.find(user).await?.ok_or(ProfileError::NoSuchUser)
}

/// Changes what is to be changed; without that nothing is written.
pub async fn update(
    profiles: &impl Profiles,
    clock: &impl Clock,
    user: UserId,
    change: &ProfileChange,
    origin: &Origin,
) -> Result<Profile, ProfileError> {
    if change.fields().is_empty() {
        return get(profiles, user).await;
    }
    profiles
        .update(user, change, origin, clock.now())
        .await?
        .ok_or(ProfileError::NoSuchUser)
}
