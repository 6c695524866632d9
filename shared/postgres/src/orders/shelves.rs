//! Reads an order with the stock around it, locked, in one round trip.

use super::rows;
use crate::error::from_postgres;
use crate::statements::prepared;
use deadpool_postgres::Object;
use domain::StoreError;
use domain::catalog::{Allocation, Sku, shop_date};
use domain::orders::shelves::Shelves;
use domain::orders::{Order, OrderCode};
use domain::{Quantity, catalog::LotLevel};
use postgres_queries::queries::orders::{self as queries, HeldByLines};
use time::OffsetDateTime;

/// The order, and what is on the shelves for it and for the SKUs beside it. The order is locked before anything else
/// is read: what is read then is what nobody else changes.
pub(super) async fn lock(
    client: &Object,
    code: &OrderCode,
    beside: &[Sku],
    now: OffsetDateTime,
) -> Result<(Option<Order>, Shelves), StoreError> {
    let (code, today) = (code.as_str(), shop_date(now));
    let beside: Vec<&str> = beside.iter().map(Sku::as_str).collect();
    let (lock, order, lots, held, offers) = prepared!(
        client,
        queries::lock_order(),
        queries::find_order(),
        queries::lock_shelves(),
        queries::held_by_lines(),
        queries::offers(),
    );
    let (locked, order, lots, held, offers) = tokio::join!(
        biased;
        async { lock.bind(client, &None, &Some(code), &None).opt().await },
        async { order.bind(client, &None, &Some(code), &None).opt().await },
        async { lots.bind(client, &code, &beside, &today).all().await },
        async { held.bind(client, &code).all().await },
        async { offers.bind(client, &code, &beside).all().await },
    );
    locked.map_err(from_postgres)?;
    let order = order.map_err(from_postgres)?.map(rows::order).transpose()?;
    let lots = lots.map_err(from_postgres)?.into_iter().map(|row| {
        let level = LotLevel {
            lot: row.id.into(),
            best_before: row.best_before,
            available: Quantity::from_thousandths(row.available),
        };
        (row.variant_id.into(), level)
    });
    let offers = offers.map_err(from_postgres)?.into_iter().map(rows::offer);
    let shelves = Shelves {
        held: by_lines(&held.map_err(from_postgres)?),
        lots: lots.collect(),
        offers: offers.collect::<Result<_, _>>()?,
    };
    Ok((order, shelves))
}

/// What each line holds; lines are numbered from 1.
fn by_lines(rows: &[HeldByLines]) -> Vec<Vec<Allocation>> {
    let mut held: Vec<Vec<Allocation>> = Vec::new();
    for row in rows {
        let count = usize::try_from(row.line).unwrap_or_default();
        held.resize_with(held.len().max(count), Vec::new);
        if let Some(line) = count.checked_sub(1).and_then(|place| held.get_mut(place)) {
            line.push(Allocation {
                lot: row.lot_id.into(),
                quantity: Quantity::from_thousandths(row.quantity),
            });
        }
    }
    held
}
