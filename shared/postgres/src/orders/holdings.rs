//! What an order holds of lots and slot, and how it lets go of it.

use crate::error::from_postgres;
use crate::ledger::{self, Cause, Movement};
use deadpool_postgres::Object;
use domain::catalog::MovementKind;
use domain::ids::{LotId, MovementId, OrderId};
use domain::orders::shelves::Move;
use domain::orders::status::Holdings;
use domain::{Quantity, StoreError};
use postgres_queries::queries::{checkout, orders};
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
    let (delete, free) = (orders::delete_allocations(), checkout::free_slot());
    let (moved, deleted, freed) = tokio::join!(
        biased;
        move_stock(client, MovementKind::Release, &held, order, actor, now),
        async { delete.bind(client, &order.uuid()).await },
        async { free.bind(client, &order.uuid()).await },
    );
    moved?;
    deleted.map_err(from_postgres)?;
    freed.map_err(from_postgres)?;
    Ok(())
}
