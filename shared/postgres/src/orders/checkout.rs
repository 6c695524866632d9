//! Reads everything a checkout is decided on, in one round trip.

use super::{coupon_rows, rows};
use crate::error::{broken, from_postgres};
use crate::statements::prepared;
use deadpool_postgres::Object;
use domain::cart::CartOwner;
use domain::catalog::{LotLevel, shop_date};
use domain::ids::VariantId;
use domain::orders::coupon::CartCoupon;
use domain::orders::placing::{Basket, Checkout, Destination, REFUSALS_COUNT_FOR};
use domain::orders::{Address, Customer, Slot};
use domain::{Language, Money, StoreError};
use postgres_queries::queries::checkout as queries;
use time::OffsetDateTime;
use uuid::Uuid;

/// Whether the lots are to be held until the transaction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lots {
    Read,
    Lock,
}

/// The cart's owner as the two columns that know one.
pub(super) fn owner_columns(owner: &CartOwner) -> (Option<Uuid>, Option<&[u8]>) {
    match owner {
        CartOwner::User(user) => (Some(user.uuid()), None),
        CartOwner::Guest(hash) => (None, Some(hash.as_slice())),
    }
}

pub(super) async fn read(
    client: &Object,
    basket: &Basket,
    lots: Lots,
    now: OffsetDateTime,
) -> Result<Checkout, StoreError> {
    let (user, token) = owner_columns(&basket.owner);
    let (postcode, address) = match &basket.destination {
        Destination::Saved(id) => (None, Some(id.uuid())),
        Destination::Inline(address) => (Some(address.postcode.as_str()), None),
        Destination::Postcode(postcode) => (Some(postcode.as_str()), None),
    };
    let since = now - REFUSALS_COUNT_FOR;
    let (lines, coupon, lots, buyer, refused_by_guest, address, zone, slot) = tokio::join!(
        biased;
        read_lines(client, user, token, now),
        read_coupon(client, user, token, now),
        read_lots(client, user, token, lots, now),
        read_buyer(client, user, since),
        read_refusals(client, basket.guest_email.as_deref(), since),
        read_address(client, address, user),
        read_zone(client, postcode, address, user),
        read_slot(client, basket.slot.map(Uuid::from)),
    );
    // In the order of the statements: the first error is the cause of those after it.
    let (lines, coupon, lots) = (lines?, coupon?, lots?);
    let (buyer, refused_by_guest) = (buyer?, refused_by_guest?);
    let (address, zone) = (address?, zone?);
    let slot = slot?.filter(|(slot_zone, _)| {
        zone.as_ref()
            .is_some_and(|zone| zone.id.uuid() == *slot_zone)
    });
    let address = match &basket.destination {
        Destination::Inline(inline) => Some(Address::clone(inline)),
        _ => address,
    };
    let spends = |_: &&Buyer| basket.use_credit;
    Ok(Checkout {
        credit: buyer
            .as_ref()
            .filter(spends)
            .map(|buyer| buyer.credit)
            .unwrap_or_default(),
        refused_cash: buyer
            .as_ref()
            .map_or(refused_by_guest, |buyer| buyer.refused_cash),
        customer: buyer.map(|buyer| buyer.customer),
        lines,
        coupon,
        lots,
        address,
        zone,
        slot: slot.map(|(_, slot)| slot),
    })
}

async fn read_lines(
    client: &Object,
    user: Option<Uuid>,
    token: Option<&[u8]>,
    now: OffsetDateTime,
) -> Result<Vec<domain::orders::placing::CheckoutLine>, StoreError> {
    let lines = queries::checkout_lines()
        .bind(client, &user, &token, &now)
        .all()
        .await
        .map_err(from_postgres)?;
    lines.into_iter().map(rows::checkout_line).collect()
}

