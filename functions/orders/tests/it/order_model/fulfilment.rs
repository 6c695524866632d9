//! What becomes of an order: it is paid, picked, packed and brought, or comes to nothing.

use super::books::{Books, Refusal};
use super::pricing::{Line, sums};

impl Books {
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
        for (place, packed) in order.lines.iter_mut().enumerate() {
            let mut left = if place == line {
                quantity
            } else {
                packed.quantity
            };
            packed.come_to(left);
            packed.packed = Some(left);
            let goods = &mut self.goods;
            let mut holds: Vec<_> = order
                .holds
                .iter()
                .filter(|hold| hold.0 == packed.good)
                .collect();
            holds.sort_by_key(|(good, lot, _)| goods[*good].by_expiry(*lot));
            for &(good, lot, held) in holds {
                let lot = &mut goods[good].lots[lot];
                let picked = left.min(held);
                lot.reserved -= held;
                lot.on_hand -= picked;
                left -= picked;
            }
        }
        order.holds.clear();
        let back = order.owe(sums(&order.lines, order.sums.fee));
        self.credit[order.buyer] += back;
    }

    /// The order goes on, and lets go of what it then does not hold any more.
    pub(super) fn move_on(&mut self, order: usize, to: &'static str) {
        if to == "packed" {
            let quantity = self.orders[order].lines[0].quantity;
            return self.pack(order, 0, quantity);
        }
        self.orders[order].timeline.push(to);
        match to {
            "cancelled" | "expired" => self.give_up(order),
            // Nothing is said of the goods: they are thrown away. Who has paid pays the way.
            "returned" => {
                let order = &mut self.orders[order];
                order.lines.iter_mut().for_each(Line::come_to_nothing);
                let fee = if order.cash { 0 } else { order.sums.fee };
                let back = order.owe(sums(&order.lines, fee));
                self.credit[order.buyer] += back;
            }
            _ => {}
        }
    }

    /// What the order holds is anybody's, and the credit that it was paid with is the shopper's again.
    fn give_up(&mut self, order: usize) {
        let holds = std::mem::take(&mut self.orders[order].holds);
        self.let_go(&holds);
        let order = &self.orders[order];
        let window = &mut self.windows[order.window];
        window.taken -= 1;
        window.taken_grams -= order.grams;
        self.credit[order.buyer] += order.sums.total - order.sums.due;
    }

    /// What time alone moves on: an order that was not paid in time, if it is one, and all that nobody claimed for a day.
    pub(super) fn time_goes_by(&mut self, unpaid: usize) {
        if self.orders[unpaid].status() == "awaiting_payment" {
            self.move_on(unpaid, "expired");
        }
        for order in &mut self.orders {
            if order.status() == "delivered" && order.is_old {
                order.timeline.push("completed");
            }
        }
    }
}
