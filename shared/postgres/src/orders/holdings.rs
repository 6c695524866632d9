//! What an order holds of lots and slot, and how it lets go of it.

use crate::error::from_postgres;
use crate::ledger::{self, Cause, Movement};
use deadpool_postgres::Object;
use domain::catalog::MovementKind;
use domain::ids::{LotId, MovementId, OrderId};
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
    let (delete, free) = (orders::delete_allocations(), checkout::free_slot());
    let (moved, deleted, freed) = tokio::join!(
        biased;
        move_stock(client, kind, &held, order, actor, now),
        async { delete.bind(client, &order.uuid()).await },
        async {
            match holdings {
                Holdings::Release => free.bind(client, &order.uuid()).await,
                Holdings::Keep | Holdings::Take => Ok(1),
            }
        },
    );
    moved?;
    deleted.map_err(from_postgres)?;
    freed.map_err(from_postgres)?;
    Ok(())
}
