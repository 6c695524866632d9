//! What a part of an order cost, to the rupiah.

use crate::catalog::Sku;
use crate::money::OutOfRange;
use crate::orders::{Order, OrderLine, pricing};
use crate::{Money, Quantity};
use std::collections::BTreeMap;

/// What of one SKU was handed over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Delivered<'a> {
    pub(crate) line: &'a OrderLine,
    pub(crate) quantity: Quantity,
    /// After discounts and with tax.
    cost: Money,
}

/// So much of what was handed over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part<'a> {
    pub(crate) line: &'a OrderLine,
    pub(crate) quantity: Quantity,
    pub(crate) cost: Money,
}

/// Why something was not handed over, or not so much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotDelivered {
    NotOrdered,
    TooMuch,
    /// With what was given back of it before it is too much.
    GivenBefore,
}

/// What so much of a SKU cost, behind what of the order's goods was given back before.
pub(crate) fn part<'a>(
    order: &'a Order,
    given: &BTreeMap<Sku, Quantity>,
    sku: &Sku,
    quantity: Quantity,
) -> Result<Result<Part<'a>, NotDelivered>, OutOfRange> {
    let Some(delivered) = Delivered::of(order, sku)? else {
        return Ok(Err(NotDelivered::NotOrdered));
    };
    let before = given.get(sku).copied().unwrap_or_default();
    if quantity > delivered.quantity {
        return Ok(Err(NotDelivered::TooMuch));
    }
    if before.add(quantity)? > delivered.quantity {
        return Ok(Err(NotDelivered::GivenBefore));
    }
    Ok(Ok(Part {
        line: delivered.line,
        quantity,
        cost: delivered.cost_of(before, quantity)?,
    }))
}

impl<'a> Delivered<'a> {
    /// The SKU as it was handed over, all its lines together; `None` if the order has none of it.
    pub(crate) fn of(order: &'a Order, sku: &Sku) -> Result<Option<Self>, OutOfRange> {
        let mut found: Option<Self> = None;
        for (line, cost) in order.lines.iter().zip(costs(order)?) {
            if line.sku == *sku {
                let before = found.unwrap_or(Self {
                    line,
                    quantity: Quantity::ZERO,
                    cost: Money::ZERO,
                });
                found = Some(Self {
                    quantity: before.quantity.add(packed(line))?,
                    cost: before.cost.add(cost)?,
                    ..before
                });
            }
        }
        Ok(found)
    }

    /// What the quantity that comes after `claimed` cost. Quantities that follow each other cost together what they
    /// cost as one, so that nothing is given back twice and nothing is lost.
    pub(crate) fn cost_of(
        &self,
        claimed: Quantity,
        quantity: Quantity,
    ) -> Result<Money, OutOfRange> {
        self.cost_up_to(claimed.add(quantity)?)?
            .subtract(self.cost_up_to(claimed)?)
    }

    fn cost_up_to(&self, quantity: Quantity) -> Result<Money, OutOfRange> {
        let product = i128::from(self.cost.amount()) * i128::from(quantity.thousandths());
        let part = product
            .checked_div(i128::from(self.quantity.thousandths()))
            .unwrap_or_default();
        i64::try_from(part)
            .map(Money::rupiah)
            .map_err(|_| OutOfRange)
    }
}

/// What was packed of a line; what is not weighed is packed as it was ordered.
fn packed(line: &OrderLine) -> Quantity {
    line.packed_quantity.unwrap_or(line.quantity)
}

/// What each line cost, after its discount and with its part of the order's tax: together all that was paid for goods.
fn costs(order: &Order) -> Result<Vec<Money>, OutOfRange> {
    let nets = order
        .lines
        .iter()
        .map(|line| line.line_total.subtract(line.discount))
        .collect::<Result<Vec<_>, _>>()?;
    let taxes = order
        .lines
        .iter()
        .zip(&nets)
        .map(|(line, net)| net.share(line.tax_rate))
        .collect::<Result<Vec<_>, _>>()?;
    let taxes = pricing::apportion(order.totals.tax, &taxes)?;
    nets.into_iter()
        .zip(taxes)
        .map(|(net, tax)| net.add(tax))
        .collect()
}
