//! The shop as it should be, in plain numbers: what is on the shelf, in carts, promised, ordered and paid. It is
//! written from what the shop promises, and shares no code with it.

use domain::ids::{LotId, SlotId};
use serde_json::Value;
use time::Date;

pub(super) const FEE: i64 = 15_000;
pub(super) const FREE_ABOVE: i64 = 60_000;
pub(super) const MINIMUM: i64 = 10_000;
pub(super) const CASH_MAXIMUM: i64 = 100_000;

/// What a refusal is told as: the answer's status and code.
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) good: usize,
    pub(super) quantity: i64,
    pub(super) price: i64,
    pub(super) tax_rate: i64,
}

/// Rupiah.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) subtotal: i64,
    pub(super) discount: i64,
    pub(super) fee: i64,
    pub(super) tax: i64,
    pub(super) total: i64,
    pub(super) due: i64,
}

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
    pub(super) window: usize,
    pub(super) grams: i64,
    /// Good, lot of that good, quantity.
    pub(super) holds: Vec<(usize, usize, i64)>,
    /// Payments that came in for it, and how many of them it had no use for.
    pub(super) payments: Vec<domain::events::Event>,
    pub(super) surplus: i64,
    /// Rupiah that go back, because less is owed than was paid.
    pub(super) refunded: i64,
}

/// An order that may be placed.
pub(super) struct Draft {
    lines: Vec<Line>,
    pub(super) sums: Sums,
    grams: i64,
    holds: Vec<(usize, usize, i64)>,
}

#[derive(Default)]
pub(super) struct Books {
    pub(super) goods: Vec<Good>,
    pub(super) windows: Vec<Window>,
    /// Goods and quantities in the order in which they were put in.
    pub(super) carts: Vec<Vec<(usize, i64)>>,
    pub(super) orders: Vec<Order>,
    /// What the shop owes each shopper.
    pub(super) credit: Vec<i64>,
}

impl Line {
    pub(super) fn total(&self) -> i64 {
        rounded(self.price * self.quantity, 1_000)
    }
}

impl Order {
    pub(super) fn status(&self) -> &'static str {
        self.timeline.last().unwrap()
    }
}

impl Good {
    fn available(&self) -> i64 {
        self.lots.iter().map(|lot| lot.on_hand - lot.reserved).sum()
    }

