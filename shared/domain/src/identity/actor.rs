//! Who of the staff is at work.

use super::Origin;
use crate::ids::UserId;

/// A member of staff at work, as the audit log names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub user: UserId,
    pub origin: Origin,
}
