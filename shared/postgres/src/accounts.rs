//! Ledgers of accounts: what store credit and couriers' cash have in common.

use crate::audit::{self, Entry};
use crate::error::from_postgres;
use crate::idempotency;
use deadpool_postgres::Object;
use domain::idempotency::Idempotency;
use domain::identity::Origin;
use domain::payments::ledger::{Numbered, Statement};
use domain::{Money, StoreError};
use serde::Serialize;
use time::OffsetDateTime;

/// An account as its rows have it; of one that never had an entry there is no balance.
pub(crate) fn statement<R, E: Numbered>(
    balance: Result<Option<i64>, tokio_postgres::Error>,
    rows: Result<Vec<R>, tokio_postgres::Error>,
    entry: impl Fn(R) -> Result<E, StoreError>,
    limit: u8,
) -> Result<Statement<E>, StoreError> {
    let balance = Money::rupiah(balance.map_err(from_postgres)?.unwrap_or_default());
    let found = rows.map_err(from_postgres)?.into_iter().map(entry);
    let found = found.collect::<Result<_, _>>()?;
    Ok(Statement::cut(balance, found, limit))
}

/// Keeps what is to be known of an entry that staff made: a line in the audit log, and the answer to their request.
pub(crate) async fn keep(
    client: &Object,
    told: &Entry<'_>,
    origin: &Origin,
    idempotency: &Idempotency,
    made: &impl Serialize,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let (noted, kept) = tokio::join!(
        biased;
        audit::note(client, told, origin, now),
        idempotency::keep(client, idempotency, made, now),
    );
    noted?;
    kept
}