async fn read_coupon(
    client: &Object,
    user: Option<Uuid>,
    token: Option<&[u8]>,
    now: OffsetDateTime,
) -> Result<Option<CartCoupon>, StoreError> {
    let found = queries::checkout_coupon()
        .bind(client, &user, &token, &now)
        .opt()
        .await
        .map_err(from_postgres)?;
    found
        .map(|row| coupon_rows::in_cart(&row.code, row.coupon, user.is_none()))
        .transpose()
}

async fn read_lots(
    client: &Object,
    user: Option<Uuid>,
    token: Option<&[u8]>,
    lots: Lots,
    now: OffsetDateTime,
) -> Result<Vec<(VariantId, LotLevel)>, StoreError> {
    let today = shop_date(now);
    match lots {
        Lots::Read => {
            queries::checkout_lots()
                .bind(client, &today, &user, &token)
                .map(rows::lot)
                .all()
                .await
        }
        Lots::Lock => {
            let (queue, lock) = prepared!(
                client,
                queries::queue_for_goods(),
                queries::lock_checkout_lots(),
            );
            let (queued, locked) = tokio::join!(
                biased;
                async { queue.bind(client, &user, &token).one().await },
                async { lock.bind(client, &today, &user, &token).map(rows::lot).all().await },
            );
            queued.and(locked)
        }
    }
    .map_err(from_postgres)
}

/// Somebody signed in, who buys.
struct Buyer {
    customer: Customer,
    credit: Money,
    refused_cash: i64,
}

async fn read_buyer(
    client: &Object,
    user: Option<Uuid>,
    since: OffsetDateTime,
) -> Result<Option<Buyer>, StoreError> {
    let Some(user) = user else { return Ok(None) };
    let found = queries::checkout_customer()
        .bind(client, &since, &user)
        .opt()
        .await
        .map_err(from_postgres)?;
    found
        .map(|row| {
            let customer = Customer {
                user: Some(user.into()),
                email: row.email,
                name: row.name,
                language: Language::parse(&row.language)
                    .ok_or_else(|| broken("an unknown language"))?,
            };
            Ok(Buyer {
                customer,
                credit: Money::rupiah(row.credit),
                refused_cash: row.refused_cash,
            })
        })
        .transpose()
}

async fn read_refusals(
    client: &Object,
    guest: Option<&str>,
    since: OffsetDateTime,
) -> Result<i64, StoreError> {
    let Some(email) = guest else { return Ok(0) };
    queries::refused_cash_of_guest()
        .bind(client, &since, &email)
        .one()
        .await
        .map_err(from_postgres)
}

async fn read_address(
    client: &Object,
    address: Option<Uuid>,
    user: Option<Uuid>,
) -> Result<Option<Address>, StoreError> {
    let (Some(address), Some(user)) = (address, user) else {
        return Ok(None);
    };
    let found = queries::checkout_address()
        .bind(client, &address, &user)
        .opt()
        .await
        .map_err(from_postgres)?;
    found.map(rows::address).transpose()
}

async fn read_zone(
    client: &Object,
    postcode: Option<&str>,
    address: Option<Uuid>,
    user: Option<Uuid>,
) -> Result<Option<domain::orders::Zone>, StoreError> {
    let found = queries::checkout_zone()
        .bind(client, &postcode, &address, &user)
        .opt()
        .await
        .map_err(from_postgres)?;
    Ok(found.map(|row| {
        rows::zone(
            row.id,
            row.name,
            row.fee,
            row.free_above,
            row.minimum_order,
            row.cod_maximum,
        )
    }))
}

async fn read_slot(
    client: &Object,
    slot: Option<Uuid>,
) -> Result<Option<(Uuid, Slot)>, StoreError> {
    let Some(slot) = slot else { return Ok(None) };
    let found = queries::checkout_slot()
        .bind(client, &slot)
        .opt()
        .await
        .map_err(from_postgres)?;
    Ok(found.map(|row| {
        let slot = rows::slot(
            row.id,
            row.date,
            row.starts_at,
            row.ends_at,
            row.cutoff_at,
            row.available,
            row.grams_left,
        );
        (row.zone_id, slot)
    }))
}
