//! From a cart to an order: what may lie in it, what it would cost, what stands in its way, and placing it.

use super::books::{Books, Order, Refusal};
use super::coupons::Effect;
use super::pricing::{Line, Sums, fee, sums};

pub(super) const MINIMUM: i64 = 10_000;
pub(super) const CASH_MAXIMUM: i64 = 100_000;

/// An order that may be placed.
pub(super) struct Draft {
    pub(super) lines: Vec<Line>,
    pub(super) sums: Sums,
    /// Why the coupon does nothing.
    pub(super) coupon_problem: Option<Refusal>,
    /// The coupon that it uses up.
    coupon: Option<usize>,
    grams: i64,
    holds: Vec<(usize, usize, i64)>,
}

impl Books {
    /// Whether so much may be put into a cart.
    pub(super) fn may_put(&self, good: usize, quantity: i64) -> Result<(), Refusal> {
        let good = &self.goods[good];
        match () {
            () if !good.on_sale => Err((404, "sku_not_found")),
            () if quantity == 0 => Err((422, "quantity_not_positive")),
            () if quantity % good.step > 0 => Err((422, "quantity_off_step")),
            () if quantity > good.maximum => Err((422, "quantity_above_maximum")),
            () if quantity > good.available() => Err((409, "insufficient_stock")),
            () => Ok(()),
        }
    }

    pub(super) fn put(&mut self, who: usize, good: usize, quantity: i64) {
        let cart = &mut self.carts[who].goods;
        match cart.iter_mut().find(|(known, _)| *known == good) {
            Some((_, stands)) => *stands = quantity,
            None => cart.push((good, quantity)),
        }
    }

    fn lines(&self, who: usize) -> Vec<Line> {
        let goods = self.carts[who].goods.iter();
        goods
            .map(|&(good, quantity)| self.line(good, quantity))
            .collect()
    }

    /// The lines of a cart, as it shows them: what is not sold any more costs nothing.
    pub(super) fn priced_cart(&self, who: usize) -> Vec<Line> {
        let mut lines = self.lines(who);
        for line in lines
            .iter_mut()
            .filter(|line| !self.goods[line.good].on_sale)
        {
            line.come_to_nothing();
        }
        lines
    }

    /// What the cart would cost and take, and everything that stands in its way.
    pub(super) fn quote(
        &self,
        who: usize,
        window: usize,
        use_credit: bool,
    ) -> (Draft, Vec<Refusal>) {
        let (mut lines, window) = (self.lines(who), &self.windows[window]);
        let (mut problems, mut holds) = (Vec::new(), Vec::new());
        if lines.is_empty() {
            problems.push((422, "cart_empty"));
        }
        for line in &lines {
            let good = &self.goods[line.good];
            match good.take(line.quantity, window.date) {
                _ if !good.on_sale => problems.push((409, "product_not_on_sale")),
                None => problems.push((409, "insufficient_stock")),
                Some(parts) => {
                    holds.extend(parts.into_iter().map(|(lot, part)| (line.good, lot, part)));
                }
            }
        }
        let grams = self.grams(&lines);
        let has_room = window.taken < window.seats
            && window.kilograms.is_none_or(|most| {
                window.taken_grams < most * 1_000 && window.taken_grams + grams <= most * 1_000
            });
        if !has_room {
            problems.push((409, "slot_full"));
        }
        let Effect {
            free_delivery,
            problem,
        } = self.take_off(who, &mut lines);
        problems.extend(problem);
        let way = fee(&lines);
        let mut sums = sums(&lines, if free_delivery { 0 } else { way });
        if use_credit {
            sums.due -= self.credit[who].min(sums.total);
        }
        if sums.subtotal < MINIMUM && !lines.is_empty() {
            problems.push((422, "below_minimum_order"));
        }
        // What brings nothing is not used up.
        let brings_something = sums.discount > 0 || sums.fee < way;
        let draft = Draft {
            coupon: self.carts[who].coupon.filter(|_| brings_something),
            lines,
            sums,
            coupon_problem: problem,
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
        let order = Order {
            lines: draft.lines,
            sums: draft.sums,
            coupon: draft.coupon,
            grams: draft.grams,
            holds: draft.holds,
            ..order
        };
        self.hold(&order.holds);
        let window = &mut self.windows[order.window];
        window.taken += 1;
        window.taken_grams += order.grams;
        let cart = &mut self.carts[order.buyer];
        cart.goods.clear();
        cart.coupon = cart.coupon.filter(|_| order.coupon.is_none());
        self.credit[order.buyer] -= order.sums.total - order.sums.due;
        self.orders.push(order);
    }
}
