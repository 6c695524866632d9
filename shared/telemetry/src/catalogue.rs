//! What there is to count: alarms and the dashboard know these names and dimensions, and so does nobody else.

use metrics::Unit;

/// Of all the shop's metrics.
pub const NAMESPACE: &str = "MicroSayur";

/// One of the shop's metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metric {
    pub name: &'static str,
    pub unit: Unit,
    /// What tells its series apart beside `Stage`, which all metrics have. Never an id: each value is a series that
    /// is paid for.
    pub dimension: Option<&'static str>,
    pub context: Context,
}

impl Metric {
    /// The names of all its dimensions, in order.
    #[must_use]
    pub fn dimensions(&self) -> Vec<&'static str> {
        let mut names = vec!["Stage"];
        names.extend(self.dimension);
        names.sort_unstable();
        names
    }
}

/// Whose functions emit a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    Every,
    Orders,
    Payments,
    Platform,
}

/// Declares the metrics, and [`METRICS`], which is all of them.
macro_rules! declare {
    ($($(#[$doc:meta])* $constant:ident = $name:literal, $unit:ident, $dimension:expr, $context:ident;)+) => {
        $($(#[$doc])* pub const $constant: Metric = Metric {
            name: $name,
            unit: Unit::$unit,
            dimension: $dimension,
            context: Context::$context,
        };)+

        /// All of them.
        pub const METRICS: &[Metric] = &[$($constant),+];
    };
}

declare! {
    /// How long an invocation took, from the request to the answer.
    DURATION = "Duration", Microseconds, Some("Function"), Every;
    /// Invocations that were the first of their process.
    COLD_STARTS = "ColdStarts", Count, Some("Function"), Every;
    /// How long an invocation waited for its connections to the database: to be made, or to be free.
    CONNECTION_WAIT = "ConnectionWait", Microseconds, Some("Function"), Every;
    /// Failures that were answered or told to a queue, by their kind.
    PROBLEMS = "Problems", Count, Some("Kind"), Every;

    /// Orders that were placed; one that is replayed for its key is not placed again.
    ORDERS_PLACED = "OrdersPlaced", Count, None, Orders;
    /// Orders that were refused because there is not enough of something.
    STOCK_OUTS = "StockOuts", Count, None, Orders;

    /// Rupiah that came in: by a gateway, or at a door.
    REVENUE = "Revenue", Count, None, Payments;
    /// Payments that brought money.
    PAYMENTS_SUCCEEDED = "PaymentsSucceeded", Count, None, Payments;
    /// Payments that a gateway, or the customer's bank, refused. Whoever just does not pay is not among them.
    PAYMENT_FAILURES = "PaymentFailures", Count, None, Payments;
    /// What a day's settlement says otherwise than the books.
    RECONCILIATION_DIFFERENCES = "ReconciliationDifferences", Count, None, Payments;

    /// How old the oldest event was that the relay met; 0 when there was none.
    OUTBOX_AGE = "OutboxAge", Seconds, None, Platform;
    /// Events that the relay could not send.
    OUTBOX_BACKLOG = "OutboxBacklog", Count, None, Platform;
}
