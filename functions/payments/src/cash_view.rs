//! A courier's cash as the API shows it.

use domain::Money;
use domain::ids::UserId;
use domain::orders::OrderCode;
use domain::payments::cash::{CashEntry, CashKind};
use serde::Serialize;
use time::OffsetDateTime;

#[derive(Serialize)]
pub(crate) struct CashEntryView<'a> {
    number: i64,
    kind: CashKind,
    amount: Money,
    balance: Money,
    order_code: Option<&'a OrderCode>,
    /// What was due at the door and not taken there.
    uncollected: Option<Money>,
    received_by: Option<UserId>,
    note: Option<&'a str>,
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
}

impl<'a> From<&'a CashEntry> for CashEntryView<'a> {
    fn from(entry: &'a CashEntry) -> Self {
        Self {
            number: entry.number,
            kind: entry.kind,
            amount: entry.amount,
            balance: entry.balance,
            order_code: entry.order.as_ref().map(|(code, _)| code),
            uncollected: entry.uncollected(),
            received_by: entry.received_by,
            note: entry.note.as_deref(),
            at: entry.at,
        }
    }
}
