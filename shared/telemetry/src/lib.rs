//! The shop's metrics: what each is called, and the lines in which CloudWatch finds them.
//!
//! Whatever happens is recorded where it takes effect ([`count`], [`set`], [`waited`]) and leaves at the end of the
//! invocation ([`finish`]), as one line in the embedded metric format for each set of dimensions: of a request that
//! goes well and places no order, that is one line. In a process that has not been told to [`start`], such as a test's,
//! nothing is recorded.

mod catalogue;
mod meter;

pub use catalogue::{
    COLD_STARTS, CONNECTION_WAIT, Context, DURATION, METRICS, Metric, NAMESPACE, ORDERS_PLACED,
    OUTBOX_AGE, OUTBOX_BACKLOG, PAYMENT_FAILURES, PAYMENTS_SUCCEEDED, PROBLEMS,
    RECONCILIATION_DIFFERENCES, REVENUE, STOCK_OUTS,
};
pub use meter::{Invocation, count, count_of, finish, set, start, start_recording, waited};
