//! What every use case's error says of itself, so that one place can turn it into an answer.

use std::error::Error;

/// The class of a failure; decides the HTTP status (see `runtime::problem`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The request cannot be read: 400.
    Malformed,
    /// Nobody is signed in, or the credentials are wrong: 401.
    Unauthenticated,
    /// Known, but not allowed: 403.
    Forbidden,
    /// Does not exist, or is another's: 404.
    NotFound,
    /// The present state does not allow it; it may later: 409.
    Conflict,
    /// The thing is not in the state that the request asks for with `If-Match`: 412.
    PreconditionFailed,
    /// A rule of the shop is broken by the request: 422.
    Rule,
    /// Too often: 429, with the seconds after which to try again.
    RateLimited { retry_after: u32 },
    /// Something the shop depends on is away: 503.
    Unavailable,
    /// A defect of the shop: 500.
    Internal,
}

impl Kind {
    /// For logs and metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::PreconditionFailed => "precondition_failed",
            Self::Rule => "rule",
            Self::RateLimited { .. } => "rate_limited",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }
}

/// One bad field of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// JSON pointer (RFC 6901) to the field, such as `/address/postcode`.
    pub pointer: String,
    /// Stable code of what is wrong with it, such as `invalid_postcode`.
    pub code: &'static str,
}

impl Violation {
    #[must_use]
    pub fn new(pointer: impl Into<String>, code: &'static str) -> Self {
        Self {
            pointer: pointer.into(),
            code,
        }
    }
}

/// The error of a use case. `Display` is for logs and holds no personal data; the shopper reads the message
/// that belongs to `code`.
pub trait Failure: Error + Send + Sync + 'static {
    fn kind(&self) -> Kind;

    /// Stable, in `snake_case`; part of the API's contract.
    fn code(&self) -> &'static str;

    /// The fields at fault, if the failure is about fields.
    fn violations(&self) -> Vec<Violation> {
        Vec::new()
    }

    /// How many fields are at fault, where `violations` may tell only the first of them.
    fn violations_total(&self) -> Option<usize> {
        None
    }
}

/// A technical failure of an adapter. The source is for the log alone.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The other side cannot be reached or does not answer in time; trying again may help.
    #[error("{what} is unavailable")]
    Unavailable {
        what: &'static str,
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// The other side answered something that should never happen.
    #[error("{what} failed")]
    Broken {
        what: &'static str,
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
}

impl StoreError {
    pub fn unavailable(
        what: &'static str,
        source: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> Self {
        Self::Unavailable {
            what,
            source: source.into(),
        }
    }

    pub fn broken(what: &'static str, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Broken {
            what,
            source: source.into(),
        }
    }

    /// The same failure, for another whom it concerns.
    #[must_use]
    pub fn told_again(&self) -> Self {
        match self {
            Self::Unavailable { what, source } => Self::unavailable(what, source.to_string()),
            Self::Broken { what, source } => Self::broken(what, source.to_string()),
        }
    }
}

impl Failure for StoreError {
    fn kind(&self) -> Kind {
        match self {
            Self::Unavailable { .. } => Kind::Unavailable,
            Self::Broken { .. } => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Unavailable { .. } => "unavailable",
            Self::Broken { .. } => "internal",
        }
    }
}

/// A value that a value object does not take; the code says why, such as `invalid_email`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Invalid(pub &'static str);

/// Text from outside, trimmed, with a length in characters within bounds and no control characters.
pub fn bounded_text(
    text: &str,
    length: std::ops::RangeInclusive<usize>,
    code: &'static str,
) -> Result<String, Invalid> {
    let text = text.trim();
    if length.contains(&text.chars().count()) && !text.chars().any(char::is_control) {
        Ok(text.to_owned())
    } else {
        Err(Invalid(code))
    }
}
