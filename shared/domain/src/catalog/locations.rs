//! Where goods lie.

use crate::catalog::{Actor, Slug};
use crate::failure::{Failure, Invalid, Kind, Violation, bounded_text};
use crate::{Clock, ExpectedVersion, StoreError};
use serde::Serialize;
use time::OffsetDateTime;

/// A location as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LocationEntry {
    pub code: Slug,
    pub name: String,
    /// A closed one takes in nothing, and nothing is sold from it.
    pub active: bool,
    pub version: i64,
}

/// What a location is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocationWish {
    pub code: Slug,
    pub name: String,
    pub active: bool,
    pub expected: ExpectedVersion,
}

/// What is to become of a location, decided but not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocationChange {
    pub before: Option<LocationEntry>,
    pub after: LocationEntry,
}

/// Why a location is not put.
#[derive(Debug, thiserror::Error)]
pub enum LocationError {
    #[error("the name is not valid")]
    BadName(&'static str),
    #[error("the location is not the version that the request asks for")]
    VersionMismatch,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for LocationError {
    fn kind(&self) -> Kind {
        match self {
            Self::BadName(_) => Kind::Rule,
            Self::VersionMismatch => Kind::PreconditionFailed,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::BadName(_) => "validation_failed",
            Self::VersionMismatch => "version_mismatch",
            Self::Store(error) => error.code(),
        }
    }

    fn violations(&self) -> Vec<Violation> {
        match self {
            Self::BadName(code) => vec![Violation::new("/name", code)],
            _ => Vec::new(),
        }
    }
}

/// Where the locations are kept.
pub trait Locations: Send + Sync {
    /// By code.
    async fn list(&self) -> Result<Vec<LocationEntry>, StoreError>;

    /// Writes what `decide` makes of the location, if there is one of the code; nothing when it says `None`.
    async fn put(
        &self,
        code: &Slug,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl Fn(Option<&LocationEntry>) -> Result<Option<LocationChange>, LocationError>
        + Send
        + Sync,
    ) -> Result<(LocationEntry, Put), LocationError>;
}

/// What a put did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    Made,
    Changed,
    /// It was so already.
    Kept,
}

fn decide(
    wish: &LocationWish,
    before: Option<&LocationEntry>,
) -> Result<Option<LocationChange>, LocationError> {
    let version = before.map_or(0, |entry| entry.version);
    if !wish.expected.takes(version) {
        return Err(LocationError::VersionMismatch);
    }
    if before.is_some_and(|entry| (&entry.name, entry.active) == (&wish.name, wish.active)) {
        return Ok(None);
    }
    let after = LocationEntry {
        code: wish.code.clone(),
        name: wish.name.clone(),
        active: wish.active,
        version: version + 1,
    };
    let before = before.cloned();
    Ok(Some(LocationChange { before, after }))
}

/// Makes or changes a location. What lies in one that is closed stays there, and is promised to nobody any more.
pub async fn put(
    locations: &impl Locations,
    clock: &impl Clock,
    actor: &Actor,
    wish: LocationWish,
) -> Result<(LocationEntry, Put), LocationError> {
    let name = bounded_text(&wish.name, 1..=100, "invalid_name")
        .map_err(|Invalid(code)| LocationError::BadName(code))?;
    let wish = LocationWish { name, ..wish };
    locations
        .put(&wish.code, actor, clock.now(), |before| {
            decide(&wish, before)
        })
        .await
}
