//! What an order holds of lots and slot, and how it lets go of it.

use crate::error::{broken, from_postgres};
use deadpool_postgres::Object;
use domain::ids::{LotId, MovementId, OrderId};
use domain::orders::status::Holdings;
use domain::{Quantity, StoreError};
use postgres_queries::queries::{checkout, ledger, orders};
use time::OffsetDateTime;
use uuid::Uuid;

/// A kind of movement in the ledger, and what it does to a lot.
#[derive(Debug, Clone, Copy)]
pub(super) enum Movement {
    /// Promised to an order.
    Reservation,
    /// Promised no more.
    Release,
    /// Taken off the shelf.
    Pick,
}

impl Movement {
    const fn kind(self) -> &'static str {
        match self {
            Self::Reservation => "reservation",
            Self::Release => "release",
            Self::Pick => "pick",
        }
    }

    /// The changes of on-hand and reserved, as multiples of the quantity.
    const fn signs(self) -> (i64, i64) {
        match self {
            Self::Reservation => (0, 1),
            Self::Release => (0, -1),
            Self::Pick => (-1, -1),
        }
    }
}

/// Moves quantities of lots that are locked, each lot named once, and writes the ledger.
pub(super) async fn move_stock(
    client: &Object,
    movement: Movement,
    lots: &[(LotId, Quantity)],
    order: OrderId,
    actor: Option<Uuid>,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let (on_hand, reserved) = movement.signs();
    let ids: Vec<Uuid> = lots
        .iter()
        .map(|_| MovementId::generate(&now).uuid())
        .collect();
    let lot_ids: Vec<Uuid> = lots.iter().map(|(lot, _)| lot.uuid()).collect();
    let on_hand: Vec<i64> = lots
        .iter()
        .map(|(_, quantity)| on_hand * quantity.thousandths())
        .collect();
    let reserved: Vec<i64> = lots
        .iter()
        .map(|(_, quantity)| reserved * quantity.thousandths())
        .collect();
    let moved = ledger::move_stock()
        .bind(
            client,
            &ids,
            &lot_ids,
            &on_hand,
            &reserved,
            &movement.kind(),
            &Some(order.uuid()),
            &actor,
            &"",
            &now,
        )
        .await
        .map_err(from_postgres)?;
    if usize::try_from(moved) == Ok(lots.len()) {
        Ok(())
    } else {
        Err(broken("a lot is missing or named twice"))
    }
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
    let movement = match holdings {
        Holdings::Keep => return Ok(()),
        Holdings::Release => Movement::Release,
        Holdings::Take => Movement::Pick,
    };
    let held = lock(client, order).await?;
    let (delete, free) = (orders::delete_allocations(), checkout::free_slot());
    let (moved, deleted, freed) = tokio::join!(
        biased;
        move_stock(client, movement, &held, order, actor, now),
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
