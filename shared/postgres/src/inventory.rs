//! The stock in PostgreSQL, to be looked at.

use crate::PgStock;
use crate::error::{broken, from_postgres};
use crate::statements::containing;
use deadpool_postgres::Object;
use domain::catalog::{
    Bilingual, Inventory, InventoryFilter, InventoryKey, LotTrace, MovementActor, MovementEntry,
    MovementFilter, MovementKey, MovementKind, Sku, StockedLot, StockedSku, TraceError,
    TracedOrder, Unit, Way, date_text,
};
use domain::ids::{LotId, TransferId};
use domain::orders::{OrderCode, OrderStatus};
use domain::{Money, Page, PageRequest, Quantity, StoreError};
use postgres_queries::client::Params;
use postgres_queries::queries::ledger::{
    self, ListMovements, ListMovementsParams, TracedLot, TracedOrders, TracedWays,
};
use postgres_queries::queries::stock::{self, ListInventory, ListInventoryParams};
use serde::Deserialize;
use time::serde::rfc3339;
use time::{Date, OffsetDateTime};

impl Inventory for PgStock {
    async fn levels(
        &self,
        filter: &InventoryFilter,
        page: PageRequest<InventoryKey>,
    ) -> Result<Page<StockedSku, InventoryKey>, StoreError> {
        let client = self.database().client().await?;
        let rows = stock::list_inventory()
            .params(
                &client,
                &ListInventoryParams {
                    sku: filter.sku.as_ref().map(Sku::as_str),
                    after_sku: page.after.as_ref().map(|key| key.sku.as_str()),
                    pattern: filter.search.as_deref().map(containing),
                    location: filter.location.as_deref(),
                    low: filter.low,
                    near_expiry: filter.near_expiry.is_some(),
                    near_expiry_days: filter.near_expiry.unwrap_or_default().into(),
                    limit: i64::from(page.limit) + 1,
                },
            )
            .all()
            .await
            .map_err(from_postgres)?;
        let found = rows.into_iter().map(level).collect::<Result<_, _>>()?;
        Ok(Page::cut(found, page.limit, |level: &StockedSku| {
            InventoryKey {
                sku: level.sku.clone(),
            }
        }))
    }

    async fn movements(
        &self,
        filter: &MovementFilter,
        page: PageRequest<MovementKey>,
    ) -> Result<Page<MovementEntry, MovementKey>, StoreError> {
        let client = self.database().client().await?;
        let limit = i64::from(page.limit) + 1;
        let found = read_movements(&client, filter, page.after, limit).await?;
        Ok(Page::cut(found, page.limit, |entry: &MovementEntry| {
            MovementKey {
                at: entry.at,
                id: entry.id,
            }
        }))
    }

    /// One round trip.
    async fn trace(&self, lot: LotId) -> Result<LotTrace, TraceError> {
        let client = self.database().client().await?;
        let of_lot = MovementFilter {
            lot: Some(lot),
            ..MovementFilter::default()
        };
        let (find, ways, orders) = (
            ledger::traced_lot(),
            ledger::traced_ways(),
            ledger::traced_orders(),
        );
        let id = lot.uuid();
        let (found, movements, ways, orders) = tokio::join!(
            async { find.bind(&client, &id).opt().await.map_err(from_postgres) },
            read_movements(&client, &of_lot, None, i64::MAX),
            async { ways.bind(&client, &id).all().await.map_err(from_postgres) },
            async { orders.bind(&client, &id).all().await.map_err(from_postgres) },
        );
        let found = found?.ok_or(TraceError::NotFound)?;
        let mut movements = movements?;
        movements.reverse();
        let (came_from, went_to): (Vec<_>, Vec<_>) =
            ways?.into_iter().partition(|way| way.steps < 0);
        let orders = orders?.iter().map(order).collect::<Result<_, _>>()?;
        Ok(trace_of(
            found,
            came_from.into_iter().map(way).collect(),
            went_to.into_iter().map(way).collect(),
            movements,
            orders,
        )?)
    }
}

async fn read_movements(
    client: &Object,
    filter: &MovementFilter,
    after: Option<MovementKey>,
    limit: i64,
) -> Result<Vec<MovementEntry>, StoreError> {
    let rows = ledger::list_movements()
        .params(
            client,
            &ListMovementsParams {
                sku: filter.sku.as_ref().map(Sku::as_str),
                lot_id: filter.lot.map(LotId::uuid),
                location: filter.location.as_deref(),
                kind: filter.kind.map(MovementKind::as_str),
                order_code: filter.order.as_ref().map(OrderCode::as_str),
                since: filter.since,
                until: filter.until,
                after_at: after.map(|key| key.at),
                after_id: after.map(|key| key.id.uuid()),
                limit,
            },
        )
        .all()
        .await
        .map_err(from_postgres)?;
    rows.into_iter().map(movement).collect()
}

