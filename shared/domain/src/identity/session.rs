//! Sessions: opened by a login, kept alive by refresh tokens that are each good once, ended at a word.

use super::login::{Credentials, Refusal};
use super::{AccessCut, Account, EmailAddress, FirstFactor, Proof};
use crate::failure::{Failure, Kind};
use crate::ids::{SessionId, UserId};
use crate::links::{random_token, token_hash};
use crate::{Clock, StoreError};
use std::fmt;
use time::{Duration, OffsetDateTime};

/// How long a refresh token is good. Each use gives a new one, so a session lives as long as it is used.
pub const REFRESH_LIFETIME: Duration = Duration::days(30);

/// Where a request comes from: for the list of sessions and the audit log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    pub ip: String,
    pub user_agent: String,
    pub request_id: String,
}

/// An opaque secret of 256 bits that is good for one refresh. Only its SHA-256 is kept; never shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken(String);

impl RefreshToken {
    pub fn generate() -> Result<Self, StoreError> {
        random_token()
            .map(Self)
            .map_err(|error| StoreError::broken("randomness", error))
    }

    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        token_hash(&self.0)
    }

    /// The token, for its owner.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for RefreshToken {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RefreshToken(…)")
    }
}

/// The next refresh token of a session, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    pub hash: [u8; 32],
    pub issued_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

impl NewToken {
    fn new(token: &RefreshToken, now: OffsetDateTime) -> Self {
        Self {
            hash: token.hash(),
            issued_at: now,
            expires_at: now + REFRESH_LIFETIME,
        }
    }
}

/// A session to be opened, with its first refresh token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    pub id: SessionId,
    pub origin: Origin,
    pub token: NewToken,
}

impl NewSession {
    /// A session, and the secret that its owner gets.
    pub fn start(clock: &impl Clock, origin: Origin) -> Result<(Self, RefreshToken), StoreError> {
        let secret = RefreshToken::generate()?;
        let session = Self {
            id: SessionId::generate(clock),
            origin,
            token: NewToken::new(&secret, clock.now()),
        };
        Ok((session, secret))
    }
}

/// A session that is open: what its owner is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    pub id: SessionId,
    pub account: Account,
    pub refresh_token: RefreshToken,
}

/// The sessions. Every method is one statement.
pub trait Sessions: Send + Sync {
    /// What a login to the address is checked against.
    async fn credentials(&self, email: &EmailAddress) -> Result<Option<Credentials>, StoreError>;

    /// Opens a session for an active user who is still who the first factor was checked for, and uses up the
    /// proof of the second, if one is asked for. `None` when the user changed meanwhile or the proof was used
    /// before: of many calls with one proof, one succeeds.
    async fn open(
        &self,
        first: &FirstFactor,
        second: Option<&Proof>,
        session: &NewSession,
    ) -> Result<Option<Account>, StoreError>;

    /// Writes a failed login into the audit log; no user when the address is nobody's.
    async fn note_failed_login(
        &self,
        user: Option<UserId>,
        refusal: Refusal,
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<(), StoreError>;

    /// Uses up the refresh token and gives its session the next one. `None` when the token is unknown, used
    /// or expired, its session ended or its user not active: of many calls with one token, one succeeds.
    async fn rotate(
        &self,
        used: [u8; 32],
        next: &NewToken,
    ) -> Result<Option<(SessionId, Account)>, StoreError>;

    /// Ends the session of a refresh token that was used before; `None` when there is no such.
    async fn end_reused(
        &self,
        token: [u8; 32],
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<Option<SessionId>, StoreError>;

    /// Ends a session of the user's; `false` when they have no such open one.
    async fn end(
        &self,
        user: UserId,
        session: SessionId,
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<bool, StoreError>;

    /// Ends all of the user's sessions; `None` when the user is gone.
    async fn end_all(
        &self,
        user: UserId,
        origin: &Origin,
        now: OffsetDateTime,
    ) -> Result<Option<AccessCut>, StoreError>;
}

/// Why a session is not refreshed. The caller is told the same whatever the reason.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    #[error("the refresh token is unknown or has expired, or its session has ended")]
    Invalid,
    /// Somebody has a copy: the session is ended, and its access tokens must be refused from now on.
    #[error("the refresh token was used before")]
    Reused(SessionId),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for RefreshError {
    fn kind(&self) -> Kind {
        match self {
            Self::Invalid | Self::Reused(_) => Kind::Unauthenticated,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Invalid | Self::Reused(_) => "invalid_refresh_token",
            Self::Store(error) => error.code(),
        }
    }
}

/// Gives a session its next refresh token; one that was used before ends the session.
pub async fn refresh(
    sessions: &impl Sessions,
    clock: &impl Clock,
    token: &RefreshToken,
    origin: &Origin,
) -> Result<OpenSession, RefreshError> {
    let (now, next) = (clock.now(), RefreshToken::generate()?);
    let rotated = sessions
        .rotate(token.hash(), &NewToken::new(&next, now))
        .await?;
    let Some((id, account)) = rotated else {
        return Err(
            match sessions.end_reused(token.hash(), origin, now).await? {
                Some(session) => RefreshError::Reused(session),
                None => RefreshError::Invalid,
            },
        );
    };
    Ok(OpenSession {
        id,
        account,
        refresh_token: next,
    })
}

/// Why a session is not ended.
#[derive(Debug, thiserror::Error)]
pub enum EndError {
    /// There is no such open one, or it is another's.
    #[error("the user has no such open session")]
    NoSuchSession,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure for EndError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchSession => Kind::NotFound,
            Self::Store(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchSession => "session_not_found",
            Self::Store(error) => error.code(),
        }
    }
}

/// Ends one of the user's sessions, on whatever device.
pub async fn end(
    sessions: &impl Sessions,
    clock: &impl Clock,
    user: UserId,
    session: SessionId,
    origin: &Origin,
) -> Result<(), EndError> {
    if sessions.end(user, session, origin, clock.now()).await? {
        Ok(())
    } else {
        Err(EndError::NoSuchSession)
    }
}
