//! Settlement: what the gateway says that it took and gave back on a day, held against the books.

mod compare;
mod fees;
mod keep;
mod report;
mod rows;

pub use compare::{Difference, DifferenceKind, compare};
pub use fees::FeeSchedule;
pub use keep::{
    Books, Day, Kept, LedgerPayment, LedgerRefund, Settlements, compare_day, compare_due, keep,
};
pub use report::{LedgerTotals, Reconciliation, SettlementTotals};
pub use rows::{MOST_ROWS, RowKind, Settlement, SettlementError, SettlementRow};
