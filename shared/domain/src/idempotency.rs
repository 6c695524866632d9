//! Requests that may be sent twice but must have one effect: the first answer is kept with the effect, in its
//! transaction, and given again.

use crate::failure::{Failure, Invalid, Kind};

/// How long a first answer is kept.
pub const KEPT_FOR: time::Duration = time::Duration::hours(24);

/// A client's name for one intended effect: 1–255 visible ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        if (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid("invalid_idempotency_key"))
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One request under its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idempotency {
    /// Who asked for what: a key of one caller or route is not a key of another.
    pub scope: String,
    pub key: IdempotencyKey,
    /// SHA-256 of the request's body.
    pub fingerprint: [u8; 32],
}

/// What a request with an idempotency key led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect<T, A = T> {
    /// It happened now.
    Done(T),
    /// It happened before, with this answer.
    Replayed(A),
}

impl<T> Effect<T> {
    #[must_use]
    pub fn into_inner(self) -> T {
        match self {
            Self::Done(value) | Self::Replayed(value) => value,
        }
    }
}

/// Why a key is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdempotencyError {
    #[error("the key was used before with another body")]
    Reused,
    #[error("a call with this key is in flight")]
    InProgress,
}

impl Failure for IdempotencyError {
    fn kind(&self) -> Kind {
        match self {
            Self::Reused => Kind::Rule,
            Self::InProgress => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Reused => "idempotency_key_reused",
            Self::InProgress => "request_in_progress",
        }
    }
}
