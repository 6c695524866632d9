//! What an order holds of lots, slot and coupon, and how it lets go of it.

use crate::error::from_postgres;
use crate::ledger::{self, Cause, Movement};
use crate::statements::prepared;
use deadpool_postgres::Object;
use domain::catalog::MovementKind;
use domain::ids::{LotId, MovementId, OrderId};
use domain::orders::status::Holdings;
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
