//! What the ledgers of store credit and of couriers' cash have in common: a balance, and entries that count from 1.

use crate::{Money, Page};
use serde::{Deserialize, Serialize};

/// Where a list of entries goes on: before the entry of this number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryKey {
    pub number: i64,
}

/// What an account holds, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement<E> {
    pub balance: Money,
    /// The newest first.
    pub entries: Page<E, EntryKey>,
}

/// An entry of a ledger.
pub trait Numbered {
    /// From 1, without gaps.
    fn number(&self) -> i64;
}

impl<E: Numbered> Statement<E> {
    /// Cuts what a query for one entry more than `limit` found.
    #[must_use]
    pub fn cut(balance: Money, found: Vec<E>, limit: u8) -> Self {
        let key = |entry: &E| EntryKey {
            number: entry.number(),
        };
        Self {
            balance,
            entries: Page::cut(found, limit, key),
        }
    }
}
