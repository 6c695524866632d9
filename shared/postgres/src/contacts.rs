//! Whom orders were for, in PostgreSQL.

use crate::error::from_postgres;
use crate::{Database, inbox};
use config::{ConfigError, Environment, FromEnvironment};
use domain::StoreError;
use domain::events::Received;
use domain::identity::erasure::NO_NAME;
use domain::ids::UserId;
use domain::orders::{Contacts, OrderStatus, erasure::over};
use postgres_queries::queries::erasure as queries;

/// [`Contacts`] in PostgreSQL.
#[derive(Clone)]
pub struct PgContacts(Database);

impl FromEnvironment for PgContacts {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Database::from_environment(environment).map(Self)
    }
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
                let (remember, cart) =
                    (queries::remember_erasure(), queries::delete_cart_of_user());
                let (contacts, over) = (queries::erase_contacts_of_user(), over_by_name());
                let (remembered, cart, contacts) = tokio::join!(
                    biased;
                    remember.bind(client, &user, &received.at).opt(),
                    cart.bind(client, &user).opt(),
                    contacts.bind(client, &NO_NAME, &received.at, &user, &over).all(),
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
