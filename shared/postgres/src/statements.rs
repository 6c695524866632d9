//! Preparing statements together.

/// Statements that must run in their order and travel together are prepared before the first is sent: one that
/// still had to be prepared would be overtaken by those after it.
macro_rules! prepared {
    ($client:expr, $($statement:expr),+ $(,)?) => {
        tokio::try_join!($($statement.prepare($client)),+).map_err($crate::error::from_postgres)?
    };
}

pub(crate) use prepared;
