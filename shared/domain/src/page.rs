//! Keyset pages: how lists are cut, without OFFSET.

use serde::{Serialize, de::DeserializeOwned};

/// What a caller asked for: `limit` items after `cursor`, the key of the last item it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest<K> {
    /// 1–100.
    pub limit: u8,
    pub after: Option<K>,
}

/// A page of a list and, if there is more, the key to go on from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T, K> {
    pub items: Vec<T>,
    pub next: Option<K>,
}

impl<T, K: Serialize + DeserializeOwned> Page<T, K> {
    /// Cuts what a query for one item more than `limit` found.
    #[must_use]
    pub fn cut(mut found: Vec<T>, limit: u8, key: impl Fn(&T) -> K) -> Self {
        let limit = usize::from(limit);
        let more = found.len() > limit;
        found.truncate(limit);
        let next = if more { found.last().map(key) } else { None };
        Self { items: found, next }
    }
}
