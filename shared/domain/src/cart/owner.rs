//! Whose cart it is.

use crate::ids::UserId;

/// The shopper a cart belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CartOwner {
    User(UserId),
    /// Known by a token alone; this is its SHA-256, from [`crate::links::token_hash`].
    Guest([u8; 32]),
}
