//! Lots and their ledger in PostgreSQL: goods that come in, are counted, thrown away and carried elsewhere.

use crate::Database;
use crate::audit::{self, Entry};
use crate::database::adapter;
use crate::error::{broken, from_postgres};
use crate::ledger::{self, Cause, Movement};
use crate::statements::{column, prepared};
use deadpool_postgres::Object;
use domain::catalog::{
    Actor, AdjustStock, Adjustment, Carried, Location, Lot, MoveError, MovementKind, Part,
    ReceiveError, Shelf, ShelfLot, Sku, Stock, Transfer, TransferStock,
};
use domain::ids::LotId;
use domain::{Quantity, StoreError};
use postgres_queries::client::Params;
use postgres_queries::queries::ledger as ledger_queries;
use postgres_queries::queries::stock::{self, FindShelf, ReceiveLotsParams};
use serde_json::{Value, json};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

adapter! {
    /// [`Stock`] in PostgreSQL.
    PgStock
}

impl PgStock {
    /// For the ports beside [`Stock`].
    pub(crate) const fn database(&self) -> &Database {
        &self.0
    }
}

impl Stock for PgStock {
    async fn receive(
        &self,
        lots: &[Lot],
        actor: Option<&Actor>,
        now: OffsetDateTime,
    ) -> Result<(), ReceiveError> {
        let origin = actor.map(|actor| &actor.origin);
        let client = self.0.client().await?;
        let outcome = stock::receive_lots()
            .params(
                &client,
                &ReceiveLotsParams {
                    lot_ids: column(lots, |lot| lot.id.uuid()),
                    skus: column(lots, |lot| lot.receipt.sku.as_str()),
                    locations: column(lots, |lot| lot.receipt.location.as_str()),
                    quantities: column(lots, |lot| lot.receipt.quantity.thousandths()),
                    best_befores: column(lots, |lot| lot.receipt.best_before),
                    harvested_ons: column(lots, |lot| lot.receipt.harvested_on),
                    unit_costs: column(lots, |lot| lot.receipt.unit_cost.amount()),
                    reasons: column(lots, |lot| lot.receipt.reason.as_str()),
                    now,
                    actor_id: actor.map(|actor| actor.user.uuid()),
                    ip: origin.map_or("", |origin| &origin.ip),
                    user_agent: origin.map_or("", |origin| &origin.user_agent),
                    request_id: origin.map_or("", |origin| &origin.request_id),
                },
            )
            .one()
            .await
            .map_err(from_postgres)?;
        if outcome.sku_unknown {
            Err(ReceiveError::UnknownSku)
        } else if outcome.location_unknown {
            Err(ReceiveError::UnknownLocation)
        } else if outcome.location_closed {
            Err(ReceiveError::LocationClosed)
        } else {
            Ok(())
        }
    }

    /// Three round trips: what is locked, what is written, the commit.
    async fn adjust(
        &self,
        request: &AdjustStock,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(Vec<ShelfLot>) -> Result<Adjustment, MoveError> + Send,
    ) -> Result<Adjustment, MoveError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let adjustment = decide(lock_shelf(client, &request.shelf).await?)?;
                if adjustment.parts.is_empty() {
                    return Ok(adjustment);
                }
                let movements = column(&adjustment.parts, out);
                let cause = Cause {
                    actor: Some(actor.user.uuid()),
                    reason: &request.reason,
                    ..Cause::default()
                };
                let (moved, noted) = tokio::join!(
                    biased;
                    ledger::move_stock(client, adjustment.kind, &movements, &cause, now),
                    note_adjustment(client, request, &adjustment, actor, now),
                );
                moved?;
                noted?;
                Ok(adjustment)
            })
            .await
    }

    /// Three round trips: what is locked, what is written, the commit.
    async fn transfer(
        &self,
        request: &TransferStock,
        actor: &Actor,
        now: OffsetDateTime,
        decide: impl FnOnce(Vec<ShelfLot>) -> Result<Transfer, MoveError> + Send,
    ) -> Result<Transfer, MoveError> {
        let transaction = self.0.transaction().await?;
        let client = transaction.client()?;
        transaction
            .run(async {
                let to = Shelf {
                    location: request.to.clone(),
                    ..request.from.clone()
                };
                let (lots, to) = tokio::join!(
                    biased;
                    lock_shelf(client, &request.from),
                    find_shelf(client, &to),
                );
                let lots = lots.map_err(|error| match error {
                    MoveError::UnknownLocation(_) => MoveError::UnknownLocation("/from"),
                    other => other,
                })?;
                let to = to?;
                match (to.location_id, to.active) {
                    (None, _) => return Err(MoveError::UnknownLocation("/to")),
                    (Some(_), Some(true)) => {}
                    (Some(_), _) => return Err(MoveError::LocationClosed("/to")),
                }
                let transfer = decide(lots)?;
                carry(client, request, &transfer, actor, now).await?;
                Ok(transfer)
            })
            .await
    }

    async fn add_location(&self, location: &Location) -> Result<(), StoreError> {
        let client = self.0.client().await?;
        stock::add_location()
            .bind(
                &client,
                &location.id.uuid(),
                &location.code.as_str(),
                &location.name.as_str(),
            )
            .opt()
            .await
            .map_err(from_postgres)?;
        Ok(())
    }

    async fn without_good_lots(&self, today: Date) -> Result<Vec<Sku>, StoreError> {
        let client = self.0.client().await?;
        let skus = stock::skus_without_good_lots()
            .bind(&client, &today)
            .all()
            .await
            .map_err(from_postgres)?;
        skus.iter()
            .map(|sku| Sku::parse(sku).map_err(broken))
            .collect()
    }
}

