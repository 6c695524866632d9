//! What an order holds of lots, slot and coupon, and how it lets go of it.

use super::rows;
use crate::error::from_postgres;
use crate::ledger::{self, Cause, Movement};
use crate::statements::prepared;
use deadpool_postgres::Object;
use domain::catalog::MovementKind;
use domain::ids::{LotId, MovementId, OrderId};
use domain::orders::returning::{PickedLot, TakenBack};
use domain::orders::shelves::Move;
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

/// Moves stock for an order as was decided.
pub(super) async fn move_all(
    client: &Object,
    moves: &[Move],
    order: OrderId,
    actor: Option<Uuid>,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let cause = Cause {
        order: Some(order),
        actor,
        ..Cause::default()
    };
    let movement = |moved: &Move| {
        let movement = Movement {
            id: MovementId::generate(&now),
            lot: moved.lot,
            quantity: moved.quantity,
        };
        (moved.kind, movement)
    };
    let movements: Vec<_> = moves.iter().map(movement).collect();
    ledger::move_all(client, &movements, &cause, now).await
}

/// What the order holds, its lots locked.
async fn lock(client: &Object, order: OrderId) -> Result<Vec<(LotId, Quantity)>, StoreError> {
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

/// Lets go of what the order holds, if its new status says so. Two round trips; none when it keeps everything. What is
/// taken moves with the lines that were packed.
pub(super) async fn settle(
    client: &Object,
    order: OrderId,
    holdings: Holdings,
    actor: Option<Uuid>,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    if holdings != Holdings::Release {
        return Ok(());
    }
    let held = lock(client, order).await?;
    // Slots are locked before coupons, here as where orders are placed.
    let (_, delete, free, give_back) = prepared!(
        client,
        ledger_queries::move_stock(),
        orders::delete_allocations(),
        checkout::free_slot(),
        coupons::give_back_coupon(),
    );
    let id = order.uuid();
    let (moved, deleted, freed, coupon) = tokio::join!(
        biased;
        move_stock(client, MovementKind::Release, &held, order, actor, now),
        async { delete.bind(client, &id).await },
        async { free.bind(client, &id).await },
        async { give_back.bind(client, &now, &id).await },
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
    let (lock, order, picks, _) = prepared!(
        client,
        orders::lock_order(),
        orders::find_order(),
        orders::lock_picks(),
        ledger_queries::move_stock(),
    );
    let some_code = Some(code);
    let (locked, order, picked) = tokio::join!(
        biased;
        lock.bind(client, &None, &some_code, &None).opt(),
        order.bind(client, &None, &some_code, &None).opt(),
        picks.bind(client, &code).map(|row| PickedLot {
            lot: row.lot_id.into(),
            variant: row.variant_id.into(),
            best_before: row.best_before,
            quantity: Quantity::from_thousandths(row.quantity),
        }).all(),
    );
    locked.map_err(from_postgres)?;
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
    let part_of = |kind, lot, quantity| Move {
        kind,
        lot,
        quantity,
    };
    let moves: Vec<Move> = taken
        .iter()
        .flat_map(|part| {
            [
                part_of(MovementKind::Return, part.lot, part.returned),
                part_of(MovementKind::Waste, part.lot, part.wasted),
            ]
        })
        .filter(|part| part.quantity.is_positive())
        .collect();
    move_all(client, &moves, change.order.id, actor, now).await
}
