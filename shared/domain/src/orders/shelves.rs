//! What an order holds of the stock and what else there is of it, for those who change its lines.

use crate::cart::Substitution;
use crate::catalog::{
    Allocation, LotLevel, MovementKind, OutOfStock, SellingRules, Sku, Unit, allocate,
};
use crate::ids::{LotId, VariantId};
use crate::money::{BasisPoints, OutOfRange};
use crate::orders::OrderLine;
use crate::orders::transition::Change;
use crate::{Money, Quantity};
use time::Date;

/// The stock around an order, locked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shelves {
    /// What each of its lines holds, first expired first.
    pub held: Vec<Vec<Allocation>>,
    /// Lots that can be promised to anybody, first expired first.
    pub lots: Vec<(VariantId, LotLevel)>,
    /// What the catalogue says today of its goods and of the SKUs beside them.
    pub offers: Vec<Offer>,
}

/// A variant as it is sold today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub variant: VariantId,
    pub sku: Sku,
    pub name_id: String,
    pub name_en: String,
    pub unit: Unit,
    pub unit_price: Money,
    pub tax_rate: BasisPoints,
    pub weighed: bool,
    pub rules: SellingRules,
    /// What one unit weighs, in kilograms; `None`: nobody knows, and it counts nothing.
    pub unit_weight: Option<Quantity>,
    /// Active, as is its product.
    pub on_sale: bool,
}

/// A quantity of a lot, and what is done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    pub kind: MovementKind,
    pub lot: LotId,
    pub quantity: Quantity,
}

/// What is to become of an order's lines and of the stock for them, decided but not yet written.
#[derive(Debug, Clone, PartialEq)]
pub struct Rework {
    /// With the lines as they are then. Of the same version as before: nothing is to be done.
    pub change: Change,
    pub moves: Vec<Move>,
    /// What each line holds from now on.
    pub held: Vec<Vec<Allocation>>,
    /// What the order takes of its slot from now on, in kilograms; `None`: what it took before.
    pub weight: Option<Quantity>,
}

/// Where a quantity comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Drawn {
    /// Of what was held.
    pub(super) kept: Vec<Allocation>,
    /// Of what is anybody's.
    pub(super) more: Vec<Allocation>,
    /// What was held and is not needed.
    pub(super) left: Vec<Allocation>,
}

impl Shelves {
    pub(super) fn offer(&self, sku: &Sku) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.sku == *sku)
    }

    /// Takes a quantity from what the line of this place holds, and the rest from lots that are good on the day.
    /// No two lines are of one variant, so that what one takes is never another's.
    pub(super) fn draw(
        &self,
        place: usize,
        variant: VariantId,
        quantity: Quantity,
        good_on: Date,
    ) -> Result<Drawn, OutOfStock> {
        let mut drawn = Drawn::default();
        let mut missing = quantity.thousandths();
        for part in self.held.get(place).into_iter().flatten() {
            let kept = part.quantity.thousandths().min(missing);
            missing -= kept;
            let left = part.quantity.thousandths() - kept;
            drawn.kept.extend(some_of(part.lot, kept));
            drawn.left.extend(some_of(part.lot, left));
        }
        let lots: Vec<LotLevel> = self
            .lots
            .iter()
            .filter(|(of, _)| *of == variant)
            .map(|(_, lot)| *lot)
            .collect();
        drawn.more = allocate(&lots, Quantity::from_thousandths(missing), good_on)?;
        Ok(drawn)
    }
}

/// So many thousandths of a lot, if that is anything.
fn some_of(lot: LotId, thousandths: i64) -> Option<Allocation> {
    let quantity = Quantity::from_thousandths(thousandths);
    quantity
        .is_positive()
        .then_some(Allocation { lot, quantity })
}

impl Drawn {
    /// What the line is promised, each lot once.
    pub(super) fn promised(&self) -> Result<Vec<Allocation>, OutOfRange> {
        let mut promised = self.kept.clone();
        for part in &self.more {
            match promised.iter_mut().find(|kept| kept.lot == part.lot) {
                Some(kept) => kept.quantity = kept.quantity.add(part.quantity)?,
                None => promised.push(*part),
            }
        }
        Ok(promised)
    }
}

/// The same movement of several parts.
pub(super) fn moves(kind: MovementKind, parts: &[Allocation]) -> impl Iterator<Item = Move> {
    parts.iter().map(move |part| Move {
        kind,
        lot: part.lot,
        quantity: part.quantity,
    })
}

impl Offer {
    /// So much of it as a line of an order, at today's price.
    pub(super) fn line(
        &self,
        quantity: Quantity,
        substitution: Substitution,
    ) -> Result<OrderLine, OutOfRange> {
        Ok(OrderLine {
            variant: self.variant,
            sku: self.sku.clone(),
            name_id: self.name_id.clone(),
            name_en: self.name_en.clone(),
            unit: self.unit,
            quantity,
            unit_price: self.unit_price,
            line_total: self.unit_price.times(quantity)?,
            discount: Money::ZERO,
            tax_rate: self.tax_rate,
            weighed: self.weighed,
            packed_quantity: None,
            substitution,
            substitute_for: None,
        })
    }
}
