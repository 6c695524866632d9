// This file was generated with `cornucopia`. Do not modify.

#[derive(Clone, Copy, Debug)]
pub struct ClearDefaultAddressParams {
    pub now: time::OffsetDateTime,
    pub user_id: uuid::Uuid,
    pub replaced: bool,
}
#[derive(Debug)]
pub struct AddAddressParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
    T8: crate::StringSql,
    T9: crate::StringSql,
    T10: crate::StringSql,
> {
    pub id: uuid::Uuid,
    pub label: T1,
    pub recipient: T2,
    pub phone: T3,
    pub street: T4,
    pub village: T5,
    pub district: T6,
    pub city: T7,
    pub province: T8,
    pub postcode: T9,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub courier_note: Option<T10>,
    pub is_default: bool,
    pub now: time::OffsetDateTime,
    pub user_id: uuid::Uuid,
    pub max_addresses: i64,
}
#[derive(Debug)]
pub struct UpdateAddressParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
    T8: crate::StringSql,
    T9: crate::StringSql,
    T10: crate::StringSql,
> {
    pub label: T1,
    pub recipient: T2,
    pub phone: T3,
    pub street: T4,
    pub village: T5,
    pub district: T6,
    pub city: T7,
    pub province: T8,
    pub postcode: T9,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub courier_note: Option<T10>,
    pub is_default: bool,
    pub now: time::OffsetDateTime,
    pub id: uuid::Uuid,
    pub user_id: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct DeleteAddressParams {
    pub id: uuid::Uuid,
    pub user_id: uuid::Uuid,
}
#[derive(Clone, Copy, Debug)]
pub struct RestoreDefaultAddressParams {
    pub now: time::OffsetDateTime,
    pub user_id: uuid::Uuid,
}
#[derive(Debug, Clone, PartialEq)]
pub struct AddressRow {
    pub id: uuid::Uuid,
    pub label: String,
    pub recipient: String,
    pub phone: String,
    pub street: String,
    pub village: String,
    pub district: String,
    pub city: String,
    pub province: String,
    pub postcode: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub courier_note: Option<String>,
    pub is_default: bool,
}
pub struct AddressRowBorrowed<'a> {
    pub id: uuid::Uuid,
    pub label: &'a str,
    pub recipient: &'a str,
    pub phone: &'a str,
    pub street: &'a str,
    pub village: &'a str,
    pub district: &'a str,
    pub city: &'a str,
    pub province: &'a str,
    pub postcode: &'a str,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub courier_note: Option<&'a str>,
    pub is_default: bool,
}
impl<'a> From<AddressRowBorrowed<'a>> for AddressRow {
    fn from(
        AddressRowBorrowed {
            id,
            label,
            recipient,
            phone,
            street,
            village,
            district,
            city,
            province,
            postcode,
            latitude,
            longitude,
            courier_note,
            is_default,
        }: AddressRowBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            label: label.into(),
            recipient: recipient.into(),
            phone: phone.into(),
            street: street.into(),
            village: village.into(),
            district: district.into(),
            city: city.into(),
            province: province.into(),
            postcode: postcode.into(),
            latitude,
            longitude,
            courier_note: courier_note.map(|v| v.into()),
            is_default,
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct AddressRowQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<AddressRowBorrowed, tokio_postgres::Error>,
    mapper: fn(AddressRowBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> AddressRowQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(
        self,
        mapper: fn(AddressRowBorrowed) -> R,
    ) -> AddressRowQuery<'c, 'a, 's, C, R, N> {
        AddressRowQuery {
            client: self.client,
            params: self.params,
            query: self.query,
            cached: self.cached,
            extractor: self.extractor,
            mapper,
        }
    }
    pub async fn one(self) -> Result<T, tokio_postgres::Error> {
        let row =
            crate::client::async_::one(self.client, self.query, &self.params, self.cached).await?;
        Ok((self.mapper)((self.extractor)(&row)?))
    }
    pub async fn all(self) -> Result<Vec<T>, tokio_postgres::Error> {
        self.iter().await?.try_collect().await
    }
    pub async fn opt(self) -> Result<Option<T>, tokio_postgres::Error> {
        let opt_row =
            crate::client::async_::opt(self.client, self.query, &self.params, self.cached).await?;
        Ok(opt_row
            .map(|row| {
                let extracted = (self.extractor)(&row)?;
                Ok((self.mapper)(extracted))
            })
            .transpose()?)
    }
    pub async fn iter(
        self,
    ) -> Result<
        impl futures::Stream<Item = Result<T, tokio_postgres::Error>> + 'c,
        tokio_postgres::Error,
    > {
        let stream = crate::client::async_::raw(
            self.client,
            self.query,
            crate::slice_iter(&self.params),
            self.cached,
        )
        .await?;
        let mapped = stream
            .map(move |res| {
                res.and_then(|row| {
                    let extracted = (self.extractor)(&row)?;
                    Ok((self.mapper)(extracted))
                })
            })
            .into_stream();
        Ok(mapped)
    }
}
pub struct UuidUuidQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<uuid::Uuid, tokio_postgres::Error>,
    mapper: fn(uuid::Uuid) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> UuidUuidQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(uuid::Uuid) -> R) -> UuidUuidQuery<'c, 'a, 's, C, R, N> {
        UuidUuidQuery {
            client: self.client,
            params: self.params,
            query: self.query,
            cached: self.cached,
            extractor: self.extractor,
            mapper,
        }
    }
    pub async fn one(self) -> Result<T, tokio_postgres::Error> {
        let row =
            crate::client::async_::one(self.client, self.query, &self.params, self.cached).await?;
        Ok((self.mapper)((self.extractor)(&row)?))
    }
    pub async fn all(self) -> Result<Vec<T>, tokio_postgres::Error> {
        self.iter().await?.try_collect().await
    }
    pub async fn opt(self) -> Result<Option<T>, tokio_postgres::Error> {
        let opt_row =
            crate::client::async_::opt(self.client, self.query, &self.params, self.cached).await?;
        Ok(opt_row
            .map(|row| {
                let extracted = (self.extractor)(&row)?;
                Ok((self.mapper)(extracted))
            })
            .transpose()?)
    }
    pub async fn iter(
        self,
    ) -> Result<
        impl futures::Stream<Item = Result<T, tokio_postgres::Error>> + 'c,
        tokio_postgres::Error,
    > {
        let stream = crate::client::async_::raw(
            self.client,
            self.query,
            crate::slice_iter(&self.params),
            self.cached,
        )
        .await?;
        let mapped = stream
            .map(move |res| {
                res.and_then(|row| {
                    let extracted = (self.extractor)(&row)?;
                    Ok((self.mapper)(extracted))
                })
            })
            .into_stream();
        Ok(mapped)
    }
}
pub struct ListAddressesStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn list_addresses() -> ListAddressesStmt {
    ListAddressesStmt(
        "select id, label, recipient, phone, street, village, district, city, province, postcode, latitude, longitude, courier_note, is_default from identity.addresses where user_id = $1 order by is_default desc, created_at, id",
        None,
    )
}
impl ListAddressesStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        user_id: &'a uuid::Uuid,
    ) -> AddressRowQuery<'c, 'a, 's, C, AddressRow, 1> {
        AddressRowQuery {
            client,
            params: [user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<AddressRowBorrowed, tokio_postgres::Error> {
                    Ok(AddressRowBorrowed {
                        id: row.try_get(0)?,
                        label: row.try_get(1)?,
                        recipient: row.try_get(2)?,
                        phone: row.try_get(3)?,
                        street: row.try_get(4)?,
                        village: row.try_get(5)?,
                        district: row.try_get(6)?,
                        city: row.try_get(7)?,
                        province: row.try_get(8)?,
                        postcode: row.try_get(9)?,
                        latitude: row.try_get(10)?,
                        longitude: row.try_get(11)?,
                        courier_note: row.try_get(12)?,
                        is_default: row.try_get(13)?,
                    })
                },
            mapper: |it| AddressRow::from(it),
        }
    }
}
pub struct LockAddressBookStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn lock_address_book() -> LockAddressBookStmt {
    LockAddressBookStmt(
        "select id from identity.users where id = $1 and status = 'active' for no key update",
        None,
    )
}
impl LockAddressBookStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        user_id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 1> {
        UuidUuidQuery {
            client,
            params: [user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
pub struct ClearDefaultAddressStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn clear_default_address() -> ClearDefaultAddressStmt {
    ClearDefaultAddressStmt(
        "update identity.addresses set is_default = false, updated_at = $1 where user_id = $2 and is_default and $3::boolean returning id",
        None,
    )
}
impl ClearDefaultAddressStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a time::OffsetDateTime,
        user_id: &'a uuid::Uuid,
        replaced: &'a bool,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        UuidUuidQuery {
            client,
            params: [now, user_id, replaced],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        ClearDefaultAddressParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3>,
        C,
    > for ClearDefaultAddressStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a ClearDefaultAddressParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 3> {
        self.bind(client, &params.now, &params.user_id, &params.replaced)
    }
}
pub struct AddAddressStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_address() -> AddAddressStmt {
    AddAddressStmt(
        "insert into identity.addresses (id, user_id, label, recipient, phone, street, village, district, city, province, postcode, latitude, longitude, courier_note, is_default, created_at, updated_at) select $1, u.id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 or not exists (select from identity.addresses d where d.user_id = u.id and d.is_default), $15, $15 from identity.users u where u.id = $16 and u.status = 'active' and (select count(*) from identity.addresses b where b.user_id = u.id) < $17::bigint returning id, label, recipient, phone, street, village, district, city, province, postcode, latitude, longitude, courier_note, is_default",
        None,
    )
}
impl AddAddressStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::StringSql,
        T2: crate::StringSql,
        T3: crate::StringSql,
        T4: crate::StringSql,
        T5: crate::StringSql,
        T6: crate::StringSql,
        T7: crate::StringSql,
        T8: crate::StringSql,
        T9: crate::StringSql,
        T10: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        label: &'a T1,
        recipient: &'a T2,
        phone: &'a T3,
        street: &'a T4,
        village: &'a T5,
        district: &'a T6,
        city: &'a T7,
        province: &'a T8,
        postcode: &'a T9,
        latitude: &'a Option<f64>,
        longitude: &'a Option<f64>,
        courier_note: &'a Option<T10>,
        is_default: &'a bool,
        now: &'a time::OffsetDateTime,
        user_id: &'a uuid::Uuid,
        max_addresses: &'a i64,
    ) -> AddressRowQuery<'c, 'a, 's, C, AddressRow, 17> {
        AddressRowQuery {
            client,
            params: [
                id,
                label,
                recipient,
                phone,
                street,
                village,
                district,
                city,
                province,
                postcode,
                latitude,
                longitude,
                courier_note,
                is_default,
                now,
                user_id,
                max_addresses,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<AddressRowBorrowed, tokio_postgres::Error> {
                    Ok(AddressRowBorrowed {
                        id: row.try_get(0)?,
                        label: row.try_get(1)?,
                        recipient: row.try_get(2)?,
                        phone: row.try_get(3)?,
                        street: row.try_get(4)?,
                        village: row.try_get(5)?,
                        district: row.try_get(6)?,
                        city: row.try_get(7)?,
                        province: row.try_get(8)?,
                        postcode: row.try_get(9)?,
                        latitude: row.try_get(10)?,
                        longitude: row.try_get(11)?,
                        courier_note: row.try_get(12)?,
                        is_default: row.try_get(13)?,
                    })
                },
            mapper: |it| AddressRow::from(it),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
    T8: crate::StringSql,
    T9: crate::StringSql,
    T10: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        AddAddressParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>,
        AddressRowQuery<'c, 'a, 's, C, AddressRow, 17>,
        C,
    > for AddAddressStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a AddAddressParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>,
    ) -> AddressRowQuery<'c, 'a, 's, C, AddressRow, 17> {
        self.bind(
            client,
            &params.id,
            &params.label,
            &params.recipient,
            &params.phone,
            &params.street,
            &params.village,
            &params.district,
            &params.city,
            &params.province,
            &params.postcode,
            &params.latitude,
            &params.longitude,
            &params.courier_note,
            &params.is_default,
            &params.now,
            &params.user_id,
            &params.max_addresses,
        )
    }
}
pub struct UpdateAddressStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn update_address() -> UpdateAddressStmt {
    UpdateAddressStmt(
        "update identity.addresses set label = $1, recipient = $2, phone = $3, street = $4, village = $5, district = $6, city = $7, province = $8, postcode = $9, latitude = $10, longitude = $11, courier_note = $12, is_default = is_default or $13, updated_at = $14 where id = $15 and user_id = $16 returning id, label, recipient, phone, street, village, district, city, province, postcode, latitude, longitude, courier_note, is_default",
        None,
    )
}
impl UpdateAddressStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::StringSql,
        T2: crate::StringSql,
        T3: crate::StringSql,
        T4: crate::StringSql,
        T5: crate::StringSql,
        T6: crate::StringSql,
        T7: crate::StringSql,
        T8: crate::StringSql,
        T9: crate::StringSql,
        T10: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        label: &'a T1,
        recipient: &'a T2,
        phone: &'a T3,
        street: &'a T4,
        village: &'a T5,
        district: &'a T6,
        city: &'a T7,
        province: &'a T8,
        postcode: &'a T9,
        latitude: &'a Option<f64>,
        longitude: &'a Option<f64>,
        courier_note: &'a Option<T10>,
        is_default: &'a bool,
        now: &'a time::OffsetDateTime,
        id: &'a uuid::Uuid,
        user_id: &'a uuid::Uuid,
    ) -> AddressRowQuery<'c, 'a, 's, C, AddressRow, 16> {
        AddressRowQuery {
            client,
            params: [
                label,
                recipient,
                phone,
                street,
                village,
                district,
                city,
                province,
                postcode,
                latitude,
                longitude,
                courier_note,
                is_default,
                now,
                id,
                user_id,
            ],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<AddressRowBorrowed, tokio_postgres::Error> {
                    Ok(AddressRowBorrowed {
                        id: row.try_get(0)?,
                        label: row.try_get(1)?,
                        recipient: row.try_get(2)?,
                        phone: row.try_get(3)?,
                        street: row.try_get(4)?,
                        village: row.try_get(5)?,
                        district: row.try_get(6)?,
                        city: row.try_get(7)?,
                        province: row.try_get(8)?,
                        postcode: row.try_get(9)?,
                        latitude: row.try_get(10)?,
                        longitude: row.try_get(11)?,
                        courier_note: row.try_get(12)?,
                        is_default: row.try_get(13)?,
                    })
                },
            mapper: |it| AddressRow::from(it),
        }
    }
}
impl<
    'c,
    'a,
    's,
    C: GenericClient,
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
    T5: crate::StringSql,
    T6: crate::StringSql,
    T7: crate::StringSql,
    T8: crate::StringSql,
    T9: crate::StringSql,
    T10: crate::StringSql,
