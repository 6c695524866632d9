//! What the database's errors mean to the domain.

use deadpool_postgres::PoolError;
use domain::StoreError;
use std::error::Error;
use tokio_postgres::error::{DbError, SqlState};

const WHAT: &str = "the database";

/// A technical failure of a statement.
pub(crate) fn from_postgres(error: tokio_postgres::Error) -> StoreError {
    let is_outage = is_outage(&error);
    let cause: Box<dyn Error + Send + Sync> = match error.as_db_error() {
        Some(refusal) => without_rows(refusal).into(),
        None => Box::new(error),
    };
    if is_outage {
        StoreError::unavailable(WHAT, cause)
    } else {
        StoreError::broken(WHAT, cause)
    }
}

/// What the server says of a statement that it refuses, without its detail: the row that it was about, which may be
/// somebody's name and address. Causes go into the log.
fn without_rows(refusal: &DbError) -> String {
    let constraint = refusal.constraint().unwrap_or("no constraint");
    format!(
        "{} ({}, {constraint})",
        refusal.message(),
        refusal.code().code()
    )
}

/// Whether the failure is the server's or the network's and may pass, rather than the statement's.
fn is_outage(error: &tokio_postgres::Error) -> bool {
    let Some(state) = error.code() else {
        // No answer from the server at all: the connection is gone.
        return error.is_closed()
            || error
                .source()
                .is_some_and(<dyn Error>::is::<std::io::Error>);
    };
    // Classes 08 (connection), 53 (resources), 57 (operator: shutdown, timeout), and serialisation, deadlock, or a lock
    // that was waited for too long.
    matches!(state.code().get(..2), Some("08" | "53" | "57"))
        || *state == SqlState::T_R_SERIALIZATION_FAILURE
        || *state == SqlState::T_R_DEADLOCK_DETECTED
        || *state == SqlState::LOCK_NOT_AVAILABLE
}

/// No connection could be had.
pub(crate) fn connect_failed(error: PoolError) -> StoreError {
    StoreError::unavailable(WHAT, error)
}

/// The database holds or says what it never should.
pub(crate) fn broken(what: impl Into<Box<dyn Error + Send + Sync>>) -> StoreError {
    StoreError::broken(WHAT, what)
}

/// Whether the statement broke the constraint of this name.
pub(crate) fn violates(error: &tokio_postgres::Error, constraint: &str) -> bool {
    error.as_db_error().and_then(|error| error.constraint()) == Some(constraint)
}