/// The lots of a shelf, locked.
async fn lock_shelf(client: &Object, shelf: &Shelf) -> Result<Vec<ShelfLot>, MoveError> {
    let lock = stock::lock_shelf();
    let lot = shelf.lot.map(LotId::uuid);
    let (found, lots) = tokio::join!(
        biased;
        find_shelf(client, shelf),
        async {
            lock.bind(client, &shelf.sku.as_str(), &shelf.location.as_str(), &lot)
                .map(|row| ShelfLot {
                    lot: row.id.into(),
                    best_before: row.best_before,
                    on_hand: Quantity::from_thousandths(row.on_hand),
                    reserved: Quantity::from_thousandths(row.reserved),
                })
                .all()
                .await
                .map_err(from_postgres)
        },
    );
    let found = found?;
    if found.variant_id.is_none() {
        Err(MoveError::UnknownSku)
    } else if found.location_id.is_none() {
        Err(MoveError::UnknownLocation("/location"))
    } else {
        Ok(lots?)
    }
}

async fn find_shelf(client: &Object, shelf: &Shelf) -> Result<FindShelf, StoreError> {
    stock::find_shelf()
        .bind(client, &shelf.sku.as_str(), &shelf.location.as_str())
        .one()
        .await
        .map_err(from_postgres)
}

/// What a decided part does to the lot it begins with.
const fn out(part: &Part) -> Movement {
    Movement {
        id: part.movement,
        lot: part.before.lot,
        quantity: part.quantity,
    }
}

/// Writes what is carried: the new lots first, then both ends of every way.
async fn carry(
    client: &Object,
    request: &TransferStock,
    transfer: &Transfer,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let carried = &transfer.carried;
    let arrivals = carried.iter().map(|part| Movement {
        id: part.arrival,
        lot: part.into,
        quantity: part.quantity,
    });
    let movements: Vec<Movement> = carried
        .iter()
        .map(|part| out(&part.out))
        .chain(arrivals)
        .collect();
    let cause = Cause {
        transfer: Some(transfer.id),
        actor: Some(actor.user.uuid()),
        reason: &request.reason,
        ..Cause::default()
    };
    let (add, _, _) = prepared!(
        client,
        stock::add_carried_lots(),
        ledger_queries::move_stock(),
        postgres_queries::queries::audit::note(),
    );
    let (into, from): (Vec<Uuid>, Vec<Uuid>) = carried
        .iter()
        .map(|part| (part.into.uuid(), part.out.before.lot.uuid()))
        .unzip();
    let (added, moved, noted) = tokio::join!(
        biased;
        async { add.bind(client, &request.to.as_str(), &into, &from).await },
        ledger::move_stock(client, MovementKind::Transfer, &movements, &cause, now),
        note_transfer(client, request, transfer, actor, now),
    );
    added.map_err(from_postgres)?;
    moved?;
    noted
}

/// A lot as the audit log tells of it.
fn told(lot: &ShelfLot) -> Value {
    json!({ "lot_id": lot.lot, "on_hand": lot.on_hand, "reserved": lot.reserved })
}

async fn note_adjustment(
    client: &Object,
    request: &AdjustStock,
    adjustment: &Adjustment,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let parts = &adjustment.parts;
    let entry = Entry {
        action: "stock_adjusted",
        actor: Some(actor.user),
        user: None,
        target: request.shelf.sku.as_str(),
        details: json!({
            "location": request.shelf.location,
            "kind": request.kind,
            "reason": request.reason,
            "before": column(parts, |part| told(&part.before)),
            "after": column(parts, |part| told(&part.after)),
        }),
    };
    audit::note(client, &entry, &actor.origin, now).await
}

async fn note_transfer(
    client: &Object,
    request: &TransferStock,
    transfer: &Transfer,
    actor: &Actor,
    now: OffsetDateTime,
) -> Result<(), StoreError> {
    let arrived = |part: &Carried| json!({ "lot_id": part.into, "on_hand": part.quantity });
    let entry = Entry {
        action: "stock_transferred",
        actor: Some(actor.user),
        user: None,
        target: request.from.sku.as_str(),
        details: json!({
            "transfer_id": transfer.id,
            "from": request.from.location,
            "to": request.to,
            "reason": request.reason,
            "before": column(&transfer.carried, |part| told(&part.out.before)),
            "after": column(&transfer.carried, |part| told(&part.out.after)),
            "arrived": column(&transfer.carried, arrived),
        }),
    };
    audit::note(client, &entry, &actor.origin, now).await
}
