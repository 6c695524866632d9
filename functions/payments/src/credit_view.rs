//! Entries of store credit as the API shows them.

use domain::Money;
use domain::payments::credit::{CreditEntry, CreditKind};
use serde::Serialize;
use time::OffsetDateTime;

#[derive(Serialize)]
pub(crate) struct EntryView<'a> {
    kind: CreditKind,
    amount: Money,
    balance: Money,
    cause: &'a str,
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
}

impl<'a> EntryView<'a> {
    pub(crate) fn new(entry: &'a CreditEntry) -> Self {
        Self {
            kind: entry.kind,
            amount: entry.amount,
            balance: entry.balance,
            cause: &entry.cause,
            at: entry.at,
        }
    }
}
