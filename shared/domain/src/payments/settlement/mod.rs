//! Settlement: what the gateway says that it took and gave back on a day, held against the books.

mod compare;
mod day;
mod fees;
mod keep;
mod report;
mod rows;

pub use compare::{Difference, DifferenceCounts, DifferenceKind, compare};
pub use day::Day;
pub use fees::FeeSchedule;
pub use keep::{
    Books, Compared, Kept, LedgerPayment, LedgerRefund, Settlements, compare_due, keep,
};
pub use report::{LedgerTotals, Reconciliation, SettlementTotals};
pub use rows::{MOST_ROWS, RowKind, Settlement, SettlementError, SettlementRow};
