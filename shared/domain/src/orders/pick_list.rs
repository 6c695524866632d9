//! The pick list: what is to be fetched from the shelves, and how it is sorted into the orders' boxes.

use crate::cart::Substitution;
use crate::catalog::{Bilingual, Sku, Unit};
use crate::ids::{LotId, OrderId, SlotId};
use crate::money::OutOfRange;
use crate::orders::couriers::DeliveryKey;
use crate::orders::{OrderCode, OrderStatus, SlotWindow};
use crate::{Page, PageRequest, Quantity, StoreError};
use std::collections::BTreeMap;
use time::Date;

/// Which orders are to be picked together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    /// Those of one delivery window.
    Slot(SlotId),
    /// Those of all windows of a day.
    Date(Date),
}

/// An order that is to be picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderToPick {
    pub id: OrderId,
    pub code: OrderCode,
    pub status: OrderStatus,
    pub slot: SlotWindow,
    /// Whom the box is for.
    pub recipient: String,
    pub note: Option<String>,
    pub lines: Vec<LineToPick>,
}

/// A line of an order, with where its goods lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineToPick {
    pub sku: Sku,
    pub name: Bilingual,
    pub unit: Unit,
    pub quantity: Quantity,
    pub weighed: bool,
    pub substitution: Substitution,
    pub substitute_for: Option<Sku>,
    pub category: Bilingual,
    /// What is promised of which lot, the first to expire first.
    pub lots: Vec<LotToPick>,
}

/// What is promised of a lot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LotToPick {
    pub lot: LotId,
    /// The code of where it lies.
    pub location: String,
    pub best_before: Date,
    pub quantity: Quantity,
}

/// The orders that are to be picked.
pub trait PickLists: Send + Sync {
    /// Orders that are confirmed or being picked, in the order of their windows.
    async fn to_pick(
        &self,
        round: Round,
        page: PageRequest<DeliveryKey>,
    ) -> Result<Page<OrderToPick, DeliveryKey>, StoreError>;
}

/// Goods of one category at one location: a stretch of shelves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    pub location: String,
    pub category: Bilingual,
    pub goods: Vec<Goods>,
}

/// So much of a SKU, and from which lots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goods {
    pub sku: Sku,
    pub name: Bilingual,
    pub unit: Unit,
    pub weighed: bool,
    pub quantity: Quantity,
    /// The first to expire first.
    pub lots: Vec<LotToPick>,
}

/// What these orders need, stretch by stretch in the order of location, category and SKU.
pub fn goods(orders: &[OrderToPick]) -> Result<Vec<Stretch>, OutOfRange> {
    let mut lots: BTreeMap<_, (&LineToPick, LotToPick)> = BTreeMap::new();
    for line in orders.iter().flat_map(|order| &order.lines) {
        for lot in &line.lots {
            let place = (
                &lot.location,
                &line.category.id,
                &line.sku,
                lot.best_before,
                lot.lot,
            );
            let none = LotToPick {
                quantity: Quantity::ZERO,
                ..lot.clone()
            };
            let (_, sum) = lots.entry(place).or_insert((line, none));
            sum.quantity = sum.quantity.add(lot.quantity)?;
        }
    }
    let mut stretches: Vec<Stretch> = Vec::new();
    for (line, lot) in lots.into_values() {
        let same = |stretch: &Stretch| {
            stretch.location == lot.location && stretch.category.id == line.category.id
        };
        if !stretches.last().is_some_and(same) {
            stretches.push(Stretch {
                location: lot.location.clone(),
                category: line.category.clone(),
                goods: Vec::new(),
            });
        }
        if let Some(stretch) = stretches.last_mut() {
            put(&mut stretch.goods, line, lot)?;
        }
    }
    Ok(stretches)
}

/// Adds a lot to its goods, which are the last if they are there.
fn put(goods: &mut Vec<Goods>, line: &LineToPick, lot: LotToPick) -> Result<(), OutOfRange> {
    if let Some(known) = goods.last_mut().filter(|known| known.sku == line.sku) {
        known.quantity = known.quantity.add(lot.quantity)?;
        known.lots.push(lot);
    } else {
        goods.push(Goods {
            sku: line.sku.clone(),
            name: line.name.clone(),
            unit: line.unit,
            weighed: line.weighed,
            quantity: lot.quantity,
            lots: vec![lot],
        });
    }
    Ok(())
}