>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        UpdateAddressParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>,
        AddressRowQuery<'c, 'a, 's, C, AddressRow, 16>,
        C,
    > for UpdateAddressStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a UpdateAddressParams<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>,
    ) -> AddressRowQuery<'c, 'a, 's, C, AddressRow, 16> {
        self.bind(
            client,
            &params.label,
            &params.recipient,
            &params.phone,
            &params.street,
            &params.village,
            &params.district,
            &params.city,
            &params.province,
            &params.postcode,
            &params.latitude,
            &params.longitude,
            &params.courier_note,
            &params.is_default,
            &params.now,
            &params.id,
            &params.user_id,
        )
    }
}
pub struct DeleteAddressStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn delete_address() -> DeleteAddressStmt {
    DeleteAddressStmt(
        "delete from identity.addresses where id = $1 and user_id = $2 returning id",
        None,
    )
}
impl DeleteAddressStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a uuid::Uuid,
        user_id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [id, user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        DeleteAddressParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for DeleteAddressStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a DeleteAddressParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.id, &params.user_id)
    }
}
pub struct RestoreDefaultAddressStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn restore_default_address() -> RestoreDefaultAddressStmt {
    RestoreDefaultAddressStmt(
        "update identity.addresses set is_default = true, updated_at = $1 where id = (select id from identity.addresses where user_id = $2 order by created_at, id limit 1) and not exists (select from identity.addresses where user_id = $2 and is_default) returning id",
        None,
    )
}
impl RestoreDefaultAddressStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        now: &'a time::OffsetDateTime,
        user_id: &'a uuid::Uuid,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        UuidUuidQuery {
            client,
            params: [now, user_id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row| Ok(row.try_get(0)?),
            mapper: |it| it,
        }
    }
}
impl<'c, 'a, 's, C: GenericClient>
    crate::client::async_::Params<
        'c,
        'a,
        's,
        RestoreDefaultAddressParams,
        UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2>,
        C,
    > for RestoreDefaultAddressStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a RestoreDefaultAddressParams,
    ) -> UuidUuidQuery<'c, 'a, 's, C, uuid::Uuid, 2> {
        self.bind(client, &params.now, &params.user_id)
    }
}
