//! Tokens that are sent by mail and are good once.

use crate::Clock;
use crate::ids::OneTimeTokenId;
use crate::links::{LinkKey, Purpose, token_hash};
use time::{Duration, OffsetDateTime};

/// A token as it is kept: never the token itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneTimeToken {
    pub id: OneTimeTokenId,
    pub purpose: Purpose,
    pub hash: [u8; 32],
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

impl OneTimeToken {
    /// A token that is good from now on, for `lifetime`.
    #[must_use]
    pub fn start(clock: &impl Clock, key: &LinkKey, purpose: Purpose, lifetime: Duration) -> Self {
        let (id, now) = (OneTimeTokenId::generate(clock), clock.now());
        Self {
            id,
            purpose,
            hash: token_hash(&key.token(purpose, id)),
            created_at: now,
            expires_at: now + lifetime,
        }
    }
}
