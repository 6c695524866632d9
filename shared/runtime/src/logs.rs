//! Logs: one JSON object a line, to standard output, with the request's id on each.

use tracing_subscriber::EnvFilter;

/// Starts logging at `LOG_LEVEL` (default `info`); calling it again is harmless.
pub(crate) fn start() {
    let filter = EnvFilter::try_from_env("LOG_LEVEL").unwrap_or_else(|_| EnvFilter::new("info"));
    // An error means that logging has started already, as in tests.
    let _ = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_target(false)
        .with_env_filter(filter)
        .try_init();
}