/// A lot as it comes out of the database, as JSON within a row.
#[derive(Deserialize)]
struct LotRow {
    id: LotId,
    location: String,
    #[serde(with = "rfc3339")]
    received_at: OffsetDateTime,
    #[serde(with = "date_text::option")]
    harvested_on: Option<Date>,
    #[serde(with = "date_text")]
    best_before: Date,
    unit_cost: i64,
    on_hand: i64,
    reserved: i64,
}

impl From<LotRow> for StockedLot {
    fn from(row: LotRow) -> Self {
        Self {
            id: row.id,
            location: row.location,
            received_at: row.received_at,
            harvested_on: row.harvested_on,
            best_before: row.best_before,
            unit_cost: Money::rupiah(row.unit_cost),
            on_hand: Quantity::from_thousandths(row.on_hand),
            reserved: Quantity::from_thousandths(row.reserved),
        }
    }
}

pub(crate) fn sku(stored: &str) -> Result<Sku, StoreError> {
    Sku::parse(stored).map_err(broken)
}

pub(crate) fn unit(stored: &str) -> Result<Unit, StoreError> {
    Unit::parse(stored).map_err(broken)
}

fn code(stored: &str) -> Result<OrderCode, StoreError> {
    stored
        .parse()
        .map_err(|_| broken("a stored order code is none"))
}

fn level(row: ListInventory) -> Result<StockedSku, StoreError> {
    let lots: Vec<LotRow> = serde_json::from_value(row.lots).map_err(broken)?;
    Ok(StockedSku {
        sku: sku(&row.sku)?,
        product: Bilingual {
            id: row.name_id,
            en: row.name_en,
        },
        unit: unit(&row.unit)?,
        on_hand: Quantity::from_thousandths(row.on_hand),
        reserved: Quantity::from_thousandths(row.reserved),
        available: Quantity::from_thousandths(row.available),
        low_stock_at: row.low_stock_at.map(Quantity::from_thousandths),
        version: row.version,
        lots: lots.into_iter().map(StockedLot::from).collect(),
    })
}

fn movement(row: ListMovements) -> Result<MovementEntry, StoreError> {
    Ok(MovementEntry {
        id: row.id.into(),
        at: row.moved_at,
        kind: MovementKind::parse(&row.kind).ok_or_else(|| broken("a stored kind is none"))?,
        lot_id: row.lot_id.into(),
        sku: sku(&row.sku)?,
        location: row.location,
        on_hand: Quantity::from_thousandths(row.on_hand_delta),
        reserved: Quantity::from_thousandths(row.reserved_delta),
        order: row.order_code.as_deref().map(code).transpose()?,
        transfer_id: row.transfer_id.map(TransferId::from),
        actor: row.actor_id.map(|id| MovementActor {
            id: id.into(),
            name: row.actor_name,
        }),
        reason: row.reason,
    })
}

fn way(row: TracedWays) -> Way {
    Way {
        lot_id: row.lot_id.into(),
        location: row.location,
        transfer_id: row.transfer_id.into(),
        quantity: Quantity::from_thousandths(row.quantity),
        at: row.moved_at,
    }
}

fn order(row: &TracedOrders) -> Result<TracedOrder, StoreError> {
    Ok(TracedOrder {
        code: code(&row.code)?,
        status: OrderStatus::parse(&row.status).ok_or_else(|| broken("a stored status is none"))?,
        lot_id: row.lot_id.into(),
        reserved: Quantity::from_thousandths(row.reserved),
        picked: Quantity::from_thousandths(row.picked),
    })
}

fn trace_of(
    row: TracedLot,
    came_from: Vec<Way>,
    went_to: Vec<Way>,
    movements: Vec<MovementEntry>,
    orders: Vec<TracedOrder>,
) -> Result<LotTrace, StoreError> {
    Ok(LotTrace {
        sku: sku(&row.sku)?,
        product: Bilingual {
            id: row.name_id,
            en: row.name_en,
        },
        unit: unit(&row.unit)?,
        lot: StockedLot {
            id: row.id.into(),
            location: row.location,
            received_at: row.received_at,
            harvested_on: row.harvested_on,
            best_before: row.best_before,
            unit_cost: Money::rupiah(row.unit_cost),
            on_hand: Quantity::from_thousandths(row.on_hand),
            reserved: Quantity::from_thousandths(row.reserved),
        },
        came_from,
        went_to,
        movements,
        orders,
    })
}
