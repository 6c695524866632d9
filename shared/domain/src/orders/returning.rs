//! Back at the warehouse: what is still good goes back on the shelf, and what was paid goes back.

use crate::catalog::Sku;
use crate::failure::{Failure, Kind, Violation};
use crate::ids::{LotId, VariantId};
use crate::money::OutOfRange;
use crate::orders::transition::TransitionError;
use crate::orders::{Order, OrderLine, PaymentMethod, Totals};
use crate::{Money, Quantity};
use std::collections::HashMap;
use time::Date;

/// What became of a SKU that came back, by what staff say. What they say nothing of is thrown away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedLine {
    pub sku: Sku,
    /// Back on the shelf.
    pub restock: Quantity,
    /// Thrown away.
    pub waste: Quantity,
}

/// What was picked of a lot for an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PickedLot {
    pub lot: LotId,
    pub variant: VariantId,
    pub best_before: Date,
    pub quantity: Quantity,
}

/// What comes back into a lot, and what of that is thrown away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenBack {
    pub lot: LotId,
    pub returned: Quantity,
    pub wasted: Quantity,
}

/// What staff say of the goods cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("what came back is not what was packed: {0:?}")]
pub struct ReturnError(pub Vec<Violation>);

impl Failure for ReturnError {
    fn kind(&self) -> Kind {
        Kind::Rule
    }

    fn code(&self) -> &'static str {
        "validation_failed"
    }

    fn violations(&self) -> Vec<Violation> {
        self.0.clone()
    }
}

/// What goes back into each lot that the order was picked from. Everything comes back; what is not put on the shelf
/// is wasted there and then. Onto the shelf goes only what is good after today, into the lots that expire first.
pub(super) fn sort(
    order: &Order,
    picked: &[PickedLot],
    named: &[ReturnedLine],
    today: Date,
) -> Result<Vec<TakenBack>, TransitionError> {
    let mut restock = judge(order, picked, named, today)?;
    let mut taken = Vec::with_capacity(picked.len());
    for part in picked {
        let open = restock.entry(part.variant).or_insert(Quantity::ZERO);
        let kept = if part.best_before > today {
            part.quantity.min(*open)
        } else {
            Quantity::ZERO
        };
        *open = open.subtract(kept)?;
        taken.push(TakenBack {
            lot: part.lot,
            returned: part.quantity,
            wasted: part.quantity.subtract(kept)?,
        });
    }
    Ok(taken)
}

/// How much of each variant goes back on the shelf, if all that is said of them can be.
fn judge(
    order: &Order,
    picked: &[PickedLot],
    named: &[ReturnedLine],
    today: Date,
) -> Result<HashMap<VariantId, Quantity>, TransitionError> {
    let (mut restock, mut faults) = (HashMap::new(), Vec::new());
    for (place, line) in named.iter().enumerate() {
        let mut fault = |field: &str, code| {
            faults.push(Violation::new(
                format!("/returned_lines/{place}{field}"),
                code,
            ));
        };
        let of_order = order.lines.iter().find(|known| known.sku == line.sku);
        let Some(variant) = of_order.map(|known| known.variant) else {
            fault("/sku", "not_in_order");
            continue;
        };
        if restock.insert(variant, line.restock).is_some() {
            fault("/sku", "named_twice");
        }
        let of_variant = || picked.iter().filter(|part| part.variant == variant);
        let whole = sum(of_variant())?;
        let good = sum(of_variant().filter(|part| part.best_before > today))?;
        if line.restock.add(line.waste)? > whole {
            fault("", "more_than_packed");
        } else if line.restock > good {
            fault("/restock", "not_good_any_more");
        }
    }
    if faults.is_empty() {
        Ok(restock)
    } else {
        Err(ReturnError(faults).into())
    }
}

fn sum<'a>(parts: impl Iterator<Item = &'a PickedLot>) -> Result<Quantity, OutOfRange> {
    let mut sum = Quantity::ZERO;
    for part in parts {
        sum = sum.add(part.quantity)?;
    }
    Ok(sum)
}

/// The order with what is owed for it now: the way alone. For goods that were to be paid at the door nothing is owed.
pub(super) fn owed(order: &Order) -> Result<Order, OutOfRange> {
    let is_cash = order.payment_method == PaymentMethod::Cod;
    let agreed = order.totals;
    let delivery_fee = if is_cash {
        Money::ZERO
    } else {
        agreed.delivery_fee
    };
    let credit = agreed.credit()?;
    let amount_due = delivery_fee.subtract(credit)?.max(Money::ZERO);
    let nothing = |line: &OrderLine| OrderLine {
        line_total: Money::ZERO,
        discount: Money::ZERO,
        ..line.clone()
    };
    let owed = Order {
        lines: order.lines.iter().map(nothing).collect(),
        totals: Totals {
            subtotal: Money::ZERO,
            discount: Money::ZERO,
            delivery_fee,
            tax: Money::ZERO,
            total: delivery_fee,
            amount_due,
        },
        ..order.clone()
    };
    Ok(owed)
}

#[cfg(test)]
mod tests;
