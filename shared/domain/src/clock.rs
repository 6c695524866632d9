//! The one seam through which time enters.

use time::OffsetDateTime;

/// Tells the time. Use cases take it as an argument, so that tests can set it.
pub trait Clock: Send + Sync {
    /// The present moment, UTC.
    fn now(&self) -> OffsetDateTime;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the seam")]
    fn now(&self) -> OffsetDateTime {
        // PostgreSQL keeps microseconds: a time that was stored must equal the time that was sent.
        let now = OffsetDateTime::now_utc();
        now.replace_nanosecond(now.nanosecond() / 1_000 * 1_000)
            .unwrap_or(now)
    }
}

/// A clock that stands still, for tests.
impl Clock for OffsetDateTime {
    fn now(&self) -> OffsetDateTime {
        *self
    }
}
