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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::macros::date;
    use time::{Duration, OffsetDateTime};
    use uuid::Uuid;

    const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    /// Lots are told apart by number; each is of one SKU at one location.
    fn line(lots: &[(u8, i64)]) -> impl Iterator<Item = LineToPick> {
        lots.iter().map(|&(number, quantity)| {
            let (sku, place) = (number % 4, number % 3);
            LineToPick {
                sku: Sku::parse(&format!("SKU-{sku}")).unwrap(),
                name: Bilingual::name("Bayam", "Spinach").unwrap(),
                unit: Unit::Ikat,
                quantity: Quantity::from_thousandths(quantity),
                weighed: false,
                substitution: Substitution::None,
                substitute_for: None,
                category: Bilingual::name(&format!("Rak {}", sku % 2), "Shelf").unwrap(),
                lots: vec![LotToPick {
                    lot: Uuid::from_u128(number.into()).into(),
                    location: format!("gudang-{place}"),
                    best_before: date!(2026 - 11 - 22) + Duration::days((number % 5).into()),
                    quantity: Quantity::from_thousandths(quantity),
                }],
            }
        })
    }

    fn order(lots: &[(u8, i64)]) -> OrderToPick {
        OrderToPick {
            id: OrderId::generate(&NOW),
            code: "SYR-7K3M9QPX".parse().unwrap(),
            status: OrderStatus::Confirmed,
            slot: SlotWindow {
                id: SlotId::generate(&NOW),
                date: date!(2026 - 11 - 23),
                start: NOW,
                end: NOW,
            },
            recipient: "Siti".into(),
            note: None,
            lines: line(lots).collect(),
        }
    }

    proptest! {
        #[test]
        fn a_round_fetches_what_its_orders_need_each_lot_once(
            orders in prop::collection::vec(prop::collection::vec((0..20_u8, 1..9_000_i64), 0..6), 0..8),
        ) {
            let mut needed: BTreeMap<LotId, i64> = BTreeMap::new();
            for (number, quantity) in orders.iter().flatten() {
                *needed.entry(Uuid::from_u128((*number).into()).into()).or_default() += quantity;
            }
            let orders: Vec<_> = orders.iter().map(|lots| order(lots)).collect();
            let stretches = goods(&orders).unwrap();
            let mut fetched = BTreeMap::new();
            for stretch in &stretches {
                for goods in &stretch.goods {
                    let mut sum = 0;
                    for lot in &goods.lots {
                        prop_assert_eq!(&lot.location, &stretch.location);
                        let twice = fetched.insert(lot.lot, lot.quantity.thousandths());
                        prop_assert_eq!(twice, None);
                        sum += lot.quantity.thousandths();
                    }
                    prop_assert_eq!(goods.quantity.thousandths(), sum);
                    prop_assert!(goods.lots.is_sorted_by_key(|lot| lot.best_before));
                }
                prop_assert!(stretch.goods.is_sorted_by(|a, b| a.sku < b.sku));
            }
            prop_assert_eq!(fetched, needed);
            let place = |stretch: &Stretch| (stretch.location.clone(), stretch.category.id.clone());
            prop_assert!(stretches.is_sorted_by(|a, b| place(a) < place(b)));
        }
    }
}
