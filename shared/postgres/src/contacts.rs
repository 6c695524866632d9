//! Whom orders were for, in PostgreSQL.

use crate::database::adapter;
use crate::error::from_postgres;
use crate::inbox;
use crate::statements::prepared;
use domain::StoreError;
use domain::events::Received;
use domain::identity::erasure::NO_NAME;
use domain::ids::UserId;
use domain::orders::{Contacts, OrderStatus, erasure::over};
use postgres_queries::queries::erasure as queries;

adapter! {
    /// [`Contacts`] in PostgreSQL.
    PgContacts
}

impl Contacts for PgContacts {
    async fn erase(&self, user: UserId, received: &Received) -> Result<bool, StoreError> {
        let user = user.uuid();
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                if !inbox::note(client, received).await? {
                    return Ok(false);
                }
                let (remember, cart, contacts) = prepared!(
                    client,
                    queries::remember_erasure(),
                    queries::delete_cart_of_user(),
                    queries::erase_contacts(),
                );
                let (owner, over) = (Some(user), over_by_name());
                // What somebody is changing at this moment is skipped, and follows with the hourly clean-up.
                let (remembered, cart, contacts) = tokio::join!(
                    biased;
                    remember.bind(client, &user, &received.at).opt(),
                    cart.bind(client, &user).opt(),
                    contacts.bind(client, &owner, &over, &i64::MAX, &received.at, &NO_NAME),
                );
                remembered.map_err(from_postgres)?;
                cart.map_err(from_postgres)?;
                contacts.map_err(from_postgres)?;
                Ok(true)
            })
            .await
    }
}

/// The statuses of orders that are over.
pub(crate) fn over_by_name() -> Vec<&'static str> {
    over().map(OrderStatus::as_str).collect()
}
