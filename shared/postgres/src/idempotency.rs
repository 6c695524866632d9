//! First answers, kept with their effect.

use crate::error::{broken, from_postgres};
use crate::statements::prepared;
use deadpool_postgres::Object;
use domain::StoreError;
use domain::idempotency::{Idempotency, IdempotencyError, KEPT_FOR};
use postgres_queries::queries::platform;
use serde::Serialize;
use serde::de::DeserializeOwned;
use time::OffsetDateTime;

/// Takes the key for the transaction that `client` is in. Answers the first answer if there is one.
///
/// Both statements travel together, the lock first: a first answer is looked for only under it.
pub(crate) async fn claim<T: DeserializeOwned, E: From<StoreError> + From<IdempotencyError>>(
    client: &Object,
    idempotency: &Idempotency,
    now: OffsetDateTime,
) -> Result<Option<T>, E> {
    let (scope, key) = (idempotency.scope.as_str(), idempotency.key.as_str());
    let (lock, find) = prepared!(
        client,
        platform::try_idempotency_lock(),
        platform::find_answer(),
    );
    let (locked, kept) = tokio::join!(
        biased;
        async { lock.bind(client, &scope, &key).one().await },
        async { find.bind(client, &scope, &key, &now).opt().await },
    );
    if !locked.map_err(from_postgres)? {
        return Err(IdempotencyError::InProgress.into());
    }
    let Some(kept) = kept.map_err(from_postgres)? else {
        return Ok(None);
    };
    if kept.fingerprint != idempotency.fingerprint {
        return Err(IdempotencyError::Reused.into());
    }
    Ok(Some(serde_json::from_value(kept.answer).map_err(broken)?))
}

/// Keeps the answer in the transaction that `client` is in.
pub(crate) async fn keep(
    client: &Object,
    idempotency: &Idempotency,
    answer: &impl Serialize,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let answer = serde_json::to_value(answer).map_err(broken)?;
    platform::keep_answer()
        .bind(
            client,
            &idempotency.scope.as_str(),
            &idempotency.key.as_str(),
            &idempotency.fingerprint.as_slice(),
            &answer,
            &now,
            &(now + KEPT_FOR),
        )
        .await
        .map_err(from_postgres)?;
    Ok(())
}
