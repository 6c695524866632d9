//! Users, sessions, roles: who somebody is and what they may do.

pub mod permission;

pub use permission::Permission;

use crate::ids::{SessionId, UserId};

/// Somebody whose access token was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    pub user: UserId,
    pub session: SessionId,
    pub permissions: Vec<Permission>,
}

impl Caller {
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }
}
