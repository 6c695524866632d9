//! What a checkout would cost, and what stands in its way.

use super::{Checkout, CheckoutLine};
use crate::cart::MOST_LINES;
use crate::catalog::{Allocation, LotLevel, Sku, allocate, shop_date};
use crate::failure::Kind;
use crate::money::OutOfRange;
use crate::orders::Totals;
use crate::orders::coupon::{CouponCode, CouponInUse, CouponProblem, Discount, Item, discount};
use crate::orders::pricing::{DeliveryTerms, Priced, totals};
use crate::{Money, Quantity};
use time::{Date, OffsetDateTime};

/// What stands in the way of a checkout.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("the cart is empty")]
    CartEmpty,
    /// A cart that a guest's was merged into, or an earlier order, may have more than [`MOST_LINES`].
    #[error("the cart has too many lines")]
    CartFull,
    #[error("a product is not on sale any more")]
    NotOnSale(Sku),
    #[error("a quantity is not one the product is sold in")]
    NotSoldSo(Sku),
    #[error("there is not enough of a product")]
    InsufficientStock(Sku),
    #[error("the shop does not deliver there")]
    NotDelivered,
    #[error("no such slot in that zone")]
    NoSuchSlot,
    #[error("the slot's cut-off has passed")]
    SlotClosed,
    #[error("the slot is full")]
    SlotFull,
    #[error("the subtotal is below the zone's minimum")]
    BelowMinimum,
    #[error("the coupon does not apply")]
    Coupon(CouponProblem),
}

impl Problem {
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::CartEmpty => "cart_empty",
            Self::CartFull => "cart_full",
            Self::NotOnSale(_) => "product_not_on_sale",
            Self::NotSoldSo(_) => "invalid_quantity",
            Self::InsufficientStock(_) => "insufficient_stock",
            Self::NotDelivered => "not_delivered_there",
            Self::NoSuchSlot => "slot_not_found",
            Self::SlotClosed => "slot_closed",
            Self::SlotFull => "slot_full",
            Self::BelowMinimum => "below_minimum_order",
            Self::Coupon(problem) => problem.as_str(),
        }
    }

    /// The SKU at fault, if it is one line's.
    #[must_use]
    pub const fn sku(&self) -> Option<&Sku> {
        match self {
            Self::NotOnSale(sku) | Self::NotSoldSo(sku) | Self::InsufficientStock(sku) => Some(sku),
            _ => None,
        }
    }

    pub(super) const fn kind(&self) -> Kind {
        match self {
            Self::CartEmpty | Self::NotSoldSo(_) | Self::NotDelivered | Self::BelowMinimum => {
                Kind::Rule
            }
            Self::NoSuchSlot => Kind::NotFound,
            Self::CartFull
            | Self::NotOnSale(_)
            | Self::InsufficientStock(_)
            | Self::SlotClosed
            | Self::SlotFull => Kind::Conflict,
            Self::Coupon(problem) => problem.kind(),
        }
    }
}

/// What a checkout would cost now.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// Each with its part of the discount.
    pub lines: Vec<(CheckoutLine, Money)>,
    pub coupon: Option<CouponInUse>,
    pub totals: Totals,
    /// Everything that stands in its way; empty when it can be placed.
    pub problems: Vec<Problem>,
    /// The coupon that an order would use up: one that brings something.
    pub(super) redeems: Option<CouponCode>,
    /// In kilograms.
    pub(super) weight: Quantity,
    /// The lots each line would be taken from; complete only without problems.
    pub(super) allocations: Vec<Vec<Allocation>>,
}