    /// The lots that so much is taken from: what expires first goes first, if it is good on the day.
    fn take(&self, mut quantity: i64, day: Date) -> Option<Vec<(usize, i64)>> {
        let mut lots: Vec<usize> = (0..self.lots.len()).collect();
        lots.sort_by_key(|lot| (self.lots[*lot].best_before, self.lots[*lot].id));
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

/// Half and more up.
fn rounded(numerator: i64, denominator: i64) -> i64 {
    (numerator + denominator / 2) / denominator
}

impl Books {
    /// Whether so much may be put into a cart.
    pub(super) fn may_put(&self, good: usize, quantity: i64) -> Result<(), Refusal> {
        let good = &self.goods[good];
        let is_sold_so = quantity > 0 && quantity % good.step == 0 && quantity <= good.maximum;
        match () {
            () if !good.on_sale => Err((404, "sku_not_found")),
            () if !is_sold_so => Err((422, "validation_failed")),
            () if quantity > good.available() => Err((409, "insufficient_stock")),
            () => Ok(()),
        }
    }

    pub(super) fn put(&mut self, who: usize, good: usize, quantity: i64) {
        let cart = &mut self.carts[who];
        match cart.iter_mut().find(|(known, _)| *known == good) {
            Some((_, stands)) => *stands = quantity,
            None => cart.push((good, quantity)),
        }
    }

    pub(super) fn lines(&self, who: usize) -> Vec<Line> {
        let line = |&(good, quantity): &(usize, i64)| Line {
            good,
            quantity,
            price: self.goods[good].price,
            tax_rate: self.goods[good].tax_rate,
        };
        self.carts[who].iter().map(line).collect()
    }

    /// What the cart would cost and take, and everything that stands in its way.
    pub(super) fn quote(
        &self,
        who: usize,
        window: usize,
        use_credit: bool,
    ) -> (Draft, Vec<Refusal>) {
        let (lines, window) = (self.lines(who), &self.windows[window]);
        let (mut problems, mut holds, mut grams) = (Vec::new(), Vec::new(), 0);
        if lines.is_empty() {
            problems.push((422, "cart_empty"));
        }
        for line in &lines {
            let good = &self.goods[line.good];
            grams += (good.weight * line.quantity + 999) / 1_000;
            match good.take(line.quantity, window.date) {
                _ if !good.on_sale => problems.push((409, "product_not_on_sale")),
                None => problems.push((409, "insufficient_stock")),
                Some(parts) => {
                    holds.extend(parts.into_iter().map(|(lot, part)| (line.good, lot, part)));
                }
            }
        }
        let has_room = window.taken < window.seats
            && window.kilograms.is_none_or(|most| {
                window.taken_grams < most * 1_000 && window.taken_grams + grams <= most * 1_000
            });
        if !has_room {
            problems.push((409, "slot_full"));
        }
        let mut sums = sums(&lines, fee(&lines));
        if use_credit {
            sums.due -= self.credit[who].min(sums.total);
        }
        if sums.subtotal < MINIMUM && !lines.is_empty() {
            problems.push((422, "below_minimum_order"));
        }
        let draft = Draft {
            lines,
            sums,
            grams,
            holds,
        };
        (draft, problems)
    }

    /// What placing should answer.
    pub(super) fn may_place(
        &self,
        who: usize,
        window: usize,
        cash: bool,
        use_credit: bool,
    ) -> Result<Draft, Refusal> {
        let (draft, problems) = self.quote(who, window, use_credit);
        let refused = self.orders.iter().filter(|order| {
            let is_refused = matches!(order.status(), "delivery_failed" | "returned");
            order.buyer == who && order.cash && is_refused
        });
        match problems.first() {
            Some(problem) => Err(*problem),
            None if draft.sums.due == 0 => Ok(draft),
            None if cash && refused.count() >= 2 => Err((422, "cash_refused_before")),
            None if cash && draft.sums.due > CASH_MAXIMUM => Err((422, "cash_not_taken")),
            None => Ok(draft),
        }
    }

    /// Enters an order that was placed, as of `code`, `key`, `body` and first answer in `order`.
    pub(super) fn place(&mut self, order: Order, draft: Draft) {
        for &(good, lot, quantity) in &draft.holds {
            self.goods[good].lots[lot].reserved += quantity;
        }
        let window = &mut self.windows[order.window];
        window.taken += 1;
        window.taken_grams += draft.grams;
        self.carts[order.buyer].clear();
        self.credit[order.buyer] -= draft.sums.total - draft.sums.due;
        self.orders.push(Order {
            lines: draft.lines,
            sums: draft.sums,
            grams: draft.grams,
            holds: draft.holds,
            ..order
        });
    }

    /// A payment of the order came in, for the first time.
    pub(super) fn pay(&mut self, order: usize, payment: domain::events::Event) {
        let order = &mut self.orders[order];
        order.payments.push(payment);
        if order.status() == "awaiting_payment" {
            order.timeline.push("confirmed");
        } else {
            order.surplus += 1;
        }
    }

    /// What the shopper is told who cancels.
    pub(super) fn may_cancel(&self, order: usize) -> Result<(), Refusal> {
        match self.orders[order].status() {
            "awaiting_payment" | "confirmed" => Ok(()),
            _ => Err((409, "illegal_transition")),
        }
    }

    /// What staff are told who hold every permission.
    pub(super) fn may_move(&self, order: usize, to: &str) -> Result<(), Refusal> {
        let order = &self.orders[order];
        let attempts = order
            .timeline
            .iter()
            .filter(|was| **was == "out_for_delivery");
        match (order.status(), to) {
            ("delivery_failed", "out_for_delivery") if attempts.count() == 2 => {
                Err((409, "no_attempts_left"))
            }
            // Nobody but the shop itself says that money came, or did not.
            ("awaiting_payment", "confirmed" | "expired") => Err((403, "permission_denied")),
            ("awaiting_payment" | "confirmed" | "picking", "cancelled")
            | ("confirmed", "picking")
            | ("picking", "packed")
            | ("packed" | "delivery_failed", "out_for_delivery")
            | ("out_for_delivery", "delivered" | "delivery_failed")
            | ("delivery_failed", "returned")
            | ("delivered", "completed") => Ok(()),
            _ => Err((409, "illegal_transition")),
        }
    }

    /// What staff are told who put so much of a line into the box, and of the others what was ordered.
    pub(super) fn may_pack(&self, order: usize, line: usize, quantity: i64) -> Result<(), Refusal> {
        let is_empty = self.orders[order].lines.len() == 1 && quantity == 0;
        debug_assert!(quantity <= self.orders[order].lines[line].quantity);
        self.may_move(order, "packed")?;
        if is_empty {
            Err((422, "nothing_packed"))
        } else {
            Ok(())
        }
    }

    /// So much of a line leaves the warehouse, with all of the others; what was held beside it is anybody's.
    pub(super) fn pack(&mut self, order: usize, line: usize, quantity: i64) {
        let order = &mut self.orders[order];
        order.timeline.push("packed");
        order.lines[line].quantity = quantity;
        for line in &order.lines {
            let mut left = line.quantity;
            for (good, lot, held) in order.holds.iter().filter(|(good, ..)| *good == line.good) {
                let lot = &mut self.goods[*good].lots[*lot];
                let picked = left.min(*held);
                lot.reserved -= held;
                lot.on_hand -= picked;
                left -= picked;
            }
        }
        order.holds.clear();
        let before = order.sums;
        let back = order.owe(sums(&order.lines, before.fee));
        self.credit[order.buyer] += back;
    }

    /// The order goes on, and lets go of what it then does not hold any more.
    pub(super) fn move_on(&mut self, order: usize, to: &'static str) {
        if to == "packed" {
            let quantity = self.orders[order].lines[0].quantity;
            return self.pack(order, 0, quantity);
        }
        let order = &mut self.orders[order];
        order.timeline.push(to);
        match to {
            "cancelled" | "expired" => {
                for (good, lot, quantity) in order.holds.drain(..) {
                    self.goods[good].lots[lot].reserved -= quantity;
                }
                let window = &mut self.windows[order.window];
                window.taken -= 1;
                window.taken_grams -= order.grams;
                self.credit[order.buyer] += order.sums.total - order.sums.due;
            }
            // Nothing is said of the goods: they are thrown away. Who has paid pays the way.
            "returned" => {
                let fee = if order.cash { 0 } else { order.sums.fee };
                let back = order.owe(sums(&[], fee));
                self.credit[order.buyer] += back;
            }
            _ => {}
        }
    }
}

impl Order {
    /// From now on this is owed; what was paid above it goes back: to the payment and, when nothing more of that is
    /// needed, to credit. Answers how much that is.
    fn owe(&mut self, sums: Sums) -> i64 {
        let credit = self.sums.total - self.sums.due;
        let due = (sums.total - credit).max(0);
        if !self.cash {
            self.refunded += self.sums.due - due;
        }
        self.sums = Sums { due, ..sums };
        credit - (sums.total - due)
    }
}

fn fee(lines: &[Line]) -> i64 {
    let subtotal: i64 = lines.iter().map(Line::total).sum();
    if subtotal >= FREE_ABOVE { 0 } else { FEE }
}

fn sums(lines: &[Line], fee: i64) -> Sums {
    let subtotal: i64 = lines.iter().map(Line::total).sum();
    let tax = lines
        .iter()
        .map(|line| rounded(line.total() * line.tax_rate, 10_000))
        .sum();
    let discount = 0;
    let total = subtotal - discount + fee + tax;
    Sums {
        subtotal,
        discount,
        fee,
        tax,
        total,
        due: total,
    }
}
