//! The shop as it should be, in plain numbers: what is on the shelf, in carts, promised, ordered, paid and claimed. It
//! is written from what the shop promises, and shares no code with it.

use super::claims::Claim;
use super::coupons::Coupon;
use super::pricing::{Line, Sums, rounded};
use domain::ids::{LotId, SlotId};
use serde_json::Value;
use time::Date;

/// What a refusal is told as: the answer's status and code, or the code of the first field that is not valid.
pub(super) type Refusal = (u16, &'static str);

pub(super) struct Good {
    pub(super) sku: String,
    /// Rupiah a unit.
    pub(super) price: i64,
    /// Basis points.
    pub(super) tax_rate: i64,
    /// Grams a unit.
    pub(super) weight: i64,
    /// Thousandths of the unit, as all quantities here.
    pub(super) step: i64,
    pub(super) maximum: i64,
    pub(super) is_drink: bool,
    pub(super) on_sale: bool,
    pub(super) lots: Vec<Lot>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Lot {
    pub(super) id: LotId,
    pub(super) best_before: Date,
    pub(super) on_hand: i64,
    pub(super) reserved: i64,
}

pub(super) struct Window {
    pub(super) id: SlotId,
    pub(super) date: Date,
    pub(super) seats: i32,
    pub(super) kilograms: Option<i64>,
    pub(super) taken: i32,
    pub(super) taken_grams: i64,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Cart {
    /// Goods and quantities in the order in which they were put in.
    pub(super) goods: Vec<(usize, i64)>,
    pub(super) coupon: Option<usize>,
}

#[derive(Default)]
pub(super) struct Order {
    pub(super) code: String,
    /// What placing it answered, and the key it was placed with.
    pub(super) first_answer: Value,
    pub(super) key: String,
    pub(super) body: Value,
    pub(super) buyer: usize,
    /// To be paid at the door.
    pub(super) cash: bool,
    pub(super) lines: Vec<Line>,
    pub(super) timeline: Vec<&'static str>,
    pub(super) sums: Sums,
    /// The coupon that it uses.
    pub(super) coupon: Option<usize>,
    pub(super) window: usize,
    pub(super) grams: i64,
    /// Good, lot of that good, quantity.
    pub(super) holds: Vec<(usize, usize, i64)>,
    /// Payments that came in for it, and how many of them it had no use for.
    pub(super) payments: Vec<domain::events::Event>,
    pub(super) surplus: usize,
    /// How often staff edited it.
    pub(super) edits: usize,
    /// A day has gone by since it was handed over.
    pub(super) is_old: bool,
    /// Rupiah that go back, because less is owed than was paid or because of a claim.
    pub(super) refunded: i64,
}

#[derive(Default)]
pub(super) struct Books {
    pub(super) goods: Vec<Good>,
    pub(super) windows: Vec<Window>,
    pub(super) coupons: Vec<Coupon>,
    /// The last is a guest's.
    pub(super) carts: Vec<Cart>,
    pub(super) orders: Vec<Order>,
    pub(super) claims: Vec<Claim>,
    /// What the shop owes each shopper.
    pub(super) credit: Vec<i64>,
}

impl Order {
    pub(super) fn status(&self) -> &'static str {
        self.timeline.last().unwrap()
    }

    pub(super) fn came_to_nothing(&self) -> bool {
        matches!(self.status(), "cancelled" | "expired")
    }
}

impl Good {
    pub(super) fn available(&self) -> i64 {
        self.lots.iter().map(|lot| lot.on_hand - lot.reserved).sum()
    }

    /// What its lots are put in order by: what expires first comes first.
    pub(super) fn by_expiry(&self, lot: usize) -> (Date, LotId) {
        (self.lots[lot].best_before, self.lots[lot].id)
    }

    /// The lots that so much is taken from: what expires first goes first, if it is good on the day.
    pub(super) fn take(&self, mut quantity: i64, day: Date) -> Option<Vec<(usize, i64)>> {
        let mut lots: Vec<usize> = (0..self.lots.len()).collect();
        lots.sort_by_key(|lot| self.by_expiry(*lot));
        let mut parts = Vec::new();
        for number in lots {
            let lot = &self.lots[number];
            let part = quantity.min(lot.on_hand - lot.reserved);
            if lot.best_before >= day && part > 0 {
                quantity -= part;
                parts.push((number, part));
            }
        }
        (quantity == 0).then_some(parts)
    }
}

impl Books {
    pub(super) fn is_guest(&self, who: usize) -> bool {
        who + 1 == self.carts.len()
    }

    /// So much of a good at today's price.
    pub(super) fn line(&self, good: usize, quantity: i64) -> Line {
        let Good {
            price, tax_rate, ..
        } = self.goods[good];
        Line {
            good,
            quantity,
            packed: None,
            price,
            tax_rate,
            total: rounded(price * quantity, 1_000),
            discount: 0,
        }
    }

    /// What lines weigh together, a gram begun counting whole.
    pub(super) fn grams(&self, lines: &[Line]) -> i64 {
        let grams = |line: &Line| (self.goods[line.good].weight * line.quantity + 999) / 1_000;
        lines.iter().map(grams).sum()
    }

    /// Promises these parts of lots.
    pub(super) fn hold(&mut self, parts: &[(usize, usize, i64)]) {
        for &(good, lot, quantity) in parts {
            self.goods[good].lots[lot].reserved += quantity;
        }
    }

    /// They are anybody's again.
    pub(super) fn let_go(&mut self, parts: &[(usize, usize, i64)]) {
        for &(good, lot, quantity) in parts {
            self.goods[good].lots[lot].reserved -= quantity;
        }
    }
}
