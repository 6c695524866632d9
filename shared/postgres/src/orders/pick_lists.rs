//! Pick lists in PostgreSQL.

use crate::database::adapter;
use crate::error::{broken, from_postgres};
use domain::cart::Substitution;
use domain::catalog::{Bilingual, Sku, Unit};
use domain::ids::LotId;
use domain::orders::couriers::DeliveryKey;
use domain::orders::pick_list::{LineToPick, LotToPick, OrderToPick, Round};
use domain::orders::{OrderStatus, PickLists, SlotWindow};
use domain::{Page, PageRequest, Quantity, StoreError};
use postgres_queries::queries::deliveries as queries;
use serde::Deserialize;
use time::Date;
use uuid::Uuid;

adapter! {
    /// [`PickLists`] in PostgreSQL.
    PgPickLists
}

impl PickLists for PgPickLists {
    /// One round trip.
    async fn to_pick(
        &self,
        round: Round,
        page: PageRequest<DeliveryKey>,
    ) -> Result<Page<OrderToPick, DeliveryKey>, StoreError> {
        let client = self.0.client().await?;
        let (slot, date) = match round {
            Round::Slot(slot) => (Some(slot.uuid()), None),
            Round::Date(date) => (None, Some(date)),
        };
        let (start, id) = page.after.map(|key| (key.start, key.id.uuid())).unzip();
        let limit = i64::from(page.limit) + 1;
        let rows = queries::orders_to_pick()
            .bind(&client, &date, &slot, &start, &id, &limit)
            .all()
            .await
            .map_err(from_postgres)?;
        let found = rows.into_iter().map(order).collect::<Result<_, _>>()?;
        Ok(Page::cut(found, page.limit, |order: &OrderToPick| {
            DeliveryKey {
                start: order.slot.start,
                id: order.id,
            }
        }))
    }
}

/// A line as the statement writes it.
#[derive(Deserialize)]
struct LineRow {
    sku: Sku,
    name_id: String,
    name_en: String,
    unit: String,
    quantity: i64,
    weighed: bool,
    substitution: String,
    substitute_for: Option<Sku>,
    category_id: String,
    category_en: String,
    lots: Vec<LotRow>,
}

#[derive(Deserialize)]
struct LotRow {
    lot: Uuid,
    location: String,
    #[serde(with = "domain::catalog::date_text")]
    best_before: Date,
    quantity: i64,
}

fn order(row: queries::OrdersToPick) -> Result<OrderToPick, StoreError> {
    let lines: Vec<LineRow> = serde_json::from_value(row.lines).map_err(broken)?;
    Ok(OrderToPick {
        id: row.id.into(),
        code: row.code.parse().map_err(broken)?,
        status: OrderStatus::parse(&row.status).ok_or_else(|| broken("an unknown status"))?,
        slot: SlotWindow {
            id: row.slot_id.into(),
            date: row.slot_date,
            start: row.slot_starts_at,
            end: row.slot_ends_at,
        },
        recipient: row.recipient,
        note: row.note,
        lines: lines.into_iter().map(line).collect::<Result<_, _>>()?,
    })
}

fn line(row: LineRow) -> Result<LineToPick, StoreError> {
    let both = |id, en| Bilingual { id, en };
    Ok(LineToPick {
        sku: row.sku,
        name: both(row.name_id, row.name_en),
        unit: Unit::parse(&row.unit).map_err(broken)?,
        quantity: Quantity::from_thousandths(row.quantity),
        weighed: row.weighed,
        substitution: Substitution::parse(&row.substitution).map_err(broken)?,
        substitute_for: row.substitute_for,
        category: both(row.category_id, row.category_en),
        lots: row.lots.into_iter().map(lot).collect(),
    })
}

fn lot(row: LotRow) -> LotToPick {
    LotToPick {
        lot: LotId::from(row.lot),
        location: row.location,
        best_before: row.best_before,
        quantity: Quantity::from_thousandths(row.quantity),
    }
}
