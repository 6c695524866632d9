//! Address books in PostgreSQL.

use crate::Database;
use crate::error::from_postgres;
use config::{ConfigError, Environment, FromEnvironment};
use deadpool_postgres::Object;
use domain::StoreError;
use domain::identity::address_book::{
    Address, AddressError, AddressLine, Addresses, MAX_ADDRESSES, NewAddress, Position,
};
use domain::ids::{AddressId, UserId};
use postgres_queries::client::Params;
use postgres_queries::queries::addresses;
use time::OffsetDateTime;

/// [`Addresses`] in PostgreSQL.
#[derive(Clone)]
pub struct PgAddresses(Database);

impl FromEnvironment for PgAddresses {
    fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        Database::from_environment(environment).map(Self)
    }
}

impl From<Database> for PgAddresses {
    fn from(database: Database) -> Self {
        Self(database)
    }
}

impl Addresses for PgAddresses {
    async fn list(&self, user: UserId) -> Result<Vec<Address>, StoreError> {
        let client = self.0.client().await?;
        addresses::list_addresses()
            .bind(&client, &user.uuid())
            .all()
            .await
            .map(|rows| rows.into_iter().map(address).collect())
            .map_err(from_postgres)
    }

    async fn add(
        &self,
        user: UserId,
        id: AddressId,
        address: &NewAddress,
        now: OffsetDateTime,
    ) -> Result<Address, AddressError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let user_id = user.uuid();
                // None may overtake another: one that still had to be prepared would be overtaken.
                let (lock, clear, insert) = tokio::try_join!(
                    addresses::lock_address_book().prepare(client),
                    addresses::clear_default_address().prepare(client),
                    addresses::add_address().prepare(client),
                )
                .map_err(from_postgres)?;
                let (locked, cleared, added) = tokio::join!(
                    biased;
                    lock.bind(client, &user_id).opt(),
                    clear.bind(client, &now, &user_id, &address.is_default).opt(),
                    add(client, &insert, user, id, address, now),
                );
                if locked.map_err(from_postgres)?.is_none() {
                    return Err(AddressError::NoSuchUser);
                }
                cleared.map_err(from_postgres)?;
                added?.ok_or(AddressError::BookFull)
            })
            .await
    }
}

async fn add(
    client: &Object,
    statement: &addresses::AddAddressStmt,
    user: UserId,
    id: AddressId,
    new: &NewAddress,
    now: OffsetDateTime,
) -> Result<Option<Address>, StoreError> {
    let row = statement
        .params(
            client,
            &addresses::AddAddressParams {
                id: id.uuid(),
                label: new.label.as_str(),
                recipient: new.recipient.as_str(),
                phone: new.phone.as_str(),
                street: new.street.as_str(),
                village: new.village.as_str(),
                district: new.district.as_str(),
                city: new.city.as_str(),
                province: new.province.as_str(),
                postcode: new.postcode.as_str(),
                latitude: new.position.map(Position::latitude),
                longitude: new.position.map(Position::longitude),
                courier_note: new.courier_note.as_ref().map(AddressLine::as_str),
                is_default: new.is_default,
                now,
                user_id: user.uuid(),
                max_addresses: MAX_ADDRESSES,
            },
        )
        .opt()
        .await
        .map_err(from_postgres)?;
    Ok(row.map(address))
}

fn address(row: addresses::AddressRow) -> Address {
    Address {
        id: row.id.into(),
        label: row.label,
        recipient: row.recipient,
        phone: row.phone,
        street: row.street,
        village: row.village,
        district: row.district,
        city: row.city,
        province: row.province,
        postcode: row.postcode,
        latitude: row.latitude,
        longitude: row.longitude,
        courier_note: row.courier_note,
        is_default: row.is_default,
    }
}