/// Prices a checkout and finds what stands in its way. Pure: quote and order are the same arithmetic.
pub fn assess(
    checkout: &Checkout,
    slot_wanted: bool,
    now: OffsetDateTime,
) -> Result<Quote, OutOfRange> {
    let mut problems = Vec::new();
    match checkout.lines.len() {
        0 => problems.push(Problem::CartEmpty),
        lines if lines > usize::from(MOST_LINES) => problems.push(Problem::CartFull),
        _ => {}
    }
    // Goods must still be good on the day they arrive.
    let good_on = checkout
        .slot
        .as_ref()
        .map_or_else(|| shop_date(now), |slot| slot.window.date);
    let mut allocations = Vec::with_capacity(checkout.lines.len());
    for line in &checkout.lines {
        match allocate_line(checkout, line, good_on) {
            Ok(allocation) => allocations.push(allocation),
            Err(problem) => problems.push(problem),
        }
    }
    let weight = weight(&checkout.lines)?;
    problems.extend(slot_problem(checkout, slot_wanted, weight, now));

    let off = discount_of(checkout, now)?;
    problems.extend(off.problem().map(Problem::Coupon));
    let terms = checkout
        .zone
        .as_ref()
        .map(|zone| zone.delivery)
        .unwrap_or_default();
    let totals = totals_of(&checkout.lines, &off, terms)?.paid_by_credit(checkout.credit)?;
    if checkout
        .zone
        .as_ref()
        .is_some_and(|zone| totals.subtotal < zone.minimum_order)
        && !checkout.lines.is_empty()
    {
        problems.push(Problem::BelowMinimum);
    }
    let fee_spared = off.free_delivery && !terms.fee_for(totals.subtotal).is_zero();
    let brings_something = fee_spared || !off.sum.is_zero();
    let used = off.coupon.as_ref().filter(|_| brings_something);
    Ok(Quote {
        redeems: used.map(|coupon| coupon.code.clone()),
        lines: checkout.lines.iter().cloned().zip(off.parts).collect(),
        coupon: off.coupon,
        totals,
        problems,
        weight,
        allocations,
    })
}

/// What the cart's coupon takes off.
fn discount_of(checkout: &Checkout, now: OffsetDateTime) -> Result<Discount, OutOfRange> {
    let items = checkout.lines.iter().map(|line| {
        Ok(Item {
            total: line.priced(Money::ZERO).total()?,
            discountable: line.discountable,
        })
    });
    let items = items.collect::<Result<Vec<_>, _>>()?;
    discount(checkout.coupon.as_ref(), &items, now)
}

fn totals_of(
    lines: &[CheckoutLine],
    off: &Discount,
    terms: DeliveryTerms,
) -> Result<Totals, OutOfRange> {
    let parts = lines.iter().zip(&off.parts);
    let priced: Vec<Priced> = parts.map(|(line, part)| line.priced(*part)).collect();
    let terms = if off.free_delivery {
        DeliveryTerms::default()
    } else {
        terms
    };
    totals(&priced, terms)
}

fn allocate_line(
    checkout: &Checkout,
    line: &CheckoutLine,
    good_on: Date,
) -> Result<Vec<Allocation>, Problem> {
    if !line.on_sale {
        return Err(Problem::NotOnSale(line.sku.clone()));
    }
    line.rules
        .check(line.quantity)
        .map_err(|_| Problem::NotSoldSo(line.sku.clone()))?;
    let lots: Vec<LotLevel> = checkout
        .lots
        .iter()
        .filter(|(variant, _)| *variant == line.variant)
        .map(|(_, lot)| *lot)
        .collect();
    allocate(&lots, line.quantity, good_on)
        .map_err(|_| Problem::InsufficientStock(line.sku.clone()))
}

/// What all lines weigh together.
fn weight(lines: &[CheckoutLine]) -> Result<Quantity, OutOfRange> {
    lines
        .iter()
        .try_fold(Quantity::ZERO, |sum, line| sum.add(line.weight()?))
}

fn slot_problem(
    checkout: &Checkout,
    wanted: bool,
    weight: Quantity,
    now: OffsetDateTime,
) -> Option<Problem> {
    if checkout.zone.is_none() {
        return Some(Problem::NotDelivered);
    }
    match &checkout.slot {
        None => wanted.then_some(Problem::NoSuchSlot),
        Some(slot) if !slot.is_open(now) => Some(Problem::SlotClosed),
        Some(slot) => (!slot.takes(weight)).then_some(Problem::SlotFull),
    }
}
