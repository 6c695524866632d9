//! The inbox: which events a consumer has had.

use crate::error::from_postgres;
use deadpool_postgres::Object;
use domain::StoreError;
use domain::events::Received;
use postgres_queries::queries::platform;

/// Notes the event in the transaction that `client` is in; `false` when the consumer has had it before.
pub(crate) async fn note(client: &Object, received: &Received) -> Result<bool, StoreError> {
    let rows = platform::add_to_inbox()
        .bind(
            client,
            &received.consumer,
            &received.event.uuid(),
            &received.at,
        )
        .await
        .map_err(from_postgres)?;
    Ok(rows == 1)
}
