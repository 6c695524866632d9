//! What an order holds of lots, slot and coupon, and how it lets go of it.

use super::rows;
use crate::error::from_postgres;
use crate::ledger::{self, Cause, Movement};
use crate::statements::prepared;
use deadpool_postgres::Object;
use domain::catalog::MovementKind;
use domain::ids::{LotId, MovementId, OrderId};
use domain::orders::returning::{PickedLot, TakenBack};
use domain::orders::status::Holdings;
use domain::orders::transition::Change;
use domain::orders::{Actor, Order, OrderCode};
use domain::{Quantity, StoreError};
use postgres_queries::queries::{checkout, coupons, ledger as ledger_queries, orders};
use time::OffsetDateTime;
use uuid::Uuid;

/// Moves what an order holds of lots that are locked, and writes the ledger.
pub(super) async fn move_stock(
    client: &Object,
    kind: MovementKind,
    lots: &[(LotId, Quantity)],
    order: OrderId,
    actor: Option<Uuid>,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let cause = Cause {
        order: Some(order),
        actor,
        ..Cause::default()
    };
    let movement = |&(lot, quantity)| Movement {
        id: MovementId::generate(&now),
        lot,
        quantity,
    };
    let movements: Vec<Movement> = lots.iter().map(movement).collect();
    ledger::move_stock(client, kind, &movements, &cause, now).await
}

/// What the order holds, its lots locked.
pub(super) async fn lock(
    client: &Object,
    order: OrderId,
) -> Result<Vec<(LotId, Quantity)>, StoreError> {
    orders::lock_allocations()
        .bind(client, &order.uuid())
        .map(|row| {
            (
                LotId::from(row.lot_id),
                Quantity::from_thousandths(row.quantity),
            )
        })
        .all()
        .await
        .map_err(from_postgres)
}

/// Lets go of what the order holds, as its new status says. Two round trips; none when it keeps everything.
pub(super) async fn settle(
    client: &Object,
    order: OrderId,
    holdings: Holdings,
    actor: Option<Uuid>,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let kind = match holdings {
        Holdings::Keep => return Ok(()),
        Holdings::Release => MovementKind::Release,
        Holdings::Take => MovementKind::Pick,
    };
    let held = lock(client, order).await?;
    // Slots are locked before coupons, here as where orders are placed.
    let (delete, free, give_back) = prepared!(
        client,
        orders::delete_allocations(),
        checkout::free_slot(),
        coupons::give_back_coupon(),
    );
    let id = order.uuid();
    let (moved, deleted, freed, coupon) = tokio::join!(
        biased;
        move_stock(client, kind, &held, order, actor, now),
        async { delete.bind(client, &id).await },
        async {
            match holdings {
                Holdings::Release => free.bind(client, &id).await,
                Holdings::Keep | Holdings::Take => Ok(1),
            }
        },
        async {
            match holdings {
                Holdings::Release => give_back.bind(client, &now, &id).await,
                Holdings::Keep | Holdings::Take => Ok(1),
            }
        },
    );
    moved?;
    deleted.map_err(from_postgres)?;
    freed.map_err(from_postgres)?;
    coupon.map_err(from_postgres)?;
    Ok(())
}

/// The order and what was picked for it, all of that locked. One round trip.
pub(super) async fn lock_picked(
    client: &Object,
    code: &OrderCode,
) -> Result<(Option<Order>, Vec<PickedLot>), StoreError> {
    let code = code.as_str();
    let (order, picks, _) = prepared!(
        client,
        orders::lock_order(),
        orders::lock_picks(),
        ledger_queries::move_stock(),
    );
    let some_code = Some(code);
    let (order, picked) = tokio::join!(
        biased;
        order.bind(client, &None, &some_code, &None).opt(),
        picks.bind(client, &code).map(|row| PickedLot {
            lot: row.lot_id.into(),
            variant: row.variant_id.into(),
            best_before: row.best_before,
            quantity: Quantity::from_thousandths(row.quantity),
        }).all(),
    );
    let order = order.map_err(from_postgres)?.map(rows::order).transpose()?;
    Ok((order, picked.map_err(from_postgres)?))
}

/// Puts back into lots that are locked what came back, and throws away what is not good enough. No round trip of its
/// own: it travels with the change.
pub(super) async fn take_back(
    client: &Object,
    change: &Change,
    taken: &[TakenBack],
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let actor = match change.actor {
        Actor::Staff(user) => Some(user.uuid()),
        Actor::Shopper(_) | Actor::Shop => None,
    };
    let some = |quantity: fn(&TakenBack) -> Quantity| -> Vec<(LotId, Quantity)> {
        let all = taken.iter().map(|part| (part.lot, quantity(part)));
        all.filter(|(_, quantity)| quantity.is_positive()).collect()
    };
    let (returned, wasted) = (some(|part| part.returned), some(|part| part.wasted));
    let order = change.order.id;
    let (returned, wasted) = tokio::join!(
        biased;
        move_stock(client, MovementKind::Return, &returned, order, actor, now),
        move_stock(client, MovementKind::Waste, &wasted, order, actor, now),
    );
    returned.and(wasted)
}
