//! PostgreSQL behind the domain's ports: one adapter per aggregate, all SQL in `queries/`.

mod database;
mod error;
mod idempotency;
mod inbox;
mod outbox;

pub use database::Database;
pub use outbox::PgOutbox;
