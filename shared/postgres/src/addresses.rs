//! Address books in PostgreSQL.

use crate::database::adapter;
use crate::error::from_postgres;
use crate::statements::prepared;
use deadpool_postgres::Object;
use domain::StoreError;
use domain::identity::address_book::{
    Address, AddressError, AddressLine, Addresses, MAX_ADDRESSES, NewAddress, Place, Position,
};
use domain::ids::{AddressId, UserId};
use postgres_queries::client::Params;
use postgres_queries::queries::addresses;
use time::OffsetDateTime;

adapter! {
    /// [`Addresses`] in PostgreSQL.
    PgAddresses
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
                let (lock, clear, insert) = prepared!(
                    client,
                    addresses::lock_address_book(),
                    addresses::clear_default_address(),
                    addresses::add_address(),
                );
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

    async fn update(
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
                let (lock, clear, update) = prepared!(
                    client,
                    addresses::lock_address_book(),
                    addresses::clear_default_address(),
                    addresses::update_address(),
                );
                let (locked, cleared, updated) = tokio::join!(
                    biased;
                    lock.bind(client, &user_id).opt(),
                    clear.bind(client, &now, &user_id, &address.is_default).opt(),
                    update_row(client, &update, user, id, address, now),
                );
                if locked.map_err(from_postgres)?.is_none() {
                    return Err(AddressError::NoSuchUser);
                }
                cleared.map_err(from_postgres)?;
                // Without such an address the default is not cleared either: the transaction is rolled back.
                updated?.ok_or(AddressError::NoSuchAddress)
            })
            .await
    }

    async fn delete(
        &self,
        user: UserId,
        id: AddressId,
        now: OffsetDateTime,
    ) -> Result<(), AddressError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let (id, user_id) = (id.uuid(), user.uuid());
                let (lock, delete, restore) = prepared!(
                    client,
                    addresses::lock_address_book(),
                    addresses::delete_address(),
                    addresses::restore_default_address(),
                );
                let (locked, deleted, restored) = tokio::join!(
                    biased;
                    lock.bind(client, &user_id).opt(),
                    delete.bind(client, &id, &user_id).opt(),
                    restore.bind(client, &now, &user_id).opt(),
                );
                if locked.map_err(from_postgres)?.is_none() {
                    return Err(AddressError::NoSuchUser);
                }
                restored.map_err(from_postgres)?;
                match deleted.map_err(from_postgres)? {
                    Some(_) => Ok(()),
                    None => Err(AddressError::NoSuchAddress),
                }
            })
            .await
    }
}

async fn update_row(
    client: &Object,
    statement: &addresses::UpdateAddressStmt,
    user: UserId,
    id: AddressId,
    new: &NewAddress,
    now: OffsetDateTime,
) -> Result<Option<Address>, StoreError> {
    let Place {
        recipient,
        phone,
        street,
        village,
        district,
        city,
        province,
        postcode,
        position,
        courier_note,
    } = &new.place;
    let row = statement
        .params(
            client,
            &addresses::UpdateAddressParams {
                label: new.label.as_str(),
                recipient: recipient.as_str(),
                phone: phone.as_str(),
                street: street.as_str(),
                village: village.as_str(),
                district: district.as_str(),
                city: city.as_str(),
                province: province.as_str(),
                postcode: postcode.as_str(),
                latitude: position.map(Position::latitude),
                longitude: position.map(Position::longitude),
                courier_note: courier_note.as_ref().map(AddressLine::as_str),
                is_default: new.is_default,
                now,
                id: id.uuid(),
                user_id: user.uuid(),
            },
        )
        .opt()
        .await
        .map_err(from_postgres)?;
    Ok(row.map(address))
}

async fn add(
    client: &Object,
    statement: &addresses::AddAddressStmt,
    user: UserId,
    id: AddressId,
    new: &NewAddress,
    now: OffsetDateTime,
) -> Result<Option<Address>, StoreError> {
    let Place {
        recipient,
        phone,
        street,
        village,
        district,
        city,
        province,
        postcode,
        position,
        courier_note,
    } = &new.place;
    let row = statement
        .params(
            client,
            &addresses::AddAddressParams {
                id: id.uuid(),
                label: new.label.as_str(),
                recipient: recipient.as_str(),
                phone: phone.as_str(),
                street: street.as_str(),
                village: village.as_str(),
                district: district.as_str(),
                city: city.as_str(),
                province: province.as_str(),
                postcode: postcode.as_str(),
                latitude: position.map(Position::latitude),
                longitude: position.map(Position::longitude),
                courier_note: courier_note.as_ref().map(AddressLine::as_str),
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
