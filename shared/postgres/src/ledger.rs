//! The ledger of stock: lots change together with a line that says why.

use crate::error::{broken, from_postgres};
use crate::statements::column;
use deadpool_postgres::Object;
use domain::catalog::{Effect, MovementKind};
use domain::ids::{LotId, MovementId, OrderId, TransferId};
use domain::{Quantity, StoreError};
use postgres_queries::client::Params;
use postgres_queries::queries::ledger::{self, MoveStockParams};
use time::OffsetDateTime;
use uuid::Uuid;

/// A quantity of a lot, as its kind of movement takes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Movement {
    pub(crate) id: MovementId,
    pub(crate) lot: LotId,
    pub(crate) quantity: Quantity,
}

/// Why goods move.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cause<'a> {
    pub(crate) order: Option<OrderId>,
    pub(crate) transfer: Option<TransferId>,
    pub(crate) actor: Option<Uuid>,
    pub(crate) reason: &'a str,
}

/// Moves quantities of lots that are locked, and writes the ledger.
pub(crate) async fn move_stock(
    client: &Object,
    kind: MovementKind,
    movements: &[Movement],
    cause: &Cause<'_>,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let movements: Vec<_> = movements.iter().map(|movement| (kind, *movement)).collect();
    move_all(client, &movements, cause, now).await
}

/// As [`move_stock`], each movement by its own kind. A lot may be named several times.
pub(crate) async fn move_all(
    client: &Object,
    movements: &[(MovementKind, Movement)],
    cause: &Cause<'_>,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let effects: Vec<Effect> = movements
        .iter()
        .map(|(kind, movement)| kind.effect(movement.quantity).map_err(broken))
        .collect::<Result<_, _>>()?;
    ledger::move_stock()
        .params(
            client,
            &MoveStockParams {
                ids: column(movements, |(_, movement)| movement.id.uuid()),
                lot_ids: column(movements, |(_, movement)| movement.lot.uuid()),
                kinds: column(movements, |(kind, _)| kind.as_str()),
                on_hand_deltas: column(&effects, |effect| effect.on_hand.thousandths()),
                reserved_deltas: column(&effects, |effect| effect.reserved.thousandths()),
                order_id: cause.order.map(OrderId::uuid),
                actor_id: cause.actor,
                reason: cause.reason,
                now,
                transfer_id: cause.transfer.map(TransferId::uuid),
            },
        )
        .one()
        .await
        .map_err(from_postgres)?;
    Ok(())
}
